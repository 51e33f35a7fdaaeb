/**
 * Chance that is the same on every machine: what is drawn depends on a seed alone, so that two matchers, or one before and after a
 * change, are asked the very same questions. The steps are fixed; whoever changes one makes all earlier figures incomparable.
 */

/** Next number in [0, 1): mulberry32. */
export type Chance = () => number;

export function createChance(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** FNV-1a over code points, 32 bits. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}

/** A copy in another order: Fisher and Yates, from the end. */
export function shuffled<T>(items: readonly T[], chance: Chance): T[] {
  const out = [...items];
  for (let last = out.length - 1; last > 0; last -= 1) {
    const other = Math.floor(chance() * (last + 1));
    const moved = out[last] as T;
    out[last] = out[other] as T;
    out[other] = moved;
  }
  return out;
}
