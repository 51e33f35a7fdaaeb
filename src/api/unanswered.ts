/**
 * What customers asked in vain, gathered by likeness. For admins, supervisors and editors; all words are masked.
 *
 *     GET  /api/unanswered?locale=&platform=      → UnansweredList: clusters, the largest of the last weeks first
 *     GET  /api/unanswered/:id                    → ClusterDetail: with its questions and what operators replied
 *     POST /api/unanswered/:id/aside  PutAside    → 204: looked at, nothing to be done
 *     POST /api/unanswered/:id/settle Settle      → 204: they became an entry, or phrasings of one
 *
 * 404 for a cluster that is no more: somebody else settled it, or it has been worked out anew. The list is then asked again.
 */
import { z } from 'zod';
import { ApiId, ApiLocale, ApiMs } from './words.ts';

/** Ids of questions that one request may name; a larger cluster is settled whole. */
const QUESTIONS_AT_ONCE = 500;
const ENTRY_CHARS = 100;
const PLATFORM_CHARS = 40;

export const UnansweredQuery = z.strictObject({
  locale: ApiLocale.optional(),
  platform: z.string().max(PLATFORM_CHARS).optional(),
});
export type UnansweredQuery = z.infer<typeof UnansweredQuery>;

const Count = z.number().int().nonnegative();

export const ClusterRow = z.object({
  id: z.string(),
  /** The question that stands for the others. */
  title: z.string(),
  locale: ApiLocale,
  count: Count,
  /** Different people. */
  people: Count,
  firstMs: ApiMs,
  lastMs: ApiMs,
  /** Oldest first; Mondays of the shop's time zone, each as midnight UTC of its date. Weeks without a question are left out. */
  byWeek: z.array(z.object({ weekMs: ApiMs, count: Count })),
  byPlatform: z.record(z.string(), Count),
  /** No answer; only an offer that nobody took; an answer that did not help. */
  reasons: z.object({ missed: Count, offered: Count, notHelped: Count }),
  /** Candidates for a new phrasing, best first; may be empty. */
  nearest: z.array(z.object({ id: z.string(), question: z.string(), score: z.number() })),
});
export type ClusterRow = z.infer<typeof ClusterRow>;

export const UnansweredList = z.object({
  /** When the clusters were worked out. */
  asOfMs: ApiMs,
  /** They are being worked out anew at this moment: worth asking again in a few seconds. */
  isWorking: z.boolean(),
  /** Questions that nobody has looked at, in all languages and on all platforms. */
  waiting: Count,
  /** How many of them the clusters were made of, the newest ones; fewer than `waiting` only where there are thousands. */
  gathered: Count,
  clusters: z.array(ClusterRow),
});
export type UnansweredList = z.infer<typeof UnansweredList>;

export const ClusterQuestion = z.object({
  id: z.number().int(),
  text: z.string(),
  locale: ApiLocale,
  platform: z.string(),
  /** Null for roles that read no conversations. */
  conversation: ApiId.nullable(),
  atMs: ApiMs,
  /** What the bot did: said an answer, offered a few, had none. */
  band: z.enum(['answer', 'offer', 'miss']),
  /** What it said or offered. */
  ids: z.array(z.string()),
  /** What an operator answered first, masked. */
  reply: z.string().nullable(),
});
export type ClusterQuestion = z.infer<typeof ClusterQuestion>;

export const ClusterDetail = z.object({
  ...ClusterRow.shape,
  /** Newest first; at most a few hundred, `count` has all. */
  questions: z.array(ClusterQuestion),
  /** What operators answered, the most telling ones first. */
  replies: z.array(z.string()),
});
export type ClusterDetail = z.infer<typeof ClusterDetail>;

/** Null: all of the cluster. */
const Questions = z.array(z.number().int().positive()).min(1).max(QUESTIONS_AT_ONCE).nullable().default(null);

export const PutAside = z.strictObject({ questions: Questions });
export type PutAside = z.input<typeof PutAside>;

export const Settle = z.strictObject({
  /** Id of the entry, new or old. */
  entry: z.string().min(1).max(ENTRY_CHARS),
  made: z.enum(['entry', 'phrasing']),
  questions: Questions,
});
export type Settle = z.input<typeof Settle>;
