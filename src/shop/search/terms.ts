/**
 * The words that products are made of, as stems with numbers, and the nearest of them to a misspelt one. Grows word by word,
 * so that a large catalogue is indexed in small steps; only read once the index is live.
 */
import { distance, keysOf } from '../../matcher/spelling.ts';
import { stem } from '../../matcher/stem.ts';

export interface Terms {
  /** The number of a folded word's stem, new ones in order of arrival. */
  add(word: string): number;
  /** −1 for a stem that no product has. */
  get(word: string): number;
  /** The nearest stems within one slip, or two in a long word. */
  near(word: string): number[];
}

/** Shorter words have too many neighbours. */
const SHORTEST = 4;
/** Longer ones are codes. */
const LONGEST = 24;
/** From this length on two slips are forgiven. */
const LONG = 7;
const CANDIDATES = 3;

export function createTerms(): Terms {
  const stems: string[] = [];
  const ids = new Map<string, number>();
  const byKey = new Map<string, number[]>();

  return {
    add(word) {
      const root = stem(word);
      const known = ids.get(root);
      if (known !== undefined) return known;
      const id = stems.length;
      stems.push(root);
      ids.set(root, id);
      if (isMendable(root)) {
        for (const key of keysOf(root)) {
          const others = byKey.get(key);
          if (others) others.push(id);
          else byKey.set(key, [id]);
        }
      }
      return id;
    },
    get: (word) => ids.get(stem(word)) ?? -1,
    near(word) {
      const root = stem(word);
      if (!isMendable(root)) return [];
      const limit = (root.length >= LONG ? 2 : 1) + 1;
      let least = limit;
      const found = new Map<number, number>();
      for (const key of keysOf(root)) {
        for (const id of byKey.get(key) ?? []) {
          if (found.has(id)) continue;
          const slips = distance(root, stems[id] ?? '', limit);
          found.set(id, slips);
          least = Math.min(least, slips);
        }
      }
      if (least >= limit) return [];
      return [...found].flatMap(([id, slips]) => (slips === least ? [id] : [])).slice(0, CANDIDATES);
    },
  };
}

function isMendable(word: string): boolean {
  return word.length >= SHORTEST && word.length <= LONGEST && !/\d/u.test(word);
}
