/**
 * The answers, for those who write them: what there is, drafts, how they would be shown and found, what a change does to questions that
 * were really asked, publishing, history, tables.
 *
 *     GET    /api/faq                              → FaqTree
 *     GET    /api/faq/waiting                      → FaqWaiting                  (what files saved by hand would change, while they wait)
 *     GET    /api/faq/entries/:id                  → FaqEntryView                (404: no such entry or draft)
 *     GET    /api/faq/insertable                   → FaqInsertable
 *     PUT    /api/faq/drafts           FaqChange   → FaqDraftOutcome
 *     DELETE /api/faq/drafts                       → 204                         (all of them, everybody's)
 *     DELETE /api/faq/drafts/:id?locale=           → 204                         (one entry; without locale in all languages)
 *     POST   /api/faq/try              TryFaq      → FaqTry
 *     POST   /api/faq/preview          PreviewFaq  → FaqPreview                  (nothing is kept)
 *     POST   /api/faq/gates            (no body)   → FaqGateRun                  (begins, or the one under way for the same drafts)
 *     GET    /api/faq/gates/:id                    → FaqGateRun                  (ask again while it is running)
 *     POST   /api/faq/gates/:id/seen   (no body)   → 204                         (the report on a file saved by hand was looked at)
 *     POST   /api/faq/publish          PublishFaq  → FaqPublished
 *     GET    /api/faq/history?id=&before=&limit=   → FaqHistory, newest first    (`before`: the smallest number of the page before)
 *     POST   /api/faq/history/:n/undo  (no body)   → FaqDraftOutcome             (makes drafts; they are published like any other)
 *     GET    /api/faq/export.csv, export.xlsx      → the file
 *     POST   /api/faq/import?format=csv|xlsx       the bytes → FaqImported       (all rows become drafts, or none)
 *
 * For editors, supervisors and admins; publishing past the gate's threshold only for supervisors and admins.
 */
import { z } from 'zod';
import { FaqBand, FaqGateReport } from './faq-gate.ts';
import { FAQ_LIMITS, ENTRY_STATES, GATE_STATES, TABLE_FORMATS } from './faq-bounds.ts';
import { ApiPhrase } from './phrases.ts';
import { ApiLocale, ApiMs } from './words.ts';

export const FaqId = z.string().regex(/^[a-z][a-z0-9-]{1,59}$/);
const Count = z.number().int().nonnegative();

export const FaqProblem = z.object({
  level: z.enum(['error', 'warning']),
  file: z.string(),
  /** 0: the file as a whole. */
  line: z.number().int(),
  /** In English, as in the log. */
  message: z.string(),
  hint: z.string(),
  what: ApiPhrase.exactOptional(),
  fix: ApiPhrase.exactOptional(),
  /** Another question that the message names: of an entry, or one that begins a flow. */
  other: z
    .object({ id: z.string(), question: z.string(), place: z.string().exactOptional() })
    .exactOptional(),
});
export type FaqProblem = z.infer<typeof FaqProblem>;

/** An entry as it is written; the same shape comes and goes. */
const Day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .nullable();
export const FaqParts = z.strictObject({
  question: z.string().max(FAQ_LIMITS.questionChars),
  phrasings: z.array(z.string().max(FAQ_LIMITS.phrasingChars)).max(FAQ_LIMITS.phrasings).readonly(),
  /** Markdown, slots as written. */
  answer: z.string().max(FAQ_LIMITS.answerChars),
  validFrom: Day,
  validTo: Day,
  /** Platforms that it is for; empty: all. */
  channels: z.array(z.string().max(FAQ_LIMITS.nameChars)).max(FAQ_LIMITS.channels).readonly(),
});
export type FaqParts = z.infer<typeof FaqParts>;

export const FaqRow = z.object({
  id: z.string(),
  question: z.partialRecord(ApiLocale, z.string()),
  phrasings: z.partialRecord(ApiLocale, Count),
  state: z.enum(ENTRY_STATES),
  problems: z.array(FaqProblem),
  asked30d: Count,
});
export type FaqRow = z.infer<typeof FaqRow>;

export const FaqTopic = z.object({
  name: z.string(),
  title: z.partialRecord(ApiLocale, z.string()),
  owner: z.string().nullable(),
  reviewBy: z.string().nullable(),
  tags: z.array(z.string()).readonly(),
  entries: z.array(FaqRow),
});
export type FaqTopic = z.infer<typeof FaqTopic>;

export const FaqTree = z.object({
  topics: z.array(FaqTopic),
  /** False: what was saved by hand last cannot be used; the last good set is live. */
  isCurrent: z.boolean(),
  problems: z.array(FaqProblem),
  /** How many there are, one for each entry and language. */
  drafts: Count,
  /** A report on a file that was saved by hand and that nobody has looked at yet. */
  reportedGateId: z.string().nullable(),
  /** Files saved by hand wait to be published. */
  held: z.boolean(),
  /** Why some of these cannot be used; the rest can be published. */
  unusable: z.array(FaqProblem),
  languages: z.array(ApiLocale).readonly(),
});
export type FaqTree = z.infer<typeof FaqTree>;

export const FaqWritten = z.object({
  file: z.string(),
  line: z.number().int(),
  live: FaqParts.nullable(),
  draft: FaqParts.nullable(),
  /** Null: there is no draft. With a `draft` of null: the draft takes the entry away. */
  draftedBy: z.object({ name: z.string(), atMs: ApiMs }).nullable(),
  version: z.string(),
  draftVersion: z.string(),
  conflict: z.object({ theirs: FaqParts.nullable() }).nullable(),
  problems: z.array(FaqProblem),
});
export type FaqWritten = z.infer<typeof FaqWritten>;

export const FaqEntryView = z.object({
  id: z.string(),
  topic: z.string(),
  languages: z.partialRecord(ApiLocale, FaqWritten),
});
export type FaqEntryView = z.infer<typeof FaqEntryView>;

/** What can be put into an answer: slots with what they say now, conversations to begin, platforms to keep it to. */
export const FaqInsertable = z.object({
  slots: z.array(z.object({ name: z.string(), value: z.partialRecord(ApiLocale, z.string()) })),
  flows: z.array(z.object({ name: z.string(), title: z.string() })),
  platforms: z.array(z.string()),
});
export type FaqInsertable = z.infer<typeof FaqInsertable>;

const Version = z.string().max(FAQ_LIMITS.versionChars);
/** `parts` null takes the entry away. `version` and `draftVersion`: of what the person saw, "" where there was none. */
export const FaqChange = z.strictObject({
  id: FaqId,
  locale: ApiLocale,
  /** For a new entry: the topic it goes to, a present one or a new one. */
  topic: z.string().min(1).max(FAQ_LIMITS.nameChars),
  version: Version,
  draftVersion: Version,
  parts: FaqParts.nullable(),
});
export type FaqChange = z.infer<typeof FaqChange>;

export const FaqDraftOutcome = z.union([
  /**
   * `problems`: of what was drafted; with an error among them it is kept but cannot be published. `draftVersion` goes with the next
   * change; "" when there is no draft, or several.
   */
  z.object({ ok: z.literal(true), drafts: Count, draftVersion: z.string(), problems: z.array(FaqProblem) }),
  /** The entry in the file is another by now. `version` goes with the next try. */
  z.object({
    ok: z.literal(false),
    code: z.literal('changed'),
    id: z.string(),
    locale: ApiLocale,
    theirs: FaqParts.nullable(),
    version: z.string(),
  }),
  /** Somebody has drafted it meanwhile. `draftVersion` goes with the next try. */
  z.object({
    ok: z.literal(false),
    code: z.literal('drafted'),
    id: z.string(),
    locale: ApiLocale,
    theirs: FaqParts.nullable(),
    draftVersion: z.string(),
    by: z.string(),
    atMs: ApiMs,
  }),
  z.object({ ok: z.literal(false), code: z.literal('invalid'), problems: z.array(FaqProblem) }),
  z.object({ ok: z.literal(false), code: z.enum(['too-many', 'gone']) }),
]);
export type FaqDraftOutcome = z.infer<typeof FaqDraftOutcome>;

export const DiscardQuery = z.strictObject({ locale: ApiLocale.optional() });

export const TryFaq = z.strictObject({
  text: z.string().max(FAQ_LIMITS.triedChars),
  locale: ApiLocale,
  platform: z.string().max(FAQ_LIMITS.nameChars).nullable(),
});
export type TryFaq = z.infer<typeof TryFaq>;

const Candidate = z.object({
  id: z.string(),
  question: z.string(),
  score: z.number(),
  /** The nearest phrasing, and the words that met, and what concepts did, as people call them. */
  phrasing: z.string(),
  words: z.array(z.string()).readonly(),
  concepts: z.array(z.record(ApiLocale, z.string())).readonly(),
});
const TryResult = z.object({ band: FaqBand, candidates: z.array(Candidate), readAs: z.string().nullable() });
export const FaqTry = z.object({
  live: TryResult,
  /** Null: there are no drafts. */
  drafted: TryResult.nullable(),
});
export type FaqTry = z.infer<typeof FaqTry>;

export const PreviewFaq = z.strictObject({ id: FaqId, locale: ApiLocale, parts: FaqParts });
export type PreviewFaq = z.infer<typeof PreviewFaq>;

export const FaqPreview = z.object({
  problems: z.array(FaqProblem),
  channels: z.array(
    z.object({
      platform: z.string(),
      bubbles: z.array(
        z.object({
          text: z.string(),
          markup: z.enum(['html', 'markdown', 'plain']),
          buttons: z.array(z.string()),
        }),
      ),
    }),
  ),
});
export type FaqPreview = z.infer<typeof FaqPreview>;

export const FaqGateRun = z.object({
  id: z.string(),
  state: z.enum(GATE_STATES),
  done: Count,
  total: Count,
  report: FaqGateReport.nullable(),
  problems: z.array(FaqProblem),
});
export type FaqGateRun = z.infer<typeof FaqGateRun>;

export const PublishFaq = z.strictObject({ gateId: z.string().max(FAQ_LIMITS.nameChars) });
export type PublishFaq = z.infer<typeof PublishFaq>;

/** `said`: by the system or git, in English. */
export const FaqPublishWarning = z.union([
  z.object({ code: z.enum(['no-git', 'no-repository', 'git']), said: z.string() }),
  /** Written, and cannot be read. */
  z.object({ code: z.literal('not-live'), problems: z.array(FaqProblem) }),
]);
export type FaqPublishWarning = z.infer<typeof FaqPublishWarning>;

const Conflict = z.object({ id: z.string(), locale: ApiLocale, theirs: FaqParts.nullable() });
export const FaqPublished = z.union([
  /** `warning`: it is written, but something beside it went wrong. */
  z.object({
    ok: z.literal(true),
    revision: Count,
    files: z.array(z.string()),
    commit: z.string().nullable(),
    warning: FaqPublishWarning.nullable(),
  }),
  z.object({ ok: z.literal(false), code: z.literal('conflict'), conflicts: z.array(Conflict) }),
  z.object({ ok: z.literal(false), code: z.enum(['outdated', 'threshold', 'running', 'nothing']) }),
  z.object({ ok: z.literal(false), code: z.literal('invalid'), problems: z.array(FaqProblem) }),
  /** Nothing was changed. */
  z.object({
    ok: z.literal(false),
    code: z.literal('failed'),
    /** `no-file`: where a file should be is a link, no text, or too much of it. */
    reason: z.enum(['denied', 'full', 'no-file', 'other']),
    said: z.string(),
  }),
]);
export type FaqPublished = z.infer<typeof FaqPublished>;

export const FaqHistoryQuery = z.strictObject({
  id: FaqId.optional(),
  before: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(FAQ_LIMITS.historyPage).default(FAQ_LIMITS.historyPage),
});
export type FaqHistoryQuery = z.infer<typeof FaqHistoryQuery>;

/** An entry in one language; null: it is not there. */
export const FaqEntryChange = z.object({
  id: z.string(),
  locale: ApiLocale,
  topic: z.string(),
  before: FaqParts.nullable(),
  after: FaqParts.nullable(),
});
export type FaqEntryChange = z.infer<typeof FaqEntryChange>;

/** `total` has all. None, and yet held: only comments and the like differ. */
export const FaqWaiting = z.object({ changes: z.array(FaqEntryChange), total: Count });
export type FaqWaiting = z.infer<typeof FaqWaiting>;

export const FaqRevision = z.object({
  number: Count,
  atMs: ApiMs,
  /** Null: saved by hand in the files. */
  by: z.string().nullable(),
  note: z.string(),
  /** The report on what it does to past questions, while that is kept. */
  gateId: z.string().nullable(),
  commit: z.string().nullable(),
  changes: z.array(FaqEntryChange),
});
export type FaqRevision = z.infer<typeof FaqRevision>;
export const FaqHistory = z.object({ revisions: z.array(FaqRevision) });
export type FaqHistory = z.infer<typeof FaqHistory>;

export const ImportQuery = z.strictObject({ format: z.enum(TABLE_FORMATS) });
export type ImportQuery = z.infer<typeof ImportQuery>;
export const FaqImported = z.union([
  z.object({ ok: z.literal(true), added: Count, changed: Count, same: Count, drafts: Count }),
  /** `row` as a spreadsheet counts them, from 1 with the header; 0: the file as a whole. */
  z.object({
    ok: z.literal(false),
    problems: z.array(
      z.object({
        row: Count,
        message: z.string(),
        hint: z.string(),
        what: ApiPhrase.exactOptional(),
        fix: ApiPhrase.exactOptional(),
      }),
    ),
  }),
]);
export type FaqImported = z.infer<typeof FaqImported>;
