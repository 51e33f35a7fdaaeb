/** What the emulator offers to code in the same process. */
import type { Clock, Random } from '../../../src/core/clock.ts';
import type { PlayableEmulator } from '../../../src/transport/emulation/play-emulator.ts';
import type { Phone } from './phone.ts';
import type { WireUpdate } from './wire.ts';
import type { PhoneEvent, World } from './world.ts';

export interface EmulatorOptions {
  /** 0, the default: any free port. */
  port?: number;
  clock?: Clock;
  random?: Random;
  /** Of the first bot. */
  token?: string;
  /** Messages remembered per chat (default 500) and calls remembered in all (default 2,000). */
  history?: number;
  callsKept?: number;
}

export interface TelegramEmulator extends PlayableEmulator {
  /** What goes into TELEGRAM_API_ROOT. */
  apiRoot: string;
  /** Token of the first bot. */
  token: string;
  addBot(token: string, username?: string): void;
  /** A person's phone with a bot: the first one unless a token says which. */
  user(id: number, token?: string): Phone;
  /** Puts any update into a bot's queue: a group's noise, a kind of tomorrow. */
  update(kind: string, payload: unknown, token?: string): WireUpdate | null;
  redeliver(count: number, token?: string): number;
  shuffle(count: number, token?: string): void;
  calls(): Call[];
  /** Told of everything that any phone shows. Returns its own end. */
  watch(watcher: (event: PhoneEvent, personId: number) => void): () => void;
  world: World;
  /** Open connections of clients. */
  connections(): Promise<number>;
}

/** One call of a method, as `GET /__sim/calls` lists it; without the token. */
export interface Call {
  method: string;
  params: Record<string, unknown>;
  atMs: number;
  /** `ok`, an error's words, or the fault it met. */
  outcome: string;
}
