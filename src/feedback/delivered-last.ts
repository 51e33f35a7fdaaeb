/** When a customer got something from the shop last, by the copy of their orders: about the shop nobody is asked before. Pure. */
import type { Order, OrderState } from '../core/ports/shop.ts';

const HAD: readonly OrderState[] = ['delivered', 'completed', 'partly_delivered'];

/** UTC ms; null when none of the orders has been handed over. */
export function deliveredLast(orders: readonly Order[], nowMs: number): number | null {
  const had = orders.filter(({ state }) => HAD.includes(state));
  const moments = had.map(
    (order) => handedOver(order) ?? Math.min(order.promisedMs ?? order.placedAtMs, nowMs),
  );
  return moments.length === 0 ? null : Math.max(...moments);
}

/** Of the last parcel, where the shop says so; else the day that was promised stands in for it. */
function handedOver({ parcels }: Order): number | null {
  const moments = parcels.flatMap(({ deliveredAtMs }) => deliveredAtMs ?? []);
  return moments.length === 0 ? null : Math.max(...moments);
}
