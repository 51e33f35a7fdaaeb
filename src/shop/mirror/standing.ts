/** How an order stands, in one short text: two that are equal have nothing between them that a customer would want to hear. */
import type { MirrorEntry } from '../../core/ports/order-mirror.ts';
import type { Order, OrderState } from '../../core/ports/shop.ts';
import { orderNumberDigits, orderNumberKey } from '../order-number.ts';

/** Nothing more will happen to the order by itself. */
const OVER: ReadonlySet<OrderState> = new Set<OrderState>([
  'delivered',
  'completed',
  'cancelled',
  'returned',
]);

export function standingOf({ state, parcels }: Order): string {
  const each = parcels.map((parcel, at) => `${parcel.number ?? `#${at}`}:${parcel.state}`);
  return [state, ...each.toSorted()].join(' ');
}

export function isOrderOver({ state }: Order): boolean {
  return OVER.has(state);
}

/** `readAtMs`: when the shop was asked for it. */
export function toMirrorEntry(order: Order, readAtMs: number): MirrorEntry {
  const key = orderNumberKey(order.number);
  return { order, key, digits: orderNumberDigits(key), standing: standingOf(order), readAtMs };
}
