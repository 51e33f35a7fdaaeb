/** The live snapshot of a feed as a catalogue: answers the port's questions from it, and only that. Knows nothing of fetching. */
import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../core/clock.ts';
import { LIMITS } from '../../core/limits.ts';
import type { ShopFailure } from '../../core/ports/shop.ts';
import type { ProductFacts, ShopCatalog, Variant } from '../../core/ports/shop-catalog.ts';
import type { KeptSnapshot } from './feed-folder.ts';
import type { FeedVariant } from './feed-offer.ts';
import { openSnapshot, type Snapshot } from './snapshot-file.ts';

export interface LiveFeed {
  kept: KeptSnapshot;
  snapshot: Snapshot;
  path: string;
}

/** A feed tells none of this. */
const NO_FACTS: ProductFacts = { rating: null, bought: null, certificates: null, warrantyMonths: null };

/** `trustMs`: how long after it was last confirmed a price or a stock is vouched for. */
export function createFeedShelf(
  live: () => LiveFeed | null,
  { clock, trustMs }: { clock: Clock; trustMs: number },
): ShopCatalog {
  return {
    capabilities: () => ({ stockCount: live()?.snapshot.counted ? 'native' : 'none', stockState: 'native' }),
    async snapshot(onVariant, signal) {
      const now = live();
      if (signal.aborted) return unavailable('aborted');
      if (!now) return unavailable('no feed was read yet');
      // A handle of its own: the live one may be closed while this walks.
      const snapshot = openSnapshot(now.path);
      if (!snapshot) return unavailable('the snapshot is gone');
      try {
        const whole = await walk(snapshot, now.kept, onVariant, { clock, signal });
        const { count, confirmedAtMs } = now.kept;
        return whole ? { ok: true, value: { atMs: confirmedAtMs, count } } : unavailable('aborted');
      } finally {
        snapshot.close();
      }
    },
    async variants(refs, signal) {
      const now = live();
      if (signal.aborted) return unavailable('aborted');
      if (!now) return unavailable('no feed was read yet');
      if (clock.now() - now.kept.confirmedAtMs > trustMs) return unavailable('the feed is out of date');
      const asked = refs.slice(0, LIMITS.variantsAsked);
      const found = new Map(asked.flatMap((ref) => now.snapshot.find(ref)).map((one) => [one.id, one]));
      return { ok: true, value: [...found.values()].map((one) => toVariant(one, now)) };
    },
  };
}

async function walk(
  snapshot: Snapshot,
  kept: KeptSnapshot,
  onVariant: (variant: Variant) => void,
  { clock, signal }: { clock: Clock; signal: AbortSignal },
): Promise<boolean> {
  let sliceMs = clock.monotonic();
  for (let after = 0; ;) {
    if (signal.aborted) return false;
    const rows = snapshot.rows(after);
    for (const { variant } of rows) onVariant(toVariant(variant, { kept, snapshot }));
    const last = rows.at(-1);
    if (!last) return true;
    after = last.at;
    if (clock.monotonic() - sliceMs < LIMITS.feedSliceMs) continue;
    await setImmediate();
    sliceMs = clock.monotonic();
  }
}

/** Where the feed counts pieces, "out" means none even if no number stands there. */
function toVariant(variant: FeedVariant, { kept, snapshot }: Omit<LiveFeed, 'path'>): Variant {
  const { stock } = variant;
  const saleable = stock.saleable ?? (snapshot.counted && stock.state === 'out' ? 0 : null);
  return { ...variant, facts: NO_FACTS, stock: { ...stock, saleable, atMs: kept.confirmedAtMs } };
}

function unavailable(detail: string): { ok: false; failure: ShopFailure } {
  return { ok: false, failure: { kind: 'unavailable', detail } };
}
