/**
 * An order → the paragraphs and buttons that tell it to the customer. Pure: chooses keys of the texts files and fills
 * their slots; every date and amount is written for the reader of the card's own language.
 */
import type { FlowButton, Json, Prompt } from '../../src/core/content.ts';
import { LIMITS } from '../../src/core/limits.ts';
import type { Locale } from '../../src/core/locale.ts';
import { clipText } from '../../src/core/clip-text.ts';
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

/** Of a title on a button: what messengers show of it. */
const NAME_CHARS = 14;

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
    ...asOf(card),
    ...dates(card),
    ...parcelLines(card),
    ...codes(card),
    ...contents(card),
    ...moneyLines(card),
    ...soldOutLine(card),
  ];
  return {
    ...(head ?? headline(card)),
    more,
    buttons: cardButtons(card, listed),
  };
}

/** State and date. */
export function briefCardWords(card: BriefOrderCard): Prompt {
  return { ...headline(card), more: [...asOf(card), ...dates(card)] };
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

/** How the order stands, in a sentence. */
export function headline(card: OrderCard): Paragraph {
  const slots: Record<string, Json> = { number: card.number, placed: day(card.placedMs, card) };
  if (card.level === 'full' && card.label !== '')
    return { text: 'orderStatus.labelled', slots: { ...slots, label: card.label } };
  return { text: `orderStatus.state.${card.state}`, slots };
}

/** Only a person can take it further. */
export function isStuck({ state }: OrderCard): boolean {
  return STUCK.has(state);
}

/** Honest about what our own copy says while the shop does not answer. */
function asOf({ asOf: time }: OrderCard): Paragraph[] {
  return time === '' ? [] : [{ text: 'orderStatus.asOf', slots: { time } }];
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
  const why = card.delay === '' ? [] : [{ text: 'orderStatus.delay', slots: { reason: card.delay } }];
  if (card.expectedMs === null) return [sorry, ...why, { text: 'orderStatus.lateNext' }];
  return [
    sorry,
    ...why,
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

/** Each parcel that says more than its order does. */
export function parcelLines(card: FullOrderCard): Paragraph[] {
  return news(card).flatMap((parcel) => [parcelLine(card, parcel), ...inside(parcel), ...place(parcel)]);
}

function inside({ contents: titles }: OrderCardParcel): Paragraph[] {
  return titles.length === 0
    ? []
    : [{ text: 'orderStatus.parcelInside', slots: { lines: titles.join(', ') } }];
}

function place({ place: where }: OrderCardParcel): Paragraph[] {
  return where === '' ? [] : [{ text: 'orderStatus.parcelPlace', slots: { place: where } }];
}

/** What the pick-up point asks for. */
function codes(card: FullOrderCard): Paragraph[] {
  return card.parcels.flatMap(({ pickupCode: code }) =>
    code === null ? [] : [{ text: 'orderStatus.pickupCode', slots: { code } }],
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
  const money = (text: string, name: string, sum: FullOrderCard['total']) => ({
    text,
    slots: { [name]: formatMoney(sum, card.locale) },
  });
  const total = money(totalKey(card), 'total', card.total);
  const { refunded } = card;
  if (refunded) {
    const isWhole = refunded.minor >= card.total.minor;
    const key = isWhole ? 'orderStatus.refundedWhole' : 'orderStatus.refundedPart';
    return [total, money(key, 'refunded', refunded)];
  }
  const cash = card.parcels.flatMap(({ toPay }) => toPay ?? []);
  if (cash.length > 1) return [total, ...cash.map((sum) => money('orderStatus.dueForParcel', 'due', sum))];
  if (card.due) {
    const isNow = card.state === 'awaiting_payment' || card.payable;
    return [total, money(isNow ? 'orderStatus.dueNow' : 'orderStatus.due', 'due', card.due)];
  }
  return card.paid && UNDONE.has(card.state) ? [total, { text: 'orderStatus.refund' }] : [total];
}

function soldOutLine({ soldOut }: FullOrderCard): Paragraph[] {
  if (soldOut.length === 0) return [];
  const lines = soldOut.map(({ title }) => title).join(', ');
  return [{ text: 'orderStatus.soldOut', slots: { lines } }];
}

/** Whoever wants it still hears when it is back. */
function waitButtons({ soldOut }: FullOrderCard): FlowButton[] {
  return soldOut.map(({ sku, title }) => ({
    label: soldOut.length === 1 ? 'orderStatus.button.wait' : 'orderStatus.button.waitFor',
    slots: { title: title.length > NAME_CHARS ? `${clipText(title, NAME_CHARS - 1)}…` : title },
    deskEvent: { type: 'start.flow', flow: 'stock-alert', args: { variant: sku } },
  }));
}

/** A total that is not the sum of what stands above it says why. */
function totalKey({ total, goods }: FullOrderCard): string {
  if (total.minor === goods.minor) return 'orderStatus.total';
  return total.minor > goods.minor ? 'orderStatus.totalWithDelivery' : 'orderStatus.totalWithDiscount';
}

/** Where each parcel is, as its carrier shows it. */
export function trackButtons(card: FullOrderCard): FlowButton[] {
  const tracked = news(card).filter((parcel) => parcel.url !== null && parcel.state !== 'delivered');
  return tracked.map(({ url, number }) => ({
    label: tracked.length > 1 && number ? 'orderStatus.button.trackOne' : 'orderStatus.button.track',
    slots: { parcel: number ?? '' },
    url: url ?? '',
  }));
}

/** What can be done with it first, ways on last, a person before all where one is needed; too many links to carriers fall away. */
function cardButtons(card: FullOrderCard, listed: boolean): FlowButton[] {
  const care = (label: string, doing: string): FlowButton => ({
    label: `orderStatus.button.${label}`,
    deskEvent: { type: 'start.flow', flow: 'order-care', args: { do: doing, ticket: card.ticket } },
  });
  const acts = [
    ...(card.payable ? [payButton(card)] : []),
    ...(card.watched === false ? [care('watch', 'watch')] : []),
    ...(card.changeable ? [care('change', 'options')] : []),
    ...waitButtons(card),
  ];
  const needsPerson = card.late || STUCK.has(card.state);
  const ways = [anotherOrder(listed), ...(needsPerson ? [] : [OPERATOR]), MENU];
  const first = needsPerson ? [OPERATOR] : [];
  const room = LIMITS.buttonsPerMessage - first.length - acts.length - ways.length;
  return [...first, ...trackButtons(card).slice(0, room), ...acts, ...ways];
}

/** Where the receipt goes is asked first; the link comes after. */
function payButton({ ticket }: FullOrderCard): FlowButton {
  return {
    label: 'orderStatus.button.pay',
    deskEvent: { type: 'start.flow', flow: 'payment', args: { ticket } },
  };
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
