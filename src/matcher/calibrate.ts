/**
 * Likeness to probability: a logistic over four facts of a candidate, so that of answers with score s a share of about s is
 * right, whatever the shop.
 */

/** What is known about one candidate answer. All 0…1 except `margin`, −1…1. */
export interface Facts {
  likeness: number;
  best: number;
  /** Its likeness less that of the best other entry. */
  margin: number;
  /** Share of the question's telling words that the entry's own phrasings hold. */
  coverage: number;
}

/** Fitted once; see tests/matcher/fit.ts for how and on what. */
export const CALIBRATION = { constant: -6, likeness: 6, best: 3, margin: 4, coverage: 3 };

export function probability(facts: Facts): number {
  const { constant, likeness, best, margin, coverage } = CALIBRATION;
  const z =
    constant +
    likeness * facts.likeness +
    best * facts.best +
    margin * facts.margin +
    coverage * facts.coverage;
  return 1 / (1 + Math.exp(-z));
}
