/**
 * Which goods of an order cannot be had just now, by the shop's own word: they can be waited for. A short question beside a look-up;
 * whatever goes wrong, nothing is offered, and the order is told all the same.
 */
import type { Clock } from '../core/clock.ts';
import { LIMITS } from '../core/limits.ts';
import type { ShopCatalog } from '../core/ports/shop-catalog.ts';
import { within } from './within.ts';

/** The SKUs, of those given, that are out. */
export type SoldOut = (skus: readonly string[], signal: AbortSignal) => Promise<ReadonlySet<string>>;

export interface SoldOutOptions {
  catalog: Pick<ShopCatalog, 'variants'>;
  /** Does this shop tell when something is back? */
  isOn: () => boolean;
  clock: Clock;
}

export function createSoldOut({ catalog, isOn, clock }: SoldOutOptions): SoldOut {
  return async (skus, signal) => {
    if (!isOn() || skus.length === 0) return new Set();
    const found = await within(clock, LIMITS.orderStockMs, signal, (cut) =>
      catalog.variants(
        skus.map((sku) => ({ sku })),
        cut,
      ),
    );
    const out = found.ok ? found.value.filter(({ stock }) => stock.state === 'out') : [];
    return new Set(out.flatMap(({ sku }) => sku ?? []));
  };
}
