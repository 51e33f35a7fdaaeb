/**
 * Likeness to probability: a logistic over three facts of a candidate, so that of answers with score s a share of about s is
 * right, whatever the shop.
 */

/** What is known about one candidate answer. All 0…1 except `margin`, −1…1. */
export interface Facts {
  likeness: number;
  /** Its likeness less that of the best other entry. */
  margin: number;
  /** Share of the question's telling words that the entry's own phrasings hold. */
  coverage: number;
}

/** Fitted once; tests/matcher/calibration.test.ts says how and on what, and that they still hold. */
export const CALIBRATION = { constant: -4.08, likeness: 4.25, margin: 6.18, coverage: 2.24 };

export function probability(facts: Facts): number {
  const { constant, likeness, margin, coverage } = CALIBRATION;
  const z = constant + likeness * facts.likeness + margin * facts.margin + coverage * facts.coverage;
  return 1 / (1 + Math.exp(-z));
}
