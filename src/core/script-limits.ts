/** The bounds of scripts, with their units and reasons. A part of LIMITS: everybody reads them there. */
const DAY = 24 * 60 * 60_000;

export const SCRIPT_LIMITS = {
  /** Scripts of a shop, and steps of one: a longer one is better cut into two that lead to each other. */
  scripts: 200,
  scriptSteps: 40,
  /** Choices of one step: with "menu" and "a person" after a misunderstanding they still fit under one message. */
  scriptChoices: 6,
  /** Wordings of one text, and characters of one: about a screen of a phone. */
  scriptVariants: 20,
  scriptTextChars: 1_000,
  /** Characters of a button: the most that every messenger with buttons shows whole. */
  scriptLabelChars: 40,
  /** Messages in a row before the customer may answer. */
  scriptSaysInARow: 4,
  /** Characters of an answer that are kept as a fact. */
  scriptFactChars: 500,
  /** Facts of one script, conditions of one step. */
  scriptFacts: 15,
  scriptBranches: 20,
  /** A version that was replaced is kept this long: as long as a conversation put aside may come back, and a day. */
  scriptKeepMs: 31 * DAY,
} as const;
