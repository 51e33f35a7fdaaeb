/**
 * What the order tasks answer and what the order-status flow understands: plain JSON, free of anything that would
 * identify the buyer. The shop's side makes these words, the flow only puts them into sentences.
 */
import type { Locale } from './locale.ts';
import type { Money } from './money.ts';
import type { Order, OrderState, Parcel, PaymentState } from './ports/shop.ts';

/** What a customer brings to show that an order is theirs. A phone counts only if the channel vouched for it. */
export type OrderProof =
  | { by: 'verified-phone' }
  | { by: 'last-four'; digits: string }
  | { by: 'code'; code: string }
  /** The order was opened in this conversation before. */
  | { by: 'ticket'; ticket: string }
  | { by: 'none' };

/** Answer of `order.find {number, proof}`. */
export type OrderFindAnswer =
  | { result: 'found'; order: OrderCard }
  /** No such order, or not theirs: the same words and the same time for both. `mail`: a code can be sent. */
  | { result: 'not-found'; mail: boolean }
  | { result: 'proof-needed'; mail: boolean }
  /** Too many tries; says nothing about the order. */
  | { result: 'blocked' };

/**
 * Answer of `order.list`, newest first; `only` is the whole card when there is exactly one order. `asOf`: the shop did not
 * answer, it was so then; "" when it did.
 */
export type OrderListAnswer =
  | { result: 'list'; orders: OrderSummary[]; only: FullOrderCard | null; asOf: string }
  | { result: 'proof-needed' };

/** Answer of `order.sendCode {number}`: `sent` whether or not there was anybody to send it to. */
export type OrderCodeAnswer = { result: 'sent' } | { result: 'blocked' } | { result: 'no-mail' };

/** What may be seen of an order. Times are UTC ms; `timeZone` (IANA) and `locale` say how to show them. */
export type OrderCard = BriefOrderCard | FullOrderCard;

/** After the last four digits of the phone: state and date only. */
export type BriefOrderCard = OrderSummary & { level: 'brief'; asOf: string };

export type FullOrderCard = OrderSummary & {
  level: 'full';
  /** The shop did not answer; it was so then, as its customers read a time: "14:05". "" when it did. */
  asOf: string;
  /** Stands for this proven order in the tasks of the same conversation. */
  ticket: string;
  /** The shop's own name of the state in the customer's language, where ours says nothing; "" for none. */
  label: string;
  payment: PaymentState;
  refunded: JsonMoney | null;
  /** There is an address at which it can be paid now. */
  payable: boolean;
  /** It has not left yet: an address may be changed, the order cancelled. */
  changeable: boolean;
  /** The customer hears of it when something changes; null: nothing will change any more. */
  watched: boolean | null;
  /** What holds a late order up, as far as the shop's data tell; null when it is not late. */
  lateReason: LateReason | null;
  /** The same in the shop's own words; "" for none. */
  delay: string;
  /** The newest honest estimate of a late order; null: none is known. */
  expectedMs: number | null;
  delivery: Order['delivery'];
  lines: OrderCardLine[];
  /** Lines beyond those listed. */
  moreLines: number;
  /** What of an order that is over cannot be had now, and can be waited for. */
  soldOut: { sku: string; title: string }[];
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
  /** In the customer's language; "" when it is not known. */
  place: string;
  pickupCode: string | null;
  toPay: JsonMoney | null;
  /** What is inside, where the order goes in several; empty otherwise. */
  contents: string[];
};

export type LateReason = 'carrier' | 'assembling' | 'on_hold' | 'payment' | 'unknown';

/** What every task by ticket may answer: the ticket is too old, or the order is gone. */
type Stale = { result: 'stale' };

/** Answer of `order.watch {ticket}`. `over`: nothing will change any more; `full`: too many are watched already. */
export type OrderWatchAnswer = Stale | { result: 'watching' | 'over' | 'full'; number: string };

/** Answer of `order.watches {}`. */
export type OrderWatchesAnswer = {
  result: 'watches';
  watches: { number: string; ticket: string; sinceMs: number }[];
  timeZone: string;
  locale: Locale;
};

/** Answer of `order.unwatch {ticket}`; without a ticket all end. */
export type OrderUnwatchAnswer = { result: 'unwatched'; count: number; number: string };

/**
 * Answer of `order.options {ticket}`: what can still be done. `done`: at once; `requested`: people of the shop see the wish;
 * `person`: only by talking to somebody; `late`: it has left.
 */
export type OrderOptionsAnswer =
  Stale | { result: 'options'; number: string; cancel: OrderOption; address: OrderOption; paid: boolean };
export type OrderOption = 'done' | 'requested' | 'person' | 'late';

/** Answer of `order.cancel {ticket, reason}` and `order.address {ticket, address}`. `paid`: money has to come back. */
export type OrderWishAnswer = Stale | { result: OrderOption; number: string; paid: boolean };

/** Money as a JSON value (an interface is not assignable to one). */
type JsonMoney = Pick<Money, keyof Money>;
