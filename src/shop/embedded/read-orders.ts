/**
 * Rows of orders.csv, order_lines.csv and parcels.csv → whole orders. What a small shop does not write down (how the payment and
 * the delivery stand) is told from what it does. Columns that came later may be missing from a file.
 */
import {
  LINE_FLAGS,
  ORDER_STATES,
  PAYMENT_STATES,
  type DeliveryState,
  type Order,
  type OrderLine,
  type OrderState,
  type Parcel,
  type PaymentState,
} from '../../core/ports/shop.ts';
import type { Variant } from '../../core/ports/shop-catalog.ts';
import type { Calendar } from './cells.ts';
import * as cell from './cells.ts';
import type { Row } from './csv-table.ts';
import { variantTitle } from './read-products.ts';

export const ORDER_TABLES = {
  orders: {
    columns: [
      'number',
      'customer',
      'placed',
      'state',
      'delivery',
      'delivery_price',
      'discount',
      'paid',
      'promised',
      'currency',
    ],
    optional: [
      'refunded',
      'payment',
      ...cell.localised('label'),
      ...cell.localised('delay'),
      'pay_url',
      'pay_until',
      'status_url',
    ],
  },
  order_lines: {
    columns: ['order', 'sku', 'quantity', 'unit_price', ...cell.localised('title')],
    optional: ['flags'],
  },
  parcels: {
    columns: ['order', 'carrier', 'number', 'url', 'state', 'expected', 'stored_until', 'skus'],
    optional: ['delivered', ...cell.localised('place'), 'pickup_code', 'to_pay'],
  },
} as const;

export const DELIVERIES = [
  'courier',
  'pickup',
  'post',
  'digital',
  'unknown',
] as const satisfies Order['delivery'][];
export const PARCEL_STATES = [
  'preparing',
  'in_transit',
  'at_pickup_point',
  'delivered',
  'returning',
  'unknown',
] as const satisfies Parcel['state'][];

/** An order whose lines and total are not known yet. */
export interface Draft {
  row: Row;
  order: Order;
  /** Delivery less discount, smallest units. */
  extra: number;
  payPage: PayPage | null;
}

/** Where an order can be paid. */
export interface PayPage {
  url: string;
  untilMs: number | null;
}

interface Buyer {
  id: string;
  name: string | null;
  phones: string[];
  emails: string[];
}

export function toDraft(
  row: Row,
  { customers, calendar }: { customers: Map<string, Buyer>; calendar: Calendar },
): Draft {
  const number = row.text('number');
  if (!/\d/.test(number) || number.length > 40) {
    throw row.fault('number', 'cell.order-number');
  }
  const customer = customers.get(row.text('customer'));
  if (!customer) throw row.fault('customer', 'cell.no-customer', { text: row.text('customer') });
  const currency = cell.currency(row, 'currency');
  const money = (column: string) => cell.money(row, column, currency);
  const state = cell.oneOf(row, 'state', ORDER_STATES);
  const payUrl = cell.address(row, 'pay_url');
  const order: Order = {
    id: number,
    number,
    placedAtMs: Math.min(cell.date(row, 'placed', 'noon', calendar), calendar.nowMs),
    updatedAtMs: null,
    total: { minor: 0, currency },
    paid: money('paid'),
    refunded: row.text('refunded') === '' ? { minor: 0, currency } : money('refunded'),
    state,
    payment: row.text('payment') === '' ? 'unknown' : cell.oneOf(row, 'payment', PAYMENT_STATES),
    delivery: cell.oneOf(row, 'delivery', DELIVERIES),
    deliveryState: 'unknown',
    rawState: state,
    rawLabel: cell.localText(row, 'label'),
    promisedMs: cell.optionalDate(row, 'promised', calendar),
    delayReason: cell.localText(row, 'delay'),
    buyer: {
      name: customer.name,
      phones: customer.phones,
      emails: customer.emails,
      externalId: customer.id,
    },
    lines: [],
    parcels: [],
    returns: [],
    payable: payUrl !== null,
    statusUrl: cell.address(row, 'status_url'),
  };
  const untilMs = cell.optionalDate(row, 'pay_until', calendar);
  const extra = money('delivery_price').minor - money('discount').minor;
  return { row, order, extra, payPage: payUrl === null ? null : { url: payUrl, untilMs } };
}

export function toLine(row: Row, order: Order, variants: Map<string, Variant>): OrderLine {
  const sku = cell.optional(row, 'sku');
  const variant = sku ? variants.get(sku) : undefined;
  const title = cell.titles(row, 'title') ?? (variant ? variantTitle(variant) : null);
  const fallback = title && (title.ru ?? title.uk ?? title.en);
  if (!title || !fallback) {
    throw row.fault('title_ru', 'cell.no-title', { text: sku ?? '' });
  }
  const flags = cell.list(row, 'flags').map((text) => {
    const flag = LINE_FLAGS.find((one) => one === text);
    if (!flag) throw row.fault('flags', 'cell.one-of', { text, names: LINE_FLAGS.join(', ') });
    return flag;
  });
  return {
    id: String(order.lines.length + 1),
    sku,
    title: { ...title, default: fallback },
    quantity: cell.whole(row, 'quantity', 1),
    unit: cell.money(row, 'unit_price', order.total.currency),
    category: variant?.category ?? null,
    flags,
  };
}

/** Lines must stand in the order before: parcels name what is inside by SKU. */
export function toParcel(row: Row, order: Order, calendar: Calendar): Parcel {
  const url = cell.optional(row, 'url');
  if (url && !/^https?:\/\/\S+$/.test(url)) throw row.fault('url', 'cell.http');
  const { currency } = order.total;
  const skus = new Set(cell.list(row, 'skus'));
  const inside = order.lines.filter(({ sku }) => sku !== null && skus.has(sku));
  return {
    carrier: cell.optional(row, 'carrier'),
    number: cell.optional(row, 'number'),
    url,
    state: cell.oneOf(row, 'state', PARCEL_STATES),
    expectedMs: cell.optionalDate(row, 'expected', calendar),
    deliveredAtMs: row.text('delivered') === '' ? null : cell.date(row, 'delivered', 'noon', calendar),
    storedUntilMs: cell.optionalDate(row, 'stored_until', calendar),
    place: cell.localText(row, 'place'),
    pickupCode: cell.optional(row, 'pickup_code'),
    toPay: row.text('to_pay') === '' ? null : cell.money(row, 'to_pay', currency),
    lines: inside.map(({ id, quantity }) => ({ lineId: id, quantity })),
    source: 'shop',
  };
}

export function finished({ row, order, extra }: Draft): Order {
  if (order.lines.length === 0) throw row.fault('number', 'cell.no-lines', { text: order.number });
  const goods = order.lines.reduce((sum, line) => sum + line.unit.minor * line.quantity, 0);
  if (goods + extra < 0) throw row.fault('discount', 'cell.discount');
  const whole = { ...order, total: { ...order.total, minor: goods + extra } };
  if (whole.refunded.minor > whole.paid.minor) throw row.fault('refunded', 'cell.refunded');
  return {
    ...whole,
    payment: order.payment === 'unknown' ? paymentOf(whole) : order.payment,
    deliveryState: deliveryOf(whole),
    payable: order.payable && whole.paid.minor < whole.total.minor && !CLOSED.has(order.state),
  };
}

/** Nobody shall pay for these any more. */
const CLOSED: ReadonlySet<OrderState> = new Set<OrderState>(['cancelled', 'returned', 'failed']);

function paymentOf({ total, paid, refunded }: Order): PaymentState {
  if (refunded.minor > 0) return refunded.minor < paid.minor ? 'partly_refunded' : 'refunded';
  if (paid.minor === 0) return total.minor === 0 ? 'paid' : 'unpaid';
  return paid.minor < total.minor ? 'partly_paid' : 'paid';
}

const BY_STATE: Partial<Record<OrderState, DeliveryState>> = {
  new: 'waiting',
  awaiting_payment: 'waiting',
  confirmed: 'waiting',
  assembling: 'waiting',
  on_hold: 'waiting',
  partly_shipped: 'partly_sent',
  shipped: 'sent',
  ready_for_pickup: 'at_pickup_point',
  partly_delivered: 'partly_delivered',
  delivered: 'delivered',
  completed: 'delivered',
  returned: 'came_back',
};

function deliveryOf({ state, parcels }: Order): DeliveryState {
  if (parcels.some((parcel) => parcel.state === 'returning') && state !== 'returned') return 'coming_back';
  return BY_STATE[state] ?? 'unknown';
}
