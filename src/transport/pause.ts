/** Waiting between tries of something that must go on until it is stopped: registering a webhook, polling. */
import type { Clock } from '../core/clock.ts';

export interface Pause {
  readonly ended: boolean;
  /** Resolves after the time, or at once when ended. One wait at a time. */
  wait(ms: number): Promise<void>;
  /** For good: wakes whoever waits. */
  end(): void;
}

const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;

/** A pause that has not ended. */
export function createPause(clock: Clock): Pause {
  let ended = false;
  let wake = (): void => {};
  return {
    get ended() {
      return ended;
    },
    wait: (ms) =>
      ended
        ? Promise.resolve()
        : new Promise((resolve) => {
            const cancel = clock.after(ms, resolve);
            wake = () => {
              cancel();
              resolve();
            };
          }),
    end() {
      ended = true;
      wake();
    },
  };
}

/** One second after the first failure, then twice as long each time, up to half a minute. */
export function pauseMs(failures: number): number {
  return Math.min(FIRST_MS * 2 ** Math.min(Math.max(failures - 1, 0), 10), LONGEST_MS);
}
