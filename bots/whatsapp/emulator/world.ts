/** What the emulated platform knows: one app with its numbers, people and their chats, files, templates. Speaks no HTTP. */
import type { Clock, Random } from '../../../src/core/clock.ts';

export interface World {
  clock: Clock;
  random: Random;
  appId: string;
  appSecret: string;
  token: string;
  businessId: string;
  numbers: Map<string, BusinessNumber>;
  /** By number. */
  people: Map<string, Person>;
  chats: Map<string, Chat>;
  media: Map<string, StoredMedia>;
  templates: Template[];
  /** What was entered at the app; null: nothing yet. */
  webhook: { url: string; verifyToken: string; fields: string[] } | null;
  /** What every answer tells of the limits, as the platform writes it; null: nothing. */
  usage: object | null;
  subscribed: boolean;
  limits: Limits;
  /** `reversed`: "delivered" comes before "sent", as it does when two servers race. */
  statusOrder: 'usual' | 'reversed';
  statusDelayMs: number;
  billable: boolean;
  /** Messages remembered per chat. */
  history: number;
  watchers: Set<(event: PhoneEvent, chat: Chat) => void>;
  nextId(kind: 'wamid' | 'media'): string;
}

export interface Limits {
  /** Calls a second and number. */
  throughput: number;
  /** Messages to one person at once, and how long one more takes to be allowed again. */
  pairBurst: number;
  pairRefillMs: number;
}

export interface BusinessNumber {
  id: string;
  /** As people write it: `+7 999 000-00-01`. */
  display: string;
  name: string;
  quality: string;
  status: string;
  /** Times of the calls of the last second. */
  recent: number[];
}

export interface Person {
  /** Digits with country code. */
  waId: string;
  userId: string;
  name: string;
  username: string | null;
  /** Keeps the number to themselves: only the id is in what they send. */
  hidden: boolean;
  language: string;
}

export interface Chat {
  person: Person;
  number: BusinessNumber;
  blocked: boolean;
  /** Free words are allowed until then. */
  windowUntilMs: number;
  pair: { left: number; atMs: number };
  /** The code with which the next message will fail after it was accepted. */
  failNext: number | null;
  messages: ShownMessage[];
  lastNumber: number;
  watchers: Set<(event: PhoneEvent) => void>;
}

export interface ShownMessage {
  id: string;
  /** Rises within a chat. */
  number: number;
  from: 'shop' | 'person';
  type: string;
  /** With the marks in it. */
  text: string;
  atMs: number;
  buttons: ShownButton[];
  /** What opens the list of `buttons`. */
  opens?: string;
  media?: { id: string; kind: string; name: string | null };
  location?: { latitude: number; longitude: number };
  contact?: { name: string; phone: string };
  edited?: true;
  revoked?: true;
  reaction?: string;
  /** Of the shop's: how far it has got. Of the person's: `read` once the shop has looked. */
  state: 'accepted' | 'sent' | 'delivered' | 'read' | 'failed';
  /** The field that named the receiver, and what comes back with each report. */
  by?: 'to' | 'recipient';
  callbackData?: string;
  category?: string;
}

export interface ShownButton {
  kind: 'reply' | 'row' | 'link' | 'share-phone' | 'share-location' | 'quick-reply';
  label: string;
  id?: string;
  url?: string;
  description?: string;
}

export interface StoredMedia {
  bytes: Buffer;
  mime: string;
  untilMs: number;
  name: string | null;
  /** The checksum that is told, if it is not the right one. */
  sha256?: string;
}

export interface Template {
  name: string;
  language: string;
  status: 'APPROVED' | 'PENDING' | 'REJECTED' | 'PAUSED' | 'DISABLED';
  category: 'UTILITY' | 'MARKETING';
  body: string;
  quickReplies?: string[];
}

export type PhoneEvent =
  | { type: 'message'; message: ShownMessage }
  | { type: 'changed'; message: ShownMessage }
  | { type: 'typing' };

export const WINDOW_MS = 24 * 60 * 60_000;

export interface WorldOptions {
  clock: Clock;
  random: Random;
  token: string;
  appSecret: string;
  history: number;
  limits: Limits;
}

/** One app with one number and nobody to write to it. */
export function createWorld(options: WorldOptions): World {
  let last = 0;
  // Numbered from now, so that a restart never uses an id again that a store remembers.
  const epoch = options.clock.now().toString(36).toUpperCase();
  const world: World = {
    ...options,
    appId: '400000000000001',
    businessId: '102200000000001',
    numbers: new Map(),
    people: new Map(),
    chats: new Map(),
    media: new Map(),
    templates: [],
    webhook: null,
    usage: null,
    subscribed: false,
    statusOrder: 'usual',
    statusDelayMs: 15,
    billable: true,
    watchers: new Set(),
    nextId(kind) {
      last += 1;
      if (kind === 'media') return `${options.clock.now()}${String(last).padStart(4, '0')}`;
      return `wamid.HBgL${epoch}${String(last).padStart(6, '0')}==`;
    },
  };
  addNumber(world, '106540000000001', '+7 999 000-00-01', 'Прилавок');
  return world;
}

export function addNumber(world: World, id: string, display: string, name: string): BusinessNumber {
  const number = { id, display, name, quality: 'GREEN', status: 'CONNECTED', recent: [] };
  world.numbers.set(id, number);
  return number;
}

/** The chat of a person with a number of ours; both are made up on first sight. */
export function chatOf(world: World, number: BusinessNumber, waId: string): Chat {
  const person = world.people.get(waId) ?? addPerson(world, waId);
  const key = `${number.id}/${person.userId}`;
  let chat = world.chats.get(key);
  if (chat === undefined) {
    chat = {
      person,
      number,
      blocked: false,
      windowUntilMs: 0,
      pair: { left: world.limits.pairBurst, atMs: world.clock.now() },
      failNext: null,
      messages: [],
      lastNumber: 0,
      watchers: new Set(),
    };
    world.chats.set(key, chat);
  }
  return chat;
}

const COUNTRIES: [string, string][] = [
  ['380', 'UA'],
  ['44', 'GB'],
  ['7', 'RU'],
];

function addPerson(world: World, waId: string): Person {
  const country = COUNTRIES.find(([prefix]) => waId.startsWith(prefix))?.[1] ?? 'US';
  const userId = `${country}.13${waId.split('').toReversed().join('')}`;
  const person = { waId, userId, name: 'Anna', username: null, hidden: false, language: 'ru' };
  world.people.set(waId, person);
  return person;
}

/** Puts a message into the chat and shows it. */
export function keepMessage(
  world: World,
  chat: Chat,
  unnumbered: Omit<ShownMessage, 'number'>,
): ShownMessage {
  chat.lastNumber += 1;
  const message = Object.assign(unnumbered, { number: chat.lastNumber });
  chat.messages.push(message);
  if (chat.messages.length > world.history) chat.messages.shift();
  show(world, chat, { type: 'message', message });
  return message;
}

/** Shows something on the phone. */
export function show(world: World, chat: Chat, event: PhoneEvent): void {
  for (const watch of chat.watchers) watch(event);
  for (const watch of world.watchers) watch(event, chat);
}
