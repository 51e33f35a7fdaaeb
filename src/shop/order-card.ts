/**
 * An order of the shop → what its buyer may see of it. The only place that decides what leaves the shop's side: buyer
 * data never does, and after a weak proof only state and date do.
 */
import { LIMITS } from '../core/limits.ts';
import type { Locale } from '../core/locale.ts';
import type {
  BriefOrderCard,
  FullOrderCard,
  LateReason,
  OrderCardLine,
  OrderCardParcel,
  OrderSummary,
} from '../core/order-answer.ts';
import type { Order, OrderLine, OrderState, Parcel } from '../core/ports/shop.ts';

/** The view in which a card is made: whose language, which clock, which calendar. */
export interface CardView {
  locale: Locale;
  nowMs: number;
  timeZone: string;
}

/** Nothing is awaited any more in these states, so nothing can be late. */
const SETTLED: ReadonlySet<OrderState> = new Set<OrderState>([
  'ready_for_pickup',
  'delivered',
  'completed',
  'cancelled',
  'returned',
  'failed',
]);

/** Everything the buyer may see. */
export function fullCard(order: Order, view: CardView): FullOrderCard {
  const summary = orderSummary(order, view);
  const due = order.total.minor - order.paid.minor;
  const shown = order.lines.slice(0, LIMITS.orderLinesShown);
  return {
    ...summary,
    level: 'full',
    lateReason: summary.late ? lateReason(order) : null,
    expectedMs: expected(order, view.nowMs),
    delivery: order.delivery,
    lines: shown.map((line) => cardLine(line, view.locale)),
    moreLines: order.lines.length - shown.length,
    goods: { minor: order.lines.reduce(addLine, 0), currency: order.total.currency },
    total: order.total,
    due: due > 0 && !SETTLED_MONEY.has(order.state) ? { minor: due, currency: order.total.currency } : null,
    paid: order.paid.minor > 0,
    parcels: order.parcels.slice(0, LIMITS.orderParcelsShown).map(cardParcel),
  };
}

/** State and date. */
export function briefCard(order: Order, view: CardView): BriefOrderCard {
  return { ...orderSummary(order, view), level: 'brief' };
}

/** One line of a list of orders. */
export function orderSummary(order: Order, view: CardView): OrderSummary {
  return {
    number: order.number,
    state: order.state,
    placedMs: order.placedAtMs,
    promisedMs: order.promisedMs,
    late: order.promisedMs !== null && order.promisedMs < view.nowMs && !SETTLED.has(order.state),
    timeZone: view.timeZone,
    locale: view.locale,
  };
}

// Asking for money would be wrong here, whatever the books say.
const SETTLED_MONEY: ReadonlySet<OrderState> = new Set<OrderState>([
  'delivered',
  'completed',
  'cancelled',
  'returned',
  'failed',
  'unknown',
]);

function lateReason(order: Order): LateReason {
  if (order.state === 'on_hold') return 'on_hold';
  if (order.state === 'awaiting_payment') return 'payment';
  if (order.parcels.some((parcel) => parcel.state === 'in_transit')) return 'carrier';
  const waits = order.state === 'new' || order.state === 'confirmed' || order.state === 'assembling';
  return waits ? 'assembling' : 'unknown';
}

/** An estimate that has passed is no estimate. */
function expected(order: Order, nowMs: number): number | null {
  const open = order.parcels.filter(
    (parcel) => parcel.state === 'preparing' || parcel.state === 'in_transit',
  );
  const dates = open.map((parcel) => parcel.expectedMs).filter((ms) => ms !== null);
  const last = Math.max(...dates);
  return dates.length > 0 && last > nowMs ? last : null;
}

function addLine(sum: number, line: OrderLine): number {
  return sum + line.unit.minor * line.quantity;
}

function cardLine(line: OrderLine, locale: Locale): OrderCardLine {
  return {
    title: line.title[locale] ?? line.title.default,
    quantity: line.quantity,
    sum: { minor: line.unit.minor * line.quantity, currency: line.unit.currency },
  };
}

function cardParcel(parcel: Parcel): OrderCardParcel {
  const { carrier, number, url, state, expectedMs, storedUntilMs } = parcel;
  // A tracking link comes from the shop's data; only a web address may become a button.
  return {
    carrier,
    number,
    url: url && /^https?:\/\//i.test(url) ? url : null,
    state,
    expectedMs,
    storedUntilMs,
  };
}
