/**
 * The log of questions as rows: read page by page for replays, counted for reports, gathered into clusters of what nobody
 * answered. Turns write it (`TurnCommit.questions`); nothing here speaks to a customer. Long reads go in small steps and let others in
 * between.
 */
import type { ContactId, PublicId } from '../ids.ts';
import type { Locale } from '../locale.ts';
import type { QuestionBand, QuestionFate } from '../question.ts';

export interface QuestionStore {
  /**
   * Different questions (by their folded text and language) since a moment, each once with how often it was asked, in a fixed order;
   * `after`: the last key of the page before, "" for the first. For replays: they are looked through once for all pages of one
   * moment, and again for the first page.
   */
  readQuestions(page: { sinceMs: number; after: string; limit: number }): Promise<AskedQuestion[]>;
  /** How many different ones there are. */
  countQuestions(sinceMs: number): Promise<number>;
  /**
   * Questions that went wrong and that nobody has looked at yet, newest first, whatever their age: missed, an answer that did not help,
   * an offer that nobody took within `LIMITS.questionFateMs`. `beforeId`: the last of the page before, 0 for the first.
   */
  readUnanswered(page: { limit: number; beforeId: number; nowMs: number }): Promise<UnansweredQuestion[]>;
  /** The same, how many. */
  countUnanswered(nowMs: number): Promise<number>;
  /**
   * Somebody looked at them: made an entry, added phrasings, or put them aside. Returns how many had waited. A number is never given
   * to another question.
   */
  settleQuestions(ids: readonly number[], how: QuestionSettled, nowMs: number): Promise<number>;
  /** By entry and language. */
  countEntries(query: CountedDays): Promise<EntryCount[]>;
  /** By week and platform: what was asked and how it went. */
  countBands(query: CountedDays): Promise<BandCount[]>;
  /** The first day that anything is counted on; null: nothing is. */
  firstCounted(query: Pick<CountedDays, 'timeZone'>): Promise<number | null>;
  /**
   * When each entry was last said, for those that were said since the log began; `sinceMs`: when it began, give or take a day, null: it
   * is empty.
   */
  lastAsked(): Promise<{ sinceMs: number | null; entries: { id: string; atMs: number }[] }>;
  /**
   * One step of summing up questions asked before a moment, of which nothing can come any more; at most `rows`. Returns how many. Counts
   * are right before and after it; it only makes them cheap, and lets questions be forgotten. From then on a question counts on the day
   * that it has in `timeZone`.
   */
  sumUpQuestions(past: { beforeMs: number; rows: number; timeZone: string }): Promise<number>;
  /**
   * One step of forgetting questions asked before a moment, once they are summed up, looking at `rows` of them; returns how many went. Those that nobody
   * answered and nobody looked at stay, unless `waitingToo`. What was counted stays.
   */
  forgetQuestions(past: { beforeMs: number; rows: number; waitingToo: boolean }): Promise<number>;
}

/** From a day on and before another, in the calendar of a zone; see `dayAt`. */
export interface CountedDays {
  fromDay: number;
  toDay: number;
  timeZone: string;
}

export interface AskedQuestion {
  /** Goes into `after`. */
  key: string;
  /** As it was asked last. */
  text: string;
  locale: Locale;
  times: number;
  lastMs: number;
}

export interface UnansweredQuestion {
  id: number;
  text: string;
  locale: Locale;
  platform: string;
  conversation: PublicId;
  /** Tells people apart, nothing else. */
  contactId: ContactId;
  atMs: number;
  band: QuestionBand;
  ids: string[];
  fate: QuestionFate | null;
  /** What an operator answered first, masked; null: nobody did. */
  reply: string | null;
}

export type QuestionSettled =
  { as: 'entry' | 'phrasing'; id: string; by: string } | { as: 'aside'; by: string };

export interface EntryCount {
  id: string;
  locale: Locale;
  /** Said as an answer; offered among others; chosen from those. */
  answered: number;
  offered: number;
  chosen: number;
  /** From the menu or a link. */
  shown: number;
  helped: number;
  notHelped: number;
  /** A person was asked for right after it. */
  escalated: number;
  /** Answered or chosen; it was not said that it did not help, and no person was asked for. */
  contained: number;
}

export interface BandCount {
  /** The stamp of its Monday. */
  weekMs: number;
  platform: string;
  answer: number;
  offer: number;
  miss: number;
  /** Answered or chosen; it was not said that it did not help, and no person was asked for. */
  contained: number;
}
