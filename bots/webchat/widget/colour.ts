/**
 * Makes any brand colour readable. A shop may choose yellow or black: what is written on it, and it itself as ink or
 * outline on our surfaces, always reach the contrast that people with weak eyes need. Pure arithmetic on sRGB.
 */

export type Rgb = readonly [red: number, green: number, blue: number];

const BLACK: Rgb = [0, 0, 0];
const WHITE: Rgb = [255, 255, 255];
/** Softer than black; used wherever it suffices. */
const INK: Rgb = [20, 28, 26];
/** Luminance up to which white, and from which ink, has a contrast of 4.5 with it; between them black has. */
const DARK_ENOUGH = 0.183;
const LIGHT_ENOUGH = 0.226;
/** Contrast of text, and of edges and signs, by WCAG 2.2 AA. */
export const TEXT_CONTRAST = 4.5;
export const EDGE_CONTRAST = 3;

/** `#abc` or `#aabbcc`, with or without `#`; null for anything else. */
export function parseColour(text: string): Rgb | null {
  const hex = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text.trim())?.[1];
  if (hex === undefined) return null;
  const size = hex.length / 3;
  const at = (index: number): number => {
    const digits = hex.slice(index * size, (index + 1) * size);
    return Number.parseInt(size === 1 ? digits + digits : digits, 16);
  };
  return [at(0), at(1), at(2)];
}

export function toCss([red, green, blue]: Rgb): string {
  return `rgb(${red} ${green} ${blue})`;
}

/** The colour to write with on `ground`: white where it can be read, else ink, else black; 4.5:1 at least. */
export function inkOn(ground: Rgb): Rgb {
  const light = luminance(ground);
  if (light <= DARK_ENOUGH) return WHITE;
  return light >= LIGHT_ENOUGH ? INK : BLACK;
}

/** `colour` itself if it stands out enough from `ground`, else the nearest mix with black or white that does. */
export function standingOut(colour: Rgb, ground: Rgb, wanted: number): Rgb {
  const towards = luminance(ground) > 0.18 ? BLACK : WHITE;
  for (let step = 0; step <= 20; step += 1) {
    const mixed = mix(colour, towards, step / 20);
    if (contrast(mixed, ground) >= wanted) return mixed;
  }
  return towards;
}

/** `share` of `other` in `colour`, 0 to 1. */
export function mix(colour: Rgb, other: Rgb, share: number): Rgb {
  const part = (index: 0 | 1 | 2): number =>
    Math.round(colour[index] + (other[index] - colour[index]) * share);
  return [part(0), part(1), part(2)];
}

/** 1 to 21, as WCAG counts it. */
export function contrast(one: Rgb, other: Rgb): number {
  const [first, second] = [luminance(one), luminance(other)];
  return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
}

function luminance([red, green, blue]: Rgb): number {
  const linear = (value: number): number => {
    const part = value / 255;
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}
