/** Pauses for long work on the event loop: whoever waits gets their turn every few milliseconds. */
import type { Clock } from '../core/clock.ts';
import { LIMITS } from '../core/limits.ts';

/** A pause is due when `LIMITS.workAtOnceMs` have gone since the last one ended. */
export function pausesOf(clock: Pick<Clock, 'monotonic' | 'after'>): {
  isDue(): boolean;
  pause(): Promise<void>;
} {
  let since = clock.monotonic();
  return {
    isDue: () => clock.monotonic() - since >= LIMITS.workAtOnceMs,
    async pause() {
      await new Promise<void>((go) => void clock.after(0, go));
      since = clock.monotonic();
    },
  };
}
