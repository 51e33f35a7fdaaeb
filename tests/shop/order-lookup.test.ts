import { afterEach, describe, expect, test } from '@jest/globals';
import type { ShopOrders, ShopResult, Order } from '../../src/core/ports/shop.ts';
import { NOON, openOrderDesk, type OrderDeskOptions } from './order-desk.ts';

type Desk = Awaited<ReturnType<typeof openOrderDesk>>;
const desks: Desk[] = [];

afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.close();
});

async function open(options: OrderDeskOptions = {}): Promise<Desk> {
  const desk = await openOrderDesk(options);
  desks.push(desk);
  return desk;
}

const anna = { verifiedPhone: '79161234567' };
const lastFour = (digits: string) => ({ by: 'last-four', digits });
const noMore = { ok: true, value: { result: 'blocked' } };
const notFound = { ok: true, value: { result: 'not-found', mail: true } };

describe('proof by a phone that the channel vouches for', () => {
  test('opens the whole order, ready for texts, without anything about the buyer', async () => {
    const desk = await open();
    const { outcome, tookMs } = await desk.ask(
      'order.find',
      { number: 'мл 2002', proof: { by: 'verified-phone' } },
      anna,
    );
    expect(outcome).toEqual({
      ok: true,
      value: {
        result: 'found',
        order: {
          level: 'full',
          asOf: '',
          ticket: expect.any(String),
          label: '',
          payment: 'paid',
          refunded: null,
          payable: false,
          changeable: false,
          watched: false,
          delay: '',
          soldOut: [],
          number: 'ML-2002',
          state: 'shipped',
          placedMs: Date.parse('2026-11-19T14:30:00+03:00'),
          promisedMs: Date.parse('2026-11-21T23:59:59.999+03:00'),
          late: true,
          lateReason: 'carrier',
          expectedMs: Date.parse('2026-11-23T23:59:59.999+03:00'),
          timeZone: 'Europe/Moscow',
          locale: 'ru',
          delivery: 'courier',
          lines: [
            { title: 'Бельё из льна, овсяный, 2', quantity: 1, sum: { minor: 940_000, currency: 'RUB' } },
          ],
          moreLines: 0,
          goods: { minor: 940_000, currency: 'RUB' },
          total: { minor: 969_000, currency: 'RUB' },
          due: null,
          paid: true,
          parcels: [
            {
              carrier: 'CDEK',
              number: '1099000002',
              url: 'https://example.com/track/1099000002',
              state: 'in_transit',
              expectedMs: Date.parse('2026-11-23T23:59:59.999+03:00'),
              storedUntilMs: null,
              place: '',
              pickupCode: null,
              toPay: null,
              contents: [],
            },
          ],
        },
      },
    });
    expect(tookMs).toBe(0);
    expect(JSON.stringify(outcome)).not.toMatch(/Анна|79161234567|anna@/);
  });

  test('is used without being asked for, and titles follow the customer’s language', async () => {
    const desk = await open();
    const { outcome } = await desk.ask(
      'order.find',
      { number: '2003' },
      { verifiedPhone: '380671234567', locale: 'uk' },
    );
    expect(outcome).toMatchObject({
      value: {
        result: 'found',
        order: { level: 'full', lines: [{ title: 'Білизна з льону, вівсяний, 2' }, { quantity: 2 }] },
      },
    });
  });

  test('cannot be claimed by the flow when the channel vouches for nothing', async () => {
    const desk = await open();
    const { outcome } = await desk.ask('order.find', { number: 'ML-2002', proof: { by: 'verified-phone' } });
    expect(outcome).toEqual({ ok: true, value: { result: 'proof-needed', mail: true } });
  });

  test('does not open somebody else’s order', async () => {
    const desk = await open();
    expect((await desk.ask('order.find', { number: 'ML-2003' }, anna)).outcome).toEqual(notFound);
  });
});

describe('proof by the last four digits', () => {
  test('opens state and date only', async () => {
    const desk = await open();
    const { outcome } = await desk.ask('order.find', { number: 'ML-2002', proof: lastFour('45 67') });
    expect(outcome).toEqual({
      ok: true,
      value: {
        result: 'found',
        order: {
          level: 'brief',
          asOf: '',
          number: 'ML-2002',
          state: 'shipped',
          placedMs: Date.parse('2026-11-19T14:30:00+03:00'),
          promisedMs: Date.parse('2026-11-21T23:59:59.999+03:00'),
          late: true,
          timeZone: 'Europe/Moscow',
          locale: 'ru',
        },
      },
    });
  });

  test.each(['4568', '', '567', '34567', '79161234567', 'abcd'])('%j opens nothing', async (digits) => {
    const desk = await open();
    expect((await desk.ask('order.find', { number: 'ML-2002', proof: lastFour(digits) })).outcome).toEqual(
      notFound,
    );
  });

  test('the sixth try of an hour is refused, right or wrong; the next hour is free again', async () => {
    const desk = await open();
    for (let i = 0; i < 5; i += 1)
      await desk.ask('order.find', { number: 'ML-2002', proof: lastFour('0000') });
    const right = { number: 'ML-2002', proof: lastFour('4567') };
    expect((await desk.ask('order.find', right)).outcome).toEqual(noMore);
    expect((await desk.ask('order.find', right, { address: 'another' })).outcome).toMatchObject({
      ok: true,
      value: { result: 'found' },
    });
    desk.clock.advance(3_600_001);
    expect((await desk.ask('order.find', right)).outcome).toMatchObject({ value: { result: 'found' } });
  });

  test('a retried task is one try', async () => {
    const desk = await open();
    const right = { number: 'ML-2002', proof: lastFour('4567') };
    for (let i = 0; i < 5; i += 1) {
      await desk.ask('order.find', right);
      for (const attempt of [2, 3]) await desk.ask('order.find', right, {}, attempt);
    }
    expect((await desk.ask('order.find', right, {}, 2)).outcome).toMatchObject({
      value: { result: 'found' },
    });
    expect((await desk.ask('order.find', right)).outcome).toEqual(noMore);
  });

  test('somebody who guesses does not lock the owner out of the stronger proofs', async () => {
    const desk = await open();
    for (let i = 0; i < 30; i += 1) {
      await desk.ask(
        'order.find',
        { number: 'ML-2002', proof: lastFour('0000') },
        { address: `guesser${i}` },
      );
    }
    expect((await desk.ask('order.find', { number: 'ML-2002', proof: lastFour('4567') })).outcome).toEqual(
      noMore,
    );
    expect((await desk.ask('order.find', { number: 'ML-2002' }, anna)).outcome).toMatchObject({
      value: { result: 'found' },
    });
    await desk.ask('order.sendCode', { number: 'ML-2002' });
    const proof = { by: 'code', code: desk.codeInLastLetter() };
    expect((await desk.ask('order.find', { number: 'ML-2002', proof })).outcome).toMatchObject({
      value: { result: 'found' },
    });
  });
});

describe('all orders of a verified phone', () => {
  test('newest first, without contents', async () => {
    const desk = await open();
    expect((await desk.ask('order.list', {}, anna)).outcome).toMatchObject({
      value: {
        result: 'list',
        only: null,
        orders: [
          { number: 'ML-2002', state: 'shipped', late: true },
          { number: 'ML-2001', late: false },
        ],
      },
    });
  });

  test('one order comes with its card; none is an empty list; no phone asks for proof', async () => {
    const desk = await open();
    const list = async (verifiedPhone: string | null) =>
      (await desk.ask('order.list', {}, { verifiedPhone })).outcome;
    expect(await list('380671234567')).toMatchObject({
      value: { orders: [{}], only: { level: 'full', number: 'ML-2003' } },
    });
    expect(await list('79990009999')).toEqual({
      ok: true,
      value: { result: 'list', orders: [], only: null, asOf: '' },
    });
    expect(await list(null)).toEqual({ ok: true, value: { result: 'proof-needed' } });
  });
});

describe('a shop in trouble', () => {
  const failing =
    (result: ShopResult<Order[]>) =>
    (orders: ShopOrders): ShopOrders => ({ ...orders, findOrders: () => Promise.resolve(result) });

  test.each([
    ['unavailable', { retry: 'unavailable' }],
    ['throttled', { retry: 'throttled' }],
    ['auth', { ok: false, reason: 'auth' }],
    ['bad_answer', { ok: false, reason: 'bad_answer' }],
    ['unsupported', { ok: false, reason: 'unsupported' }],
    ['not_found', notFound],
  ] as const)('%s', async (kind, expected) => {
    const desk = await open({ wrap: failing({ ok: false, failure: { kind } }) });
    expect((await desk.ask('order.find', { number: 'ML-2002' }, anna)).outcome).toEqual(expected);
  });

  test('one that hangs and ignores the signal is cut off by it', async () => {
    const hang = (orders: ShopOrders): ShopOrders => ({
      ...orders,
      findOrders: () => new Promise(() => {}),
    });
    const desk = await open({ wrap: hang });
    const cut = new AbortController();
    setTimeout(() => cut.abort(), 20);
    const task = {
      id: 1,
      conversationId: 1,
      kind: 'order.list',
      key: 'k',
      input: {},
      attempt: 1,
      identity: { account: 'telegram:main', address: 'a', locale: 'ru', ...anna },
    } as const;
    expect(await desk.tasks['order.list']?.(task, cut.signal)).toEqual({ retry: 'unavailable' });
  });

  test('an order promised for today is not late, one promised for yesterday is', async () => {
    const desk = await open();
    const late = async () => {
      const { outcome } = await desk.ask(
        'order.find',
        { number: 'ML-2003' },
        { verifiedPhone: '380671234567' },
      );
      return JSON.stringify(outcome).includes('"late":true');
    };
    desk.clock.advance(Date.parse('2026-11-24T23:59:59.999+03:00') - NOON);
    expect(await late()).toBe(false);
    desk.clock.advance(1);
    expect(await late()).toBe(true);
  });
});
