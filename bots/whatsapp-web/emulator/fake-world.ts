/** What the emulated WhatsApp knows: chats, files, the pages that are open, and the troubles that were ordered. */
import type { Clock, Random } from '../../../src/core/clock.ts';
import type { DriverEvent, DriverFile } from '../driver.ts';

/** What the next sends meet. `lost-answer`: carried out, then the page is gone from under the call. */
export type FakeFault = 'page-error' | 'page-closed' | 'lost-answer' | 'hang' | 'not-begun';

/** A message as record.ts makes them of the library's. */
export interface FakeMessage {
  id: string;
  type: string;
  body: string;
  timestamp: number;
  isStatus: boolean;
  name?: string;
  hasMedia: boolean;
  ack: number;
  [field: string]: unknown;
}

export interface FakeChat {
  /** How WhatsApp calls the person now; messages of before keep their ids. */
  id: string;
  otherIds: string[];
  name: string;
  messages: FakeMessage[];
  /** They have blocked the shop: nothing arrives, and nobody is told. */
  hasBlocked: boolean;
}

/** What drivers and people share. */
export interface FakeWorld {
  clock: Clock;
  random: Random;
  chats: Map<string, FakeChat>;
  files: Map<string, DriverFile>;
  /** Several devices can be linked to one phone. */
  live: Set<LiveDriver>;
  paired: boolean;
  isFrozen: boolean;
  isConnected: boolean;
  refusals: number;
  faults: FakeFault[];
  codes: number;
  slowMs: number;
  acks: boolean;
  running: number;
  calls: { what: string; atMs: number }[];
}

export interface LiveDriver {
  tell(event: DriverEvent): void;
}

const OWN_NUMBER = '79990000000';

export const ready = (): DriverEvent => ({ kind: 'ready', number: OWN_NUMBER });

/** To every page there is. */
export function tellAll(world: FakeWorld, event: DriverEvent): void {
  for (const one of world.live) one.tell(event);
}

/** A new code, as the page makes one about every twenty seconds. */
export function showCode(world: FakeWorld): void {
  world.codes += 1;
  const part = Buffer.from(world.random.bytes(24)).toString('base64');
  tellAll(world, { kind: 'qr', code: `2@${part}${world.codes},${part},${part},${part},1` });
}

/** A message in its chat, told to the page if that is there to hear it. */
export function put(world: FakeWorld, chat: FakeChat, message: FakeMessage): void {
  chat.messages.push(message);
  if (world.isFrozen) return;
  tellUpdate(world, { type: 'message', message: { ...message } });
}

/** Anything that happens in a chat, unless the page is cut off. */
export function tellUpdate(world: FakeWorld, update: unknown): void {
  if (world.isConnected) tellAll(world, { kind: 'update', update });
}

/** A new message's id. Each kind of client makes its own. */
export function newId(
  world: FakeWorld,
  fromMe: boolean,
  chat: string,
  client: 'web' | 'android' | 'ios',
): string {
  const hex = Buffer.from(world.random.bytes(16)).toString('hex').toUpperCase();
  const own = { web: `3EB0${hex.slice(0, 18)}`, android: hex, ios: `3A${hex.slice(0, 18)}` }[client];
  return `${String(fromMe)}_${chat}_${own}`;
}

export function chatOf(world: FakeWorld, id: string): FakeChat | null {
  for (const chat of world.chats.values()) {
    if (chat.id === id || chat.otherIds.includes(id)) return chat;
  }
  return null;
}

export const seconds = (world: FakeWorld): number => Math.floor(world.clock.now() / 1000);
