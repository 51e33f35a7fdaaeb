/**
 * WhatsApp as a paired browser sees it, in memory: people with phones, the shop's own phone, the code that has to be scanned,
 * and drivers that come and go. It does what the page does in the order in which the page does it — our own message is told
 * before the call that sent it returns — and fails in the ways in which the page fails.
 */
import type { Clock, Random } from '../../../src/core/clock.ts';
import type { DriverEvent, DriverFile, MakeDriver } from '../driver.ts';
import { createFakeDriver } from './fake-driver.ts';
import { createFakePerson, type FakePerson } from './fake-person.ts';

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

export interface FakeWhatsapp {
  make: MakeDriver;
  /** Somebody scans the code that is shown. */
  scan(): void;
  /** The code on the screen changes. */
  rotateCode(): void;
  /** "Linked devices → Log out" on the shop's phone. */
  unlink(): void;
  ban(): void;
  /** The browser dies, as after a crash or for want of memory. */
  crash(): void;
  /** The page answers nothing any more until it is loaded anew. */
  freeze(): void;
  /** Nothing reaches the page, though it lives: an outage. Messages pile up in the chats. */
  disconnect(): void;
  /** The page cannot be loaded, this many times. */
  refuseStarts(times: number): void;
  person(id: string, name?: string): FakePerson;
  fault(kind: FakeFault, times?: number): void;
  calm(): void;
  /** Tells any update: a group's noise, a kind of tomorrow. */
  tell(update: unknown): void;
  /** The newest message of a customer is told again, as after a reconnect. */
  redeliver(): void;
  /** What goes out takes this long on the wire. */
  slowMs: number;
  /** Acknowledgements are told by themselves; false: `ack` tells them. */
  acks: boolean;
  readonly paired: boolean;
  /** Drivers that were started and not stopped. */
  readonly running: number;
  /** Calls in order, as `typing 79…@c.us`, `send 79…@c.us привет`. */
  readonly calls: { what: string; atMs: number }[];
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
  calls: FakeWhatsapp['calls'];
}

export interface LiveDriver {
  tell(event: DriverEvent): void;
}

const OWN_NUMBER = '79990000000';

/** Nobody is paired yet unless `paired`. */
export function startFakeWhatsapp(options: { clock: Clock; random: Random; paired?: boolean }): FakeWhatsapp {
  const world: FakeWorld = {
    clock: options.clock,
    random: options.random,
    chats: new Map(),
    files: new Map(),
    live: new Set(),
    paired: options.paired ?? false,
    isFrozen: false,
    isConnected: true,
    refusals: 0,
    faults: [],
    codes: 0,
    slowMs: 0,
    acks: true,
    running: 0,
    calls: [],
  };
  const tell = (event: DriverEvent): void => tellAll(world, event);
  return {
    make: async () => createFakeDriver(world),
    scan() {
      world.paired = true;
      world.isConnected = true;
      tell({ kind: 'ready', number: OWN_NUMBER });
    },
    rotateCode: () => showCode(world),
    unlink() {
      world.paired = false;
      tell({ kind: 'ended', reason: 'LOGOUT' });
    },
    ban: () => tell({ kind: 'ended', reason: 'TOS_BLOCK' }),
    crash() {
      const gone = [...world.live];
      world.live.clear();
      for (const one of gone) one.tell({ kind: 'ended', reason: 'the browser ended' });
    },
    freeze() {
      world.isFrozen = true;
    },
    disconnect() {
      world.isConnected = false;
    },
    refuseStarts(times) {
      world.refusals = times;
    },
    person: (id, name) => createFakePerson(world, id, name),
    fault(kind, times = 1) {
      for (let count = 0; count < times; count += 1) world.faults.push(kind);
    },
    calm() {
      world.faults.length = 0;
      world.isFrozen = false;
      world.isConnected = true;
    },
    tell: (update) => tell({ kind: 'update', update }),
    redeliver() {
      const theirs = [...world.chats.values()].flatMap(({ messages }) => messages).filter(isTheirs);
      const message = theirs.toSorted((a, b) => a.timestamp - b.timestamp).at(-1);
      if (message !== undefined) tell({ kind: 'update', update: { type: 'message', message } });
    },
    set slowMs(ms: number) {
      world.slowMs = ms;
    },
    set acks(on: boolean) {
      world.acks = on;
    },
    get paired() {
      return world.paired;
    },
    get running() {
      return world.running;
    },
    calls: world.calls,
  };
}

/** A new code, as the page makes one about every twenty seconds. */
export function showCode(world: FakeWorld): void {
  world.codes += 1;
  const part = Buffer.from(world.random.bytes(24)).toString('base64');
  tellAll(world, { kind: 'qr', code: `2@${part}${world.codes},${part},${part},${part},1` });
}

/** To every page there is. */
export function tellAll(world: FakeWorld, event: DriverEvent): void {
  for (const one of world.live) one.tell(event);
}

export const ready = (): DriverEvent => ({ kind: 'ready', number: OWN_NUMBER });

/** A message in its chat, told to the page if that is there to hear it. */
export function put(world: FakeWorld, chat: FakeChat, message: FakeMessage): void {
  chat.messages.push(message);
  if (world.isConnected && !world.isFrozen) {
    tellAll(world, { kind: 'update', update: { type: 'message', message: { ...message } } });
  }
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

function isTheirs({ id }: FakeMessage): boolean {
  return id.startsWith('false_');
}
