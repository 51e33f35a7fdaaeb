/** How the answers do: counted from the log of questions, told in the words of the FAQ as it is now. Names nobody. */
import type { BandCount, EntryCount } from './question-store.ts';

export interface FaqReports {
  /** Of the last so many days of the shop's calendar, today included. */
  read(days: number): Promise<FaqReport>;
}

export interface FaqReport {
  /** Where the first of the days begins. */
  fromMs: number;
  toMs: number;
  /** Where the day begins that the counting began on; null: nothing was counted. */
  sinceMs: number | null;
  totals: { asked: number; answer: number; offer: number; miss: number; contained: number };
  /** Most asked first. */
  entries: EntryReport[];
  /** Oldest first, then by platform. */
  weeks: BandCount[];
  /** Largest first. */
  topics: TopicReport[];
}

export interface EntryReport extends EntryCount {
  /** Null: it is no entry of the FAQ as it is now. */
  question: string | null;
  topic: string | null;
  /** answered + offered. */
  asked: number;
}

/** `said`: answered + chosen. `topic` "": what is no entry. */
export interface TopicReport {
  topic: string;
  said: number;
  contained: number;
  /** Oldest first, every week of the period. */
  weeks: { weekMs: number; said: number; contained: number }[];
}
