/** What the order tasks need of the house, over a shop and a real store. */
import type { Clock } from '../../src/core/clock.ts';
import { silentLog } from '../../src/core/ports/log.ts';
import type { ShopOrders } from '../../src/core/ports/shop.ts';
import { createOrderSource } from '../../src/shop/mirror/order-source.ts';
import type { OrderTasksOptions } from '../../src/shop/order-access.ts';
import type { SqliteStore } from '../../src/store/sqlite/open.ts';
import { createSeededRandom } from './manual-clock.ts';

type Asking = Pick<OrderTasksOptions, 'source' | 'opened' | 'tries' | 'random'>;

/** Look-ups that fall back on the store's copy of the orders. */
export function orderAsking(orders: ShopOrders, store: SqliteStore, clock: Clock): Asking {
  const source = createOrderSource({ orders, mirror: store, clock, log: silentLog });
  return { source, opened: store, tries: store, random: createSeededRandom(11) };
}
