/** A clock for the console's logic that moves only when a test moves it. */
import type { Clock } from '../../src/console/ambient/clock.ts';

export interface TestClock extends Clock {
  /** Moves on, calling what falls due, oldest first. */
  pass(ms: number): void;
}

export function createTestClock(): TestClock {
  let now = 1_000_000;
  let waiting: { at: number; fn: () => void }[] = [];
  return {
    now: () => now,
    after(ms, fn) {
      const entry = { at: now + ms, fn };
      waiting.push(entry);
      return () => {
        waiting = waiting.filter((other) => other !== entry);
      };
    },
    pass(ms) {
      const end = now + ms;
      for (;;) {
        const due = waiting.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0];
        if (due === undefined) break;
        waiting = waiting.filter((other) => other !== due);
        now = Math.max(now, due.at);
        due.fn();
      }
      now = end;
    },
  };
}
