/**
 * Lists of conversations and one conversation with its customer.
 *
 *     GET /api/conversations?view=&search=&before=   → ConversationList
 *     GET /api/conversations/:id                     → ConversationDetail
 *     GET /api/conversations/:id/draft               → Draft
 *     PUT /api/conversations/:id/draft               Draft → 204
 *     POST /api/conversations/:id/seen               → 204: the owner has read what is there
 */
import { z } from 'zod';
import { API_LIMITS, VIEWS } from './bounds.ts';
import { ApiId, ApiJson, ApiLocale, ApiMs, ApiReason } from './words.ts';

export const View = z.enum(VIEWS);
export type View = z.infer<typeof View>;

/** Query strings: numbers come as text. */
export const ConversationsQuery = z.strictObject({
  view: View,
  search: z.string().trim().max(API_LIMITS.searchChars).optional(),
  before: z.coerce.number().int().nonnegative().optional(),
});
export type ConversationsQuery = z.infer<typeof ConversationsQuery>;

export const RowStatus = z.discriminatedUnion('is', [
  z.object({ is: z.literal('bot') }),
  z.object({ is: z.literal('queued'), sinceMs: ApiMs, reason: ApiReason }),
  z.object({
    is: z.literal('assigned'),
    operator: z.object({ id: ApiId, name: z.string() }),
    sinceMs: ApiMs,
  }),
  z.object({ is: z.literal('resolved'), atMs: ApiMs }),
]);
export type RowStatus = z.infer<typeof RowStatus>;

export const ConversationRow = z.object({
  id: ApiId,
  /** `telegram`, `viber` …, and the account's own name (`main`). */
  platform: z.string(),
  account: z.string(),
  /** "" when the platform does not say. */
  name: z.string(),
  locale: ApiLocale,
  status: RowStatus,
  /** 0 urgent, 1 high, 2 normal. */
  priority: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  reachable: z.boolean(),
  lastSeq: z.number().int(),
  preview: z.object({ who: z.enum(['customer', 'bot', 'operator', 'system']), text: z.string() }).nullable(),
  lastAtMs: ApiMs,
  unanswered: z.boolean(),
  waitingSinceMs: ApiMs.nullable(),
  /** It waits, and this operator holds another conversation of the same person. */
  keeper: z.object({ id: ApiId, name: z.string() }).nullable(),
  /** Cursor of this row's last change: of two versions of a row the one with the higher number holds. */
  changed: z.number().int(),
});
export type ConversationRow = z.infer<typeof ConversationRow>;

/** How many there are in the views that can be emptied; the others only grow. */
export const ViewCounts = z.object({
  queue: z.number().int(),
  mine: z.number().int(),
  assigned: z.number().int(),
});
export type ViewCounts = z.infer<typeof ViewCounts>;

/** `next`: pass it as `before` for the following page; null at the end. */
export const ConversationList = z.object({
  rows: z.array(ConversationRow),
  counts: ViewCounts,
  next: z.number().int().nullable(),
});
export type ConversationList = z.infer<typeof ConversationList>;

/** What the operator reads first. */
export const CaseSummary = z.object({
  reason: ApiReason,
  locale: ApiLocale,
  lastLines: z.array(z.object({ who: z.enum(['customer', 'bot']), text: z.string() })),
  collected: z.record(z.string(), ApiJson),
  flow: z.string().nullable(),
});
export type CaseSummary = z.infer<typeof CaseSummary>;

export const ConversationDetail = ConversationRow.extend({
  username: z.string().nullable(),
  /** Digits with country code; the platform vouches for it. */
  verifiedPhone: z.string().nullable(),
  /** Digits with country code as the platform says them, without vouching for it. */
  phone: z.string().nullable(),
  /** Until then the messenger takes replies; in the past: no more, until the customer writes again; null: always. */
  windowEndsAtMs: ApiMs.nullable(),
  /** What a reply becomes after that: it goes out inside a template that the messenger has approved, or not at all. */
  lateReply: z.enum(['template', 'none']),
  /** Bytes of a file that can go with a reply here, and of a picture to be shown as one; null: this channel takes none. */
  files: z.object({ bytes: z.number().int(), pictureBytes: z.number().int() }).nullable(),
  collected: z.record(z.string(), ApiJson),
  flow: z.string().nullable(),
  /** The open case, else the last one. */
  case: z
    .object({
      openedAtMs: ApiMs,
      claimedAtMs: ApiMs.nullable(),
      closedAtMs: ApiMs.nullable(),
      outcome: z.string().nullable(),
      summary: CaseSummary,
    })
    .nullable(),
});
export type ConversationDetail = z.infer<typeof ConversationDetail>;

/** The words an operator has begun to write here, kept per operator and conversation; "" when there are none. */
export const Draft = z.strictObject({ text: z.string().max(API_LIMITS.textChars) });
export type Draft = z.infer<typeof Draft>;
