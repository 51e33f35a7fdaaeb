/** The bounds of the log of questions and of what is made of it, with their units and reasons. A part of LIMITS: everybody reads them there. */
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

export const QUESTION_LIMITS = {
  /** Characters of a question that are kept: a long story still holds its question when it is asked again of other answers. */
  questionChars: 1_000,
  /** Characters of what an operator answered first; and how much of it says something: below it the next line is added. */
  questionReplyChars: 1_000,
  questionReplyTelling: 60,
  /** So long after it a tap, a yes or no, or the wish for a person is about the question. */
  questionFateMs: 10 * MINUTE,
  /** Questions back that a tap below an older answer is looked for. */
  questionsBack: 5,
  /** An operator's words so long after the wish for a person are still the answer to it: a long weekend, and a day. */
  questionReplyMs: 5 * DAY,
  /** Days that a shop may keep questions for. */
  questionKeepDays: 1_095,
  /** What is counted names nobody and is kept this long: two years can be compared. */
  questionCountsMs: 2 * 366 * DAY,
  /** How much longer than its fate may take a question waits before it is summed up: turns that were decided late are committed by then. */
  questionSumsMs: 5 * MINUTE,
  /** Rows read in one go, between two looks at who else wants the event loop: about a millisecond each. */
  questionRowsAtOnce: 1_000,
  /** The same where each row's text is folded: ten microseconds a row. */
  questionTextsAtOnce: 300,
  /** Different questions of one page, and questions that are settled in one go. */
  questionsPage: 1_000,
  questionsSettled: 500,
  /** How often questions past their keep date are looked for. */
  questionsSweepMs: MINUTE,
  questionsSweepRows: 500,

  // --- what nobody answered
  /** The newest so many questions are gathered into clusters; measured well below two seconds in a thread. */
  unansweredGathered: 5_000,
  /** Clusters listed at once, questions shown of one, replies, entries that are near to it. */
  unansweredClusters: 200,
  unansweredShown: 200,
  unansweredReplies: 5,
  unansweredNearest: 3,
  /** Clusters are worked out anew when somebody looks and they are older than this. */
  unansweredStaleMs: 3 * MINUTE,
  /** A working out that takes longer is given up. */
  unansweredPatienceMs: 30_000,
} as const;
