/** The console's page of the shop's own tables: which there are, what their columns understand, and what makes a set good. */
import { join } from 'node:path';
import type { Clock } from '../core/clock.ts';
import { ORDER_STATES } from '../core/ports/shop.ts';
import type { ShopSheets } from '../core/ports/shop-sheets.ts';
import { createEmbeddedLoyalty } from '../shop/embedded/embedded-loyalty.ts';
import { createEmbeddedPickupPoints } from '../shop/embedded/embedded-pickup-points.ts';
import { createEmbeddedPromotions } from '../shop/embedded/embedded-promotions.ts';
import type { EmbeddedShop } from '../shop/embedded/embedded-shop.ts';
import { createEmbeddedReturns } from '../shop/embedded/embedded-returns.ts';
import { openLoyaltyDatabase } from '../shop/embedded/loyalty-database.ts';
import { DELIVERIES, PARCEL_STATES } from '../shop/embedded/read-orders.ts';
import { readSample } from '../shop/embedded/read-sample.ts';
import { openReturnsDatabase } from '../shop/embedded/returns-database.ts';
import { createShopSheets } from '../shop/sheets/shop-sheets.ts';
import { withFeed } from '../shop/sheets/with-feed.ts';
import { withWishes } from '../shop/sheets/with-wishes.ts';

export interface SheetParts {
  dir: string;
  dataDir: string;
  timeZone: string;
  currency: string;
  wishes: EmbeddedShop['wishes'];
  /** The products come from elsewhere. */
  hasFeed: boolean;
  /** Reads the shop anew; false when what is there cannot be used. */
  reload(): Promise<boolean>;
  clock: Clock;
}

/** The most used first. */
const TABLES = [
  'products',
  'orders',
  'order_lines',
  'parcels',
  'customers',
  'product_facts',
  'loyalty',
  'promotions',
  'pickup_points',
  'handovers',
];

const CHOICES = {
  'orders.state': ORDER_STATES,
  'orders.delivery': DELIVERIES,
  'parcels.state': PARCEL_STATES,
};

export function openSheets(parts: SheetParts): ShopSheets {
  const at = new Intl.DateTimeFormat('sv-SE', {
    dateStyle: 'short',
    timeStyle: 'short',
    timeZone: parts.timeZone,
  });
  const sheets = createShopSheets({
    dir: parts.dir,
    historyDir: join(parts.dataDir, 'shop-history'),
    tables: TABLES,
    choices: CHOICES,
    check: (dir) => readAll(dir, parts),
    onChanged: async () => void (await parts.reload()),
    clock: parts.clock,
  });
  // As dates are written in the files.
  return withWishes(parts.hasFeed ? withFeed(sheets) : sheets, {
    list: parts.wishes,
    speak: (ms) => at.format(ms),
  });
}

/** Everything that reads this folder, on a database of no consequence. Throws SAMPLE_INVALID. */
async function readAll(dir: string, { timeZone, currency, clock }: SheetParts): Promise<void> {
  const [returns, loyalty] = [openReturnsDatabase(':memory:'), openLoyaltyDatabase(':memory:')];
  try {
    await readSample(dir, { nowMs: clock.now(), timeZone, currency });
    await createEmbeddedReturns({ db: returns, dir, timeZone, catalog: NO_GOODS, clock });
    await createEmbeddedLoyalty({ db: loyalty, dir, timeZone, currency, clock });
    await createEmbeddedPromotions({ dir, timeZone, clock });
    await createEmbeddedPickupPoints(dir, timeZone);
  } finally {
    returns.close();
    loyalty.close();
  }
}

/** Nothing is sold while a folder is only being read. */
const NO_GOODS: Parameters<typeof createEmbeddedReturns>[0]['catalog'] = {
  capabilities: () => ({ stockCount: 'none', stockState: 'none' }),
  snapshot: () => Promise.resolve({ ok: false, failure: { kind: 'unavailable' } }),
  variants: () => Promise.resolve({ ok: false, failure: { kind: 'unavailable' } }),
};
