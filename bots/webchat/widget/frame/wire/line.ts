/**
 * The one live connection of a tab. It comes back by itself, longer and longer apart and never in step with others, and goes
 * on at the cursor. Silence counts as loss: after the lid of a laptop was closed a socket looks open for a long time.
 * Decides nothing about what arrives.
 */
import { BOUNDS } from './bounds.ts';
import type { StreamEvent } from '../../../protocol.ts';
import type { Clock } from '../../clock.ts';
import type { Calls } from './calls.ts';
import { pauseAfter } from '../talk/retry.ts';
import { readStream } from './read-stream.ts';

export type LineState = 'off' | 'connecting' | 'live' | 'lost';

export interface LineDoor {
  calls: Pick<Calls, 'stream'>;
  clock: Clock;
  chance(): number;
  /** Everything up to here was seen. */
  cursor(): number;
  take(event: StreamEvent): void;
  state(state: LineState): void;
  /** The server does not know the token (any more). */
  noSession(): void;
}

export interface Line {
  open(): void;
  close(): void;
  /** Something says that the connection may be back, or that the machine woke up: look now. */
  wake(): void;
}

const SILENCE_MS = BOUNDS.heartbeatMs * 2.7;
const STALE_MS = BOUNDS.heartbeatMs * 1.3;
/** Shorter losses are not told: a banner that flickers teaches people not to look. */
const TOLD_AFTER_TRIES = 2;

export function createLine(door: LineDoor): Line {
  const { clock } = door;
  let current: AbortController | null = null;
  let wanted = false;
  let heardAt = 0;
  let tries = 0;
  let cancel = (): void => undefined;

  function connect(): void {
    cut();
    current = new AbortController();
    heardAt = clock.now();
    void hold(current);
    watchSilence();
  }
  async function hold(stop: AbortController): Promise<void> {
    let pauseMs: number | null = null;
    const end = await follow(door, stop.signal, (event) => {
      heardAt = clock.now();
      if (event?.event === 'hello') {
        tries = 0;
        door.state('live');
      } else if (event?.event === 'bye') pauseMs = event.data.retryMs;
      if (event !== null) door.take(event);
    });
    if (current !== stop) return;
    if (end === 'ended') return lose(pauseMs);
    close();
    door.noSession();
  }
  function watchSilence(): void {
    cancel = clock.after(STALE_MS, () => (clock.now() - heardAt >= SILENCE_MS ? lose(null) : watchSilence()));
  }
  function lose(pauseMs: number | null): void {
    cut();
    tries += 1;
    door.state(tries >= TOLD_AFTER_TRIES ? 'lost' : 'connecting');
    cancel = clock.after(pauseMs ?? pauseAfter(tries, door.chance()), connect);
  }
  function cut(): void {
    cancel();
    current?.abort();
    current = null;
  }
  function close(): void {
    if (wanted) door.state('off');
    wanted = false;
    tries = 0;
    cut();
  }
  return {
    open() {
      if (!wanted) connect();
      wanted = true;
    },
    close,
    wake() {
      if (wanted && (current === null || clock.now() - heardAt >= STALE_MS)) connect();
    },
  };
}

/** One connection, from its start to its end, however it ends. `hear` gets null for a mere sign of life. */
async function follow(
  door: LineDoor,
  signal: AbortSignal,
  hear: (event: StreamEvent | null) => void,
): Promise<'ended' | 'no-session'> {
  const tell = (event: StreamEvent | null): void => {
    if (!signal.aborted) hear(event);
  };
  try {
    const response = await door.calls.stream(door.cursor(), signal);
    if (response.status === 401) return 'no-session';
    if (response.ok && response.body !== null) await readStream(response.body, () => tell(null), tell);
  } catch {
    // Broken or cut: the same as an end.
  }
  return 'ended';
}
