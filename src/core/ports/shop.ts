/**
 * The ports of a shop. A connector translates one shop system into these words; proof of ownership, wording, retries and
 * limits are ours, not the connector's. What a system cannot do is told by its capabilities, never by a missing verb.
 */
import type { LocalText } from '../local-text.ts';
import type { Money } from '../money.ts';
import type { WebhookRequest } from './channel.ts';

export type ShopFailure = {
  kind: 'not_found' | 'unsupported' | 'throttled' | 'auth' | 'unavailable' | 'rejected' | 'bad_answer';
  /** The shop's own wish, of `throttled` and `unavailable`. */
  retryAfterMs?: number;
  /** Of a write: it may have been carried out. It is never repeated blindly; look before you do. */
  uncertain?: true;
  /** For logs, in the connector's words. Never names a buyer: no name, no contact, no address, nothing of what was asked. */
  detail?: string;
};

export type ShopResult<T> = { ok: true; value: T } | { ok: false; failure: ShopFailure };

/** native: the shop system can do it; derived: we do it on what we mirror; none: nobody can. */
export type CapabilityLevel = 'native' | 'derived' | 'none';

/** What a verb of the same sense can do; `none`: it answers `unsupported`. */
export interface OrderCapabilities {
  orderByNumber: CapabilityLevel;
  ordersByPhone: CapabilityLevel;
  ordersByEmail: CapabilityLevel;
  /** By the number of a parcel. */
  orderByTrack: CapabilityLevel;
  /** Parcels with a number and a state. */
  tracking: CapabilityLevel;
  /** The code that a pick-up point asks for. */
  pickupCode: CapabilityLevel;
  /** `readWebhook`: the shop calls us when an order changes. */
  orderPush: CapabilityLevel;
  /** `changes`. */
  sweep: CapabilityLevel;
  note: CapabilityLevel;
  payLink: CapabilityLevel;
  /** native: the shop cancels; derived: the wish is left there as a note. */
  cancel: CapabilityLevel;
  /** native: the shop takes the new address; derived: the wish is left there as a note. */
  changeAddress: CapabilityLevel;
}

/**
 * Writes take a key of ours, which is stored before the call: the same key again does nothing a second time and gets the
 * first answer. Where the shop cannot promise that, a call whose end is not known fails with `uncertain`.
 */
export interface ShopOrders {
  capabilities(): OrderCapabilities;
  /** At most `limit` orders, newest first. */
  findOrders(by: OrderQuery, limit: number, signal: AbortSignal): Promise<ShopResult<Order[]>>;
  /** By the shop's own id. `not_found` once it is gone. */
  getOrder(id: string, signal: AbortSignal): Promise<ShopResult<Order>>;
  /**
   * What has changed since `cursor` (null: everything there is), oldest first, at most `budget` of them. Each call can be made
   * again with the same cursor; a change that comes during a sweep is found by this one or the next, never by none.
   */
  changes(cursor: string | null, budget: number, signal: AbortSignal): Promise<ShopResult<OrderChanges>>;
  /** Verifies a call of the shop on its raw bytes. Hints only: what has changed is read anew, so a repeat does no harm. */
  readWebhook(call: ShopWebhook): Promise<ReadShopWebhook>;
  /** `forBuyer`: the shop shows it to the buyer too. */
  addNote(note: OrderNote, key: string, signal: AbortSignal): Promise<ShopResult<null>>;
  /** Where the rest of an order can be paid; `rejected` when there is nothing to pay. */
  paymentLink(orderId: string, key: string, signal: AbortSignal): Promise<ShopResult<PaymentLink>>;
  /** `rejected`: it is too late. */
  cancel(wish: CancelWish, key: string, signal: AbortSignal): Promise<ShopResult<WishOutcome>>;
  /** `rejected`: it is too late. */
  changeAddress(wish: AddressWish, key: string, signal: AbortSignal): Promise<ShopResult<WishOutcome>>;
}

/** `number` in any way of writing; `phone` digits with country code; `track` the number of a parcel. */
export type OrderQuery = { number: string } | { phone: string } | { email: string } | { track: string };

export interface OrderChanges {
  items: OrderChange[];
  /** Where the next call goes on. */
  cursor: string;
  more: boolean;
}

/** `named`: it has changed, read it; `gone`: the shop no longer has it. */
export type OrderChange =
  { is: 'order'; order: Order } | { is: 'named'; orderId: string } | { is: 'gone'; orderId: string };

export interface ShopWebhook extends WebhookRequest {
  clientAddress: string;
}

/** `ping`: the shop tries us out; answered like `ok`. */
export type ReadShopWebhook = { verdict: 'ok'; hints: OrderHint[] } | { verdict: 'ping' | 'bad_signature' };

export type OrderHint = { orderId: string } | { number: string };

export interface OrderNote {
  orderId: string;
  text: string;
  forBuyer: boolean;
}

export interface PaymentLink {
  /** https. */
  url: string;
  /** UTC ms; null: it does not end. */
  untilMs: number | null;
  amount: Money;
}

export interface CancelWish {
  orderId: string;
  /** In the customer's words; "" for none. */
  reason: string;
}

export interface AddressWish {
  orderId: string;
  /** As the customer wrote it. */
  address: string;
}

/** `done`: it is so now; `requested`: people of the shop see the wish and decide. */
export type WishOutcome = { outcome: 'done' | 'requested' };

/** Times are UTC ms; phones digits with country code; numbers as the shop prints them. Null: the shop does not say. */
export interface Order {
  id: string;
  number: string;
  placedAtMs: number;
  updatedAtMs: number | null;
  total: Money;
  paid: Money;
  refunded: Money;
  /** What everything together comes to. */
  state: OrderState;
  payment: PaymentState;
  /** How it goes to the buyer. */
  delivery: 'courier' | 'pickup' | 'post' | 'digital' | 'unknown';
  deliveryState: DeliveryState;
  /** The shop's own name of the state, for people and logs, and as customers may be told it. */
  rawState: string;
  rawLabel: LocalText | null;
  /** The date that the customer was promised, UTC ms of that day's end; null when none was given. */
  promisedMs: number | null;
  /** What holds it up, in words for the buyer. */
  delayReason: LocalText | null;
  buyer: { name: string | null; phones: string[]; emails: string[]; externalId: string | null };
  lines: OrderLine[];
  parcels: Parcel[];
  returns: ReturnRef[];
  /** It can be paid now, by a link. */
  payable: boolean;
  /** The shop's own page of this order, for its buyer; https. */
  statusUrl: string | null;
}

export const ORDER_STATES = [
  'new',
  'awaiting_payment',
  'confirmed',
  'assembling',
  'on_hold',
  'partly_shipped',
  'shipped',
  'ready_for_pickup',
  'partly_delivered',
  'delivered',
  'completed',
  'cancelled',
  'returned',
  'failed',
  'unknown',
] as const;
export type OrderState = (typeof ORDER_STATES)[number];

export const PAYMENT_STATES = [
  'unpaid',
  'authorized', // the bank holds it
  'partly_paid',
  'paid',
  'partly_refunded',
  'refunded',
  'unknown',
] as const;
export type PaymentState = (typeof PAYMENT_STATES)[number];

export const DELIVERY_STATES_OF_ORDERS = [
  'waiting',
  'partly_sent',
  'sent',
  'at_pickup_point',
  'partly_delivered',
  'delivered',
  'coming_back',
  'came_back',
  'unknown',
] as const;
export type DeliveryState = (typeof DELIVERY_STATES_OF_ORDERS)[number];

export interface OrderLine {
  /** Unique within the order. */
  id: string;
  sku: string | null;
  /** Title as ordered; the product may no longer exist. */
  title: LocalText;
  quantity: number;
  unit: Money;
  /** The shop's own category. */
  category: string | null;
  flags: LineFlag[];
}

export const LINE_FLAGS = ['custom', 'hygiene', 'sealed', 'digital', 'perishable', 'technical'] as const;
export type LineFlag = (typeof LINE_FLAGS)[number];

export interface Parcel {
  carrier: string | null;
  number: string | null;
  url: string | null;
  state: 'preparing' | 'in_transit' | 'at_pickup_point' | 'delivered' | 'returning' | 'unknown';
  expectedMs: number | null;
  /** Handed over to the buyer. */
  deliveredAtMs: number | null;
  /** Kept free of charge at the pick-up point until then. */
  storedUntilMs: number | null;
  /** Where it can be picked up, in words. */
  place: LocalText | null;
  /** What the pick-up point asks for. Only for who has proved the order to be theirs. */
  pickupCode: string | null;
  /** Cash to pay when it is handed over. */
  toPay: Money | null;
  /** What is inside; empty: everything, or it is not known. */
  lines: { lineId: string; quantity: number }[];
  /** Who says so. */
  source: 'shop' | 'carrier' | 'guess';
}

/** A return that the shop knows of. */
export interface ReturnRef {
  number: string;
  state: 'requested' | 'approved' | 'refused' | 'received' | 'refunded' | 'unknown';
}
