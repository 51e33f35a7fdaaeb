/**
 * An order → the paragraphs and buttons that tell it to the customer. Pure: chooses keys of the texts files and fills
 * their slots; every date and amount is written for the reader of the card's own language.
 */
import type { FlowButton, Json, Prompt } from '../../src/core/content.ts';
import type { Locale } from '../../src/core/locale.ts';
import { formatMoney } from '../../src/core/money.ts';
import type {
  BriefOrderCard,
  FullOrderCard,
  OrderCard,
  OrderCardParcel,
  OrderSummary,
} from '../../src/core/order-answer.ts';
import type { OrderState } from '../../src/core/ports/shop.ts';
import { anotherOrder, MENU, OPERATOR } from './buttons.ts';

type Paragraph = { text: string; slots?: Record<string, Json> };

/** Nothing is on its way any more. */
const OVER: ReadonlySet<OrderState> = new Set<OrderState>([
  'delivered',
  'completed',
  'cancelled',
  'returned',
]);

/** Only a person can take these further. */
const STUCK: ReadonlySet<OrderState> = new Set<OrderState>(['on_hold', 'failed', 'unknown']);

/** In these states a promised day still means something. */
const AWAITED: ReadonlySet<OrderState> = new Set<OrderState>([
  'new',
  'awaiting_payment',
  'confirmed',
  'assembling',
  'on_hold',
  'partly_shipped',
  'shipped',
  'partly_delivered',
]);

/** The order is over without goods; what was paid is to come back. */
const UNDONE: ReadonlySet<OrderState> = new Set<OrderState>(['cancelled', 'returned', 'failed']);

/** Everything about an order, in one message. `listed`: the customer has more orders to choose from. */
export function fullCardWords(card: FullOrderCard, listed: boolean): Prompt {
  const [head, ...more] = [
    headline(card),
    ...dates(card),
    ...news(card).map((parcel) => parcelLine(card, parcel)),
    ...contents(card),
    ...moneyLines(card),
  ];
  return {
    ...(head ?? headline(card)),
    more,
    buttons: [...trackButtons(card), ...nextButtons(card, listed)],
  };
}

/** State and date. */
export function briefCardWords(card: BriefOrderCard): Prompt {
  return { ...headline(card), more: dates(card) };
}

/** One line of a list: "1. № 1007 от 20 ноября". */
export function listLine(order: OrderSummary, index: number): Paragraph {
  return {
    text: `orderStatus.list.${order.late ? 'late' : order.state}`,
    slots: { position: index + 1, number: order.number, placed: day(order.placedMs, order) },
  };
}

/** "20 ноября", as the order's customer reads it. */
export function day(ms: number, view: DateView): string {
  return format(ms, view, 'day');
}

function headline(card: OrderCard): Paragraph {
  const slots = { number: card.number, placed: day(card.placedMs, card) };
  return { text: `orderStatus.state.${card.state}`, slots };
}

function dates(card: OrderCard): Paragraph[] {
  if (card.promisedMs === null || !AWAITED.has(card.state)) return [];
  const promised = fullDay(card.promisedMs, card);
  if (!card.late) {
    // Nothing can be promised while it waits for the customer or for us.
    if (card.state === 'awaiting_payment' || card.state === 'on_hold') return [];
    const how = card.level === 'full' ? card.delivery : 'unknown';
    return [{ text: `orderStatus.promised.${how}`, slots: { promised } }];
  }
  const reason = card.level === 'full' ? (card.lateReason ?? 'unknown') : 'unknown';
  const sorry = { text: `orderStatus.late.${reason}`, slots: { promised } };
  if (card.level === 'brief') return [sorry];
  if (card.expectedMs === null) return [sorry, { text: 'orderStatus.lateNext' }];
  return [
    sorry,
    { text: 'orderStatus.lateExpected', slots: { expected: fullDay(card.expectedMs, card) } },
    { text: 'orderStatus.lateNext' },
  ];
}

/** A single parcel that only repeats what is known of its order is no news. */
function news(card: FullOrderCard): OrderCardParcel[] {
  if (card.parcels.length > 1) return card.parcels;
  return card.parcels.filter(
    ({ state, number }) =>
      !(OVER.has(card.state) || state === 'unknown' || (state === 'preparing' && !number)),
  );
}

function parcelLine(card: FullOrderCard, parcel: OrderCardParcel): Paragraph {
  const name = [parcel.carrier, parcel.number].filter(Boolean).join(', ');
  const kind = name === '' ? 'unnamed' : 'named';
  const slots: Record<string, Json> = { parcel: name };
  const dateMs = parcelDate(card, parcel);
  if (dateMs === null) return { text: `orderStatus.parcel.${kind}.${parcel.state}`, slots };
  slots['date'] = fullDay(dateMs, card);
  return { text: `orderStatus.parcel.${kind}.${parcel.state}_date`, slots };
}

/** The date worth saying: until when it is kept, or when it comes if the card has not said so already. */
function parcelDate(
  card: FullOrderCard,
  { state, expectedMs, storedUntilMs }: OrderCardParcel,
): number | null {
  if (state === 'at_pickup_point') return storedUntilMs;
  if (state !== 'in_transit' || card.late || expectedMs === null) return null;
  const said = card.promisedMs !== null && day(card.promisedMs, card) === day(expectedMs, card);
  return said ? null : expectedMs;
}

function contents(card: FullOrderCard): Paragraph[] {
  const lines = card.lines.map(({ title, quantity, sum }) => {
    const many = quantity > 1 ? ` × ${quantity}` : '';
    return `• ${title}${many} — ${formatMoney(sum, card.locale)}`;
  });
  const listed = { text: 'orderStatus.contents', slots: { lines: lines.join('\n') } };
  if (card.moreLines === 0) return [listed];
  return [listed, { text: 'orderStatus.moreLines', slots: { rest: card.moreLines } }];
}

function moneyLines(card: FullOrderCard): Paragraph[] {
  const total = { text: totalKey(card), slots: { total: formatMoney(card.total, card.locale) } };
  if (card.due) {
    const key = card.state === 'awaiting_payment' ? 'orderStatus.dueNow' : 'orderStatus.due';
    return [total, { text: key, slots: { due: formatMoney(card.due, card.locale) } }];
  }
  return card.paid && UNDONE.has(card.state) ? [total, { text: 'orderStatus.refund' }] : [total];
}

/** A total that is not the sum of what stands above it says why. */
function totalKey({ total, goods }: FullOrderCard): string {
  if (total.minor === goods.minor) return 'orderStatus.total';
  return total.minor > goods.minor ? 'orderStatus.totalWithDelivery' : 'orderStatus.totalWithDiscount';
}

function trackButtons(card: FullOrderCard): FlowButton[] {
  const tracked = news(card).filter((parcel) => parcel.url !== null && parcel.state !== 'delivered');
  return tracked.map(({ url, number }) => ({
    label: tracked.length > 1 && number ? 'orderStatus.button.trackOne' : 'orderStatus.button.track',
    slots: { parcel: number ?? '' },
    url: url ?? '',
  }));
}

function nextButtons(card: FullOrderCard, listed: boolean): FlowButton[] {
  return card.late || STUCK.has(card.state)
    ? [OPERATOR, anotherOrder(listed), MENU]
    : [anotherOrder(listed), OPERATOR, MENU];
}

/** "24 ноября (вторник)": the weekday stands apart, so that no language has to bend it. */
function fullDay(ms: number, view: DateView): string {
  return `${day(ms, view)} (${format(ms, view, 'weekday')})`;
}

type DateView = { locale: Locale; timeZone: string };

const FIELDS = {
  day: { day: 'numeric', month: 'long' },
  weekday: { weekday: 'long' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Formats are dear to make and few: one for each language, zone and kind. */
function format(ms: number, { locale, timeZone }: DateView, kind: keyof typeof FIELDS): string {
  const key = `${locale} ${timeZone} ${kind}`;
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { ...FIELDS[kind], timeZone });
    formats.set(key, found);
  }
  return found.format(ms);
}
