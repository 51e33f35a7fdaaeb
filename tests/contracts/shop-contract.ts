/**
 * What every connector of a shop must do, whatever system stands behind it. `makeShop` fills a shop with the orders below
 * and opens the connector on it; the suite asks only through the port.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Order, ShopOrders } from '../../src/core/ports/shop.ts';
import { normalisePhone } from '../../src/shop/phone.ts';
import { describeCatalog, type CatalogUnderTest } from './catalog-contract.ts';

export interface ShopUnderTest extends CatalogUnderTest {
  orders: ShopOrders;
}

/** The orders that `makeShop` has to fill in; days count from the day of loading. */
const CONTRACT_ORDERS = {
  /** Two orders of one phone (79161234567), of different days. */
  older: 'ML-2001',
  newer: 'ML-2002',
  /** Partly shipped: two parcels, one under way with a tracking link, one preparing. */
  partly: 'ML-2003',
  /** Cancelled after it was paid: 5690.00 paid. */
  cancelled: 'ML-2004',
  /** Its only product has left the catalogue; the title as ordered is "Плед «Вереск»". */
  gone: 'ML-2005',
  /** Of Sean O'Brien 🌿, e-mail Sean.OBrien@example.com in whatever case the shop keeps. */
  apostrophe: 'ML-2006',
} as const;

const never = new AbortController().signal;

export function describeShop(name: string, makeShop: () => Promise<ShopUnderTest>): void {
  describeCatalog(name, makeShop);

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
      for (const level of Object.values(shop.orders.capabilities())) {
        expect(['native', 'derived', 'none']).toContain(level);
      }
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
    ])('finds both orders of one phone, newest first: %s', async (text, country) => {
      const phone = normalisePhone(text, country);
      const orders = await find({ phone: phone ?? '' });
      expect(orders.map((order) => order.number)).toEqual([CONTRACT_ORDERS.newer, CONTRACT_ORDERS.older]);
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
        for (const line of order.lines) {
          expect(Number.isSafeInteger(line.unit.minor)).toBe(true);
          expect(line.unit.currency).toBe(order.total.currency);
        }
      }
    });

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
