/** Our copy of the shop's orders: sweeps that are broken off anywhere, hints, and look-ups that fall back on it. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { systemClock } from '../../../src/core/clock.ts';
import { LIMITS } from '../../../src/core/limits.ts';
import { silentLog } from '../../../src/core/ports/log.ts';
import { silentMetrics } from '../../../src/core/ports/metrics.ts';
import type { OrderCapabilities, ShopOrders } from '../../../src/core/ports/shop.ts';
import { createOrderHints } from '../../../src/shop/mirror/order-hints.ts';
import { createOrderSource } from '../../../src/shop/mirror/order-source.ts';
import { createOrderSweep } from '../../../src/shop/mirror/order-sweep.ts';
import { openContractShop, type ContractShop } from '../../shops/contract-shop.ts';
import { createHttpConnector } from '../../shops/http-connector.ts';
import { openHttpShop } from '../../shops/http-shop.ts';
import { makeSqliteStore, type SqliteUnderTest } from '../../support/store-sqlite.ts';

const never = new AbortController().signal;
const closers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

async function open() {
  const behind = await openContractShop();
  closers.push(() => behind.close());
  const under = await makeSqliteStore();
  closers.push(() => under.close());
  return { behind, under };
}

function house(orders: ShopOrders, under: SqliteUnderTest, can: Partial<OrderCapabilities> = {}) {
  const able: ShopOrders = { ...orders, capabilities: () => ({ ...orders.capabilities(), ...can }) };
  const parts = { orders: able, mirror: under.store, clock: under.clock, log: silentLog };
  return {
    sweep: createOrderSweep({ ...parts, page: 5 }),
    hints: createOrderHints({ ...parts, metrics: silentMetrics }),
    source: createOrderSource(parts),
  };
}

const numbersOf = async (under: SqliteUnderTest, phone: string) =>
  (await under.store.findMirrored({ phone }, 5_000)).map(({ order }) => order.number);

describe('a sweep', () => {
  test('brings everything, then only what has changed', async () => {
    const { behind, under } = await open();
    const { sweep } = house(behind.shop, under);
    expect(await sweep(never)).toMatchObject({ orders: 11, moved: 11, failure: null });
    expect(await numbersOf(under, '79161234567')).toEqual(['ML-2002', 'ML-2010', 'ML-2001']);
    expect(await sweep(never)).toMatchObject({ orders: 0, moved: 0 });
    await behind.move('ML-2002', 'delivered');
    await behind.remove('ML-2010');
    expect(await sweep(never)).toMatchObject({ orders: 1, moved: 1 });
    expect(await numbersOf(under, '79161234567')).toEqual(['ML-2002', 'ML-2001']);
    expect((await under.store.readMirrored('ML-2002'))?.order.state).toBe('delivered');
  });

  test('broken off anywhere, by a failure, a stop or a restart, it goes on and misses nothing', async () => {
    const { behind, under } = await open();
    await behind.fill(300);
    let calls = 0;
    const breaking: ShopOrders = {
      ...behind.shop,
      async changes(cursor, budget, signal) {
        calls += 1;
        if (calls % 7 === 3) return { ok: false, failure: { kind: 'unavailable' } };
        if (calls % 7 === 5) throw new Error('the line broke');
        if (calls % 11 === 6) return { ok: true, value: JSON.parse('{"items":[{"is":"order","order":{}}]}') };
        return behind.shop.changes(cursor, budget, signal);
      },
    };
    for (let round = 0; round < 200; round += 1) {
      const { sweep } = house(breaking, under);
      const stop = new AbortController();
      if (round % 5 === 4) setTimeout(() => stop.abort(), 1);
      const swept = await sweep(stop.signal).catch((error: unknown) => String(error));
      if (typeof swept !== 'string' && swept.failure === null && (await under.store.readSweep()).wholeAsOfMs)
        break;
      await under.reopen();
    }
    expect(await numbersOf(under, '79997770000')).toHaveLength(300);
    expect((await under.store.readSweep()).beganAtMs).toBeNull();
  });

  test('is as of its beginning, not of its end', async () => {
    const { behind, under } = await open();
    const began = under.clock.now();
    const slow: ShopOrders = {
      ...behind.shop,
      async changes(...args) {
        under.clock.advance(1_000);
        return behind.shop.changes(...args);
      },
    };
    await house(slow, under).sweep(never);
    expect(await under.store.readSweep()).toMatchObject({ wholeAsOfMs: began, beganAtMs: null });
  });

  test('a shop that asks to be left alone is', async () => {
    const { behind, under } = await open();
    let calls = 0;
    const busy: ShopOrders = {
      ...behind.shop,
      changes() {
        calls += 1;
        return Promise.resolve({ ok: false, failure: { kind: 'throttled', retryAfterMs: 60_000 } });
      },
    };
    const { sweep } = house(busy, under);
    expect((await sweep(never)).failure?.kind).toBe('throttled');
    under.clock.advance(59_000);
    await sweep(never);
    expect(calls).toBe(1);
    under.clock.advance(2_000);
    await sweep(never);
    expect(calls).toBe(2);
  });

  test('a mark that the shop no longer knows: everything is read afresh; and so it is once a week', async () => {
    const { behind, under } = await open();
    const asked: (string | null)[] = [];
    let forgets = false;
    const forgetful: ShopOrders = {
      ...behind.shop,
      changes(cursor, ...rest) {
        asked.push(cursor);
        if (forgets && cursor !== null) return Promise.resolve({ ok: false, failure: { kind: 'rejected' } });
        return behind.shop.changes(cursor, ...rest);
      },
    };
    const { sweep } = house(forgetful, under);
    await sweep(never);
    forgets = true;
    await sweep(never);
    forgets = false;
    asked.length = 0;
    expect(await sweep(never)).toMatchObject({ orders: 11, moved: 0 });
    expect(asked[0]).toBeNull();
    asked.length = 0;
    under.clock.advance(LIMITS.sweepFullEveryMs);
    await sweep(never);
    expect(asked[0]).toBeNull();
  });

  test('where the shop tells of nothing, what is watched is read one by one', async () => {
    const { behind, under } = await open();
    const { sweep } = house(behind.shop, under, { sweep: 'none' });
    expect(await sweep(never)).toMatchObject({ orders: 0 });
    const { createDriver } = await import('../../support/store-driver.ts');
    const { id } = await createDriver(under.store, under.clock).customer('anna');
    const nowMs = under.clock.now();
    for (const orderId of ['ML-2002', 'ML-2004']) {
      await under.store.watchOrder({ conversationId: id, orderId, number: orderId, standing: 'x', nowMs }, 5);
    }
    expect(await sweep(never)).toMatchObject({ orders: 2, moved: 2 });
    expect(await under.store.dueWatches(nowMs, 5)).toHaveLength(2);
  });
});

describe('a hint', () => {
  test('over a real line: kept, acknowledged, read anew; a forged one is refused and costs nothing', async () => {
    const { behind, under } = await open();
    const shop = await openHttpShop(behind.shop, systemClock);
    const orders = createHttpConnector(shop.url, under.clock);
    closers.push(() => shop.close());
    closers.push(() => orders.close());
    const { hints } = house(orders, under);
    const hook = shop.hook(JSON.stringify({ orderId: 'ML-2002' }), under.clock.now());
    const call = { ...hook, method: 'POST', query: {}, clientAddress: '' } as const;
    expect(await hints.receive({ ...call, headers: {} })).toBe(401);
    await hints.look(never);
    expect(shop.calls).toEqual([]);
    expect(await hints.receive(call)).toBe(200);
    expect(await hints.receive(call)).toBe(200);
    await under.reopen();
    await house(orders, under).hints.look(never);
    expect(shop.calls).toEqual(['POST /get']);
    expect((await under.store.readMirrored('ML-2002'))?.order.state).toBe('shipped');
    await house(orders, under).hints.look(never);
    expect(shop.calls).toHaveLength(1);
  });

  test('by number; tried again while the shop is down, and given up at last', async () => {
    const { behind, under } = await open();
    let isDown = true;
    let asked = 0;
    const moody: ShopOrders = {
      ...behind.shop,
      findOrders(...args) {
        asked += 1;
        if (!isDown) return behind.shop.findOrders(...args);
        return Promise.resolve({ ok: false, failure: { kind: 'unavailable' } });
      },
    };
    const { hints } = house(moody, under);
    await under.store.keepHints([{ number: 'ML-2003' }], under.clock.now());
    await hints.look(never);
    await hints.look(never);
    expect(asked).toBe(1);
    under.clock.advance(LIMITS.retryFirstMs);
    isDown = false;
    await hints.look(never);
    expect((await under.store.readMirrored('ML-2003'))?.order.number).toBe('ML-2003');
    isDown = true;
    await under.store.keepHints([{ number: 'ML-2003' }], under.clock.now());
    for (let tries = 0; tries < 20; tries += 1) {
      await hints.look(never);
      under.clock.advance(LIMITS.retryAfterMs);
    }
    expect(asked).toBe(2 + LIMITS.orderHintTries);
  });

  test('of an order that is gone: our copy goes too', async () => {
    const { behind, under } = await open();
    const { sweep, hints } = house(behind.shop, under);
    await sweep(never);
    await behind.remove('ML-2002');
    await under.store.keepHints([{ orderId: 'ML-2002' }], under.clock.now());
    await hints.look(never);
    expect(await under.store.readMirrored('ML-2002')).toBeNull();
  });
});

describe('a look-up', () => {
  const down = (behind: ContractShop): ShopOrders => ({
    ...behind.shop,
    findOrders: () => Promise.resolve({ ok: false, failure: { kind: 'unavailable' } }),
    getOrder: () => Promise.resolve({ ok: false, failure: { kind: 'unavailable' } }),
  });

  test('asks the shop, and what it brings makes our copy younger', async () => {
    const { behind, under } = await open();
    const { source } = house(behind.shop, under);
    const found = await source.find({ phone: '79161234567' }, 10, never);
    expect([found.orders.length, found.asOfMs, found.failure]).toEqual([3, null, null]);
    const down2 = house(down(behind), under);
    // The copy is written behind the answer.
    while ((await under.store.readMirrored('ML-2001')) === null) await new Promise(setImmediate);
    const kept = await down2.source.find({ phone: '79161234567' }, 10, never);
    expect(kept).toMatchObject({ asOfMs: under.clock.now(), failure: { kind: 'unavailable' } });
    expect(kept.orders).toEqual(found.orders);
    expect((await down2.source.get('ML-2001', never)).orders[0]?.number).toBe('ML-2001');
  });

  test('with neither shop nor copy nothing is known', async () => {
    const { behind, under } = await open();
    const found = await house(down(behind), under).source.find({ number: 'ML-2001' }, 5, never);
    expect(found).toEqual({ orders: [], asOfMs: null, failure: { kind: 'unavailable' } });
  });

  test('a shop that hangs is waited for a moment, then our copy answers', async () => {
    const { behind, under } = await open();
    await house(behind.shop, under).sweep(never);
    const hanging: ShopOrders = { ...behind.shop, findOrders: () => new Promise(() => {}) };
    const asking = house(hanging, under).source.find({ number: 'мл 2001' }, 5, never);
    under.clock.advance(LIMITS.orderShopFirstMs);
    expect((await asking).orders.map(({ number }) => number)).toEqual(['ML-2001']);
  });

  test('where the shop cannot find by phone, our copy finds and the shop says how it stands now', async () => {
    const { behind, under } = await open();
    const can = { ordersByPhone: 'derived' } as const;
    const { source, sweep } = house(behind.shop, under, can);
    const early = await source.find({ phone: '79161234567' }, 10, never);
    expect(early).toMatchObject({ orders: [], failure: { kind: 'unavailable' } });
    await sweep(never);
    expect(await source.find({ phone: '79990000000' }, 10, never)).toMatchObject({
      orders: [],
      failure: null,
    });
    await behind.move('ML-2002', 'delivered');
    const found = await source.find({ phone: '79161234567' }, 10, never);
    expect(found.asOfMs).toBeNull();
    expect(found.orders[0]).toMatchObject({ number: 'ML-2002', state: 'delivered' });
    const cut = await house({ ...behind.shop, getOrder: down(behind).getOrder }, under, can).source.find(
      { phone: '79161234567' },
      10,
      never,
    );
    expect(cut.asOfMs).toBe(under.clock.now());
    expect(cut.orders).toHaveLength(3);
  });
});
