/**
 * Time as a thing that must not tell tales. A look-up that finds nothing answers on a fixed beat, whether the order does
 * not exist or is somebody else's; a shop that hangs is left alone when the caller's patience ends.
 */
import type { Clock } from '../core/clock.ts';
import { LIMITS } from '../core/limits.ts';

/** The time that all answers without a find take. */
export interface Beat {
  /** So long a look-up has taken, whatever it found. */
  note(tookMs: number): void;
  /** Waits until the beat that began at `startedMs` (monotonic) has ended, or until `signal` aborts. */
  evenOut(startedMs: number, signal: AbortSignal): Promise<void>;
}

/**
 * As long as the slowest look-up of the last hour, in whole steps: in a shop that finds slowly and misses fast, or the other way
 * round, both answer at the same time.
 */
export function createBeat(clock: Clock): Beat {
  const { orderAnswerStepMs: stepMs, orderBeatKeptMs: keptMs } = LIMITS;
  let slowest = { steps: 1, untilMs: 0 };
  const stepsNow = (nowMs: number) => (nowMs < slowest.untilMs ? slowest.steps : 1);
  const note = (tookMs: number) => {
    const steps = Math.max(1, Math.ceil(tookMs / stepMs));
    const nowMs = clock.monotonic();
    if (steps > 1 && steps >= stepsNow(nowMs)) slowest = { steps, untilMs: nowMs + keptMs };
  };
  return {
    note,
    async evenOut(startedMs, signal) {
      const spentMs = clock.monotonic() - startedMs;
      note(spentMs);
      const steps = Math.max(stepsNow(clock.monotonic()), Math.ceil(spentMs / stepMs));
      await pause(clock, steps * stepMs - spentMs, signal);
    },
  };
}

async function pause(clock: Clock, restMs: number, signal: AbortSignal): Promise<void> {
  if (restMs <= 0 || signal.aborted) return;
  await new Promise<void>((resolve) => {
    const cancel = clock.after(restMs, end);
    signal.addEventListener('abort', end, { once: true });
    function end() {
      cancel();
      signal.removeEventListener('abort', end);
      resolve();
    }
  });
}

/** The promise's own end, or `cutOff` as soon as `signal` aborts: for shops that do not listen to it themselves. */
export function orCutOff<T, C>(promise: Promise<T>, cutOff: C, signal: AbortSignal): Promise<T | C> {
  return new Promise<T | C>((resolve, reject) => {
    const cut = () => resolve(cutOff);
    if (signal.aborted) cut();
    signal.addEventListener('abort', cut, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', cut));
  });
}
