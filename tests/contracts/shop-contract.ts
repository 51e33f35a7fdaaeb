/**
 * What every connector of a shop must do, whatever system stands behind it. `makeShop` fills a shop with the orders below
 * and opens the connector on it; the suite asks only through the port.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Order, OrderCapabilities, ShopOrders } from '../../src/core/ports/shop.ts';
import { isOrder } from '../../src/shop/order-schema.ts';
import { provenOrder } from '../../src/shop/order-proof.ts';
import { normalisePhone } from '../../src/shop/phone.ts';
import { describeSweep, describeWrites } from './shop-changes.ts';
import { describeCatalog } from './catalog-contract.ts';
import { CONTRACT_ORDERS, type ShopUnderTest } from './shop-under-test.ts';

const never = new AbortController().signal;

/** `can`: what the connector says of itself; cases that need more are left out, and named as such. */
export function describeShop(
  name: string,
  makeShop: () => Promise<ShopUnderTest>,
  can: OrderCapabilities,
): void {
  describeCatalog(name, makeShop);
  const where = (able: keyof OrderCapabilities) => (can[able] === 'native' ? test : test.skip);

  describe(`shop: ${name}`, () => {
    let shop: ShopUnderTest;
    beforeAll(async () => {
      shop = await makeShop();
    });
    afterAll(() => shop.close());

    const find = async (by: Parameters<ShopOrders['findOrders']>[0], limit = 10): Promise<Order[]> => {
      const found = await shop.orders.findOrders(by, limit, never);
      if (!found.ok) throw new Error(`the shop failed: ${found.failure.kind}`);
      return found.value;
    };
    const one = async (number: string): Promise<Order> => {
      const [order, ...others] = await find({ number });
      expect(others).toEqual([]);
      if (!order) throw new Error(`no order ${number}`);
      return order;
    };

    test('says what it can do', () => {
      expect(shop.orders.capabilities()).toEqual(can);
      for (const level of Object.values(can)) expect(['native', 'derived', 'none']).toContain(level);
    });

    test('finds an order by its number, in any way of writing', async () => {
      for (const number of ['ML-2001', 'ml2001', 'мL 2001', '№ ML-2001', '2001']) {
        expect((await one(number)).number).toBe(CONTRACT_ORDERS.older);
      }
    });

    test.each([
      ['+7 916 123-45-67', 'RU'],
      ['8 (916) 123-45-67', 'RU'],
      ['89161234567', 'KZ'],
      ['916 123 45 67', 'RU'],
      ['0079161234567', 'UA'],
      ['79161234567', 'UA'],
      ['+7(916)123.45.67', 'RU'],
      ['тел. 8-916-123-45-67', 'RU'],
      ['8 916 1234567 (вечером)', 'RU'],
      ['+8 916 123 45 67', 'RU'],
      ['７９１６１２３４５６７', 'RU'],
      ['7 916 123 – 45 – 67', 'RU'],
    ])('finds the orders of one phone, newest first: %s', async (text, country) => {
      const phone = normalisePhone(text, country);
      const orders = await find({ phone: phone ?? '' });
      expect(orders.map((order) => order.number)).toEqual([
        CONTRACT_ORDERS.newer,
        CONTRACT_ORDERS.neighbour,
        CONTRACT_ORDERS.older,
      ]);
    });

    test('two customers with one phone are two buyers', async () => {
      const [theirs, ours] = [await one(CONTRACT_ORDERS.neighbour), await one(CONTRACT_ORDERS.older)];
      expect(theirs.buyer.phones).toEqual(ours.buyer.phones);
      expect(theirs.buyer.name).not.toBe(ours.buyer.name);
    });

    test('what it brings is enough to tell right proof from wrong', async () => {
      const vouched = { verifiedPhone: null, opened: null };
      const orders = await find({ number: CONTRACT_ORDERS.older });
      const digits = (of: string) => provenOrder(orders, { by: 'last-four', digits: of }, vouched)?.number;
      expect(digits('4567')).toBe(CONTRACT_ORDERS.older);
      expect(digits('4568')).toBeUndefined();
      const own = (verifiedPhone: string) =>
        provenOrder(orders, { by: 'verified-phone' }, { verifiedPhone, opened: null })?.number;
      expect(own('79161234567')).toBe(CONTRACT_ORDERS.older);
      expect(own('89161234567')).toBeUndefined();
    });

    test('by its own id, and not found where there is none', async () => {
      const order = await one(CONTRACT_ORDERS.newer);
      expect(await shop.orders.getOrder(order.id, never)).toEqual({ ok: true, value: order });
      expect(await shop.orders.getOrder('no such id', never)).toMatchObject({
        ok: false,
        failure: { kind: 'not_found' },
      });
    });

    where('orderByTrack')('by the number of a parcel', async () => {
      expect((await find({ track: '1099000003' })).map(({ number }) => number)).toEqual([
        CONTRACT_ORDERS.partly,
      ]);
    });

    test('finds by e-mail in any case, and by a second phone', async () => {
      expect((await find({ email: 'SEAN.obrien@Example.com' })).map((order) => order.number)).toEqual([
        CONTRACT_ORDERS.apostrophe,
      ]);
      expect((await find({ phone: '380671234567' })).map((order) => order.number)).toEqual([
        CONTRACT_ORDERS.partly,
      ]);
    });

    test('a partial shipment has its parcels with their own states and links', async () => {
      const order = await one(CONTRACT_ORDERS.partly);
      expect(order.state).toBe('partly_shipped');
      expect(order.parcels.map((parcel) => parcel.state).toSorted()).toEqual(['in_transit', 'preparing']);
      const sent = order.parcels.find((parcel) => parcel.state === 'in_transit');
      expect(sent?.url).toMatch(/^https:\/\//);
      expect(order.deliveryState).toBe('partly_sent');
      // Each piece is in one parcel.
      const inside = order.parcels.flatMap((parcel) => parcel.lines.map(({ lineId }) => lineId));
      expect(inside.toSorted()).toEqual(order.lines.map(({ id }) => id).toSorted());
    });

    where('pickupCode')('a parcel at the pick-up point: code, place, last day, cash', async () => {
      const [parcel] = (await one(CONTRACT_ORDERS.pickup)).parcels;
      expect(parcel).toMatchObject({
        state: 'at_pickup_point',
        pickupCode: '4711',
        place: { default: 'Лесная 5' },
        toPay: { minor: 50_000, currency: 'RUB' },
      });
      expect(parcel?.storedUntilMs).toEqual(expect.any(Number));
    });

    test('refunded in part: all three amounts, and the payment says so', async () => {
      const { paid, refunded, payment } = await one(CONTRACT_ORDERS.refunded);
      expect([paid.minor, refunded.minor, payment]).toEqual([320_000, 100_000, 'partly_refunded']);
    });

    test('a state that nobody knows is unknown, with the shop’s own words for it', async () => {
      const { state, rawState, rawLabel } = await one(CONTRACT_ORDERS.odd);
      expect(state).toBe('unknown');
      expect(rawState).not.toBe('');
      expect(rawLabel?.default).toBe('ждёт таможню');
    });

    test('a currency without cents counts in whole units', async () => {
      expect((await one(CONTRACT_ORDERS.yen)).total).toEqual({ minor: 12_800, currency: 'JPY' });
    });

    test('cancelled after payment: the state is cancelled and the money is known', async () => {
      const order = await one(CONTRACT_ORDERS.cancelled);
      expect(order.state).toBe('cancelled');
      expect(order.paid).toEqual({ minor: 569_000, currency: 'RUB' });
      expect(order.total).toEqual({ minor: 569_000, currency: 'RUB' });
    });

    test('a product that no longer exists keeps its title as ordered', async () => {
      const order = await one(CONTRACT_ORDERS.gone);
      expect(order.lines.map((line) => line.title.default)).toEqual(['Плед «Вереск»']);
    });

    test('names with an apostrophe and an emoji arrive unharmed', async () => {
      expect((await one(CONTRACT_ORDERS.apostrophe)).buyer.name).toBe("Sean O'Brien 🌿");
    });

    test('every order is well formed', async () => {
      for (const number of Object.values(CONTRACT_ORDERS)) {
        const order = await one(number);
        expect(Number.isSafeInteger(order.total.minor)).toBe(true);
        expect(Number.isSafeInteger(order.placedAtMs)).toBe(true);
        expect(order.lines.length).toBeGreaterThan(0);
        for (const phone of order.buyer.phones) expect(phone).toMatch(/^\d{8,15}$/);
        expect(isOrder(order)).toBe(true);
        expect(new Set(order.lines.map(({ id }) => id)).size).toBe(order.lines.length);
        for (const line of order.lines) {
          expect(Number.isSafeInteger(line.unit.minor)).toBe(true);
          expect(line.unit.currency).toBe(order.total.currency);
        }
      }
    });

    describeWrites({ shop: () => shop, one, where });
    describeSweep({ shop: () => shop, one, find, where });

    test('gives no more than asked for', async () => {
      expect((await find({ phone: '79161234567' }, 1)).map((order) => order.number)).toEqual([
        CONTRACT_ORDERS.newer,
      ]);
    });

    test.each(['', '0', 'ML-9999', "' OR 1=1 --", '<b>9999</b><script>', 'ML-20_1', 'ML-%', '_______', '🌿'])(
      'finds nothing for %j, without a failure',
      async (number) => {
        expect(await find({ number })).toEqual([]);
      },
    );

    test('finds nothing for unknown phones and e-mails', async () => {
      expect(await find({ phone: '79990000000' })).toEqual([]);
      expect(await find({ email: "nobody'@example.com" })).toEqual([]);
    });

    test('an aborted look-up fails and does not hang', async () => {
      const cut = new AbortController();
      cut.abort();
      const found = await shop.orders.findOrders({ number: CONTRACT_ORDERS.older }, 1, cut.signal);
      expect(found.ok).toBe(false);
    });
  });
}
