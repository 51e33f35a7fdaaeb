/**
 * The life of a pairing: starting, showing the code, connected, lost and begun again, unlinked. One driver at a time; each new
 * try is a new one. It keeps nothing: whether the phone is still paired is known to the browser's own folder.
 */
import type { Clock, Random } from '../../src/core/clock.ts';
import { toError } from '../../src/core/errors.ts';
import type { AccountId } from '../../src/core/ids.ts';
import { LIMITS } from '../../src/core/limits.ts';
import type { SessionState } from '../../src/core/ports/channel.ts';
import type { Log } from '../../src/core/ports/log.ts';
import type { Driver, DriverEvent, MakeDriver } from './driver.ts';
import { TooLate, within } from './within.ts';

export interface Session {
  readonly state: SessionState;
  /** Told of every change; returns its end. */
  watch(listener: (state: SessionState) => void): () => void;
  open(): void;
  close(): Promise<void>;
  pairAgain(): Promise<void>;
  /** Of a phone that is paired and connected; null otherwise. */
  readonly driver: Driver | null;
  /** A call failed: looks whether the page still lives. */
  suspect(): void;
}

export interface SessionDeps {
  account: AccountId;
  clock: Clock;
  random: Random;
  log: Log;
  make: MakeDriver;
  /** Removes what the browser keeps of a pairing. */
  forget(): Promise<void>;
  onUpdate(update: unknown): void;
  /** `fresh`: somebody has just scanned the code. */
  onReady(driver: Driver, fresh: boolean): void;
}

const CONNECTED = 'CONNECTED';

/** Why a pairing is over: unlinked on the phone, the code was never scanned, or WhatsApp has banned the number. */
type Ending = 'unlinked' | 'not-scanned' | 'banned';

/** Words of WhatsApp Web after which only a person can go on. */
const ENDINGS: Record<string, Ending> = {
  LOGOUT: 'unlinked',
  UNPAIRED: 'unlinked',
  UNPAIRED_IDLE: 'unlinked',
  TOS_BLOCK: 'banned',
  SMB_TOS_BLOCK: 'banned',
};

interface Life extends SessionDeps {
  state: SessionState;
  listeners: Set<(state: SessionState) => void>;
  driver: Driver | null;
  /** Events of earlier drivers mean nothing. */
  generation: number;
  failures: number;
  badPulses: number;
  /** When the first code of this pairing was shown. */
  pairingSinceMs: number | null;
  /** What ends the present state if nothing else does. */
  cancelTimer: () => void;
  /** Drivers on their way out: the next one needs their folder. */
  stopping: Promise<void>;
  isOpen: boolean;
}

/** Nothing runs before `open`. */
export function createSession(deps: SessionDeps): Session {
  const life: Life = {
    ...deps,
    state: { is: 'off' },
    listeners: new Set(),
    driver: null,
    generation: 0,
    failures: 0,
    badPulses: 0,
    pairingSinceMs: null,
    cancelTimer: () => {},
    stopping: Promise.resolve(),
    isOpen: false,
  };
  return {
    get state() {
      return life.state;
    },
    get driver() {
      return life.state.is === 'ready' ? life.driver : null;
    },
    watch(listener) {
      life.listeners.add(listener);
      return () => void life.listeners.delete(listener);
    },
    open() {
      life.isOpen = true;
      void begin(life);
    },
    async close() {
      life.isOpen = false;
      letGo(life);
      show(life, { is: 'off' });
      await life.stopping;
    },
    async pairAgain() {
      const { driver } = life;
      if (driver !== null) await tryTo(life, 'unlink', driver.unlink());
      letGo(life);
      life.stopping = life.stopping.then(() => deps.forget());
      life.failures = 0;
      life.pairingSinceMs = null;
      if (life.isOpen) await begin(life);
    },
    suspect() {
      if (life.state.is === 'ready') void feelPulse(life);
    },
  };
}

async function begin(life: Life): Promise<void> {
  const generation = ++life.generation;
  const isMine = (): boolean => life.generation === generation;
  show(life, { is: 'starting' });
  try {
    await life.stopping;
    if (!isMine()) return;
    const driver = await life.make();
    if (!isMine()) return await driver.stop();
    life.driver = driver;
    timer(life, LIMITS.linkedStartMs, () => lose(life, 'the page shows neither a code nor chats'));
    await driver.start((event) => {
      if (isMine()) hear(life, driver, event);
    });
  } catch (thrown) {
    if (isMine()) lose(life, toError(thrown).message);
  }
}

function hear(life: Life, driver: Driver, event: DriverEvent): void {
  switch (event.kind) {
    case 'qr':
      return showCode(life, event.code);
    case 'ready':
      return becomeReady(life, driver, event.number);
    case 'ended': {
      const ending = ENDINGS[event.reason];
      return ending === undefined ? lose(life, event.reason) : endPairing(life, ending);
    }
    case 'update':
      return life.onUpdate(event.update);
  }
}

function showCode(life: Life, code: string): void {
  const nowMs = life.clock.now();
  life.pairingSinceMs ??= nowMs;
  if (nowMs - life.pairingSinceMs > LIMITS.linkedPairingMs) return endPairing(life, 'not-scanned');
  show(life, { is: 'pairing', code, sinceMs: nowMs });
  // The page stops making codes after a while, and an old one cannot be scanned.
  timer(life, LIMITS.linkedCodeMs, () => {
    letGo(life);
    void begin(life);
  });
}

function becomeReady(life: Life, driver: Driver, number: string | null): void {
  if (life.state.is === 'ready') return;
  const fresh = life.pairingSinceMs !== null;
  life.failures = 0;
  life.badPulses = 0;
  life.pairingSinceMs = null;
  show(life, { is: 'ready', number, sinceMs: life.clock.now() });
  timer(life, LIMITS.linkedPulseMs, () => void feelPulse(life));
  life.log.info({ account: life.account, fresh }, 'the phone is connected');
  life.onReady(driver, fresh);
}

/** The session is gone, but not the pairing: again after a while. */
function lose(life: Life, reason: string): void {
  letGo(life);
  if (!life.isOpen) return;
  life.failures += 1;
  const step = LIMITS.linkedAgainFirstMs * 2 ** Math.min(life.failures - 1, 10);
  const waitMs = Math.min(step, LIMITS.linkedAgainLongestMs) * (0.75 + life.random.fraction() / 2);
  const { account, failures } = life;
  life.log.warn(
    { account, reason, failures, waitMs: Math.round(waitMs) },
    'the session was lost; it begins again',
  );
  show(life, { is: 'reconnecting', reason: reason.slice(0, 200), sinceMs: life.clock.now() });
  timer(life, waitMs, () => void begin(life));
}

/** Only a person can go on from here. */
function endPairing(life: Life, reason: Ending): void {
  letGo(life);
  life.pairingSinceMs = null;
  life.stopping = life.stopping.then(() => life.forget());
  life.log.error(
    { account: life.account, reason },
    'the phone is not paired any more: pair it again in the console',
  );
  show(life, { is: 'logged-out', reason, sinceMs: life.clock.now() });
}

async function feelPulse(life: Life): Promise<void> {
  const { driver, generation, clock } = life;
  if (driver === null) return;
  let trouble: string | null = null;
  let isGone = false;
  try {
    const state = await within(clock, LIMITS.linkedPulseWaitMs, 'state', driver.state());
    if (state !== CONNECTED) trouble = state;
  } catch (thrown) {
    trouble = toError(thrown).message;
    isGone = !(thrown instanceof TooLate);
  }
  if (life.generation !== generation || life.state.is !== 'ready') return;
  life.badPulses = trouble === null ? 0 : life.badPulses + 1;
  if (trouble !== null && (isGone || life.badPulses >= LIMITS.linkedPulses)) return lose(life, trouble);
  timer(life, LIMITS.linkedPulseMs, () => void feelPulse(life));
}

/** Ends the present driver; what it still tells is not heard. */
function letGo(life: Life): void {
  life.generation += 1;
  life.cancelTimer();
  const { driver } = life;
  life.driver = null;
  if (driver === null) return;
  const stopped = tryTo(life, 'stop', driver.stop());
  life.stopping = life.stopping.then(() => stopped);
}

async function tryTo(life: Life, what: string, deed: Promise<void>): Promise<void> {
  try {
    await within(life.clock, LIMITS.sendTimeoutMs, what, deed);
  } catch (thrown) {
    life.log.warn({ account: life.account, what, error: toError(thrown) }, 'the page did not do it');
  }
}

function timer(life: Life, ms: number, fn: () => void): void {
  life.cancelTimer();
  life.cancelTimer = life.clock.after(ms, fn);
}

function show(life: Life, state: SessionState): void {
  life.state = state;
  for (const listener of life.listeners) listener(state);
}
