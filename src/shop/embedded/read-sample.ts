/**
 * The CSV files of the embedded shop → customers, variants and whole orders, checked against each other. First step of
 * seeding; writes nothing. The columns are described beside the files, in the folder's README.
 */
import { join } from 'node:path';
import { LOCALES, type Locale } from '../../core/locale.ts';
import type { Variant } from '../../core/ports/shop-catalog.ts';
import type { Order } from '../../core/ports/shop.ts';
import type { Calendar } from './cells.ts';
import * as cell from './cells.ts';
import { readCsvTable, type Row } from './csv-table.ts';
import {
  finished,
  ORDER_TABLES,
  toDraft,
  toLine,
  toParcel,
  type Draft,
  type PayPage,
} from './read-orders.ts';
import { PRODUCT_FACTS_FILE, PRODUCTS_FILE, readProducts } from './read-products.ts';

export interface Sample {
  variants: Variant[];
  customers: Customer[];
  orders: Order[];
  /** By order id. */
  payPages: Map<string, PayPage>;
  /** Some date counts from the day of loading: the sample grows old and is read again on another day. */
  relative: boolean;
}

/** A row of customers.csv. */
export interface Customer {
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

const CUSTOMERS = ['id', 'name', 'phones', 'emails', 'locale', 'city', 'birthday', 'points'];

/** The names of the files, as they lie in the folder. */
export const SAMPLE_FILES: readonly string[] = [
  PRODUCTS_FILE,
  PRODUCT_FACTS_FILE,
  'customers.csv',
  ...Object.keys(ORDER_TABLES).map((table) => `${table}.csv`),
];

export /** Throws SAMPLE_INVALID with file, line, column and what is allowed. */
async function readSample(dir: string, view: SampleView): Promise<Sample> {
  const table = (name: keyof typeof ORDER_TABLES) =>
    readCsvTable(join(dir, `${name}.csv`), ORDER_TABLES[name].columns, ORDER_TABLES[name].optional);
  const calendar: Calendar = { ...view, relative: false };
  const variants = await readProducts(dir, view);
  const customers = await readCustomers(dir);
  const drafts = cell.indexed(await table('orders'), 'number', (row) =>
    toDraft(row, { customers, calendar }),
  );
  for (const row of await table('order_lines')) {
    const { order } = orderOf(row, drafts);
    order.lines.push(toLine(row, order, variants));
  }
  for (const row of await table('parcels')) {
    const { order } = orderOf(row, drafts);
    order.parcels.push(toParcel(row, order, calendar));
  }
  const payPages = [...drafts].flatMap(([id, { payPage }]): [string, PayPage][] =>
    payPage ? [[id, payPage]] : [],
  );
  return {
    variants: [...variants.values()],
    customers: [...customers.values()],
    orders: Array.from(drafts.values(), finished),
    payPages: new Map(payPages),
    relative: calendar.relative,
  };
}

/** customers.csv alone, by id. Throws SAMPLE_INVALID. */
export async function readCustomers(dir: string): Promise<Map<string, Customer>> {
  return cell.indexed(await readCsvTable(join(dir, 'customers.csv'), CUSTOMERS), 'id', toCustomer);
}

function toCustomer(row: Row): Customer {
  const birthday = cell.optional(row, 'birthday');
  if (birthday && !/^\d{4}-\d{2}-\d{2}$/.test(birthday)) throw row.fault('birthday', 'cell.birthday');
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

function orderOf(row: Row, drafts: Map<string, Draft>): Draft {
  const draft = drafts.get(row.text('order'));
  if (!draft) throw row.fault('order', 'cell.no-order', { text: row.text('order') });
  return draft;
}

function phones(row: Row, column: string): string[] {
  const found = cell.list(row, column);
  const odd = found.find((phone) => !/^\d{8,15}$/.test(phone));
  if (odd !== undefined) throw row.fault(column, 'cell.phone', { text: odd });
  return found;
}

function emails(row: Row, column: string): string[] {
  const found = cell.list(row, column);
  const odd = found.find((email) => !/^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+$/.test(email));
  if (odd !== undefined) throw row.fault(column, 'cell.email', { text: odd });
  return found.map((email) => email.toLowerCase());
}
