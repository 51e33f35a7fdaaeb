/** What the emulator offers to code in the same process. */
import type { Clock, Random } from '../../../src/core/clock.ts';
import type { PlayableEmulator } from '../../../src/transport/emulation/play-emulator.ts';
import type { Phone } from './phone.ts';
import type { Call, PhoneEvent, World } from './world.ts';

export interface EmulatorOptions {
  /** 0, the default: any free port. */
  port?: number;
  clock?: Clock;
  random?: Random;
  token?: string;
  /**
   * After a welcome in the answer nothing more is taken before the person writes. Default: one further message is, for some
   * minutes; sources differ.
   */
  onlyWelcome?: boolean;
  /** Messages remembered per chat (default 500) and calls remembered in all (default 2,000). */
  history?: number;
  callsKept?: number;
}

export interface ViberEmulator extends PlayableEmulator {
  /** What goes into VIBER_API_ROOT. */
  apiRoot: string;
  token: string;
  user(id: string): Phone;
  /** Posts the last callbacks again; the number posted. */
  redeliver(count: number): number;
  /** Holds the next callbacks back and posts them in the opposite order once there are so many. */
  shuffle(count: number): void;
  /** Posts any callback. */
  callback(event: Record<string, unknown>): void;
  calls(): Call[];
  deliveries(): { event: string; status: number | null }[];
  /** Told of everything that any phone shows. Returns its own end. */
  watch(watcher: (event: PhoneEvent, userId: string) => void): () => void;
  world: World;
  /** Open connections of clients. */
  connections(): Promise<number>;
}
