/**
 * What customers asked in vain, gathered by likeness: one look shows what an answer is missing for, one deed makes it.
 */
import type { Locale } from '../locale.ts';
import type { UnansweredQuestion } from './question-store.ts';

export interface Unanswered {
  /** Clusters, the largest of the last weeks first. Worked out beside the event loop; `asOfMs` says when. */
  list(query: { locale?: Locale; platform?: string }): Promise<UnansweredList>;
  cluster(id: string): Promise<UnansweredCluster | null>;
  /**
   * Looked at and put aside; the questions are then kept like all others. `questions`: which of them, null: all. False: there is no such
   * cluster any more, or none of them in it.
   */
  putAside(id: string, questions: readonly number[] | null, by: string): Promise<boolean>;
  /** They became an entry or phrasings of one. */
  settle(
    id: string,
    as: { entry: string; made: 'entry' | 'phrasing'; questions: readonly number[] | null },
    by: string,
  ): Promise<boolean>;
}

export interface UnansweredList {
  asOfMs: number;
  /** They are being worked out anew at this moment. */
  isWorking: boolean;
  /** Questions in all that nobody has looked at. */
  waiting: number;
  /** How many of them, the newest, the clusters were made of: at most `LIMITS.unansweredGathered`. */
  gathered: number;
  clusters: UnansweredCluster[];
}

export interface UnansweredCluster {
  /** Stable while its first question stays in it. */
  id: string;
  /** The question that stands for the others. */
  title: string;
  locale: Locale;
  count: number;
  /** Different people. */
  people: number;
  firstMs: number;
  lastMs: number;
  byWeek: { weekMs: number; count: number }[];
  byPlatform: Record<string, number>;
  /** Why they are here: no answer, only an offer that nobody took, an answer that did not help. */
  reasons: { missed: number; offered: number; notHelped: number };
  /** Bounded; newest first. */
  questions: UnansweredQuestion[];
  /** What operators answered first, the most telling ones. */
  replies: string[];
  /** Entries that are nearest to it: candidates for a new phrasing. */
  nearest: { id: string; question: string; score: number }[];
}
