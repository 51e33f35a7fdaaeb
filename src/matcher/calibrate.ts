/**
 * Fit to probability: a logistic over a few facts of a candidate, so that of answers with score s a share of about s is right.
 * The general weights hold for any shop; a shop with enough phrasings learns its own from them (learn.ts).
 */

/** What is known about one candidate answer, in the order of `Weights`. */
export interface Facts {
  /** What part of the question it explains. */
  fit: number;
  /** Its fit less that of the best other entry. */
  margin: number;
  /** Share of the question's telling words that its phrasings hold. */
  coverage: number;
  /** Words of the question in dozens, at most 1: a long one is less often a chance. */
  length: number;
}

/** Constant, then one for each fact. */
export type Weights = readonly [number, number, number, number, number];

/** Where the bands begin on the calibrated score, with the weights that make it. Plain JSON: it is kept beside the content. */
export interface Calibration {
  weights: Weights;
  /** From here on the answer is said. */
  answer: number;
  /** From here on a few are offered. */
  offer: number;
}

/** Holds where a shop has too few phrasings to learn from. */
export const GENERAL: Calibration = { weights: [-3.1, 5.6, 2.2, 1.2, 0.7], answer: 0.8, offer: 0.3 };

export function probability(facts: Facts, weights: Weights): number {
  const x = factsOf(facts);
  let z = 0;
  for (let at = 0; at < weights.length; at += 1) z += (weights[at] ?? 0) * (x[at] ?? 0);
  return 1 / (1 + Math.exp(-z));
}

export function factsOf({ fit, margin, coverage, length }: Facts): number[] {
  return [1, fit, margin, coverage, length];
}
