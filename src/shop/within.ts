/** A call of the shop with a time limit of its own: when it has passed the call is aborted and counts as no answer. */
import type { Clock } from '../core/clock.ts';
import { toError } from '../core/errors.ts';
import type { ShopFailure, ShopResult } from '../core/ports/shop.ts';
import { orCutOff } from './equal-time.ts';

/** Never rejects: a connector that throws has not answered. What was cut may have been carried out all the same. */
export async function within<T>(
  clock: Clock,
  ms: number,
  outer: AbortSignal,
  call: (signal: AbortSignal) => Promise<ShopResult<T>>,
): Promise<ShopResult<T>> {
  const limit = new AbortController();
  const cancel = clock.after(ms, () => limit.abort());
  const signal = AbortSignal.any([outer, limit.signal]);
  try {
    return await orCutOff(call(signal), unanswered('timeout'), signal);
  } catch (thrown) {
    return unanswered(toError(thrown).message);
  } finally {
    cancel();
  }
}

function unanswered(detail: string): { ok: false; failure: ShopFailure } {
  return { ok: false, failure: { kind: 'unavailable', uncertain: true, detail } };
}
