/** The stock of watched variants, asked anew from the shop. A shop that hangs or refuses is no reading at all. */
import type { Clock } from '../../core/clock.ts';
import { LIMITS } from '../../core/limits.ts';
import type { Log } from '../../core/ports/log.ts';
import type { ShopFailure } from '../../core/ports/shop.ts';
import type { ShopCatalog, Variant } from '../../core/ports/shop-catalog.ts';
import { orCutOff } from '../equal-time.ts';

export type StockReading =
  { ok: true; variants: ReadonlyMap<string, Variant> } | { ok: false; retryAfterMs: number };

interface Asking {
  catalog: Pick<ShopCatalog, 'variants'>;
  clock: Clock;
  log: Log;
}

/** At most `LIMITS.variantsAsked` at once; by id. What is not in the answer is not in the catalogue. */
export async function readVariants(
  { catalog, clock, log }: Asking,
  watched: readonly { variantId: string }[],
  signal: AbortSignal,
): Promise<StockReading> {
  const stop = new AbortController();
  const cancel = clock.after(LIMITS.taskTimeoutMs, () => stop.abort());
  const either = AbortSignal.any([signal, stop.signal]);
  const late: { ok: false; failure: ShopFailure } = {
    ok: false,
    failure: { kind: 'unavailable', detail: 'timeout' },
  };
  const refs = watched.map(({ variantId }) => ({ id: variantId }));
  const found = await orCutOff(catalog.variants(refs, either), late, either).finally(cancel);
  if (found.ok) return { ok: true, variants: new Map(found.value.map((one) => [one.id, one])) };
  const { kind, retryAfterMs = 0 } = found.failure;
  if (!signal.aborted) log.warn({ step: 'stock-alerts', kind }, 'The shop did not tell its stock');
  return { ok: false, retryAfterMs };
}
