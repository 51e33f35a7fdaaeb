/**
 * An order of the shop → what its buyer may see of it. The only place that decides what leaves the shop's side: buyer
 * data never does, and after a weak proof only state and date do.
 */
import { LIMITS } from '../core/limits.ts';
import { localText, type LocalText } from '../core/local-text.ts';
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
import { isOrderOver } from './mirror/standing.ts';

/** The view in which a card is made: whose language, which clock, which calendar. */
export interface CardView {
  locale: Locale;
  nowMs: number;
  timeZone: string;
  /** Of when the order is; null: the shop said so just now. */
  asOfMs?: number | null;
}

/** The same for somebody who may see all. */
export interface FullCardView extends CardView {
  ticket: string;
  isWatched: boolean;
  /** SKUs that cannot be had now. */
  soldOut?: ReadonlySet<string>;
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

const WANTED_AGAIN: ReadonlySet<OrderState> = new Set<OrderState>([
  'delivered',
  'completed',
  'cancelled',
  'returned',
  'failed',
]);

/** Nothing has left the shop yet: an order can be cancelled, an address changed. */
const NOT_SENT: ReadonlySet<OrderState> = new Set<OrderState>([
  'new',
  'awaiting_payment',
  'confirmed',
  'assembling',
  'on_hold',
]);

/** Everything the buyer may see. */
export function fullCard(order: Order, view: FullCardView): FullOrderCard {
  const summary = orderSummary(order, view);
  const { locale } = view;
  const due = order.total.minor - order.paid.minor;
  const shown = order.lines.slice(0, LIMITS.orderLinesShown);
  return {
    ...summary,
    level: 'full',
    asOf: asOfWords(view),
    ticket: view.ticket,
    label: order.state === 'unknown' ? words(order.rawLabel, locale) : '',
    payment: order.payment,
    refunded: order.refunded.minor > 0 ? order.refunded : null,
    payable: order.payable && due > 0,
    changeable: isChangeable(order),
    watched: isOrderOver(order) ? null : view.isWatched,
    lateReason: summary.late ? lateReason(order) : null,
    delay: words(order.delayReason, locale),
    expectedMs: expected(order, view.nowMs),
    delivery: order.delivery,
    lines: shown.map((line) => cardLine(line, locale)),
    moreLines: order.lines.length - shown.length,
    soldOut: waitable(order, locale)
      .filter(({ sku }) => view.soldOut?.has(sku))
      .slice(0, LIMITS.orderWaitsShown),
    goods: { minor: order.lines.reduce(addLine, 0), currency: order.total.currency },
    total: order.total,
    due: due > 0 && !SETTLED_MONEY.has(order.state) ? { minor: due, currency: order.total.currency } : null,
    paid: order.paid.minor > 0,
    parcels: order.parcels
      .slice(0, LIMITS.orderParcelsShown)
      .map((parcel) => cardParcel(parcel, order, view)),
  };
}

/** Goods that the customer has no longer, or may want once more; what is still on its way is nothing to wait for. */
export function waitable({ state, lines }: Order, locale: Locale): { sku: string; title: string }[] {
  if (!WANTED_AGAIN.has(state)) return [];
  const named = lines
    .slice(0, LIMITS.orderLinesShown)
    .flatMap(({ sku, title }) => (sku === null ? [] : [{ sku, title: words(title, locale) }]));
  return named.filter(({ sku }, at) => named.findIndex((one) => one.sku === sku) === at);
}

/** State and date. */
export function briefCard(order: Order, view: CardView): BriefOrderCard {
  return { ...orderSummary(order, view), level: 'brief', asOf: asOfWords(view) };
}

/** Nothing of it is under way yet. */
export function isChangeable({ state, parcels }: Order): boolean {
  return NOT_SENT.has(state) && parcels.every((parcel) => parcel.state === 'preparing');
}

/** "14:05", with the day if it is not today; "" when it is fresh. */
export function asOfWords({ asOfMs = null, nowMs, timeZone, locale }: CardView): string {
  if (asOfMs === null) return '';
  const tag = locale === 'en' ? 'en-GB' : locale;
  const say = (ms: number, fields: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(tag, { ...fields, timeZone }).format(ms);
  const day = { day: 'numeric', month: 'long' } as const;
  const time = say(asOfMs, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const date = say(asOfMs, day);
  return date === say(nowMs, day) ? time : `${date}, ${time}`;
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
    title: words(line.title, locale),
    quantity: line.quantity,
    sum: { minor: line.unit.minor * line.quantity, currency: line.unit.currency },
  };
}

function cardParcel(parcel: Parcel, order: Order, { locale }: CardView): OrderCardParcel {
  const { carrier, number, url, state, expectedMs, storedUntilMs, pickupCode } = parcel;
  const waits = state === 'at_pickup_point';
  return {
    carrier,
    number,
    // A tracking link comes from the shop's data; only a web address may become a button.
    url: url && /^https?:\/\//i.test(url) ? url : null,
    state,
    expectedMs,
    storedUntilMs,
    place: waits ? words(parcel.place, locale) : '',
    // Of use only where it is asked for.
    pickupCode: waits ? pickupCode : null,
    toPay: state === 'delivered' ? null : parcel.toPay,
    contents: order.parcels.length > 1 ? contentsOf(parcel, order, locale) : [],
  };
}

function contentsOf({ lines }: Parcel, order: Order, locale: Locale): string[] {
  return lines.slice(0, LIMITS.orderParcelLines).flatMap(({ lineId, quantity }) => {
    const line = order.lines.find(({ id }) => id === lineId);
    if (!line) return [];
    const title = words(line.title, locale);
    return [quantity > 1 ? `${title} × ${quantity}` : title];
  });
}

function words(text: LocalText | null, locale: Locale): string {
  return text === null ? '' : localText(text, locale);
}
