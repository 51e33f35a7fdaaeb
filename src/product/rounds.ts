/**
 * What the house looks after by itself: sweeps, waves, reminders. Each round begins a while after the one before has ended,
 * never two of a kind at once; one that fails is told in the log and comes round again.
 */
import type { Clock } from '../core/clock.ts';
import { toError } from '../core/errors.ts';
import type { Log } from '../core/ports/log.ts';

export interface Rounds {
  /** `run` looks at the signal between its steps: it is aborted at the end. The first round begins after `everyMs`. */
  add(name: string, everyMs: number, run: (signal: AbortSignal) => Promise<void>): void;
  /** No round begins any more; resolves when those under way have ended. */
  close(): Promise<void>;
}

export function createRounds({ clock, log }: { clock: Clock; log: Log }): Rounds {
  const stop = new AbortController();
  const underWay = new Set<Promise<void>>();
  const cancels = new Map<string, () => void>();

  const once = async (name: string, run: (signal: AbortSignal) => Promise<void>): Promise<void> => {
    try {
      await run(stop.signal);
    } catch (thrown) {
      if (!stop.signal.aborted)
        log.error({ step: name, error: toError(thrown) }, 'A round failed; it comes again');
    }
  };

  const plan = (name: string, everyMs: number, run: (signal: AbortSignal) => Promise<void>): void => {
    const go = () => {
      const round = once(name, run).finally(() => {
        underWay.delete(round);
        if (!stop.signal.aborted) plan(name, everyMs, run);
      });
      underWay.add(round);
    };
    cancels.set(name, clock.after(everyMs, go));
  };

  return {
    add: plan,
    async close() {
      stop.abort();
      for (const cancel of cancels.values()) cancel();
      await Promise.all(underWay);
    },
  };
}
