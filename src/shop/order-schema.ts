/**
 * What an order must be before the house believes it: checked once, where a connector hands it over, so that a shop that
 * answers wrongly counts as one that did not answer. Decides nothing else.
 */
import { z } from 'zod';
import {
  DELIVERY_STATES_OF_ORDERS,
  LINE_FLAGS,
  ORDER_STATES,
  PAYMENT_STATES,
  type Order,
  type OrderChanges,
  type ShopResult,
} from '../core/ports/shop.ts';

/** Longest text of an order, and most lines and parcels: more is no order but an accident. */
const TEXT = 1_000;
const LINES = 500;
const PARCELS = 50;

const text = z.string().max(TEXT);
/** What a date can hold; beyond it no calendar can say it, and a turn that tries would fail. */
const DATE_MS = 8.64e15;
const ms = z.int().min(-DATE_MS).max(DATE_MS);
const money = z.object({ minor: z.int(), currency: z.string().regex(/^[A-Z]{3}$/) });
const localText = z.object({
  default: text,
  ru: text.optional(),
  uk: text.optional(),
  en: text.optional(),
});
const phone = z.string().regex(/^\d{8,15}$/);

const parcel = z.object({
  carrier: text.nullable(),
  number: text.nullable(),
  url: text.nullable(),
  state: z.enum(['preparing', 'in_transit', 'at_pickup_point', 'delivered', 'returning', 'unknown']),
  expectedMs: ms.nullable(),
  deliveredAtMs: ms.nullable(),
  storedUntilMs: ms.nullable(),
  place: localText.nullable(),
  pickupCode: text.nullable(),
  toPay: money.nullable(),
  lines: z.array(z.object({ lineId: text, quantity: z.int().min(0) })).max(LINES),
  source: z.enum(['shop', 'carrier', 'guess']),
});

const line = z.object({
  id: text,
  sku: text.nullable(),
  title: localText,
  quantity: z.int().min(0),
  unit: money,
  category: text.nullable(),
  flags: z.array(z.enum(LINE_FLAGS)),
});

const order = z.object({
  id: text.min(1),
  number: text.min(1),
  placedAtMs: ms,
  updatedAtMs: ms.nullable(),
  total: money,
  paid: money,
  refunded: money,
  state: z.enum(ORDER_STATES),
  payment: z.enum(PAYMENT_STATES),
  delivery: z.enum(['courier', 'pickup', 'post', 'digital', 'unknown']),
  deliveryState: z.enum(DELIVERY_STATES_OF_ORDERS),
  rawState: text,
  rawLabel: localText.nullable(),
  promisedMs: ms.nullable(),
  delayReason: localText.nullable(),
  buyer: z.object({
    name: text.nullable(),
    phones: z.array(phone),
    emails: z.array(text),
    externalId: text.nullable(),
  }),
  lines: z.array(line).max(LINES),
  parcels: z.array(parcel).max(PARCELS),
  returns: z.array(
    z.object({
      number: text,
      state: z.enum(['requested', 'approved', 'refused', 'received', 'refunded', 'unknown']),
    }),
  ),
  payable: z.boolean(),
  statusUrl: text.nullable(),
}) satisfies z.ZodType;

/** Is this an order through and through? */
export function isOrder(value: unknown): value is Order {
  return order.safeParse(value).success;
}

const changes = z.object({
  items: z.array(z.object({ is: z.enum(['order', 'named', 'gone']) })),
  cursor: z.string(),
  more: z.boolean(),
});

/** Is this a page of a sweep? The orders on it are looked at one by one: a wrong one must not stop all others. */
export function isChanges(value: unknown): value is OrderChanges {
  return changes.safeParse(value).success;
}

/** A list of orders as it came; one that is none makes the whole answer a wrong one. */
export function believed(found: ShopResult<Order[]>): ShopResult<Order[]> {
  if (!found.ok || (Array.isArray(found.value) && found.value.every(isOrder))) return found;
  return { ok: false, failure: { kind: 'bad_answer', detail: 'the shop answered with what is no order' } };
}
