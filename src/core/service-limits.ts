/** The bounds of memory, courtesy and feedback, with their units and reasons. A part of LIMITS: everybody reads them there. */
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const SERVICE_LIMITS = {
  // --- memory
  /** What a customer told is not asked again for this long. */
  memoryMs: 30 * DAY,
  memoryTopics: 5,
  /** Characters of a name that somebody gives themselves, and of an order number that is kept in mind. */
  addressChars: 40,
  memoryOrderChars: 40,

  // --- courtesy
  /** Characters and words of a text that may be nothing but courtesy. */
  courtesyChars: 120,
  courtesyWords: 16,
  /** The same words within this time are the same question once more. */
  saidAgainMs: 10 * MINUTE,
  /** Characters of a text that is searched for hard words, and of a word that hides one behind signs. */
  distressChars: 2_000,
  maskedWordChars: 24,

  // --- feedback
  /** Characters of a comment that are kept. */
  commentChars: 2_000,
  /** Between any two surveys of one customer. */
  surveyRestMs: DAY,
  /** How often due surveys are looked for, how many are asked in one go, and conversations looked at for the next NPS. */
  surveyEveryMs: 30 * SECOND,
  surveyBatch: 100,
  npsLookedAt: 500,
  /** A customer who is in the middle of something is asked again after this, and as often. */
  surveyAgainMs: 15 * MINUTE,
  surveyTries: 100,
  /** How long after the case, the flow or its turn a survey is still worth asking. */
  csatWorthMs: 2 * DAY,
  cesWorthMs: DAY,
  npsWorthMs: 14 * DAY,
  /** Nobody who has been away for longer is asked about the shop as a whole. */
  npsHeardMs: 90 * DAY,
  /** Scores and comments are kept this long. */
  feedbackKeepMs: 2 * 365 * DAY,
  /** Rows of one page of scores, and of one export. */
  feedbackPage: 50,
  feedbackExport: 10_000,
  /** Rows of a report that are read in one go: a few milliseconds in which nobody is answered. */
  reportSlice: 5_000,
} as const;
