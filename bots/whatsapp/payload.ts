/**
 * The shapes of a webhook call, as far as we look at them. Each item of a batch is checked by itself: one that cannot be read must
 * not take its neighbours with it. Unknown fields pass.
 */
import { z } from 'zod';

const text = z.string().min(1);
const id = z.string().min(1).max(300);
/** Seconds since 1970, as text. */
const timestamp = z.coerce.number().int().min(0).max(1e11);

/** What is inside one `changes[]`. */
export const valueSchema = z.looseObject({
  metadata: z.looseObject({ phone_number_id: z.coerce.string() }).optional().catch(undefined),
  contacts: z.array(z.unknown()).catch([]),
  messages: z.array(z.unknown()).catch([]),
  statuses: z.array(z.unknown()).catch([]),
  errors: z.array(z.unknown()).catch([]),
});
export type Value = z.infer<typeof valueSchema>;

export const contactSchema = z.object({
  wa_id: z.string().optional().catch(undefined),
  user_id: z.string().optional().catch(undefined),
  profile: z
    .object({
      name: z.string().optional().catch(undefined),
      username: z.string().optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
});
export type WireContact = z.infer<typeof contactSchema>;

const media = z.object({
  id: z.coerce.string().min(1).max(60),
  mime_type: z.string().optional().catch(undefined),
  sha256: z.string().optional().catch(undefined),
  caption: z.string().optional().catch(undefined),
  filename: z.string().optional().catch(undefined),
  voice: z.boolean().optional().catch(undefined),
});
export type WireMedia = z.infer<typeof media>;

const reply = z.object({ id: z.string().max(300), title: z.string().catch('') });
const card = z.object({
  origin: z.string().optional().catch(undefined),
  name: z.object({ formatted_name: z.string().optional() }).optional().catch(undefined),
  phones: z
    .array(z.object({ phone: z.string().optional(), wa_id: z.string().optional() }))
    .optional()
    .catch(undefined),
});

/** The contents that a message, or an edit of one, can have beside its type. */
export const contentSchema = z.object({
  type: z.string().max(80),
  text: z.object({ body: z.string() }).optional(),
  image: media.optional(),
  document: media.optional(),
  audio: media.optional(),
  voice: media.optional(),
  video: media.optional(),
  sticker: media.optional(),
  location: z
    .object({
      latitude: z.number().min(-90).max(90),
      longitude: z.number().min(-180).max(180),
      name: z.string().optional().catch(undefined),
      address: z.string().optional().catch(undefined),
    })
    .optional(),
  contacts: z.array(card).optional(),
  origin: z.string().optional().catch(undefined),
  button: z.object({ payload: z.string().optional(), text: z.string().catch('') }).optional(),
  interactive: z
    .object({
      type: z.string().catch('unknown'),
      button_reply: reply.optional(),
      list_reply: reply.optional(),
    })
    .optional(),
  errors: z
    .array(z.object({ code: z.number() }))
    .optional()
    .catch(undefined),
  unsupported: z
    .object({ type: z.string().max(80) })
    .optional()
    .catch(undefined),
  referral: z
    .object({
      source_url: z.string().optional().catch(undefined),
      headline: z.string().optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
  context: z
    .object({
      referred_product: z.object({ product_retailer_id: z.string() }).optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
});
export type WireContent = z.infer<typeof contentSchema>;

/** What every message has, whatever it is about. */
export const messageSchema = z.looseObject({
  id,
  timestamp,
  type: z.string().max(80),
  from: z.string().optional().catch(undefined),
  from_user_id: z.string().optional().catch(undefined),
});
export type WireMessage = z.infer<typeof messageSchema>;

export const reactionSchema = z.object({
  message_id: id,
  emoji: z.string().max(40).optional().catch(undefined),
});
export const editSchema = z.object({ original_message_id: id, message: z.unknown() });
export const revokeSchema = z.object({ original_message_id: id });
export const systemSchema = z.object({
  type: z.string().max(80).catch('unknown'),
  wa_id: z.string().optional().catch(undefined),
  new_wa_id: z.string().optional().catch(undefined),
  user_id: z.string().optional().catch(undefined),
  previous_user_id: z.string().optional().catch(undefined),
});

/** A person's id has changed; seen with both ids in one field, and with a field each. */
export const idUpdateSchema = z.object({
  timestamp: timestamp.optional().catch(undefined),
  wa_id: z.string().optional().catch(undefined),
  user_id: z.union([
    z.object({ previous: text, current: text }),
    text.transform((current) => ({ previous: '', current })),
  ]),
  previous_user_id: z.string().optional().catch(undefined),
});

/** The person's wish about advertising. */
export const preferenceSchema = z.object({
  timestamp: timestamp.optional().catch(undefined),
  wa_id: z.string().optional().catch(undefined),
  user_id: z.string().optional().catch(undefined),
  category: z.string().max(80).catch('unknown'),
  value: z.string().max(40).catch('unknown'),
});

/** Words that a person of the shop typed on the phone that shares the number. */
export const echoSchema = z.looseObject({
  id,
  timestamp,
  to: z.string().optional().catch(undefined),
  to_user_id: z.string().optional().catch(undefined),
});

export const statusSchema = z.object({
  id,
  status: z.string().max(80),
  timestamp,
  recipient_id: z.string().optional().catch(undefined),
  recipient_user_id: z.string().optional().catch(undefined),
  biz_opaque_callback_data: z.string().max(512).optional().catch(undefined),
  pricing: z
    .object({
      category: z.string().max(80).catch('unknown'),
      billable: z.boolean().optional().catch(undefined),
      type: z.string().max(80).optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
  errors: z
    .array(z.object({ code: z.number() }))
    .optional()
    .catch(undefined),
});
