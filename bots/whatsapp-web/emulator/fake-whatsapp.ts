/**
 * WhatsApp as a paired browser sees it, in memory: people with phones, the shop's own phone, the code that has to be scanned,
 * and drivers that come and go. It does what the page does in the order in which the page does it — our own message is told
 * before the call that sent it returns — and fails in the ways in which the page fails.
 */
import type { Clock, Random } from '../../../src/core/clock.ts';
import type { MakeDriver } from '../driver.ts';
import { createFakeDriver } from './fake-driver.ts';
import { createFakePerson, type FakePerson } from './fake-person.ts';
import { ready, showCode, tellAll, tellUpdate, type FakeFault, type FakeWorld } from './fake-world.ts';

export interface FakeWhatsapp {
  make: MakeDriver;
  /** Somebody scans the code that is shown. */
  scan(): void;
  /** The code on the screen changes. */
  rotateCode(): void;
  /** "Linked devices → Log out" on the shop's phone. */
  unlink(): void;
  ban(): void;
  /** The browser dies, as after a crash or for want of memory. `unheard`: and nobody is told. */
  crash(how?: 'unheard'): void;
  /** The page answers nothing any more until it is loaded anew. */
  freeze(): void;
  /** Nothing reaches the page, though it lives: an outage. Messages pile up in the chats. */
  disconnect(): void;
  /** The page cannot be loaded, this many times. */
  refuseStarts(times: number): void;
  /** The person of that id; made at the first call. */
  person(id: string, name?: string): FakePerson;
  fault(kind: FakeFault, times?: number): void;
  /** Ends every trouble. */
  calm(): void;
  /** Tells any update: a group's noise, a kind of tomorrow. */
  tell(update: unknown): void;
  /** The newest message of a customer is told again, as after a reconnect. */
  redeliver(): void;
  /** What goes out takes `sendMs` on the wire; `acks` false: nothing is told of what becomes of it. */
  set(how: { sendMs?: number; acks?: boolean }): void;
  readonly paired: boolean;
  /** Drivers that were started and not stopped. */
  readonly running: number;
  /** Calls in order, as `typing 79…@c.us`, `send 79…@c.us привет`. */
  readonly calls: readonly { what: string; atMs: number }[];
}

/** Nobody is paired yet unless `paired`. */
export function startFakeWhatsapp(options: { clock: Clock; random: Random; paired?: boolean }): FakeWhatsapp {
  const world = createWorld(options);
  return {
    ...troublesOf(world),
    make: async () => createFakeDriver(world),
    scan() {
      world.paired = true;
      world.isConnected = true;
      tellAll(world, ready());
    },
    rotateCode: () => showCode(world),
    person: (id, name) => createFakePerson(world, id, name),
    tell: (update) => tellUpdate(world, update),
    redeliver() {
      const theirs = [...world.chats.values()]
        .flatMap(({ messages }) => messages)
        .filter(({ id }) => id.startsWith('false_'));
      const message = theirs.toSorted((a, b) => a.timestamp - b.timestamp).at(-1);
      if (message !== undefined) tellUpdate(world, { type: 'message', message });
    },
    set({ sendMs, acks }) {
      world.slowMs = sendMs ?? world.slowMs;
      world.acks = acks ?? world.acks;
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

type Troubles = 'unlink' | 'ban' | 'crash' | 'freeze' | 'disconnect' | 'refuseStarts' | 'fault' | 'calm';

function troublesOf(world: FakeWorld): Pick<FakeWhatsapp, Troubles> {
  return {
    unlink() {
      world.paired = false;
      tellAll(world, { kind: 'ended', reason: 'LOGOUT' });
    },
    ban: () => tellAll(world, { kind: 'ended', reason: 'TOS_BLOCK' }),
    crash(how) {
      const gone = [...world.live];
      world.live.clear();
      if (how === 'unheard') return;
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
    fault(kind, times = 1) {
      for (let count = 0; count < times; count += 1) world.faults.push(kind);
    },
    calm() {
      world.faults.length = 0;
      world.isFrozen = false;
      world.isConnected = true;
    },
  };
}

function createWorld({
  clock,
  random,
  paired = false,
}: {
  clock: Clock;
  random: Random;
  paired?: boolean;
}): FakeWorld {
  return {
    clock,
    random,
    chats: new Map(),
    files: new Map(),
    live: new Set(),
    paired,
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
}
