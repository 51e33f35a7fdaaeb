/**
 * One Viber callback to events of ours. Pure; must accept anything. A tapped button comes as a text like any other: only our
 * prefix tells it, and whoever types the prefix can do no more than press a button that was offered.
 */
import { z } from 'zod';
import type { IncomingContent, IncomingMedia } from '../../src/core/content.ts';
import type { ChannelEvent, ChannelEventHead, Profile } from '../../src/core/event.ts';
import type { AccountId } from '../../src/core/ids.ts';
import { tokenSchema } from './client.ts';

/** Stands before a button's token in `ActionBody`. */
export const BUTTON_PREFIX = 'prilavok:';

const userSchema = z.object({
  id: z.string().min(1).max(200),
  name: z.string().optional(),
  language: z.string().optional(),
});
const headSchema = z.object({
  event: z.string().max(80),
  timestamp: z.number(),
  message_token: tokenSchema,
});
const messageSchema = z.object({
  type: z.string(),
  text: z.string().optional(),
  media: z.string().optional(),
  file_name: z.string().optional(),
  size: z.number().optional(),
  contact: z.object({ name: z.string().optional(), phone_number: z.string() }).optional(),
  location: z.object({ lat: z.number(), lon: z.number() }).optional(),
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

/** The event of a callback, or null when it concerns no person (the check of a webhook). */
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
      return {
        ...head,
        type: 'receipt',
        messageId,
        status: 'failed',
        ...(reason === undefined ? {} : { reason }),
      };
    }
    default:
      return { ...head, type: 'unknown', name: callback.event };
  }
}

/** A customer of ours who merely looks into the chat again says nothing; greeting them each time would be a nuisance. */
function parseOpening(
  { fields, message_token: messageId }: Callback,
  head: ChannelEventHead,
): ChannelEvent | null {
  const start = textOf(fields['context']) ?? '';
  if (fields['subscribed'] === true && start === '') return null;
  return { ...head, type: 'message', messageId, content: { start } };
}

function parseMessage(callback: Callback, head: ChannelEventHead): ChannelEvent {
  const message = messageSchema.safeParse(callback.fields['message']);
  if (!message.success) return { ...head, type: 'unknown', name: 'malformed:message' };
  const { text } = message.data;
  if (message.data.type === 'text' && text?.startsWith(BUTTON_PREFIX)) {
    return { ...head, type: 'button', token: text.slice(BUTTON_PREFIX.length) };
  }
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
  if (kind !== undefined && message.media !== undefined)
    content.media = [mediaOf(kind, message.media, message)];
  if (message.type === 'url' && message.media !== undefined) content.text ??= message.media;
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

function mediaOf(kind: IncomingMedia['kind'], ref: string, { file_name, size }: ViberMessage): IncomingMedia {
  return {
    kind,
    ref,
    ...(file_name === undefined ? {} : { name: file_name }),
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
