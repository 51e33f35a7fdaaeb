/**
 * A person's phone with one bot open: what they do becomes updates, what the bot does is what they see. The hands of the
 * tests and of the playground.
 */
import { createWaiter, type WaitForMessage } from '../../../src/transport/emulation/wait-for-message.ts';
import { photoSizes, wireFile } from './methods-send.ts';
import { filesOf, JPEG, react, sendAlbum, writeInGroup, type FileActs } from './phone-acts.ts';
import type { ReplyKeyboardButton, WireMessage, WireUpdate } from './wire.ts';
import {
  chatOf,
  inlineButtons,
  keepMessage,
  nowSeconds,
  randomId,
  show,
  storeFile,
  userOf,
  wireChatOf,
  type Bot,
  type Chat,
  type Person,
  type PhoneEvent,
  type World,
} from './world.ts';

/** Acts return the update they caused; null when the bot did not ask for that kind or the act causes none. */
export interface Phone extends FileActs {
  readonly person: Person;
  text(text: string, extra?: Record<string, unknown>): WireUpdate | null;
  /** Presses Start, or opens a deep link with a payload. */
  start(payload?: string): WireUpdate | null;
  /** Presses a button by its label: the newest under a message, else on the keyboard. Throws when there is none. */
  tap(label: string, messageId?: number): WireUpdate | null;
  /** A tap with any data, as a modified client can send it. */
  tapData(data: string, messageId?: number): WireUpdate | null;
  /** The own number, or somebody else's card. */
  contact(card?: {
    phone?: string;
    userId?: number | null;
    name?: string;
    forwarded?: boolean;
  }): WireUpdate | null;
  photo(bytes?: Uint8Array, caption?: string, extra?: Record<string, unknown>): WireUpdate | null;
  document(bytes: Uint8Array, name: string, mime?: string, caption?: string): WireUpdate | null;
  /** Several pictures sent as one: a message each, with one id in common; the caption stands on the first. */
  album(pictures: readonly Uint8Array[], caption?: string): (WireUpdate | null)[];
  /** Puts an emoji below a message, or takes it back with null; bots get it only if they asked for it. */
  react(messageId: number, emoji: string | null): WireUpdate | null;
  /** Adds the bot to a group, and writes there: with the privacy mode off it reads everything. */
  inGroup(text: string): WireUpdate | null;
  location(latitude?: number, longitude?: number): WireUpdate | null;
  /** A message with any fields. */
  send(content: Record<string, unknown>): WireUpdate | null;
  /** Changes a message of theirs; the last one unless named. */
  edit(text: string, messageId?: number): WireUpdate | null;
  /** Deletes the chat's message on both sides; bots are not told. */
  remove(messageId: number): void;
  block(): WireUpdate | null;
  unblock(): WireUpdate | null;
  /** Everything in the chat, oldest first. */
  messages(): WireMessage[];
  /** Only what the bot wrote. */
  received(): WireMessage[];
  keyboard(): ReplyKeyboardButton[][] | null;
  watch(watcher: (event: PhoneEvent) => void): () => void;
  /** The next message of the bot that fits and was not handed out by this call before; rejects in time. */
  waitForMessage: WaitForMessage<WireMessage>;
}

/** The phone of person `id`. Two phones of one person and bot show the same chat. */
export function createPhone(world: World, bot: Bot, id: number): Phone {
  const chat = chatOf(world, bot, id);
  const { person } = chat;
  const file = (folder: string, bytes: Uint8Array, name?: string, mime?: string) =>
    wireFile(storeFile(world, bot, folder, { bytes: Buffer.from(bytes), name, mime }));
  const send = (content: Record<string, unknown>): WireUpdate | null => sendFrom(world, bot, chat, content);
  const phone: Phone = {
    person,
    send,
    text: (text, extra = {}) => send({ text, ...commandEntity(text), ...extra }),
    start: (payload = '') => phone.text(payload === '' ? '/start' : `/start ${payload}`),
    tap: (label, messageId) => tap(world, bot, chat, phone, label, messageId),
    tapData: (data, messageId) => tapInline(world, bot, chat, data, chat.messages.get(messageId ?? -1)),
    contact(card = {}) {
      const { phone: number = person.phone, userId = id, name = person.firstName, forwarded = false } = card;
      const contact = {
        phone_number: number,
        first_name: name,
        ...(userId === null ? {} : { user_id: userId }),
      };
      const origin = { type: 'user', sender_user: userOf(person), date: nowSeconds(world) };
      return send({ contact, ...(forwarded ? { forward_origin: origin, forward_date: origin.date } : {}) });
    },
    photo: (bytes = JPEG, caption, extra = {}) =>
      send({ photo: photoSizes(file('photos', bytes)), ...optional('caption', caption), ...extra }),
    document: (bytes, name, mime, caption) =>
      send({ document: file('documents', bytes, name, mime), ...optional('caption', caption) }),
    album: (pictures, caption) => sendAlbum(world, phone.photo, pictures, caption),
    react: (messageId, emoji) => react(world, bot, chat, messageId, emoji),
    inGroup: (text) => writeInGroup(world, bot, person, text),
    ...filesOf(file, send),
    location: (latitude = 55.7558, longitude = 37.6173) => send({ location: { latitude, longitude } }),
    edit: (text, messageId) => edit(world, bot, chat, text, messageId),
    remove: (messageId) => void chat.messages.delete(messageId),
    block: () => setBlocked(world, bot, chat, true),
    unblock: () => setBlocked(world, bot, chat, false),
    messages: () => [...chat.messages.values()],
    received: () => phone.messages().filter((message) => message.from.id === bot.me.id),
    keyboard: () => chat.keyboard?.rows ?? null,
    watch(watcher) {
      chat.watchers.add(watcher);
      return () => void chat.watchers.delete(watcher);
    },
    waitForMessage: waiterAt(bot, chat),
  };
  return phone;
}

function sendFrom(world: World, bot: Bot, chat: Chat, content: Record<string, unknown>): WireUpdate | null {
  chat.started = true;
  if (chat.blocked) setBlocked(world, bot, chat, false);
  bot.lastMessageId += 1;
  const message: WireMessage = {
    message_id: bot.lastMessageId,
    from: userOf(chat.person),
    chat: wireChatOf(chat.person),
    date: nowSeconds(world),
    ...content,
  };
  keepMessage(world, chat, message);
  show(world, bot, chat, { type: 'message', message });
  return bot.updates.push('message', message, `chat:${chat.person.id}`);
}

function tap(
  world: World,
  bot: Bot,
  chat: Chat,
  phone: Phone,
  label: string,
  messageId?: number,
): WireUpdate | null {
  const messages = messageId === undefined ? phone.messages().toReversed() : [chat.messages.get(messageId)];
  for (const message of messages) {
    const button =
      message === undefined ? undefined : inlineButtons(message).find(({ text }) => text === label);
    if (button?.callback_data !== undefined)
      return tapInline(world, bot, chat, button.callback_data, message);
    if (button !== undefined) return null;
  }
  const key = chat.keyboard?.rows.flat().find(({ text }) => text === label);
  if (key === undefined) throw new Error(`no button "${label}" on the phone of ${chat.person.id}`);
  if (chat.keyboard?.oneTime) chat.keyboard = null;
  if (key.request_contact) return phone.contact();
  return key.request_location ? phone.location() : phone.text(label);
}

function tapInline(
  world: World,
  bot: Bot,
  chat: Chat,
  data: string,
  message?: WireMessage,
): WireUpdate | null {
  const id = randomId(world.random, 12);
  bot.taps.set(id, { personId: chat.person.id, atMs: world.clock.now(), answered: false });
  if (bot.taps.size > 10_000) bot.taps.delete(bot.taps.keys().next().value ?? '');
  return bot.updates.push(
    'callback_query',
    {
      id,
      from: userOf(chat.person),
      message: message ?? { message_id: 1, date: 0, chat: wireChatOf(chat.person) },
      chat_instance: `-${chat.person.id}`,
      data,
    },
    `tap:${chat.person.id}`,
  );
}

function edit(world: World, bot: Bot, chat: Chat, text: string, messageId?: number): WireUpdate | null {
  const own = [...chat.messages.values()].filter(({ from }) => from.id === chat.person.id);
  const message = messageId === undefined ? own.at(-1) : chat.messages.get(messageId);
  if (message === undefined) throw new Error('no message of theirs to edit');
  const edited: WireMessage = {
    ...message,
    ...(message.text === undefined ? { caption: text } : { text }),
    edit_date: nowSeconds(world),
  };
  chat.messages.set(edited.message_id, edited);
  show(world, bot, chat, { type: 'edit', message: edited });
  return bot.updates.push('edited_message', edited, `chat:${chat.person.id}`);
}

function setBlocked(world: World, bot: Bot, chat: Chat, blocked: boolean): WireUpdate | null {
  if (chat.blocked === blocked) return null;
  chat.blocked = blocked;
  const member = (isBlocked: boolean): unknown =>
    isBlocked ? { status: 'kicked', until_date: 0, user: bot.me } : { status: 'member', user: bot.me };
  return bot.updates.push(
    'my_chat_member',
    {
      chat: wireChatOf(chat.person),
      from: userOf(chat.person),
      date: nowSeconds(world),
      old_chat_member: member(!blocked),
      new_chat_member: member(blocked),
    },
    `member:${chat.person.id}`,
  );
}

function waiterAt(bot: Bot, chat: Chat): Phone['waitForMessage'] {
  let seen = bot.lastMessageId;
  return createWaiter({
    messages: () => chat.messages.values(),
    isNew: (message) => message.from.id === bot.me.id && message.message_id > seen,
    handOut: (message) => void (seen = message.message_id),
    watchers: chat.watchers,
    shown: (event) => (event.type === 'message' ? event.message : null),
    who: () => `person ${chat.person.id}`,
  });
}

function commandEntity(text: string): Record<string, unknown> {
  const command = /^\/[a-z0-9_]+/i.exec(text)?.[0];
  return command === undefined
    ? {}
    : { entities: [{ type: 'bot_command', offset: 0, length: command.length }] };
}

function optional(name: string, value: string | undefined): Record<string, string> {
  return value === undefined ? {} : { [name]: value };
}
