/**
 * What the order tasks answer and what the order-status flow understands: plain JSON, free of anything that would
 * identify the buyer. The shop's side makes these words, the flow only puts them into sentences.
 */
import type { Locale } from './locale.ts';
import type { Money } from './money.ts';
import type { Order, OrderState, Parcel } from './ports/shop.ts';

/** What a customer brings to show that an order is theirs. A phone counts only if the channel vouched for it. */
export type OrderProof =
  | { by: 'verified-phone' }
  | { by: 'last-four'; digits: string }
  | { by: 'code'; code: string }
  | { by: 'none' };

/** Answer of `order.find {number, proof}`. */
export type OrderFindAnswer =
  | { result: 'found'; order: OrderCard }
  /** No such order, or not theirs: the same words and the same time for both. `mail`: a code can be sent. */
  | { result: 'not-found'; mail: boolean }
  | { result: 'proof-needed'; mail: boolean }
  /** Too many tries; says nothing about the order. */
  | { result: 'blocked' };

/** Answer of `order.list`, newest first; `only` is the whole card when there is exactly one order. */
export type OrderListAnswer =
  { result: 'list'; orders: OrderSummary[]; only: FullOrderCard | null } | { result: 'proof-needed' };

/** Answer of `order.sendCode {number}`: `sent` whether or not there was anybody to send it to. */
export type OrderCodeAnswer = { result: 'sent' } | { result: 'blocked' } | { result: 'no-mail' };

/** What may be seen of an order. Times are UTC ms; `timeZone` (IANA) and `locale` say how to show them. */
export type OrderCard = BriefOrderCard | FullOrderCard;

/** After the last four digits of the phone: state and date only. */
export type BriefOrderCard = OrderSummary & { level: 'brief' };

export type FullOrderCard = OrderSummary & {
  level: 'full';
  /** What holds a late order up, as far as the shop's data tell; null when it is not late. */
  lateReason: LateReason | null;
  /** The newest honest estimate of a late order; null: none is known. */
  expectedMs: number | null;
  delivery: Order['delivery'];
  lines: OrderCardLine[];
  /** Lines beyond those listed. */
  moreLines: number;
  /** The lines together, those not listed too; differs from the total by delivery and discount. */
  goods: JsonMoney;
  total: JsonMoney;
  /** What is still to be paid; null: nothing. */
  due: JsonMoney | null;
  /** Something has been paid. */
  paid: boolean;
  parcels: OrderCardParcel[];
};

export type OrderSummary = {
  number: string;
  state: OrderState;
  placedMs: number;
  promisedMs: number | null;
  late: boolean;
  timeZone: string;
  locale: Locale;
};

/** `title` is in the customer's language if the shop has it. */
export type OrderCardLine = { title: string; quantity: number; sum: JsonMoney };

export type OrderCardParcel = {
  carrier: string | null;
  number: string | null;
  /** http or https. */
  url: string | null;
  state: Parcel['state'];
  expectedMs: number | null;
  storedUntilMs: number | null;
};

export type LateReason = 'carrier' | 'assembling' | 'on_hold' | 'payment' | 'unknown';

/** Money as a JSON value (an interface is not assignable to one). */
type JsonMoney = Pick<Money, keyof Money>;
