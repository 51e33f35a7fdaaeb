/** Somebody else who may choose among answers that the matcher is not sure of: never one that is not among them, never words of their own. */
import type { Locale } from '../locale.ts';

export interface Choice {
  /** The customer's words, masked. */
  text: string;
  locale: Locale;
  /** Best first, as the matcher sees it. */
  candidates: { id: string; question: string }[];
}

export interface Reranker {
  /** The id of one candidate, or null: none of them, not known, no answer in time. Never rejects; ends soon after `signal` is aborted. */
  choose(choice: Choice, signal: AbortSignal): Promise<string | null>;
}

/** The task in which it is asked, so that no turn waits for it. */
export const CHOOSE_TASK = 'faq.choose';
