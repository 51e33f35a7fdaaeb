/** Waiting before another try, longer after each failure, for each conversation by itself. */
import type { Clock } from '../ambient/clock.ts';

export interface Pauses {
  has(key: string): boolean;
  /** Waits `ms`, or twice as long as the last time without it; then calls `due`. */
  begin(key: string, ms: number | null): void;
  /** What was tried has worked: the next pause is short again. */
  forget(key: string): void;
  /** Ends every pause without calling anybody. */
  clear(): void;
}

const FIRST_MS = 1_000;
const LONGEST_MS = 20_000;

export function createPauses(clock: Clock, due: () => void): Pauses {
  const running = new Map<string, () => void>();
  const lengths = new Map<string, number>();
  return {
    has: (key) => running.has(key),
    begin(key, ms) {
      const length = ms ?? Math.min(LONGEST_MS, (lengths.get(key) ?? FIRST_MS / 2) * 2);
      lengths.set(key, length);
      running.get(key)?.();
      running.set(
        key,
        clock.after(length, () => {
          running.delete(key);
          due();
        }),
      );
    },
    forget: (key) => void lengths.delete(key),
    clear() {
      for (const cancel of running.values()) cancel();
      running.clear();
      lengths.clear();
    },
  };
}
