/** An order with everything that a test does not care about filled in. */
import type { Order } from '../../src/core/ports/shop.ts';

type Made = Partial<Order> & { number: string; track?: string };

export function makeOrder({ track, ...over }: Made): Order {
  const rub = (minor: number) => ({ minor, currency: 'RUB' });
  return {
    id: `id-${over.number}`,
    placedAtMs: Date.UTC(2026, 10, 20),
    updatedAtMs: null,
    total: rub(790_000),
    paid: rub(0),
    refunded: rub(0),
    state: 'new',
    payment: 'unpaid',
    delivery: 'courier',
    deliveryState: 'waiting',
    rawState: 'new',
    rawLabel: null,
    promisedMs: null,
    delayReason: null,
    buyer: { name: 'Анна', phones: ['79990001001'], emails: ['anna@example.com'], externalId: null },
    lines: [
      {
        id: '1',
        sku: 'BL-2',
        title: { default: 'Бельё из льна' },
        quantity: 1,
        unit: rub(790_000),
        category: null,
        flags: [],
      },
    ],
    parcels: track === undefined ? [] : [makeParcel({ number: track })],
    returns: [],
    payable: false,
    statusUrl: null,
    ...over,
  };
}

export function makeParcel(over: Partial<Order['parcels'][number]> = {}): Order['parcels'][number] {
  return {
    carrier: 'CDEK',
    number: null,
    url: null,
    state: 'in_transit',
    expectedMs: null,
    deliveredAtMs: null,
    storedUntilMs: null,
    place: null,
    pickupCode: null,
    toPay: null,
    lines: [],
    source: 'shop',
    ...over,
  };
}
