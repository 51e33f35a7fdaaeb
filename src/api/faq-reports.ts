/**
 * How the answers do: what was asked, how it went, whether a person was needed. For admins, supervisors and editors. Days and weeks
 * are those of the shop's time zone; a week is told by its Monday, as midnight UTC of that date.
 *
 *     GET /api/faq-reports?days=30                    → FaqReport
 *     GET /api/faq-reports.csv?days=30&table=entries  → one of its tables to take away: entries, weeks, topics
 */
import { z } from 'zod';
import { REPORT_DAYS, REPORT_TABLES } from './bounds.ts';
import { ApiLocale, ApiMs } from './words.ts';

export const FaqReportQuery = z.strictObject({ days: z.enum(REPORT_DAYS).default('30') });
export type FaqReportQuery = z.infer<typeof FaqReportQuery>;

export const FaqReportTableQuery = z.strictObject({
  ...FaqReportQuery.shape,
  table: z.enum(REPORT_TABLES).default('entries'),
});
export type FaqReportTableQuery = z.infer<typeof FaqReportTableQuery>;

const Count = z.number().int().nonnegative();

export const EntryReport = z.object({
  /** `flow:…` and `command:…` are flows and commands that words led to. */
  id: z.string(),
  locale: ApiLocale,
  /** As it stands in the FAQ now; null: it is no longer there, or is no entry. */
  question: z.string().nullable(),
  /** Null: as above. */
  topic: z.string().nullable(),
  /** Questions that led to it: answered + offered. */
  asked: Count,
  /** Said as the answer; offered among others; chosen from those. */
  answered: Count,
  offered: Count,
  chosen: Count,
  /** From the menu or a link, without a question. */
  shown: Count,
  helped: Count,
  notHelped: Count,
  /** A person was asked for within ten minutes after it. */
  escalated: Count,
  /** Answered or chosen, and it was not said that it did not help, nor was a person asked for. */
  contained: Count,
});
export type EntryReport = z.infer<typeof EntryReport>;

export const WeekReport = z.object({
  weekMs: ApiMs,
  platform: z.string(),
  /** Questions by what the bot did. */
  answer: Count,
  offer: Count,
  miss: Count,
  contained: Count,
});
export type WeekReport = z.infer<typeof WeekReport>;

/** `contained / said` is the share that needed nobody; `said`: answered + chosen. */
const Contained = z.object({ said: Count, contained: Count });

export const TopicReport = z.object({
  /** Name of the file without its ending; "" for what is no entry any more, or a flow. */
  topic: z.string(),
  ...Contained.shape,
  /** Oldest first, every week of the period. */
  weeks: z.array(z.object({ weekMs: ApiMs, ...Contained.shape })),
});
export type TopicReport = z.infer<typeof TopicReport>;

export const FaqReport = z.object({
  fromMs: ApiMs,
  toMs: ApiMs,
  /** The day that the counting began on; null: nothing was counted yet, or the shop keeps nothing. */
  sinceMs: ApiMs.nullable(),
  totals: z.object({ asked: Count, answer: Count, offer: Count, miss: Count, contained: Count }),
  /** Most asked first. */
  entries: z.array(EntryReport),
  /** Oldest first, then by platform. */
  weeks: z.array(WeekReport),
  /** Largest first. */
  topics: z.array(TopicReport),
});
export type FaqReport = z.infer<typeof FaqReport>;
