/**
 * The shop's products as they are searched: an index of our own, read from the catalogue in small steps and swapped whole.
 * While a reading fails the last good one stays, with its time, so that a look-up answers when the shop does not.
 */
import type { Clock } from '../core/clock.ts';
import { LIMITS } from '../core/limits.ts';
import { maskDetail } from '../core/mask.ts';
import type { Log } from '../core/ports/log.ts';
import type { ShopCatalog } from '../core/ports/shop-catalog.ts';
import type { ShopFailure } from '../core/ports/shop.ts';
import { createProductIndex, type ProductIndex } from './search/product-index.ts';

export interface Products {
  /** What is live; empty before the first reading. */
  index(): ProductIndex;
  /** When that was true, UTC ms. */
  readAtMs(): number;
  /** Reads the catalogue again; one reading at a time. Never rejects. */
  refresh(): Promise<void>;
  close(): void;
}

export interface ProductsOptions {
  catalog: ShopCatalog;
  clock: Clock;
  log: Log;
  /** How often it is read again; null: only when it is asked for. `LIMITS.catalogEveryMs` unless given. */
  everyMs?: number | null;
}

/** Reads nothing until `refresh`; from then on again at intervals. */
export function createProducts({
  catalog,
  clock,
  log,
  everyMs = LIMITS.catalogEveryMs,
}: ProductsOptions): Products {
  const stop = new AbortController();
  let live = createProductIndex().finish();
  let readAtMs = 0;
  let reading: Promise<void> | null = null;
  let again = false;
  let cancelNext = () => {};

  const read = async () => {
    const builder = createProductIndex();
    let left = 0;
    const done = await catalog.snapshot((variant) => {
      if (!builder.add(variant)) left += 1;
    }, stop.signal);
    if (stop.signal.aborted) return;
    if (!done.ok) return tellFailure(log, done.failure);
    live = builder.finish();
    readAtMs = done.value.atMs;
    if (left > 0) log.warn({ step: 'shop', left }, 'The catalogue is larger than what is searched');
    log.info({ step: 'shop', variants: live.size }, 'The catalogue is read');
  };

  const refresh = (): Promise<void> => {
    if (reading) {
      // What changed during a reading may lie behind it.
      again = true;
      return reading;
    }
    reading = (async () => {
      do {
        again = false;
        await read().catch((error: unknown) => {
          log.error({ step: 'shop', error: error as Error }, 'The catalogue could not be read');
        });
      } while (again && !stop.signal.aborted);
    })().finally(() => {
      reading = null;
      cancelNext();
      if (!stop.signal.aborted && everyMs !== null) cancelNext = clock.after(everyMs, () => void refresh());
    });
    return reading;
  };

  return {
    index: () => live,
    readAtMs: () => readAtMs,
    refresh,
    close() {
      stop.abort();
      cancelNext();
    },
  };
}

function tellFailure(log: Log, { kind, detail }: ShopFailure): void {
  log.warn(
    { step: 'shop', kind, detail: maskDetail(detail) },
    'The catalogue could not be read; the last good one stays',
  );
}
