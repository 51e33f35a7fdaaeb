/** A talk at a counter with everything that a script may look up: orders, returns, products, hours; the shop can be told to fail. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLog } from '../../../src/core/ports/log.ts';
import { silentMetrics } from '../../../src/core/ports/metrics.ts';
import type { ShopOrders } from '../../../src/core/ports/shop.ts';
import type { ShopCatalog } from '../../../src/core/ports/shop-catalog.ts';
import type { LiveContent } from '../../../src/core/ports/words.ts';
import { createReturnTasks } from '../../../src/returns/return-tasks.ts';
import { createEmbeddedReturns } from '../../../src/shop/embedded/embedded-returns.ts';
import { createEmbeddedShop } from '../../../src/shop/embedded/embedded-shop.ts';
import { createReturnBook } from '../../../src/shop/embedded/return-book.ts';
import { openReturnsDatabase } from '../../../src/shop/embedded/returns-database.ts';
import { createHoursTask } from '../../../src/shop/hours-task.ts';
import { createOrderTasks } from '../../../src/shop/order-lookup.ts';
import { createProductTasks } from '../../../src/shop/product-tasks.ts';
import { createProducts } from '../../../src/shop/products.ts';
import { createDemoMailer } from '../../../src/transport/mail.ts';
import { createManualClock, createSeededRandom } from '../../support/manual-clock.ts';
import { orderAsking } from '../../support/order-asking.ts';
import { loadSample } from '../../support/sample-content.ts';
import { openTalk, type Talk, type TalkOptions } from '../../support/talk.ts';

export interface ScriptCounter {
  talk: Talk;
  /** `hangs`: it never answers. */
  shop(mood: Mood): void;
  close(): Promise<void>;
}

type Mood = 'up' | 'down' | 'hangs';

const timeZone = 'Europe/Moscow';
const dir = 'data/sample-shop';

export async function openScriptCounter(
  options: TalkOptions & { content?: LiveContent } = {},
): Promise<ScriptCounter> {
  const folder = await mkdtemp(join(tmpdir(), 'scripts-'));
  const clock = createManualClock(Date.parse(options.at ?? '2026-11-23T12:00:00+03:00'));
  const base = { log: silentLog, timeZone };
  const file = join(folder, 'shop.sqlite');
  const shop = await createEmbeddedShop({ ...base, clock, file, dir, currency: 'RUB' });
  const db = openReturnsDatabase(join(folder, 'returns.sqlite'));
  let mood: Mood = 'up';
  const moody = <T>(ask: () => Promise<T>): Promise<T> => {
    if (mood === 'hangs') return new Promise(() => {});
    const failure = { ok: false, failure: { kind: 'unavailable' } } as T;
    return mood === 'down' ? Promise.resolve(failure) : ask();
  };
  const orders: ShopOrders = {
    ...shop,
    capabilities: shop.capabilities,
    findOrders: (by, limit, signal) => moody(() => shop.findOrders(by, limit, signal)),
  };
  const catalog: ShopCatalog = {
    ...shop.catalog,
    variants: (refs, signal) => moody(() => shop.catalog.variants(refs, signal)),
  };
  let now = () => clock.now();
  const returns = await createEmbeddedReturns({
    db,
    dir,
    timeZone,
    catalog,
    clock: { ...clock, now: () => now() },
  });
  const book = createReturnBook(db, createSeededRandom(7));
  const products = createProducts({ catalog: shop.catalog, clock, log: silentLog });
  await products.refresh();
  const sample = await loadSample();
  const talk = await openTalk({
    ...options,
    handlers({ store, clock: own, content }) {
      now = () => own.now();
      const asking = {
        ...base,
        clock: own,
        ...orderAsking(orders, store, own),
        codes: { issue: () => Promise.resolve('271828'), check: () => Promise.resolve(null) },
        mailer: createDemoMailer(own),
        texts: () => content.texts,
        metrics: silentMetrics,
      };
      const more = { returns, book, policy: () => sample.returns, warrantyDays: () => 90 };
      return {
        ...createOrderTasks(asking),
        ...createReturnTasks({ ...asking, ...more }),
        ...createProductTasks({ ...base, products, catalog, clock: own }),
        ...createHoursTask({ hours: () => content.hours, clock: own }),
      };
    },
  });
  return {
    talk,
    shop: (next) => void (mood = next),
    async close() {
      await talk.close();
      products.close();
      db.close();
      shop.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
