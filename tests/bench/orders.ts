/**
 * `npm run bench:orders`: a sweep of 200,000 orders into our copy of them: time, memory, and how long nobody else got their turn;
 * beside the same with one transaction for each order, as it is done where pages are not kept whole.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { systemClock, systemRandom } from '../../src/core/clock.ts';
import { LIMITS } from '../../src/core/limits.ts';
import { silentLog } from '../../src/core/ports/log.ts';
import type { Order, ShopOrders } from '../../src/core/ports/shop.ts';
import { createOrderSource } from '../../src/shop/mirror/order-source.ts';
import { createOrderSweep } from '../../src/shop/mirror/order-sweep.ts';
import { UNSUPPORTED } from '../../src/shop/unsupported.ts';
import { createSqliteStore } from '../../src/store/sqlite/open.ts';
import { makeOrder, makeParcel } from '../support/make-order.ts';

const ORDERS = Number(process.env['ORDERS'] ?? 200_000);
/** The baseline takes long enough for each. */
const BASELINE_ORDERS = Math.min(ORDERS, 10_000);
const LOOKUPS = 2_000;
const never = new AbortController().signal;

interface Measured {
  orders: number;
  perSecond: number;
  blockedMs: number;
  memoryMb: number;
}

const ours = await measure(`prilavok, pages of ${LIMITS.sweepPage}`, ORDERS, LIMITS.sweepPage);
const single = await measure('one transaction for each order', BASELINE_ORDERS, 1);
console.log(`ratio: ${(ours.perSecond / single.perSecond).toFixed(1)} times as many orders a second`);

async function measure(name: string, count: number, page: number): Promise<Measured> {
  const dir = await mkdtemp(join(tmpdir(), 'bench-orders-'));
  const file = join(dir, 'counter.db');
  const store = await createSqliteStore({ file, clock: systemClock, random: systemRandom, log: silentLog });
  const orders = madeUpShop(count);
  const parts = { orders, mirror: store, clock: systemClock, log: silentLog };
  const before = memory();
  const loop = monitorEventLoopDelay({ resolution: 5 });
  loop.enable();
  let most = before;
  const watch = setInterval(() => (most = Math.max(most, rss())), 100);
  const startedMs = performance.now();
  const swept = await createOrderSweep({ ...parts, page })(never);
  const tookMs = performance.now() - startedMs;
  loop.disable();
  clearInterval(watch);
  if (swept.orders !== count) throw new Error(`only ${swept.orders} of ${count}: ${JSON.stringify(swept)}`);
  const measured: Measured = {
    orders: count,
    perSecond: (1_000 * count) / tookMs,
    blockedMs: loop.max / 1e6,
    memoryMb: most - before,
  };
  console.log(
    `${name}: ${count} orders in ${(tookMs / 1_000).toFixed(1)} s (${Math.round(measured.perSecond)} a second), ` +
      `event loop blocked ${Math.round(measured.blockedMs)} ms at most (p99 ${(loop.percentile(99) / 1e6).toFixed(1)}), ` +
      `${Math.round(measured.memoryMb)} MB above base`,
  );
  const again = performance.now();
  await createOrderSweep({ ...parts, page })(never);
  console.log(`  the next sweep, of nothing new: ${(performance.now() - again).toFixed(1)} ms`);
  await lookUps(store, count);
  await store.close();
  await rm(dir, { recursive: true });
  return measured;
}

/** By phone and by number, from the copy alone. */
async function lookUps(store: Awaited<ReturnType<typeof createSqliteStore>>, count: number): Promise<void> {
  const orders: ShopOrders = { ...madeUpShop(0), findOrders: () => Promise.resolve(DOWN) };
  const source = createOrderSource({ orders, mirror: store, clock: systemClock, log: silentLog });
  const times: number[] = [];
  for (let at = 0; at < LOOKUPS; at += 1) {
    const nth = (at * 7_919) % count;
    const fromMs = performance.now();
    const found = await source.find(
      at % 2 === 0 ? { phone: phoneOf(nth) } : { number: `ml ${nth}` },
      10,
      never,
    );
    times.push(performance.now() - fromMs);
    if (found.orders.length === 0) throw new Error(`order ${nth} was not found`);
  }
  times.sort((a, b) => a - b);
  const p = (share: number) => (times[Math.floor((times.length - 1) * share)] ?? 0).toFixed(2);
  console.log(`  look-ups in the copy: p50 ${p(0.5)} ms, p95 ${p(0.95)} ms, p99 ${p(0.99)} ms`);
}

const DOWN = { ok: false, failure: { kind: 'unavailable' } } as const;

/** Orders are made as they are asked for: nothing of the shop lies in memory. */
function madeUpShop(count: number): ShopOrders {
  return {
    ...UNSUPPORTED,
    capabilities: () => ({
      orderByNumber: 'native',
      ordersByPhone: 'native',
      ordersByEmail: 'native',
      orderByTrack: 'native',
      tracking: 'native',
      pickupCode: 'native',
      orderPush: 'none',
      sweep: 'native',
      note: 'none',
      payLink: 'none',
      cancel: 'none',
      changeAddress: 'none',
    }),
    findOrders: () => Promise.resolve({ ok: true, value: [] }),
    getOrder: () => Promise.resolve({ ok: false, failure: { kind: 'not_found' } }),
    async changes(cursor, budget) {
      // An answer never comes in the same breath as the question.
      await new Promise(setImmediate);
      const from = Number(cursor ?? '0');
      const upTo = Math.min(from + budget, count);
      const items = Array.from({ length: upTo - from }, (_, at) => ({
        is: 'order' as const,
        order: madeUp(from + at),
      }));
      return { ok: true, value: { items, cursor: String(upTo), more: upTo < count } };
    },
  };
}

function madeUp(at: number): Order {
  const line = makeOrder({ number: 'x' }).lines[0]!;
  const lines = Array.from({ length: 1 + (at % 4) }, (_, index) => ({ ...line, id: String(index + 1) }));
  return makeOrder({
    id: String(at),
    number: `ML-${at}`,
    placedAtMs: 1_790_000_000_000 + at * 60_000,
    buyer: {
      name: `Покупатель ${at}`,
      phones: [phoneOf(at)],
      emails: [`buyer${at}@example.com`],
      externalId: String(at),
    },
    lines,
    parcels: [makeParcel({ number: `TR${at}`, lines: [{ lineId: '1', quantity: 1 }] })],
  });
}

/** About three orders of each phone. */
function phoneOf(at: number): string {
  return `7916${String(Math.floor(at / 3)).padStart(7, '0')}`;
}

function memory(): number {
  globalThis.gc?.();
  return rss();
}

function rss(): number {
  return process.memoryUsage().rss / 1e6;
}
