/** The public door of the matcher: text in, calibrated scores out. */
export { createMatcher } from './create-matcher.ts';
export { createFaq, createFaqGently } from './create-faq.ts';
export { learnAside } from './learn-aside.ts';
export { lexiconFor, PLAIN_VOCABULARY, type Vocabulary } from './lexicon.ts';
export { GENERAL, type Calibration } from './calibrate.ts';
export type { Learnt } from './learn.ts';
