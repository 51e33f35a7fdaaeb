/** One deed that is tried again, later and later, never in step with others, and at once when something wakes it. */
import type { Clock } from '../../clock.ts';

export interface Retry {
  /** Tries `what` again after a pause, at least so long. */
  later(what: () => Promise<void>, leastMs: number): void;
  /** Whatever waits is tried now. */
  hurry(): void;
  /** It went well: the next pause is a short one again. */
  done(): void;
}

const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;

export function createRetry(clock: Clock, chance: () => number): Retry {
  let fails = 0;
  let waits: (() => Promise<void>) | null = null;
  let cancel = (): void => undefined;
  const hurry = (): void => {
    const now = waits;
    waits = null;
    cancel();
    void now?.();
  };
  return {
    later(what, leastMs) {
      cancel();
      waits = what;
      cancel = clock.after(
        Math.max(leastMs, pauseAfter((fails += 1), chance(), FIRST_PAUSE_MS, LONGEST_PAUSE_MS)),
        hurry,
      );
    },
    hurry,
    done: () => void (fails = 0),
  };
}

/** Twice as long after each failure, up to a bound, and not the same for every visitor. */
export function pauseAfter(fails: number, chance: number, firstMs = 1_000, longestMs = 30_000): number {
  return Math.min(longestMs, firstMs * 2 ** (fails - 1)) * (0.5 + chance / 2);
}
