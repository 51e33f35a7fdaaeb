/**
 * The ports of a shop. A connector translates one shop system into these words; proof of ownership, wording, retries and
 * limits are ours, not the connector's.
 */
import type { LocalText } from '../local-text.ts';
import type { Money } from '../money.ts';

export type ShopFailure = {
  kind: 'not_found' | 'unsupported' | 'throttled' | 'auth' | 'unavailable' | 'rejected' | 'bad_answer';
  retryAfterMs?: number;
  detail?: string;
};

export type ShopResult<T> = { ok: true; value: T } | { ok: false; failure: ShopFailure };

/** native: the shop system can do it; derived: we do it on what we mirror; none: nobody can. */
export type CapabilityLevel = 'native' | 'derived' | 'none';

export interface OrderCapabilities {
  orderByNumber: CapabilityLevel;
  ordersByPhone: CapabilityLevel;
  ordersByEmail: CapabilityLevel;
  tracking: CapabilityLevel;
}

export interface ShopOrders {
  capabilities(): OrderCapabilities;
  /** At most `limit` orders, newest first. */
  findOrders(
    by: { number: string } | { phone: string } | { email: string },
    limit: number,
    signal: AbortSignal,
  ): Promise<ShopResult<Order[]>>;
}

/** Times are UTC ms; phones digits with country code; numbers as the shop prints them. */
export interface Order {
  id: string;
  number: string;
  placedAtMs: number;
  total: Money;
  paid: Money;
  state: OrderState;
  delivery: 'courier' | 'pickup' | 'post' | 'digital' | 'unknown';
  /** The date that the customer was promised, UTC ms of that day's end; null when none was given. */
  promisedMs: number | null;
  buyer: { name: string | null; phones: string[]; emails: string[] };
  lines: OrderLine[];
  parcels: Parcel[];
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

export interface OrderLine {
  sku: string | null;
  /** Title as ordered; the product may no longer exist. */
  title: LocalText;
  quantity: number;
  unit: Money;
}

export interface Parcel {
  carrier: string | null;
  number: string | null;
  url: string | null;
  state: 'preparing' | 'in_transit' | 'at_pickup_point' | 'delivered' | 'returning' | 'unknown';
  expectedMs: number | null;
  /** Kept free of charge at the pick-up point until then. */
  storedUntilMs: number | null;
}
