/** One message of a batch to the event it is. Pure; null: there is nobody in it. */
import type { ChannelEvent, ChannelEventHead, Profile } from '../../src/core/event.ts';
import type { AccountId } from '../../src/core/ids.ts';
import { numberOf, personOf, type Person } from './address.ts';
import { contentOf } from './parse-content.ts';
import {
  contactSchema,
  contentSchema,
  echoSchema,
  editSchema,
  messageSchema,
  reactionSchema,
  revokeSchema,
  systemSchema,
  type WireContact,
  type WireMessage,
} from './payload.ts';

/** A button's token: the message that offered it, and which of its buttons. */
const TOKEN = /^[A-Za-z0-9_-]{22}\.\d{1,3}$/;

/** `contacts` stand beside the messages of the same batch. */
export function parseMessage(
  item: unknown,
  contacts: readonly unknown[],
  account: AccountId,
): ChannelEvent | null {
  const read = messageSchema.safeParse(item);
  if (!read.success) return null;
  const message = read.data;
  const contact = contactOf(message, contacts);
  const person = personOf(message.from_user_id ?? contact?.user_id, contact?.wa_id ?? message.from);
  if (person === null) return null;
  const head = headOf(message, person, account, contact);
  return eventOf(message, head, person) ?? { ...head, type: 'unknown', name: `malformed:${message.type}` };
}

/** Words that a person of the shop typed elsewhere. */
export function parseEcho(item: unknown, account: AccountId): ChannelEvent | null {
  const read = echoSchema.safeParse(item);
  const content = contentSchema.safeParse(item);
  if (!read.success || !content.success) return null;
  const { id, timestamp, to, to_user_id: userId } = read.data;
  const person = personOf(userId, to);
  if (person === null) return null;
  return {
    account,
    externalId: id,
    address: person.address,
    ...(person.aliases.length > 0 ? { aliases: person.aliases } : {}),
    occurredAtMs: timestamp * 1000,
    type: 'echo',
    messageId: id,
    content: contentOf(content.data, null),
  };
}

function eventOf(message: WireMessage, head: ChannelEventHead, person: Person): ChannelEvent | null {
  switch (message.type) {
    case 'reaction':
      return parseReaction(message, head);
    case 'edit':
      return parseEdit(message, head, person);
    case 'revoke': {
      const revoke = revokeSchema.safeParse(message['revoke']);
      return revoke.success ? { ...head, type: 'revoke', messageId: revoke.data.original_message_id } : null;
    }
    case 'system':
      return parseSystem(message, head, person);
    default:
      return parseWords(message, head, person);
  }
}

function parseWords(message: WireMessage, head: ChannelEventHead, person: Person): ChannelEvent | null {
  const content = contentSchema.safeParse(message);
  if (!content.success) return null;
  const { interactive, button } = content.data;
  // Whoever forges the id of a button can do no more than press one that was really offered to them.
  const token = interactive?.button_reply?.id ?? interactive?.list_reply?.id ?? button?.payload;
  if (token !== undefined && (interactive !== undefined || TOKEN.test(token)))
    return { ...head, type: 'button', token };
  return { ...head, type: 'message', messageId: message.id, content: contentOf(content.data, person.number) };
}

function parseReaction(message: WireMessage, head: ChannelEventHead): ChannelEvent | null {
  const reaction = reactionSchema.safeParse(message['reaction']);
  if (!reaction.success) return null;
  const { message_id: messageId, emoji } = reaction.data;
  // Taken back: the emoji is empty or missing.
  return { ...head, type: 'reaction', messageId, emoji: emoji === undefined || emoji === '' ? null : emoji };
}

function parseEdit(message: WireMessage, head: ChannelEventHead, person: Person): ChannelEvent | null {
  const edit = editSchema.safeParse(message['edit']);
  const content = contentSchema.safeParse(edit.data?.message);
  if (!edit.success || !content.success) return null;
  const messageId = edit.data.original_message_id;
  return { ...head, type: 'edit', messageId, content: contentOf(content.data, person.number) };
}

/** A new number, and so a new id: the conversation goes on under it. */
function parseSystem(message: WireMessage, head: ChannelEventHead, person: Person): ChannelEvent | null {
  const system = systemSchema.safeParse(message['system']);
  if (!system.success) return null;
  const { type, wa_id: waId, new_wa_id: newWaId, user_id: userId, previous_user_id: previous } = system.data;
  const now = personOf(userId, newWaId ?? waId);
  // The sender is named as they were: by the id before, or by the number before.
  const before = personOf(previous, message.from) ?? person;
  if (!type.includes('changed') || now === null || now.address === before.address) {
    return { ...head, type: 'unknown', name: `system:${type}` };
  }
  const aliases = before.aliases.filter((alias) => alias !== now.number);
  const { profile: _, aliases: __, ...rest } = head;
  return {
    ...rest,
    address: before.address,
    ...(aliases.length > 0 ? { aliases } : {}),
    type: 'moved',
    to: now.address,
  };
}

function headOf(
  { id, timestamp }: WireMessage,
  { address, aliases, number }: Person,
  account: AccountId,
  contact: WireContact | null,
): ChannelEventHead {
  const profile: Profile = {};
  const { name, username } = contact?.profile ?? {};
  if (name !== undefined && name !== '') profile.name = name;
  if (username !== undefined && username !== '') profile.username = username;
  if (number !== null) {
    // The platform itself has seen that this number is theirs: it is how they signed up.
    profile.phone = number;
    profile.phoneVerified = true;
  }
  return {
    account,
    externalId: id,
    address,
    occurredAtMs: timestamp * 1000,
    ...(aliases.length > 0 ? { aliases } : {}),
    ...(Object.keys(profile).length > 0 ? { profile } : {}),
  };
}

/** The contact that belongs to this message; a lone one belongs to it if nothing speaks against that. */
function contactOf(
  { from, from_user_id: userId }: WireMessage,
  contacts: readonly unknown[],
): WireContact | null {
  const read = contacts.flatMap((contact) => contactSchema.safeParse(contact).data ?? []);
  const own = read.find(
    (contact) =>
      (userId !== undefined && contact.user_id === userId) ||
      (from !== undefined && numberOf(contact.wa_id) === numberOf(from)),
  );
  if (own !== undefined) return own;
  const [only, ...others] = read;
  const isNamed = userId !== undefined || from !== undefined;
  return only === undefined || others.length > 0 || isNamed ? null : only;
}
