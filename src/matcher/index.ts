/** The public door of the matcher: text in, calibrated scores out. */
export { createMatcher } from './create-matcher.ts';
export { createFaq } from './create-faq.ts';
