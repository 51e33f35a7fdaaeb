/**
 * The numbers of the likeness. They were chosen by holding phrasings back, on the FAQ of this repository and on public
 * collections of customers' questions in Russian, Ukrainian and English; around these values little changes.
 */

/** The kinds of features: words, what stands beside what, shop concepts, letter groups. */
export const BLOCK = { word: 0, order: 1, concept: 2, gram: 3 } as const;

/** How much each kind counts in the likeness of two texts, in the order of `BLOCK`; concepts by `conceptShare`. */
export const SHARES = { word: 1, order: 0.7, gram: 1.5 } as const;

/** The first and the last word of a question beside a pair of neighbours. */
export const EDGE_WORD = 0.7;

/**
 * How much concepts count. `covered`: the share of telling words of the set that the lexicon knows. Where people speak of other things
 * than a shop it is small, and the concepts found there are chance: they count nothing. The fewer phrasings an entry has,
 * the more its concepts have to stand in for the missing ones.
 */
export function conceptShare(covered: number, phrasings: number): number {
  const isShop = Math.min(1, Math.max(0, (covered - 0.2) * 3.3));
  return isShop * (0.75 + 1.25 / Math.max(1, phrasings));
}

/** Of an entry's likeness while candidates are chosen: its best phrasing; the rest is the mean of all. */
export const BEST_PHRASING = 0.4;

/** An entry in another language than the customer's counts this much. */
export const OTHER_LANGUAGE = 0.97;

/** What the fit of candidates to each other forgives: less follows the phrasings more closely. */
export const RIDGE = 0.15;
