/** What the emulated platform knows of one bot account: its webhook, its people and their chats. Speaks no HTTP. */
import type { Clock, Random } from '../../../src/core/clock.ts';
import { createRing, type Ring } from '../../../src/transport/emulation/ring.ts';

export interface World {
  clock: Clock;
  random: Random;
  token: string;
  name: string;
  /** Of the bot's own address, as in deep links. */
  uri: string;
  webhook: string | null;
  eventTypes: string[];
  /** By user id. */
  chats: Map<string, Chat>;
  files: Map<string, StoredFile>;
  calls: Ring<Call>;
  /** 64 bits, as text. */
  nextToken(): string;
  /** After a welcome in the answer nothing more is taken before the person writes: sources differ. */
  onlyWelcome: boolean;
  /** Messages remembered per chat. */
  history: number;
  watchers: Set<(event: PhoneEvent, userId: string) => void>;
}

/** One call of a method, without the token; `welcome` is a message in the answer to a callback. */
export interface Call {
  method: string;
  params: Record<string, unknown>;
  atMs: number;
  /** `ok`, a status message, or the fault it met. */
  outcome: string;
}

export interface StoredFile {
  bytes: Buffer;
  name: string | null;
}

export interface Chat {
  userId: string;
  name: string;
  language: string;
  phone: string;
  /** The chat was opened once. */
  opened: boolean;
  /** May be written to. */
  subscribed: boolean;
  blocked: boolean;
  /** Somebody who opened the chat and has not written yet may be welcomed in the answer, and written to once, until then. */
  welcomeUntilMs: number;
  writeUntilMs: number;
  /** The last message with a keyboard or without one decides. */
  keyboard: ViberButton[] | null;
  messages: ShownMessage[];
  lastNumber: number;
  /** Why the next message will fail after it was accepted. */
  failNext: string | null;
  /** When this person's details were asked for. */
  detailsAtMs: number[];
  watchers: Set<(event: PhoneEvent) => void>;
}

export interface ShownMessage {
  /** Rises within a chat. */
  number: number;
  token: string;
  from: 'bot' | 'person';
  type: string;
  text: string;
  atMs: number;
  /** Name that the bot writes under. */
  senderName?: string;
  /** The address that the bot gave. */
  media?: string;
  /** A file of the emulator: sent by the person, or fetched from the bot's address. */
  file?: string;
  fileName?: string;
  location?: { lat: number; lon: number };
  contact?: { name: string; phone_number: string };
  keyboard?: ViberButton[];
  /** The elements of a carousel in reading order. */
  cards?: ViberButton[];
  altText?: string;
  state?: 'sent' | 'delivered' | 'seen' | 'failed';
}

export interface ViberButton {
  Columns?: number;
  Rows?: number;
  ActionType?: string;
  ActionBody: string;
  Text?: string;
  Image?: string;
  Silent?: boolean;
}

export type PhoneEvent =
  { type: 'message'; message: ShownMessage } | { type: 'keyboard'; buttons: ViberButton[] | null };

export const WELCOME_MS = 5 * 60_000;

/** One account without people. */
export function createWorld(
  { clock, random, token }: Pick<World, 'clock' | 'random' | 'token'>,
  { history, callsKept, onlyWelcome }: { history: number; callsKept: number; onlyWelcome: boolean },
): World {
  // Beyond 2^53 from the first one on, as on the real platform; by the clock, so that no two starts share a token.
  let last = 5_900_000_000_000_000_000n + BigInt(clock.now()) * 4_096n;
  return {
    clock,
    random,
    token,
    name: 'Прилавок',
    uri: 'prilavok',
    webhook: null,
    eventTypes: [],
    chats: new Map(),
    files: new Map(),
    calls: createRing<Call>(callsKept),
    nextToken: () => String((last += 1n)),
    onlyWelcome,
    history,
    watchers: new Set(),
  };
}

/** The chat with a person; made up on first sight. */
export function chatOf(world: World, userId: string): Chat {
  let chat = world.chats.get(userId);
  if (chat === undefined) {
    chat = {
      userId,
      name: 'Anna',
      language: 'uk',
      phone: '380501234567',
      opened: false,
      subscribed: false,
      blocked: false,
      welcomeUntilMs: 0,
      writeUntilMs: 0,
      keyboard: null,
      messages: [],
      lastNumber: 0,
      failNext: null,
      detailsAtMs: [],
      watchers: new Set(),
    };
    world.chats.set(userId, chat);
  }
  return chat;
}

/** Puts a message into the chat and shows it. */
export function keepMessage(
  world: World,
  chat: Chat,
  message: Omit<ShownMessage, 'number' | 'atMs'>,
): ShownMessage {
  chat.lastNumber += 1;
  const kept: ShownMessage = { ...message, number: chat.lastNumber, atMs: world.clock.now() };
  chat.messages.push(kept);
  if (chat.messages.length > world.history) chat.messages.shift();
  show(world, chat, { type: 'message', message: kept });
  return kept;
}

/** Keeps a file; its name of ours. */
export function keepFile(world: World, bytes: Uint8Array, name: string | null): string {
  const file = `${world.files.size + 1}${extensionOf(name) ?? '.bin'}`;
  world.files.set(file, { bytes: Buffer.from(bytes), name });
  return file;
}

/** Shows something on the phone. */
export function show(world: World, chat: Chat, event: PhoneEvent): void {
  for (const watch of chat.watchers) watch(event);
  for (const watch of world.watchers) watch(event, chat.userId);
}

/** `.jpg` of a name or an address without its query; null: it has none. */
export function extensionOf(name: string | null): string | null {
  return /\.[A-Za-z0-9]{1,8}$/.exec(name?.split(/[?#]/)[0] ?? '')?.[0].toLowerCase() ?? null;
}

/** JSON with message tokens as bare 64-bit numbers, which JSON.stringify cannot write. */
export function toWire(value: unknown): string {
  return JSON.stringify(value).replace(/"message_token":"(\d+)"/g, '"message_token":$1');
}
