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
    ...card.parcels.filter((parcel) => isNews(card, parcel)).map((parcel) => parcelLine(card, parcel)),
    contents(card),
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

/** A single parcel that has the state of its order says nothing new. */
function isNews(card: FullOrderCard, parcel: OrderCardParcel): boolean {
  if (card.parcels.length > 1) return true;
  return parcel.state !== 'unknown' && !(parcel.state === 'preparing' && parcel.number === null);
}

function parcelLine(card: FullOrderCard, parcel: OrderCardParcel): Paragraph {
  const name = [parcel.carrier, parcel.number].filter(Boolean).join(', ');
  const kind = name === '' ? 'unnamed' : 'named';
  const date = parcel.state === 'at_pickup_point' ? parcel.storedUntilMs : parcel.expectedMs;
  // While the order is late, its paragraph names the date.
  const dated =
    (parcel.state === 'at_pickup_point' || parcel.state === 'in_transit') && date !== null && !card.late;
  const slots: Record<string, Json> = { parcel: name };
  if (dated) slots['date'] = fullDay(date, card);
  return { text: `orderStatus.parcel.${kind}.${parcel.state}${dated ? '_date' : ''}`, slots };
}

function contents(card: FullOrderCard): Paragraph {
  const lines = card.lines
    .map(({ title, quantity, sum }) => `• ${title} × ${quantity} — ${formatMoney(sum, card.locale)}`)
    .join('\n');
  const total = formatMoney(card.total, card.locale);
  if (card.moreLines === 0) return { text: 'orderStatus.contents', slots: { lines, total } };
  return { text: 'orderStatus.contentsMore', slots: { lines, total, rest: card.moreLines } };
}

function moneyLines(card: FullOrderCard): Paragraph[] {
  if (card.due) {
    const due = formatMoney(card.due, card.locale);
    const key = card.state === 'awaiting_payment' ? 'orderStatus.dueNow' : 'orderStatus.due';
    return [{ text: key, slots: { due } }];
  }
  return card.paid && UNDONE.has(card.state) ? [{ text: 'orderStatus.refund' }] : [];
}

function trackButtons(card: FullOrderCard): FlowButton[] {
  const tracked = card.parcels.filter((parcel) => parcel.url !== null && parcel.state !== 'delivered');
  return tracked.map(({ url, number }) => ({
    label: tracked.length > 1 && number ? 'orderStatus.button.trackOne' : 'orderStatus.button.track',
    slots: { parcel: number ?? '' },
    url: url ?? '',
  }));
}

function nextButtons(card: FullOrderCard, listed: boolean): FlowButton[] {
  return card.late ? [OPERATOR, anotherOrder(listed), MENU] : [anotherOrder(listed), OPERATOR, MENU];
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
