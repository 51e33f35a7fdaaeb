/** What the emulated platform knows of one bot account: its webhook, its people and their chats. Speaks no HTTP. */
import type { Clock, Random } from '../../../src/core/clock.ts';

export interface World {
  clock: Clock;
  random: Random;
  token: string;
  name: string;
  webhook: string | null;
  eventTypes: string[];
  /** By user id. */
  chats: Map<string, Chat>;
  files: Map<string, Buffer>;
  /** 64 bits, as text. */
  nextToken(): string;
  /** Messages remembered per chat. */
  history: number;
  watchers: Set<(event: PhoneEvent, userId: string) => void>;
}

export interface Chat {
  userId: string;
  name: string;
  language: string;
  phone: string;
  /** May be written to. */
  subscribed: boolean;
  /** One message is allowed to a person who opened the chat and has not written yet, until then. */
  welcomeUntilMs: number;
  /** The last message with a keyboard or without one decides. */
  keyboard: ViberButton[] | null;
  messages: ShownMessage[];
  /** Why the next message will fail after it was accepted. */
  failNext: string | null;
  watchers: Set<(event: PhoneEvent) => void>;
}

export interface ShownMessage {
  token: string;
  from: 'bot' | 'person';
  type: string;
  text: string;
  atMs: number;
  /** Name that the bot writes under. */
  senderName?: string;
  media?: string;
  keyboard?: ViberButton[];
  state?: 'sent' | 'delivered' | 'seen' | 'failed';
}

export interface ViberButton {
  Columns: number;
  Rows: number;
  ActionType: string;
  ActionBody: string;
  Text: string;
}

export type PhoneEvent =
  { type: 'message'; message: ShownMessage } | { type: 'keyboard'; buttons: ViberButton[] | null };

export const WELCOME_MS = 5 * 60_000;

/** One account without people. */
export function createWorld(clock: Clock, random: Random, token: string, history: number): World {
  // Beyond 2^53 from the first one on, as on the real platform.
  let last = 5_912_661_846_655_238_144n;
  return {
    clock,
    random,
    token,
    name: 'Прилавок',
    webhook: null,
    eventTypes: [],
    chats: new Map(),
    files: new Map(),
    nextToken: () => String((last += 1n)),
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
      subscribed: false,
      welcomeUntilMs: 0,
      keyboard: null,
      messages: [],
      failNext: null,
      watchers: new Set(),
    };
    world.chats.set(userId, chat);
  }
  return chat;
}

/** Puts a message into the chat and shows it. */
export function keepMessage(world: World, chat: Chat, message: ShownMessage): void {
  chat.messages.push(message);
  if (chat.messages.length > world.history) chat.messages.shift();
  show(world, chat, { type: 'message', message });
}

/** Shows something on the phone. */
export function show(world: World, chat: Chat, event: PhoneEvent): void {
  for (const watch of chat.watchers) watch(event);
  for (const watch of world.watchers) watch(event, chat.userId);
}

/** JSON with message tokens as bare 64-bit numbers, which JSON.stringify cannot write. */
export function toWire(value: unknown): string {
  return JSON.stringify(value).replace(/"message_token":"(\d+)"/g, '"message_token":$1');
}
