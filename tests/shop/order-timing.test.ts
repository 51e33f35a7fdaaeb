/**
 * Who asks for orders that are not theirs, by the clock on the wall: a real shop over HTTP that only reads order by order, found through
 * our copy. Neither the time of an answer nor an outage tells an order from none.
 */
import { afterEach, expect, test } from '@jest/globals';
import type { Json } from '../../src/core/content.ts';
import { systemClock, systemRandom } from '../../src/core/clock.ts';
import type { ClaimedTask } from '../../src/core/ports/engine-store.ts';
import { silentLog } from '../../src/core/ports/log.ts';
import { silentMetrics } from '../../src/core/ports/metrics.ts';
import type { ShopOrders } from '../../src/core/ports/shop.ts';
import { createOrderSweep } from '../../src/shop/mirror/order-sweep.ts';
import { createOrderTasks } from '../../src/shop/order-lookup.ts';
import { openContractShop } from '../shops/contract-shop.ts';
import { createHttpConnector } from '../shops/http-connector.ts';
import { openHttpShop } from '../shops/http-shop.ts';
import { orderAsking } from '../support/order-asking.ts';
import { makeSqliteStore } from '../support/store-sqlite.ts';

const never = new AbortController().signal;
const closers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

/** `readMs`: how long the shop takes to read one order. */
async function open(readMs: () => number) {
  const behind = await openContractShop();
  closers.push(() => behind.close());
  const slow: ShopOrders = {
    ...behind.shop,
    async getOrder(id, signal) {
      await new Promise((resolve) => void setTimeout(resolve, readMs()));
      return behind.shop.getOrder(id, signal);
    },
  };
  const http = await openHttpShop(slow, systemClock);
  closers.push(() => http.close());
  const connector = createHttpConnector(http.url, systemClock, 5_000);
  closers.push(() => connector.close());
  const under = await makeSqliteStore();
  closers.push(() => under.close());
  const orders: ShopOrders = {
    ...connector,
    capabilities: () => ({ ...connector.capabilities(), orderByNumber: 'derived' }),
  };
  const sweep = createOrderSweep({
    orders,
    mirror: under.store,
    clock: systemClock,
    log: silentLog,
    page: 50,
  });
  expect(await sweep(never)).toMatchObject({ orders: 11, failure: null });
  const tasks = createOrderTasks({
    ...orderAsking(orders, under.store, systemClock),
    codes: { issue: () => Promise.resolve(''), check: () => Promise.resolve(null) },
    mailer: { available: false, send: () => Promise.resolve({ ok: false, reason: 'none' }) },
    texts: () => ({ text: (_, key) => key, has: () => true }),
    clock: systemClock,
    random: systemRandom,
    log: silentLog,
    metrics: silentMetrics,
    timeZone: 'Europe/Moscow',
  });
  let last = 0;
  return {
    http,
    async guess(number: string) {
      last += 1;
      const input: Json = { number, proof: { by: 'last-four', digits: '0000' } };
      const identity = {
        account: 'telegram:main' as const,
        address: `guesser${last}`,
        locale: 'ru' as const,
        verifiedPhone: null,
      };
      const task: ClaimedTask = {
        id: last,
        conversationId: 1,
        kind: 'order.find',
        key: `g${last}`,
        input,
        attempt: 1,
        identity,
      };
      const startedMs = performance.now();
      const outcome = await tasks['order.find']?.(task, never);
      return { outcome, tookMs: performance.now() - startedMs };
    },
  };
}

const THEIRS = ['ML-2001', 'ML-2002', 'ML-2003', 'ML-2004', 'ML-2005', 'ML-2006'];
const NONE = ['ML-9101', 'ML-9102', 'ML-9103', 'ML-9104', 'ML-9105', 'ML-9106'];

test('both take the same calls of the shop and end on the same beat, also above a second', async () => {
  let reading = 0;
  // Around the end of a beat, where the time would tell most.
  const { http, guess } = await open(() => 700 + ((reading += 1) % 7) * 100);
  const guessAll = (numbers: string[]) => Promise.all(numbers.map((number) => guess(number)));
  await guessAll(THEIRS.slice(0, 2));
  const before = http.calls.length;
  const theirs = await guessAll(THEIRS);
  const between = http.calls.length;
  const none = await guessAll(NONE);
  expect(http.calls.length - between).toBe(between - before);
  const answers = new Set([...theirs, ...none].map(({ outcome }) => JSON.stringify(outcome)));
  expect([...answers]).toEqual(['{"ok":true,"value":{"result":"not-found","mail":false}}']);
  const beats = (all: { tookMs: number }[]) => all.map(({ tookMs }) => Math.floor(tookMs / 1_000));
  expect([...beats(theirs), ...beats(none)]).toEqual(Array.from({ length: 12 }, () => 2));
}, 60_000);

test('while the shop is down, nothing can be known of either', async () => {
  const { http, guess } = await open(() => 5);
  http.fault('unavailable');
  const [theirs, none] = await Promise.all([guess('ML-2002'), guess('ML-9101')]);
  expect(theirs.outcome).toEqual({ retry: 'unavailable' });
  expect(none.outcome).toEqual(theirs.outcome);
});
