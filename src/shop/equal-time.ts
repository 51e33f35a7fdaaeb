/**
 * Time as a thing that must not tell tales. A look-up that finds nothing answers on a fixed beat, whether the order does
 * not exist or is somebody else's; a shop that hangs is left alone when the caller's patience ends.
 */
import type { Clock } from '../core/clock.ts';

/** Waits until the time since `startedMs` (monotonic) is the next whole multiple of `stepMs`, or until `signal` aborts. */
export async function evenOut(
  clock: Clock,
  startedMs: number,
  stepMs: number,
  signal: AbortSignal,
): Promise<void> {
  const spentMs = clock.monotonic() - startedMs;
  const restMs = Math.max(1, Math.ceil(spentMs / stepMs)) * stepMs - spentMs;
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
