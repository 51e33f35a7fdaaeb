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

/** Fitted once by tests/matcher/fit-calibration.ts, which says how and on what; no shop needs its own. */
export const CALIBRATION = { constant: -4.11, likeness: 3.97, margin: 6.21, coverage: 2.37 };

export function probability(facts: Facts): number {
  const { constant, likeness, margin, coverage } = CALIBRATION;
  const z = constant + likeness * facts.likeness + margin * facts.margin + coverage * facts.coverage;
  return 1 / (1 + Math.exp(-z));
}
