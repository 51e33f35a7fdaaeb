/**
 * The CSV files of the embedded shop → customers, variants and whole orders, checked against each other. First step of
 * seeding; writes nothing. The columns are described beside the files, in the folder's README.
 */
import { join } from 'node:path';
import { LOCALES, type Locale } from '../../core/locale.ts';
import type { Variant } from '../../core/ports/shop-catalog.ts';
import { ORDER_STATES, type Order, type OrderLine, type Parcel } from '../../core/ports/shop.ts';
import type { Calendar } from './cells.ts';
import * as cell from './cells.ts';
import { readCsvTable, type Row } from './csv-table.ts';
import { PRODUCT_FACTS_FILE, PRODUCTS_FILE, readProducts, variantTitle } from './read-products.ts';

export interface Sample {
  variants: Variant[];
  customers: Customer[];
  orders: Order[];
  /** Some date counts from the day of loading: the sample grows old and is read again on another day. */
  relative: boolean;
}

interface Customer {
  id: string;
  name: string | null;
  phones: string[];
  emails: string[];
  locale: Locale;
  city: string | null;
  birthday: string | null;
  points: number;
}

export interface SampleView {
  nowMs: number;
  timeZone: string;
  /** Of the prices in products.csv. */
  currency: string;
}

const TABLES = {
  customers: ['id', 'name', 'phones', 'emails', 'locale', 'city', 'birthday', 'points'],
  orders: [
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
  order_lines: ['order', 'sku', 'quantity', 'unit_price', ...cell.localised('title')],
  parcels: ['order', 'carrier', 'number', 'url', 'state', 'expected', 'stored_until', 'skus'],
} as const;

/** The names of the files, as they lie in the folder. */
export const SAMPLE_FILES: readonly string[] = [
  PRODUCTS_FILE,
  PRODUCT_FACTS_FILE,
  ...Object.keys(TABLES).map((table) => `${table}.csv`),
];

const DELIVERIES = ['courier', 'pickup', 'post', 'digital', 'unknown'] as const satisfies Order['delivery'][];
const PARCEL_STATES = [
  'preparing',
  'in_transit',
  'at_pickup_point',
  'delivered',
  'returning',
  'unknown',
] as const satisfies Parcel['state'][];

/** Throws SAMPLE_INVALID with file, line, column and what is allowed. */
export async function readSample(dir: string, view: SampleView): Promise<Sample> {
  const table = (name: keyof typeof TABLES) => readCsvTable(join(dir, `${name}.csv`), TABLES[name]);
  const calendar: Calendar = { ...view, relative: false };
  const variants = await readProducts(dir, view);
  const customers = cell.indexed(await table('customers'), 'id', toCustomer);
  const drafts = cell.indexed(await table('orders'), 'number', (row) => toDraft(row, customers, calendar));
  for (const row of await table('order_lines')) {
    const draft = orderOf(row, drafts);
    draft.order.lines.push(toLine(row, draft.order.total.currency, variants));
  }
  for (const row of await table('parcels')) orderOf(row, drafts).order.parcels.push(toParcel(row, calendar));
  return {
    variants: [...variants.values()],
    customers: [...customers.values()],
    orders: Array.from(drafts.values(), finished),
    relative: calendar.relative,
  };
}

/** An order whose lines and total are not known yet. */
interface Draft {
  row: Row;
  order: Order;
  /** Delivery less discount, smallest units. */
  extra: number;
}

function toCustomer(row: Row): Customer {
  const birthday = cell.optional(row, 'birthday');
  if (birthday && !/^\d{4}-\d{2}-\d{2}$/.test(birthday))
    throw row.fault('birthday', 'is written like 1990-05-21');
  return {
    id: row.text('id'),
    name: cell.optional(row, 'name'),
    phones: phones(row, 'phones'),
    emails: emails(row, 'emails'),
    locale: cell.oneOf(row, 'locale', LOCALES),
    city: cell.optional(row, 'city'),
    birthday,
    points: cell.whole(row, 'points', 0),
  };
}

function toDraft(row: Row, customers: Map<string, Customer>, calendar: Calendar): Draft {
  const number = row.text('number');
  if (!/\d/.test(number) || number.length > 40) {
    throw row.fault('number', 'needs at least one digit and at most 40 characters');
  }
  const customer = customers.get(row.text('customer'));
  if (!customer) throw row.fault('customer', `"${row.text('customer')}" is no id in customers.csv`);
  const currency = cell.currency(row, 'currency');
  const extra =
    cell.money(row, 'delivery_price', currency).minor - cell.money(row, 'discount', currency).minor;
  const order: Order = {
    id: number,
    number,
    placedAtMs: Math.min(cell.date(row, 'placed', 'noon', calendar), calendar.nowMs),
    total: { minor: 0, currency },
    paid: cell.money(row, 'paid', currency),
    state: cell.oneOf(row, 'state', ORDER_STATES),
    delivery: cell.oneOf(row, 'delivery', DELIVERIES),
    promisedMs: cell.optionalDate(row, 'promised', calendar),
    buyer: { name: customer.name, phones: customer.phones, emails: customer.emails },
    lines: [],
    parcels: [],
  };
  return { row, order, extra };
}

function toLine(row: Row, currency: string, variants: Map<string, Variant>): OrderLine {
  const sku = cell.optional(row, 'sku');
  const variant = sku ? variants.get(sku) : undefined;
  const title = cell.titles(row, 'title') ?? (variant ? variantTitle(variant) : null);
  const fallback = title && (title.ru ?? title.uk ?? title.en);
  if (!title || !fallback) {
    throw row.fault('title_ru', `needs a title, because products.csv has no sku "${sku ?? ''}"`);
  }
  return {
    sku,
    title: { ...title, default: fallback },
    quantity: cell.whole(row, 'quantity', 1),
    unit: cell.money(row, 'unit_price', currency),
  };
}

function toParcel(row: Row, calendar: Calendar): Parcel {
  const url = cell.optional(row, 'url');
  if (url && !/^https?:\/\/\S+$/.test(url)) throw row.fault('url', 'must begin with https:// or http://');
  return {
    carrier: cell.optional(row, 'carrier'),
    number: cell.optional(row, 'number'),
    url,
    state: cell.oneOf(row, 'state', PARCEL_STATES),
    expectedMs: cell.optionalDate(row, 'expected', calendar),
    storedUntilMs: cell.optionalDate(row, 'stored_until', calendar),
  };
}

function finished({ row, order, extra }: Draft): Order {
  if (order.lines.length === 0) throw row.fault('number', `"${order.number}" has no line in order_lines.csv`);
  const goods = order.lines.reduce((sum, line) => sum + line.unit.minor * line.quantity, 0);
  if (goods + extra < 0) throw row.fault('discount', 'is larger than the whole order');
  return { ...order, total: { ...order.total, minor: goods + extra } };
}

function orderOf(row: Row, drafts: Map<string, Draft>): Draft {
  const draft = drafts.get(row.text('order'));
  if (!draft) throw row.fault('order', `"${row.text('order')}" is no number in orders.csv`);
  return draft;
}

function phones(row: Row, column: string): string[] {
  const found = cell.list(row, column);
  const odd = found.find((phone) => !/^\d{8,15}$/.test(phone));
  if (odd !== undefined)
    throw row.fault(column, `"${odd}" is not digits with country code, such as 79161234567`);
  return found;
}

function emails(row: Row, column: string): string[] {
  const found = cell.list(row, column);
  const odd = found.find((email) => !/^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+$/.test(email));
  if (odd !== undefined) throw row.fault(column, `"${odd}" is not an e-mail address`);
  return found.map((email) => email.toLowerCase());
}
