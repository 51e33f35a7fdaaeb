/** What the payment tasks answer and what the payment flow understands. Contacts are masked: the flow never sees them whole. */
import type { Locale } from './locale.ts';
import type { Money } from './money.ts';

/** Answer of `payment.open {ticket}`. */
export type PaymentOpenAnswer =
  | {
      result: 'open';
      number: string;
      amount: JsonMoney;
      /** Where the receipt can go: contacts of the order, by their place in this list. */
      known: { to: 'email' | 'phone'; shown: string }[];
      /** What else may be typed. */
      accepts: ('email' | 'phone')[];
      locale: Locale;
    }
  /** Nobody here asks for a receipt: the shop's own address, which sends one itself. */
  | PaymentLinkMade
  /** Nothing is left to be paid. */
  | { result: 'nothing'; number: string }
  /** Only people can help: there is no address at which it can be paid. */
  | { result: 'person'; number: string }
  /** The order was opened too long ago. */
  | { result: 'stale' }
  /** Too many links. */
  | { result: 'blocked' };

/** Answer of `payment.link {ticket, known}`, `{ticket, email}` or `{ticket, phone}`. */
export type PaymentLinkAnswer =
  /** No such address or number. */
  { result: 'bad-contact' } | Exclude<PaymentOpenAnswer, { result: 'open' }>;

type PaymentLinkMade = {
  result: 'link';
  number: string;
  amount: JsonMoney;
  /** https. */
  url: string;
  /** Null: it does not end. */
  untilMs: number | null;
  /** Where the receipt goes, masked; "" where the shop sends it by itself. */
  receipt: string;
  locale: Locale;
  timeZone: string;
};

/** Money as a JSON value (an interface is not assignable to one). */
type JsonMoney = Pick<Money, keyof Money>;
