/**
 * One Viber callback to events of ours. Pure; must accept anything. A tapped button comes as a text like any other: only our
 * prefix and the shape of what follows tell it.
 */
import { z } from 'zod';
import type { IncomingContent, IncomingMedia } from '../../src/core/content.ts';
import type { ChannelEvent, ChannelEventHead, Profile } from '../../src/core/event.ts';
import type { AccountId } from '../../src/core/ids.ts';
import { tokenSchema } from './client.ts';
import { BUTTON_PREFIX } from './keyboard.ts';

/** `<message id>.<index>`; what does not look so was typed. */
const BUTTON_TOKEN = /^[A-Za-z0-9_-]{22}\.\d{1,3}$/;

const userSchema = z.object({
  id: z.string().min(1).max(200),
  name: z.string().optional().catch(undefined),
  language: z.string().optional().catch(undefined),
});
const headSchema = z.object({
  event: z.string().max(80),
  timestamp: z.number(),
  message_token: tokenSchema,
});
// One field of a wrong kind must not cost the customer their message.
const messageSchema = z.object({
  type: z.string(),
  text: z.string().optional().catch(undefined),
  media: z.string().optional().catch(undefined),
  file_name: z.string().optional().catch(undefined),
  size: z.number().nonnegative().optional().catch(undefined),
  contact: z
    .object({ name: z.string().optional().catch(undefined), phone_number: z.coerce.string() })
    .optional()
    .catch(undefined),
  location: z
    .object({ lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180) })
    .optional()
    .catch(undefined),
});

type User = z.infer<typeof userSchema>;
type ViberMessage = z.infer<typeof messageSchema>;
type CallbackHead = z.infer<typeof headSchema>;

/** A callback with its common fields; null: not one at all. */
export function readCallback(value: unknown): (CallbackHead & { fields: Record<string, unknown> }) | null {
  const head = headSchema.safeParse(value);
  return head.success ? { ...head.data, fields: value as Record<string, unknown> } : null;
}

export type Callback = NonNullable<ReturnType<typeof readCallback>>;

/** Who opened the chat without having written yet, and may therefore be welcomed in the answer; null: nobody did. */
export function visitorOf({ event, fields }: Callback): Profile | null {
  if (event !== 'conversation_started' || fields['subscribed'] === true) return null;
  const user = userOf(fields);
  return user === null ? null : (profileOf(user).profile ?? {});
}

/** The event of a callback, or null when it says nothing about a person (the check of a webhook, a look into the chat). */
export function parseCallback(callback: Callback, account: AccountId): ChannelEvent | null {
  const user = userOf(callback.fields);
  if (user === null) return null;
  const head = {
    account,
    // One message can be delivered, seen and failed, each under the same token.
    externalId: `${callback.event}:${callback.message_token}:${user.id}`,
    address: user.id,
    occurredAtMs: callback.timestamp,
    ...profileOf(user),
  };
  const messageId = callback.message_token;
  switch (callback.event) {
    case 'message':
      return parseMessage(callback, head);
    case 'conversation_started':
      return parseOpening(callback, head);
    case 'subscribed':
      return { ...head, type: 'reachability', reachable: true };
    case 'unsubscribed':
      return { ...head, type: 'reachability', reachable: false };
    case 'delivered':
      return { ...head, type: 'receipt', messageId, status: 'delivered' };
    case 'seen':
      return { ...head, type: 'receipt', messageId, status: 'read' };
    case 'failed': {
      const reason = textOf(callback.fields['desc']);
      const failed = { ...head, type: 'receipt', messageId, status: 'failed' } as const;
      return reason === undefined ? failed : { ...failed, reason };
    }
    default:
      return { ...head, type: 'unknown', name: callback.event };
  }
}

/**
 * Only a deep link says something. Who merely looks into the chat is welcomed or, known already, left in peace; nothing is
 * kept of it.
 */
function parseOpening(callback: Callback, head: ChannelEventHead): ChannelEvent | null {
  const { fields, message_token: messageId } = callback;
  const start = textOf(fields['context']) ?? '';
  if (start === '') return null;
  const opening = { ...head, type: 'message', messageId, content: { start } } as const;
  return visitorOf(callback) === null ? opening : { ...opening, welcomed: true };
}

function parseMessage(callback: Callback, head: ChannelEventHead): ChannelEvent {
  const message = messageSchema.safeParse(callback.fields['message']);
  if (!message.success) return { ...head, type: 'unknown', name: 'malformed:message' };
  const { text = '' } = message.data;
  const token = text.startsWith(BUTTON_PREFIX) ? text.slice(BUTTON_PREFIX.length) : '';
  if (message.data.type === 'text' && BUTTON_TOKEN.test(token)) return { ...head, type: 'button', token };
  return { ...head, type: 'message', messageId: callback.message_token, content: contentOf(message.data) };
}

const MEDIA_KINDS: Record<string, IncomingMedia['kind']> = {
  picture: 'photo',
  video: 'video',
  file: 'document',
  sticker: 'sticker',
};

function contentOf(message: ViberMessage): IncomingContent {
  const content: IncomingContent = {};
  if (message.text !== undefined && message.text !== '') content.text = message.text;
  const kind = MEDIA_KINDS[message.type];
  if (kind !== undefined && message.media !== undefined && message.media !== '')
    content.media = [mediaOf(kind, message.media, message)];
  if (message.type === 'url' && message.media !== undefined) content.text = linkOf(message);
  if (message.location !== undefined) {
    content.location = { latitude: message.location.lat, longitude: message.location.lon };
  }
  if (message.contact !== undefined) {
    const { phone_number: phone, name } = message.contact;
    // A pressed share button and a card passed on look the same: no proof that the number is the sender's own.
    content.contact = {
      phone: phone.replace(/\D/g, ''),
      own: false,
      ...(name === undefined ? {} : { name }),
    };
  }
  return Object.keys(content).length > 0 ? content : { unsupported: message.type };
}

/** A link with the words beside it, unless those are the link again. */
function linkOf({ text = '', media = '' }: ViberMessage): string {
  return text === '' || text.includes(media) ? text || media : `${text}\n${media}`;
}

function mediaOf(kind: IncomingMedia['kind'], ref: string, { file_name, size }: ViberMessage): IncomingMedia {
  return {
    kind,
    ref,
    ...(file_name === undefined || file_name === '' ? {} : { name: file_name }),
    ...(size === undefined ? {} : { bytes: size }),
  };
}

function userOf(fields: Record<string, unknown>): User | null {
  const id = fields['user_id'];
  const user = userSchema.safeParse(fields['sender'] ?? fields['user'] ?? { id });
  return user.success ? user.data : null;
}

function profileOf(user: User): { profile?: Profile } {
  const profile: Profile = {};
  if (user.name !== undefined && user.name !== '') profile.name = user.name;
  if (user.language !== undefined && user.language !== '') profile.languageTag = user.language;
  return Object.keys(profile).length > 0 ? { profile } : {};
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
