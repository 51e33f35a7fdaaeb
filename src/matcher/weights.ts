/**
 * The numbers of the likeness. They were chosen by holding phrasings back, on the FAQ of this repository and on public
 * collections of customers' questions in Russian, Ukrainian and English; around these values little changes.
 */

/** How much words, shop concepts and letter groups count in the likeness of two texts. */
export const BLOCKS = { words: 1, concepts: 1, grams: 1 } as const;

/** Words that say little about the topic (how, can, you …) count this much of an ordinary word. */
export const STOP_WORD = 0.7;

/** Share of the best single phrasing in an entry's likeness; the rest is the likeness to all its phrasings together. */
export const BEST_PHRASING = 0.3;

/** An entry in another language than the customer's counts this much. */
export const OTHER_LANGUAGE = 0.97;
