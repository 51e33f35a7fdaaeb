/**
 * What the emulated platform knows: bots, people, the chats between them, files. Everything else reads and changes this;
 * nothing here speaks HTTP.
 */
import type { Clock, Random } from '../../../src/core/clock.ts';
import type { InlineButton, ReplyKeyboardButton, WireChat, WireMessage, WireUser } from './wire.ts';
import { createUpdateQueue, type UpdateQueue } from './updates.ts';

export interface World {
  clock: Clock;
  random: Random;
  /** By token. */
  bots: Map<string, Bot>;
  people: Map<number, Person>;
  /** Messages remembered per chat. */
  history: number;
  /** Told of every message that a bot sends, edits or deletes and of every other thing a phone shows. */
  watchers: Set<(event: PhoneEvent, chat: Chat, bot: Bot) => void>;
}

export interface Bot {
  token: string;
  me: WireUser;
  updates: UpdateQueue;
  /** By the person's id. */
  chats: Map<number, Chat>;
  files: Map<string, StoredFile>;
  /** Taps that wait for an answer, by id. */
  taps: Map<string, Tap>;
  /** By scope and language. */
  commands: Map<string, unknown[]>;
  lastMessageId: number;
}

export interface Person {
  id: number;
  firstName: string;
  lastName: string | undefined;
  username: string | undefined;
  languageCode: string | undefined;
  /** Digits. */
  phone: string;
  /** A deleted account. */
  deactivated: boolean;
}

export interface Chat {
  person: Person;
  /** A bot may write only after the person did. */
  started: boolean;
  blocked: boolean;
  /** By message id, oldest first. */
  messages: Map<number, WireMessage>;
  /** The person's own, by message id. */
  reactions: Map<number, string>;
  /** Below the input field. */
  keyboard: { rows: ReplyKeyboardButton[][]; oneTime: boolean } | null;
  watchers: Set<(event: PhoneEvent) => void>;
}

export interface StoredFile {
  id: string;
  uniqueId: string;
  path: string;
  bytes: Buffer;
  name: string | undefined;
  mime: string | undefined;
  /** Link given out by getFile is good until then. */
  linkUntilMs: number;
}

export interface Tap {
  personId: number;
  atMs: number;
  answered: boolean;
}

/** What a phone shows, as it happens. */
export type PhoneEvent =
  | { type: 'message'; message: WireMessage }
  | { type: 'edit'; message: WireMessage }
  | { type: 'delete'; messageId: number }
  | { type: 'typing' }
  | { type: 'keyboard'; rows: ReplyKeyboardButton[][] | null }
  | { type: 'tap-answered'; tapId: string; text?: string; alert: boolean };

/** A world without bots or people. */
export function createWorld(clock: Clock, random: Random, history: number): World {
  return { clock, random, history, bots: new Map(), people: new Map(), watchers: new Set() };
}

/** Adds a bot; the number before the colon of its token is its id. */
export function addBot(world: World, token: string, username: string): Bot {
  const bot: Bot = {
    token,
    me: { id: Number(token.split(':')[0]), is_bot: true, first_name: 'Shop', username },
    updates: createUpdateQueue(world.clock, world.random),
    chats: new Map(),
    files: new Map(),
    taps: new Map(),
    commands: new Map(),
    lastMessageId: 10,
  };
  world.bots.set(token, bot);
  return bot;
}

/** The person with this id; made up on first sight. */
export function personOf(world: World, id: number): Person {
  let person = world.people.get(id);
  if (person === undefined) {
    person = {
      id,
      firstName: `Person ${id}`,
      lastName: undefined,
      username: undefined,
      languageCode: 'ru',
      phone: `7916${String(id % 10_000_000).padStart(7, '0')}`,
      deactivated: false,
    };
    world.people.set(id, person);
  }
  return person;
}

/** The chat of a person with a bot; empty and not started on first sight. */
export function chatOf(world: World, bot: Bot, personId: number): Chat {
  let chat = bot.chats.get(personId);
  if (chat === undefined) {
    chat = {
      person: personOf(world, personId),
      started: false,
      blocked: false,
      messages: new Map(),
      reactions: new Map(),
      keyboard: null,
      watchers: new Set(),
    };
    bot.chats.set(personId, chat);
  }
  return chat;
}

/** Puts a message into a chat and forgets the oldest beyond the history. */
export function keepMessage(world: World, chat: Chat, message: WireMessage): void {
  chat.messages.set(message.message_id, message);
  if (chat.messages.size <= world.history) return;
  const oldest = chat.messages.keys().next();
  if (!oldest.done) chat.messages.delete(oldest.value);
}

/** Shows something on the phone. */
export function show(world: World, bot: Bot, chat: Chat, event: PhoneEvent): void {
  for (const watch of chat.watchers) watch(event);
  for (const watch of world.watchers) watch(event, chat, bot);
}

/** Stores a file and gives it ids of the platform's kind. */
export function storeFile(
  world: World,
  bot: Bot,
  folder: string,
  file: { bytes: Buffer; name?: string | undefined; mime?: string | undefined },
): StoredFile {
  const id = `BQAC${randomId(world.random, 18)}`;
  const extension = file.name?.includes('.') ? file.name.slice(file.name.lastIndexOf('.')) : '';
  const stored: StoredFile = {
    id,
    uniqueId: `AgAD${randomId(world.random, 6)}`,
    path: `${folder}/file_${bot.files.size + 1}${/^\.[\w]+$/.test(extension) ? extension : ''}`,
    bytes: file.bytes,
    name: file.name,
    mime: file.mime,
    linkUntilMs: 0,
  };
  bot.files.set(id, stored);
  return stored;
}

/** Letters and digits. */
export function randomId(random: Random, bytes: number): string {
  return Buffer.from(random.bytes(bytes)).toString('base64url');
}

/** Seconds, as the platform counts. */
export function nowSeconds(world: World): number {
  return Math.floor(world.clock.now() / 1000);
}

export function userOf(person: Person): WireUser {
  return {
    id: person.id,
    is_bot: false,
    ...nameOf(person),
    ...(person.languageCode === undefined ? {} : { language_code: person.languageCode }),
  };
}

export function wireChatOf(person: Person): WireChat {
  return { id: person.id, type: 'private', ...nameOf(person) };
}

/** All buttons of a message in reading order. */
export function inlineButtons(message: WireMessage): InlineButton[] {
  return message.reply_markup?.inline_keyboard.flat() ?? [];
}

function nameOf(person: Person): { first_name: string; last_name?: string; username?: string } {
  return {
    first_name: person.firstName,
    ...(person.lastName === undefined ? {} : { last_name: person.lastName }),
    ...(person.username === undefined ? {} : { username: person.username }),
  };
}
