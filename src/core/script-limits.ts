/** The bounds of scripts, with their units and reasons. A part of LIMITS: everybody reads them there. */
const MINUTE = 60_000;

export const SCRIPT_LIMITS = {
  /** Scripts of a shop, and steps of one: a longer one is better cut into two that lead to each other. */
  scripts: 200,
  scriptSteps: 40,
  /** Choices of one step: with "menu" and "a person" after a misunderstanding they still fit under one message. */
  scriptChoices: 6,
  /** Wordings of one text, and characters of one: about a screen of a phone. */
  scriptVariants: 20,
  scriptTextChars: 1_000,
  /** Paragraphs of one message that are said only when what they name is known. */
  scriptParagraphs: 8,
  /** Characters of a button: the most that a list shows whole; and of one that is a button in every messenger. */
  scriptLabelChars: 40,
  scriptShortLabelChars: 20,
  /** Messages in a row before the customer may answer. */
  scriptSaysInARow: 4,
  /** Steps taken by one event: a checked script takes no more than it has; one that does is ended. */
  scriptStepsAtOnce: 100,
  /** Flows and scripts that one event may lead through, one starting the next. */
  flowStartsAtOnce: 5,
  /** What a look-up offers to choose from: products, orders. */
  scriptOffered: 4,
  /** Characters of an answer that are kept as a fact. */
  scriptFactChars: 500,
  /** Facts of one script, conditions of one step. */
  scriptFacts: 15,
  scriptBranches: 20,
  /** A version that was replaced is kept at least this long: a turn under way may still be about to begin it. */
  scriptReplacedMs: 10 * MINUTE,
  /** What a customer may write in one play of a script; it is played anew from its beginning each time. */
  playedLines: 40,
  /** Conversations looked through in one step of housekeeping for those that stand in an earlier version. */
  scriptSweepRows: 500,
} as const;
