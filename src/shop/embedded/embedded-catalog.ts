/**
 * The products of the embedded shop, read from its own database. Stock is what the CSV says, so it is true at the moment of
 * asking. Writes nothing.
 */
import type Database from 'better-sqlite3';
import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../core/clock.ts';
import { LIMITS } from '../../core/limits.ts';
import type { ShopFailure } from '../../core/ports/shop.ts';
import type { ShopCatalog, Variant } from '../../core/ports/shop-catalog.ts';

/** Rows between two breaths: customers must not wait for a catalogue. */
const ROWS_AT_ONCE = 200;

type Body = { body: string };

const ABORTED: { ok: false; failure: ShopFailure } = {
  ok: false,
  failure: { kind: 'unavailable', detail: 'aborted' },
};

/** The embedded shop's key of a variant is its SKU. */
export function createEmbeddedCatalog(db: Database.Database, clock: Clock): ShopCatalog {
  const all = db.prepare<[], Body>('SELECT body FROM variants ORDER BY rowid');
  const bySku = db.prepare<[string], Body>('SELECT body FROM variants WHERE sku = ?');

  const read = ({ body }: Body): Variant => {
    const variant = JSON.parse(body) as Variant;
    return { ...variant, stock: { ...variant.stock, atMs: clock.now() } };
  };

  return {
    capabilities: () => ({ stockCount: 'native', stockState: 'native' }),
    async snapshot(onVariant, signal) {
      if (signal.aborted) return ABORTED;
      // At most `LIMITS.sampleRows` rows: read in one go, so that a reload cannot fall between two of them.
      const rows = all.all();
      for (const [at, row] of rows.entries()) {
        onVariant(read(row));
        if (at % ROWS_AT_ONCE === ROWS_AT_ONCE - 1) await setImmediate();
      }
      return { ok: true, value: { atMs: clock.now(), count: rows.length } };
    },
    async variants(refs, signal) {
      if (signal.aborted) return ABORTED;
      const found = refs.slice(0, LIMITS.variantsAsked).flatMap((ref) => {
        const row = bySku.get('sku' in ref ? ref.sku : ref.id);
        return row ? [read(row)] : [];
      });
      return { ok: true, value: found };
    },
  };
}
