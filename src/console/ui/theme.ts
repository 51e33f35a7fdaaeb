/**
 * The look that Mantine draws with. Every pair of colours that carries text has a contrast of at least 4.5:1 in light
 * and dark; the palette of our own surfaces is in theme.css.
 */
import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** A painted shop counter: green, from glaze to shadow. */
const counter: MantineColorsTuple = [
  '#e8f5f2',
  '#d2ebe5',
  '#a5d8cd',
  '#74c3b3',
  '#4bb09d',
  '#279a86',
  '#14806f',
  '#0f6e64',
  '#0b5a52',
  '#074540',
];

/** Mantine's dark surfaces in the hue of ours. */
const night: MantineColorsTuple = [
  '#c9d3ce',
  '#b5c1bb',
  '#8a9a92',
  '#6a7a72',
  '#38453f',
  '#2b352f',
  '#1b2420',
  '#161d1a',
  '#121816',
  '#0f1412',
];

export const theme = createTheme({
  primaryColor: 'counter',
  primaryShade: { light: 7, dark: 7 },
  colors: { counter, dark: night },
  defaultRadius: 'md',
  cursorType: 'pointer',
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Ubuntu, Cantarell, sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  headings: { fontWeight: '650' },
  respectReducedMotion: true,
  components: {
    Modal: { defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.45, blur: 2 } } },
  },
});

const OURS = {
  '--mantine-color-body': 'var(--p-panel)',
  '--mantine-color-text': 'var(--p-ink)',
  '--mantine-color-dimmed': 'var(--p-soft)',
  '--mantine-color-placeholder': 'var(--p-faint)',
  '--mantine-color-error': 'var(--p-urgent)',
  '--mantine-color-anchor': 'var(--p-accent)',
  '--mantine-color-default': 'var(--p-raised)',
  '--mantine-color-default-hover': 'var(--p-raised-hover)',
  '--mantine-color-default-color': 'var(--p-ink)',
  '--mantine-color-default-border': 'var(--p-edge)',
};

/** Mantine's own tint of a second button sinks into our dark ground. */
const OURS_AT_NIGHT = {
  ...OURS,
  '--mantine-color-counter-light': '#1d3d36',
  '--mantine-color-counter-light-hover': '#244a42',
  '--mantine-color-counter-light-color': '#a5d8cd',
};

/** Mantine draws with our surfaces and inks: its own greys are too pale to read. */
export const ourColours: CSSVariablesResolver = () => ({ variables: {}, light: OURS, dark: OURS_AT_NIGHT });
