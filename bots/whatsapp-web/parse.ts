/**
 * What a driver tells of a chat, as plain JSON, to one event of ours. Pure; must accept anything: what it does not know becomes
 * an `unknown` event or nothing, never an exception. Groups, channels, statuses and our phone's own business are noise.
 */
import { z } from 'zod';
import { clipText } from '../../src/core/clip-text.ts';
import type { ChannelEvent, ChannelEventHead, Receipt } from '../../src/core/event.ts';
import type { AccountId } from '../../src/core/ids.ts';
import { LIMITS } from '../../src/core/limits.ts';
import { isPersonal, phoneOf, readMessageId, type MessageId } from './message-id.ts';
import { contentShape, isNoise, parseContent } from './parse-content.ts';

const seconds = z.number().int().nonnegative().max(100_000_000_000);
const messageSchema = z.object({
  id: z.string(),
  timestamp: seconds,
  isStatus: z.boolean().nullish(),
  name: z.string().nullish(),
  /** The id of the album that this picture belongs to. */
  album: z.string().nullish(),
  editedAtMs: z.number().nullish(),
  ...contentShape,
});
const ackSchema = z.object({ id: z.string(), ack: z.number() });
const revokeSchema = z.object({ id: z.string() });
const reactionSchema = z.object({
  id: z.string(),
  messageId: z.string(),
  sender: z.string(),
  emoji: z.string().max(64),
  timestamp: z.number().nullish(),
});
const movedSchema = z.object({ from: z.string(), to: z.string(), timestamp: seconds.nullish() });

type Message = z.infer<typeof messageSchema>;
type Context = { account: AccountId; nowMs: number };

/** `message` also for those that our phone sends: they become `echo`. `nowMs` dates what comes without a time. */
export function parseUpdate(update: unknown, account: AccountId, nowMs: number): ChannelEvent | null {
  if (!isRecord(update)) return null;
  const context = { account, nowMs };
  switch (update['type']) {
    case 'message':
      return parseMessage(update['message'], context);
    case 'edited':
      return parseEdit(update['message'], context);
    case 'ack':
      return parseAck(update, context);
    case 'revoked':
      return parseRevoke(update, context);
    case 'reaction':
      return parseReaction(update, context);
    case 'moved':
      return parseMoved(update, context);
    default:
      return null;
  }
}

/** The update of a message as `recent` of a driver gives it. */
export function messageUpdate(message: unknown): unknown {
  return { type: 'message', message };
}

/** The chat with one person that a message lies in, or null for everything that is not one. */
function personalId(whole: unknown): MessageId | null {
  const id = typeof whole === 'string' ? readMessageId(whole) : null;
  return id !== null && isPersonal(id.chat) ? id : null;
}

function parseMessage(value: unknown, context: Context): ChannelEvent | null {
  const parsed = messageSchema.safeParse(value);
  if (!parsed.success) return malformed(value, context, 'message');
  const message = parsed.data;
  const id = personalId(message.id);
  if (id === null || message.isStatus || isNoise(message.type)) return null;
  const head = headOf(message, id, context);
  const content = parseContent(message, id.chat);
  if (content === null) return null;
  if (id.fromMe) return { ...head, type: 'echo', messageId: id.key, content };
  const occurredAtMs = message.timestamp * 1000;
  if (context.nowMs - occurredAtMs > LIMITS.linkedCatchUpMs) {
    // History that a fresh pairing brings along: kept, but nobody wants an answer to it any more.
    return { ...head, type: 'unknown', name: 'old-message' };
  }
  const album = message.album == null ? null : readMessageId(message.album);
  return { ...head, type: 'message', messageId: id.key, content, ...(album && { album: album.key }) };
}

function parseEdit(value: unknown, context: Context): ChannelEvent | null {
  const parsed = messageSchema.safeParse(value);
  if (!parsed.success) return malformed(value, context, 'edited');
  const message = parsed.data;
  const id = personalId(message.id);
  if (id === null || id.fromMe || message.isStatus) return null;
  const content = parseContent(message, id.chat);
  if (content === null) return null;
  const atMs = Math.trunc(message.editedAtMs ?? context.nowMs);
  return {
    ...headOf(message, id, context),
    // The time is missing in some builds; then the words say which edit it is.
    externalId: `edit.${id.key}.${message.editedAtMs == null ? clipText(content.text ?? '', 200) : atMs}`,
    occurredAtMs: atMs,
    type: 'edit',
    messageId: id.key,
    content,
  };
}

const RECEIPTS: Record<number, Receipt['status']> = {
  [-1]: 'failed',
  1: 'sent',
  2: 'delivered',
  3: 'read',
  4: 'read',
};

function parseAck(update: unknown, { account, nowMs }: Context): ChannelEvent | null {
  const parsed = ackSchema.safeParse(update);
  const id = personalId(parsed.data?.id);
  const status = parsed.success ? RECEIPTS[parsed.data.ack] : undefined;
  if (id === null || !id.fromMe || status === undefined) return null;
  return {
    account,
    externalId: `ack.${id.key}.${status}`,
    address: id.chat,
    occurredAtMs: nowMs,
    type: 'receipt',
    messageId: id.key,
    status,
    ...(status === 'failed' ? { reason: 'not-accepted' } : {}),
  };
}

function parseRevoke(update: unknown, { account, nowMs }: Context): ChannelEvent | null {
  const id = personalId(revokeSchema.safeParse(update).data?.id);
  if (id === null || id.fromMe) return null;
  const head = { account, address: id.chat, occurredAtMs: nowMs };
  return { ...head, externalId: `revoke.${id.key}`, type: 'revoke', messageId: id.key };
}

function parseReaction(update: unknown, { account, nowMs }: Context): ChannelEvent | null {
  const parsed = reactionSchema.safeParse(update);
  if (!parsed.success) return null;
  const { id, messageId, sender, emoji, timestamp } = parsed.data;
  const own = personalId(id);
  const about = personalId(messageId);
  if (own === null || own.fromMe || about === null || !isPersonal(sender)) return null;
  return {
    account,
    externalId: `reaction.${own.key}.${timestamp ?? 0}.${emoji}`,
    address: about.chat,
    occurredAtMs: timestamp == null ? nowMs : Math.trunc(timestamp * 1000),
    type: 'reaction',
    messageId: about.key,
    emoji: emoji === '' ? null : emoji,
  };
}

function parseMoved(update: unknown, { account, nowMs }: Context): ChannelEvent | null {
  const parsed = movedSchema.safeParse(update);
  if (!parsed.success) return null;
  const { from, to, timestamp } = parsed.data;
  if (!isPersonal(from) || !isPersonal(to) || from === to) return null;
  const occurredAtMs = timestamp == null ? nowMs : timestamp * 1000;
  return { account, externalId: `moved.${from}.${to}`, address: from, occurredAtMs, type: 'moved', to };
}

function headOf(message: Message, id: MessageId, { account }: Context): ChannelEventHead {
  const phone = phoneOf(id.chat);
  const name = id.fromMe ? '' : (message.name ?? '').trim();
  const profile = {
    ...(name === '' ? {} : { name: clipText(name, LIMITS.nameChars) }),
    // Nobody can write under a number in WhatsApp without having shown that it is theirs.
    ...(phone === null ? {} : { phone, phoneVerified: true }),
  };
  return {
    account,
    externalId: id.key,
    address: id.chat,
    occurredAtMs: message.timestamp * 1000,
    ...(Object.keys(profile).length > 0 ? { profile } : {}),
  };
}

/** Kept only if it belongs to one person; anything else has no conversation to lie in. */
function malformed(value: unknown, { account, nowMs }: Context, kind: string): ChannelEvent | null {
  const id = isRecord(value) ? personalId(value['id']) : null;
  if (id === null || id.fromMe) return null;
  const head = { account, address: id.chat, occurredAtMs: nowMs };
  return { ...head, externalId: `malformed.${kind}.${id.key}`, type: 'unknown', name: `malformed:${kind}` };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
