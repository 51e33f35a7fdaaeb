/** When somebody got something from us last: by the shop's own word where it gives it, else by what was promised. */
import { expect, test } from '@jest/globals';
import { deliveredLast } from '../../src/feedback/delivered-last.ts';
import { makeOrder, makeParcel } from '../support/make-order.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 22, 12);
const delivered = (deliveredAtMs: number | null) => makeParcel({ state: 'delivered', deliveredAtMs });

test('nothing was ordered, or nothing has come yet', () => {
  expect(deliveredLast([], NOW)).toBeNull();
  expect(deliveredLast([makeOrder({ number: 'A', state: 'shipped' })], NOW)).toBeNull();
});

test('the moment of handing over, not the day that was promised: earlier, or weeks later', () => {
  const early = makeOrder({
    number: 'A',
    state: 'delivered',
    promisedMs: NOW + 5 * DAY,
    parcels: [delivered(NOW - 2 * DAY)],
  });
  const late = makeOrder({
    number: 'B',
    state: 'completed',
    promisedMs: NOW - 30 * DAY,
    parcels: [delivered(NOW - DAY)],
  });
  expect(deliveredLast([early], NOW)).toBe(NOW - 2 * DAY);
  expect(deliveredLast([late], NOW)).toBe(NOW - DAY);
  expect(deliveredLast([early, late], NOW)).toBe(NOW - DAY);
});

test('the last of several parcels; one that has not come does not count', () => {
  const order = makeOrder({
    number: 'A',
    state: 'partly_delivered',
    parcels: [delivered(NOW - 9 * DAY), delivered(NOW - 3 * DAY), makeParcel()],
  });
  expect(deliveredLast([order], NOW)).toBe(NOW - 3 * DAY);
});

test('where the shop does not say, the promised day stands in, else the day of the order; never the future', () => {
  const order = { number: 'A', state: 'delivered' as const, placedAtMs: NOW - 20 * DAY };
  expect(deliveredLast([makeOrder({ ...order, promisedMs: NOW - 4 * DAY })], NOW)).toBe(NOW - 4 * DAY);
  expect(deliveredLast([makeOrder(order)], NOW)).toBe(NOW - 20 * DAY);
  expect(deliveredLast([makeOrder({ ...order, promisedMs: NOW + 3 * DAY })], NOW)).toBe(NOW);
});
