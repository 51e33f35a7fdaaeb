/** The copy of the shop's orders and the watches on them, as every store must keep them. */
import { expect, test } from '@jest/globals';
import { LIMITS } from '../../src/core/limits.ts';
import type { MirrorEntry, MirrorPage, SweepState } from '../../src/core/ports/order-mirror.ts';
import type { Order } from '../../src/core/ports/shop.ts';
import type { Bench } from './store-contract.ts';
import { makeOrder } from '../support/make-order.ts';

const DAY = 86_400_000;
const NO_SWEEP: SweepState = { cursor: null, beganAtMs: null, wholeAsOfMs: null, fullAtMs: null };

function entry(order: Order, readAtMs: number, standing: string = order.state): MirrorEntry {
  const key = order.number.replace('-', '');
  return { order, key, digits: key.replace(/\D/g, ''), standing, readAtMs };
}

export function ordersContract(bench: Bench): void {
  const page = (entries: MirrorEntry[], over: Partial<MirrorPage> = {}): MirrorPage => ({
    orders: entries,
    gone: [],
    sweep: null,
    nowMs: bench.driver.clock.now(),
    ...over,
  });
  const mirror = (entries: MirrorEntry[], over: Partial<MirrorPage> = {}) =>
    bench.driver.store.mirrorOrders(page(entries, over));
  const now = () => bench.driver.clock.now();
  const numbers = async (by: Parameters<typeof bench.driver.store.findMirrored>[0], limit = 10) =>
    (await bench.driver.store.findMirrored(by, limit)).map(({ order }) => order.number);

  test('finds by number, phone, its last digits, e-mail and parcel, newest first', async () => {
    const old = makeOrder({ number: 'ML-1001', placedAtMs: now() - 9 * DAY });
    const young = makeOrder({ number: 'ML-1002', placedAtMs: now() - DAY, track: 'TR1' });
    await mirror([entry(old, now()), entry(young, now())]);
    expect(await numbers({ phone: '79990001001' })).toEqual(['ML-1002', 'ML-1001']);
    expect(await numbers({ phone: '79990001001' }, 1)).toEqual(['ML-1002']);
    expect(await numbers({ phoneEnding: '990001001' })).toEqual(['ML-1002', 'ML-1001']);
    expect(await numbers({ phone: '990001001' })).toEqual([]);
    expect(await numbers({ email: 'anna@example.com' })).toEqual(['ML-1002', 'ML-1001']);
    expect(await numbers({ track: 'TR1' })).toEqual(['ML-1002']);
    expect(await numbers({ key: 'ML1001', digits: '1001' })).toEqual(['ML-1001']);
    expect((await bench.driver.store.readMirrored(young.id))?.order).toEqual(young);
    expect(await bench.driver.store.readMirrored('nobody')).toBeNull();
  });

  test('numbers that share their digits: the one that was written comes first', async () => {
    await mirror([entry(makeOrder({ number: 'A-7' }), now()), entry(makeOrder({ number: 'B-7' }), now())]);
    expect(await numbers({ key: 'B7', digits: '7' })).toEqual(['B-7', 'A-7']);
  });

  test('an answer to an earlier question never overwrites a later one', async () => {
    const order = makeOrder({ number: 'ML-1' });
    await mirror([entry({ ...order, state: 'shipped' }, now())]);
    await mirror([entry({ ...order, state: 'assembling' }, now() - 1)]);
    expect((await bench.driver.store.readMirrored(order.id))?.order.state).toBe('shipped');
  });

  test('says how old it is: when it was read, or when a whole sweep began that found nothing new', async () => {
    const order = makeOrder({ number: 'ML-1' });
    await mirror([entry(order, now() - 5_000)]);
    expect((await bench.driver.store.readMirrored(order.id))?.asOfMs).toBe(now() - 5_000);
    await mirror([], { sweep: { ...NO_SWEEP, cursor: 'c', wholeAsOfMs: now() - 1_000 } });
    expect((await bench.driver.store.readMirrored(order.id))?.asOfMs).toBe(now() - 1_000);
  });

  test('what changed in an order is found by the new, not by the old', async () => {
    const order = makeOrder({ number: 'ML-1' });
    await mirror([entry(order, now())]);
    await mirror([entry({ ...order, buyer: { ...order.buyer, phones: ['79995550000'] } }, now())]);
    expect(await numbers({ phone: '79990001001' })).toEqual([]);
    expect(await numbers({ phone: '79995550000' })).toEqual(['ML-1']);
  });

  test('a page and the place of the sweep are kept together, over a restart', async () => {
    const order = makeOrder({ number: 'ML-1' });
    const sweep = { cursor: 'page 2', beganAtMs: now(), wholeAsOfMs: null, fullAtMs: null };
    expect(await mirror([entry(order, now())], { sweep })).toBe(1);
    const driver = await bench.reopen();
    expect(await driver.store.readSweep()).toEqual(sweep);
    expect((await driver.store.readMirrored(order.id))?.order).toEqual(order);
  });

  test('what the shop no longer has is gone, with its contacts and its watches', async () => {
    const { id } = await bench.driver.customer('anna');
    const order = makeOrder({ number: 'ML-1' });
    await mirror([entry(order, now())]);
    await watch(id, order, 'new');
    await mirror([], { gone: [order.id, 'nobody'] });
    expect(await numbers({ phone: '79990001001' })).toEqual([]);
    expect(await bench.driver.store.listWatches(id)).toEqual([]);
  });

  test('old orders go, and the oldest of too many', async () => {
    const made = [400, 300, 200, 100].map((days) =>
      makeOrder({ number: `ML-${days}`, placedAtMs: now() - days * DAY }),
    );
    await mirror(made.map((order) => entry(order, now())));
    const { store } = bench.driver;
    expect(await store.forgetOrders({ beforeMs: now() - 350 * DAY, most: 10, rows: 10 })).toBe(1);
    expect(await store.forgetOrders({ beforeMs: 0, most: 1, rows: 1 })).toBe(1);
    expect(await numbers({ phone: '79990001001' })).toEqual(['ML-100', 'ML-200']);
  });

  test('hints are kept once each, over a restart, and come again only as long as they are not settled', async () => {
    const { store } = bench.driver;
    await store.keepHints([{ orderId: '7' }, { number: 'ML-7' }, { orderId: '7' }], now());
    const driver = await bench.reopen();
    const [first, second, ...more] = await driver.store.dueHints(now(), 10);
    expect(more).toEqual([]);
    expect([first?.hint, second?.hint]).toEqual(
      expect.arrayContaining([{ orderId: '7' }, { number: 'ML-7' }]),
    );
    // One that comes anew while it is being looked after is not settled by that.
    await driver.store.keepHints([first!.hint], now());
    await driver.store.settleHint(first!, null);
    await driver.store.settleHint(second!, now() + 1_000);
    expect((await driver.store.dueHints(now(), 10)).map(({ hint }) => hint)).toEqual([first!.hint]);
    const later = await driver.store.dueHints(now() + 1_000, 10);
    expect(later.map(({ hint, tries }) => [hint, tries])).toEqual(
      expect.arrayContaining([
        [first!.hint, 0],
        [second!.hint, 1],
      ]),
    );
  });

  test('hints are bounded', async () => {
    const many = Array.from({ length: LIMITS.orderHints + 5 }, (_, at) => ({ orderId: String(at) }));
    await bench.driver.store.keepHints(many, now());
    expect(await bench.driver.store.dueHints(now(), many.length)).toHaveLength(LIMITS.orderHints);
  });

  const watch = (
    conversationId: number,
    order: Order,
    standing: string,
    most: number = LIMITS.orderWatches,
  ) =>
    bench.driver.store.watchOrder(
      { conversationId, orderId: order.id, number: order.number, standing, nowMs: now() },
      most,
    );
  const due = (limit = 10) => bench.driver.store.dueWatches(now(), limit);
  const stands = (order: Order, standing: string) =>
    mirror([entry({ ...order, rawState: standing }, now(), standing)]);

  test('a ticket is the conversation’s own, the same for the same order, and ends', async () => {
    const { store } = bench.driver;
    const [anna, boris] = [await bench.driver.customer('anna'), await bench.driver.customer('boris')];
    const open = (ticket: string, conversationId: number) =>
      store.openOrder({ ticket, conversationId, orderId: '7', number: 'ML-7', nowMs: now() });
    expect(await open('first', anna.id)).toBe('first');
    expect(await open('second', anna.id)).toBe('first');
    expect(await store.readOrderTicket('first', anna.id, now())).toEqual({ orderId: '7', number: 'ML-7' });
    expect(await store.readOrderTicket('first', boris.id, now())).toBeNull();
    expect(await store.readOrderTicket('first', anna.id, now() + 1)).toBeNull();
    expect(await store.readOrderTicket('other', anna.id, 0)).toBeNull();
  });

  test('a watch is due once for each change, and not for what the customer knows', async () => {
    const { id } = await bench.driver.customer('anna');
    const order = makeOrder({ number: 'ML-1' });
    await stands(order, 'new');
    expect(await watch(id, order, 'new')).toBe(true);
    expect(await watch(id, order, 'new')).toBe(true);
    expect(await bench.driver.store.listWatches(id)).toHaveLength(1);
    await stands(order, 'new');
    expect(await due()).toEqual([]);
    await stands(order, 'shipped');
    await stands(order, 'shipped');
    const [news, ...more] = await due();
    expect(more).toEqual([]);
    expect(news).toMatchObject({
      conversationId: id,
      number: 'ML-1',
      turn: 1,
      standing: 'shipped',
      told: 'new',
    });
    await bench.driver.store.settleWatch(news!, { is: 'told', isOver: false, nowMs: now() });
    expect(await due()).toEqual([]);
    await stands(order, 'delivered');
    expect(await due()).toMatchObject([{ turn: 2, standing: 'delivered', told: 'shipped' }]);
  });

  test('there and back again is no news', async () => {
    const { id } = await bench.driver.customer('anna');
    const order = makeOrder({ number: 'ML-1' });
    await stands(order, 'new');
    await watch(id, order, 'new');
    await stands(order, 'shipped');
    await stands(order, 'new');
    expect(await due()).toEqual([]);
  });

  test('what comes while a notice is on its way is told after it', async () => {
    const { id } = await bench.driver.customer('anna');
    const order = makeOrder({ number: 'ML-1' });
    await stands(order, 'new');
    await watch(id, order, 'new');
    await stands(order, 'shipped');
    const [first] = await due();
    await stands(order, 'delivered');
    await bench.driver.store.settleWatch(first!, { is: 'told', isOver: true, nowMs: now() });
    expect(await due()).toMatchObject([{ turn: 2, standing: 'delivered', told: 'shipped' }]);
  });

  test('later is later; told and over, ended, and taken back are the end', async () => {
    const people = ['anna', 'boris', 'vera'];
    const order = makeOrder({ number: 'ML-1' });
    await stands(order, 'new');
    const ids = [];
    for (const name of people) ids.push((await bench.driver.customer(name)).id);
    for (const id of ids) await watch(id, order, 'new');
    await stands(order, 'delivered');
    const { store } = bench.driver;
    const [a, b, c] = (await due()).toSorted((x, y) => x.conversationId - y.conversationId);
    await store.settleWatch(a!, { is: 'later', atMs: now() + 1_000, wasRefused: true });
    await store.settleWatch(b!, { is: 'told', isOver: true, nowMs: now() });
    await store.settleWatch(c!, { is: 'ended', nowMs: now() });
    expect(await due()).toEqual([]);
    expect(await store.dueWatches(now() + 1_000, 10)).toMatchObject([{ turn: 1, refusals: 1, locale: 'ru' }]);
    expect(await store.listWatches(ids[1]!)).toEqual([]);
    expect(await store.listWatches(ids[2]!)).toEqual([]);
    expect(await store.watchedOrders('', 10)).toEqual([order.id]);
    expect(await store.endWatches(ids[0]!, order.id, now())).toBe(1);
    expect(await store.dueWatches(now() + 1_000, 10)).toEqual([]);
    expect(await store.watchedOrders('', 10)).toEqual([]);
    // The same again begins anew.
    expect(await watch(ids[1]!, order, 'delivered')).toBe(true);
  });

  test('watches are bounded, listed with their tickets, ended all at once and forgotten', async () => {
    const { id } = await bench.driver.customer('anna');
    const { store } = bench.driver;
    const [one, two, three] = ['ML-1', 'ML-2', 'ML-3'].map((number) => makeOrder({ number }));
    expect(await watch(id, one!, 'new', 2)).toBe(true);
    expect(await watch(id, two!, 'new', 2)).toBe(true);
    expect(await watch(id, three!, 'new', 2)).toBe(false);
    await store.openOrder({
      ticket: 't',
      conversationId: id,
      orderId: two!.id,
      number: 'ML-2',
      nowMs: now(),
    });
    expect(await store.listWatches(id)).toMatchObject([
      { number: 'ML-2', ticket: 't' },
      { number: 'ML-1', ticket: null },
    ]);
    expect(await store.endWatches(id, null, now())).toBe(2);
    expect(await store.forgetWatches(now() + 1, 10)).toBe(3);
    expect(await store.readOrderTicket('t', id, 0)).toBeNull();
  });
}
