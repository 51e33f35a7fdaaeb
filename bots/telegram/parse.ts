/**
 * One Telegram update to events of ours. Pure; must accept anything: what it does not know becomes an `unknown` event or
 * nothing, never an exception. Groups, channels and bots are noise: this counter serves people in private chats.
 */
import { z } from 'zod';
import type { ChannelEvent, ChannelEventHead, Profile } from '../../src/core/event.ts';
import type { AccountId } from '../../src/core/ids.ts';
import { contentShape, parseContent } from './parse-content.ts';

/** Telegram's own bound is 52 bits; beyond ours a number would be somebody else's. */
const wireId = z.number().refine(Number.isSafeInteger);
const userSchema = z.object({
  id: wireId,
  is_bot: z.boolean().optional(),
  first_name: z.string().optional(),
  last_name: z.string().optional(),
  username: z.string().optional(),
  language_code: z.string().optional(),
});
const chatSchema = z.object({ id: wireId, type: z.string() });
const messageSchema = z.object({
  message_id: z.number(),
  from: userSchema.optional(),
  chat: chatSchema,
  date: z.number(),
  edit_date: z.number().optional(),
  media_group_id: z.string().max(80).optional(),
  ...contentShape,
});
const tapSchema = z.object({
  id: z.string(),
  from: userSchema,
  message: z.object({ chat: chatSchema }).optional(),
  data: z.string().optional(),
});
const memberSchema = z.object({
  chat: chatSchema,
  from: userSchema,
  date: z.number(),
  new_chat_member: z.object({ status: z.string() }),
});

const reactionSchema = z.object({
  chat: chatSchema,
  user: userSchema.optional(),
  message_id: z.number(),
  date: z.number(),
  new_reaction: z.array(z.object({ type: z.string(), emoji: z.string().max(32).optional() })),
});

/** A shop owner's own chats, which they let a bot read: those are not conversations of this counter. */
const NOT_OURS = new Set([
  'business_connection',
  'business_message',
  'edited_business_message',
  'deleted_business_messages',
]);

type User = z.infer<typeof userSchema>;
type Head = Pick<ChannelEventHead, 'account' | 'externalId'>;

/** `{update_id, <kind>: …}`; null: not an update at all. */
export function readUpdate(value: unknown): TelegramUpdate | null {
  if (!isRecord(value) || !Number.isSafeInteger(value['update_id'])) return null;
  const kind = Object.keys(value).find((key) => key !== 'update_id');
  return {
    id: Number(value['update_id']),
    kind: kind ?? '',
    payload: kind === undefined ? null : value[kind],
  };
}

export interface TelegramUpdate {
  id: number;
  kind: string;
  payload: unknown;
}

/** The event of an update, or null for noise. `nowMs` dates what Telegram sends without a time. */
export function parseUpdate(update: TelegramUpdate, account: AccountId, nowMs: number): ChannelEvent | null {
  const head: Head = { account, externalId: String(update.id) };
  switch (update.kind) {
    case 'message':
    case 'edited_message':
      return parseMessage(update, head, nowMs);
    case 'callback_query':
      return parseTap(update, head, nowMs);
    case 'my_chat_member':
      return parseMember(update, head, nowMs);
    case 'message_reaction':
      return parseReaction(update, head, nowMs);
    default:
      if (NOT_OURS.has(update.kind)) return null;
      return unknownEvent(update, head, nowMs, update.kind);
  }
}

function parseMessage(update: TelegramUpdate, head: Head, nowMs: number): ChannelEvent | null {
  const parsed = messageSchema.safeParse(update.payload);
  if (!parsed.success) return unknownEvent(update, head, nowMs, `malformed:${update.kind}`);
  const message = parsed.data;
  const { from, chat } = message;
  if (chat.type !== 'private' || from === undefined || from.is_bot) return null;
  const raw = isRecord(update.payload) ? update.payload : {};
  const content = parseContent(message, from.id, raw);
  if (content === null) return unknownEvent(update, head, nowMs, `${update.kind}:${unknownKind(raw)}`);
  const own = { ...head, ...personOf(from), messageId: String(message.message_id), content };
  if (update.kind === 'message') {
    const { media_group_id: album } = message;
    const type = 'message' as const;
    return { ...own, type, occurredAtMs: message.date * 1000, ...(album === undefined ? {} : { album }) };
  }
  // A place that is followed live is edited at every step its owner takes; the first one is enough.
  if (message.location?.live_period !== undefined) return null;
  return { ...own, type: 'edit', occurredAtMs: (message.edit_date ?? message.date) * 1000 };
}

function parseTap(update: TelegramUpdate, head: Head, nowMs: number): ChannelEvent | null {
  const parsed = tapSchema.safeParse(update.payload);
  if (!parsed.success) return unknownEvent(update, head, nowMs, 'malformed:callback_query');
  const { id, from, message, data } = parsed.data;
  if (from.is_bot || (message !== undefined && message.chat.type !== 'private')) return null;
  if (data === undefined) return unknownEvent(update, head, nowMs, 'callback_query:game');
  return { ...head, ...personOf(from), type: 'button', occurredAtMs: nowMs, token: data, tapId: id };
}

function parseMember(update: TelegramUpdate, head: Head, nowMs: number): ChannelEvent | null {
  const parsed = memberSchema.safeParse(update.payload);
  if (!parsed.success) return unknownEvent(update, head, nowMs, 'malformed:my_chat_member');
  const { chat, from, date, new_chat_member: member } = parsed.data;
  if (chat.type !== 'private' || from.is_bot) return null;
  const reachable = member.status === 'member';
  if (!reachable && member.status !== 'kicked') return unknownEvent(update, head, nowMs, 'my_chat_member');
  return { ...head, ...personOf(from), type: 'reachability', occurredAtMs: date * 1000, reachable };
}

/** What stands there now; an emoji of somebody's own making has no letter that others could read. */
function parseReaction(update: TelegramUpdate, head: Head, nowMs: number): ChannelEvent | null {
  const parsed = reactionSchema.safeParse(update.payload);
  if (!parsed.success) return unknownEvent(update, head, nowMs, 'malformed:message_reaction');
  const { chat, user, message_id: id, date, new_reaction: now } = parsed.data;
  if (chat.type !== 'private' || user === undefined || user.is_bot) return null;
  const emoji = now.find((one) => one.emoji !== undefined)?.emoji ?? null;
  if (emoji === null && now.length > 0)
    return unknownEvent(update, head, nowMs, `message_reaction:${now[0]?.type ?? ''}`);
  const occurredAtMs = date * 1000;
  return { ...head, ...personOf(user), type: 'reaction', occurredAtMs, messageId: String(id), emoji };
}

/** Kept only if it belongs to one person; anything else has no conversation to lie in. */
function unknownEvent(update: TelegramUpdate, head: Head, nowMs: number, name: string): ChannelEvent | null {
  const payload = isRecord(update.payload) ? update.payload : {};
  const chat =
    chatOf(payload['chat']) ?? chatOf(isRecord(payload['message']) ? payload['message']['chat'] : undefined);
  if (chat !== null && chat.type !== 'private') return null;
  const from = userSchema.safeParse(payload['from'] ?? payload['user']);
  if (from.success && from.data.is_bot) return null;
  const id = from.success ? from.data.id : chat?.id;
  if (id === undefined) return null;
  return { ...head, address: String(id), occurredAtMs: nowMs, type: 'unknown', name: name.slice(0, 80) };
}

function personOf(user: User): Pick<ChannelEventHead, 'address' | 'profile'> {
  const profile: Profile = {};
  const name = [user.first_name, user.last_name].filter(Boolean).join(' ');
  if (name !== '') profile.name = name;
  if (user.username !== undefined) profile.username = user.username;
  if (user.language_code !== undefined) profile.languageTag = user.language_code;
  // In a private chat the chat's id is the person's.
  return { address: String(user.id), profile };
}

const HEAD_FIELDS = new Set([
  'message_id',
  'from',
  'chat',
  'date',
  'edit_date',
  'reply_to_message',
  'via_bot',
]);

function unknownKind(message: Record<string, unknown>): string {
  return Object.keys(message).find((key) => !HEAD_FIELDS.has(key)) ?? 'empty';
}

function chatOf(value: unknown): z.infer<typeof chatSchema> | null {
  const parsed = chatSchema.safeParse(value);
  return parsed.success ? parsed.data : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
