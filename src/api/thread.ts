/**
 * The lines of one conversation, in the order of `seq` (time is only shown).
 *
 *     GET /api/conversations/:id/thread?before=<seq>   → ThreadPage, oldest line first
 */
import { z } from 'zod';
import { ApiId, ApiJson, ApiMs } from './words.ts';

export const ThreadQuery = z.strictObject({ before: z.coerce.number().int().positive().optional() });
export type ThreadQuery = z.infer<typeof ThreadQuery>;

const GeoPoint = z.object({ latitude: z.number(), longitude: z.number() });

/** `file`: our own copy, at /api/media/<file>. Without it the copy is still being made, or `missing` says why not. */
export const LineMedia = z.object({
  kind: z.enum(['photo', 'document', 'voice', 'audio', 'video', 'sticker']),
  name: z.string().optional(),
  mime: z.string().optional(),
  bytes: z.number().int().optional(),
  file: z.string().optional(),
  missing: z.enum(['too-large', 'gone', 'unavailable', 'quota']).optional(),
});
export type LineMedia = z.infer<typeof LineMedia>;

export const IncomingContent = z.object({
  text: z.string().optional(),
  media: z.array(LineMedia).optional(),
  location: GeoPoint.optional(),
  contact: z.object({ phone: z.string(), name: z.string().optional(), own: z.boolean() }).optional(),
  start: z.string().optional(),
  /** What stands at the location. */
  place: z.string().optional(),
  /** How the customer came here, in the platform's words. */
  referral: z.string().optional(),
  unsupported: z.string().optional(),
});
export type IncomingContent = z.infer<typeof IncomingContent>;

/** `format: 'plain'` is shown as typed; otherwise the small markup of the shop's texts. */
export const OutgoingContent = z.object({
  text: z.string().optional(),
  format: z.enum(['markup', 'plain']).optional(),
  buttons: z
    .array(
      z.object({
        kind: z.enum(['reply', 'url', 'share-phone', 'share-location']),
        label: z.string(),
        url: z.string().optional(),
      }),
    )
    .optional(),
  media: z
    .object({
      kind: z.enum(['photo', 'document']),
      file: z.string(),
      name: z.string(),
      mime: z.string(),
      bytes: z.number().int(),
    })
    .optional(),
  /** What was sent outside the console. */
  shared: z.array(LineMedia).optional(),
  location: GeoPoint.optional(),
});
export type OutgoingContent = z.infer<typeof OutgoingContent>;

export const LINE_DELIVERY_STATES = [
  'queued',
  'sending',
  'sent',
  'delivered',
  'read',
  'unknown',
  'refused',
  'dead',
  'cancelled',
] as const;

/** How far the least advanced part has got; `ids` name the parts that "send again" may be asked for. */
export const LineDelivery = z.object({
  state: z.enum(LINE_DELIVERY_STATES),
  reason: z.string().nullable(),
  maybeTwice: z.boolean(),
  ids: z.array(z.number().int()),
  /** What the messenger says it costs: how many parts are billed, and as what; null: it has said nothing. */
  price: z.object({ category: z.string(), billable: z.number().int() }).nullable(),
});
export type LineDelivery = z.infer<typeof LineDelivery>;

export const ACTIVITY_NAMES = [
  'handoff-requested',
  'claimed',
  'released',
  'transferred',
  'resolved',
  'operator-gone',
  'returned-to-bot',
  'reopened',
  'button',
  'edited',
  'blocked',
  'unblocked',
  'bot-failed',
  'delivery-failed',
  'external-takeover',
  'external-ended',
  'moved',
  'channels-offered',
  'joined',
  'join-held',
  'parted',
  'consent-given',
  'consent-withdrawn',
  'rated',
  'commented',
  'forgotten',
  'flow-reset',
] as const;

const lineHead = {
  id: ApiId,
  seq: z.number().int(),
  atMs: ApiMs,
  /** Name of the operator who spoke or acted; null for the customer and the bot. */
  author: z.string().nullable(),
};

export const ThreadLine = z.discriminatedUnion('kind', [
  z.object({
    ...lineHead,
    kind: z.literal('in'),
    content: IncomingContent,
    editedAtMs: ApiMs.nullable(),
    /** The customer took it back then; the words stay for whoever acted on them. */
    revokedAtMs: ApiMs.nullable(),
    /** The customer's reaction, an emoji. */
    reaction: z.string().nullable(),
  }),
  z.object({
    ...lineHead,
    kind: z.literal('out'),
    origin: z.enum(['bot', 'service', 'operator', 'notice']),
    content: OutgoingContent,
    /** Null when there is nothing to send. */
    delivery: LineDelivery.nullable(),
    clientId: z.string().nullable(),
    /** Labels of the buttons that were tapped. */
    pressed: z.array(z.string()),
    reaction: z.string().nullable(),
  }),
  z.object({ ...lineHead, kind: z.literal('note'), text: z.string(), clientId: z.string() }),
  z.object({
    ...lineHead,
    kind: z.literal('activity'),
    name: z.enum(ACTIVITY_NAMES),
    data: z.record(z.string(), ApiJson),
  }),
]);
export type ThreadLine = z.infer<typeof ThreadLine>;

/** `more`: there are lines before the first one of this page. */
export const ThreadPage = z.object({ lines: z.array(ThreadLine), more: z.boolean() });
export type ThreadPage = z.infer<typeof ThreadPage>;
