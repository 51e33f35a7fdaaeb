/**
 * Light or dark, and the shop's colour: its shades for fills, inks and edges, each with contrast enough on the surface it
 * stands on. Written through the object model, which a strict policy allows.
 */
import {
  EDGE_CONTRAST,
  TEXT_CONTRAST,
  inkOn,
  mix,
  parseColour,
  standingOut,
  toCss,
  type Rgb,
} from '../../colour.ts';
import type { ThemeChoice } from '../../bridge.ts';

export interface Look {
  /** "" keeps the default. */
  brand(color: string): void;
}

/** Of style/base.css: the lightest and darkest surfaces that brand ink stands on. */
const SURFACE: Record<'light' | 'dark', Rgb> = { light: [240, 236, 229], dark: [42, 50, 47] };
const DEFAULT_BRAND: Rgb = [15, 110, 100];

export function createLook(theme: ThemeChoice, color: string): Look {
  const root = document.documentElement;
  const wantsDark = matchMedia('(prefers-color-scheme: dark)');
  let brand = parseColour(color) ?? DEFAULT_BRAND;
  const draw = (): void => {
    const scheme = theme === 'auto' ? (wantsDark.matches ? 'dark' : 'light') : theme;
    root.dataset['theme'] = scheme;
    for (const [name, value] of Object.entries(shades(brand, SURFACE[scheme]))) {
      root.style.setProperty(name, toCss(value));
    }
  };
  wantsDark.addEventListener('change', draw);
  draw();
  return {
    brand(text) {
      brand = parseColour(text) ?? DEFAULT_BRAND;
      draw();
    },
  };
}

function shades(brand: Rgb, surface: Rgb): Record<string, Rgb> {
  const ink = inkOn(brand);
  return {
    '--brand': brand,
    '--on-brand': ink,
    // The far end of the header's shade: away from its ink, so that contrast only rises.
    '--brand-deep': mix(brand, ink[0] > 128 ? [0, 0, 0] : [255, 255, 255], 0.14),
    '--brand-ink': standingOut(brand, surface, TEXT_CONTRAST),
    '--brand-edge': standingOut(brand, surface, EDGE_CONTRAST),
  };
}
