/**
 * A customer's own words as the FAQ met them: what the bot made of them, and what came of it. Kept without contacts, so that
 * every change of the answers can be held against what people really ask, and so that nothing unanswered is forgotten.
 */
import type { Locale } from './locale.ts';

/** What the bot did: said an answer, offered a few, or had none. */
export const QUESTION_BANDS = ['answer', 'offer', 'miss'] as const;
export type QuestionBand = (typeof QUESTION_BANDS)[number];

/**
 * What came of it. The first one stands, except that `chosen` may still be followed by any, and that a person asked for afterwards
 * outweighs "helped".
 */
export const QUESTION_FATES = ['helped', 'not-helped', 'chosen', 'none-fits', 'person'] as const;
export type QuestionFate = (typeof QUESTION_FATES)[number];

/** What a turn does to the log of questions; part of its commit. */
export type QuestionDeed =
  /**
   * `text` is masked; `ids`: the answer (and what else was answered in the same breath), or those offered, best first (`flow:…`
   * and `command:…` too); `score` of the first, null: a
   * miss, or nobody told it.
   */
  | {
      do: 'ask';
      text: string;
      locale: Locale;
      band: QuestionBand;
      ids: string[];
      score: number | null;
      inFlow: boolean;
    }
  /** An entry (or flow) at a tap: chosen, if the last question offered it; else shown, from the menu or below another answer. */
  | { do: 'pick'; id: string; locale: Locale }
  /**
   * About the last question or pick of this conversation, unless it is older than `LIMITS.questionFateMs`. `id`: the entry below which
   * the button stood; then the last one with that answer.
   */
  | { do: 'judge'; fate: Exclude<QuestionFate, 'chosen'>; id?: string }
  /** What an operator writes: kept with the question that ended with a person, until it says something. Masked. */
  | { do: 'reply'; text: string };
