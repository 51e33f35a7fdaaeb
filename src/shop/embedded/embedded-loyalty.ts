/**
 * Points of the embedded shop: what customers had stands in `customers.csv`, their cards and levels in `loyalty.csv`, and what
 * they were given since in a ledger of its own, by key. Finds an account only for contacts that fit one customer.
 */
import type Database from 'better-sqlite3';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../core/clock.ts';
import { LIMITS } from '../../core/limits.ts';
import type { LocalText } from '../../core/local-text.ts';
import type { Money } from '../../core/money.ts';
import type {
  Loyalty,
  LoyaltyAccount,
  LoyaltyBuyer,
  LoyaltyGrant,
  LoyaltyGranted,
} from '../../core/ports/loyalty.ts';
import type { ShopResult } from '../../core/ports/shop.ts';
import * as cell from './cells.ts';
import { readCsvTable, type Row } from './csv-table.ts';
import { readCustomers, type Customer } from './read-sample.ts';
import { dayOf } from './zoned-date.ts';

export interface EmbeddedLoyaltyOptions {
  /** Of `openLoyaltyDatabase`. */
  db: Database.Database;
  /** The folder of the CSV files. */
  dir: string;
  timeZone: string;
  currency: string;
  clock: Clock;
}

export interface EmbeddedLoyalty extends Loyalty {
  /** Reads both files anew. Throws SAMPLE_INVALID. */
  reload(): Promise<void>;
}

interface CardRow {
  card: string | null;
  level: LocalText | null;
  toNextLevel: Money | null;
  burns: LoyaltyAccount['burns'];
}

interface Known {
  customers: Customer[];
  cards: Map<string, CardRow>;
  /** The day of reading, when a date counts from it; null: it never ages. */
  day: number | null;
}

const FILE = 'loyalty.csv';
const COLUMNS = ['customer', 'card', ...cell.localised('level'), 'to_next', 'burning', 'burns_on'];
const ABORTED = { ok: false, failure: { kind: 'unavailable', detail: 'aborted' } } as const;

/** Throws SAMPLE_INVALID. */
export async function createEmbeddedLoyalty(options: EmbeddedLoyaltyOptions): Promise<EmbeddedLoyalty> {
  const { db, clock, timeZone } = options;
  let known = await readKnown(options);
  const given = db
    .prepare<[string], number>('SELECT coalesce(sum(points), 0) FROM grants WHERE customer = ?')
    .pluck();
  const write = grantWriter(db, clock);

  const accountOf = (customer: Customer): LoyaltyAccount => {
    const {
      card = null,
      level = null,
      toNextLevel = null,
      burns = null,
    } = known.cards.get(customer.id) ?? {};
    const points = customer.points + (given.get(customer.id) ?? 0);
    return { points, level, toNextLevel, burns, card };
  };
  const reload = async () => {
    known = await readKnown(options);
  };

  return {
    capabilities: () => ({ account: 'native', card: 'native', grant: 'native' }),
    async account(buyer, signal) {
      if (signal.aborted) return ABORTED;
      if (known.day !== null && known.day !== dayOf(clock.now(), timeZone)) await reload();
      const [one, ...others] = customersOf(known.customers, buyer);
      if (!one) return { ok: true, value: { found: 'none' } };
      if (others.length > 0) return { ok: true, value: { found: 'several' } };
      return { ok: true, value: { found: 'one', account: accountOf(one) } };
    },
    async grant(grant, key, signal) {
      if (signal.aborted) return ABORTED;
      const one = onlyOne(known, grant.buyer);
      if (!('id' in one)) return one;
      const written = write(one.id, grant, key);
      if (!written.ok) return written;
      return { ok: true, value: { points: written.value.points, balance: accountOf(one).points } };
    },
    reload,
  };
}

/** Those whom all the contacts fit that are given: of two people with one phone, an e-mail tells who it is. */
function customersOf(customers: readonly Customer[], { phones, emails }: LoyaltyBuyer): Customer[] {
  if (phones.length === 0 && emails.length === 0) return [];
  const lowered = emails.map((email) => email.toLowerCase());
  return customers.filter(
    (one) =>
      (phones.length === 0 || one.phones.some((phone) => phones.includes(phone))) &&
      (lowered.length === 0 || one.emails.some((email) => lowered.includes(email))),
  );
}

function onlyOne(
  { customers }: Known,
  buyer: LoyaltyBuyer,
): Customer | Extract<ShopResult<never>, { ok: false }> {
  const [one, ...others] = customersOf(customers, buyer);
  if (!one) return { ok: false, failure: { kind: 'not_found' } };
  if (others.length > 0) return { ok: false, failure: { kind: 'rejected', detail: 'several accounts' } };
  return one;
}

/** Looks for the key and writes, in one transaction. */
function grantWriter(db: Database.Database, clock: Clock) {
  const byKey = db.prepare<[string], { customer: string; points: number }>(
    'SELECT customer, points FROM grants WHERE key = ?',
  );
  const put = db.prepare(
    'INSERT INTO grants (key, customer, points, why, granted_ms) VALUES (?, ?, ?, ?, ?)',
  );
  return db.transaction(
    (
      customer: string,
      { points, why }: LoyaltyGrant,
      key: string,
    ): ShopResult<Pick<LoyaltyGranted, 'points'>> => {
      const before = byKey.get(key);
      if (before && (before.customer !== customer || before.points !== points))
        return { ok: false, failure: { kind: 'rejected', detail: 'the key was for something else' } };
      if (!Number.isSafeInteger(points) || points < 1 || points > LIMITS.loyaltyGrantPoints)
        return { ok: false, failure: { kind: 'rejected', detail: 'no such number of points' } };
      if (!before) put.run(key, customer, points, why, clock.now());
      return { ok: true, value: { points } };
    },
  ).immediate;
}

async function readKnown({ dir, timeZone, currency, clock }: EmbeddedLoyaltyOptions): Promise<Known> {
  const customers = await readCustomers(dir);
  const file = join(dir, FILE);
  const nowMs = clock.now();
  const calendar: cell.Calendar = { nowMs, timeZone, relative: false };
  // A shop may leave the file out: then there are points, but no cards and no levels.
  const rows = existsSync(file) ? await readCsvTable(file, COLUMNS) : [];
  const cards = cell.indexed(rows, 'customer', (row) => toCard(row, { customers, currency, calendar }));
  const day = calendar.relative ? dayOf(nowMs, timeZone) : null;
  return { customers: [...customers.values()], cards, day };
}

function toCard(
  row: Row,
  view: { customers: Map<string, Customer>; currency: string; calendar: cell.Calendar },
): CardRow {
  const id = row.text('customer');
  if (!view.customers.has(id)) throw row.fault('customer', 'cell.no-customer', { text: id });
  const card = cell.optional(row, 'card');
  if (card !== null && !/^[\dA-Za-z -]{4,40}$/.test(card)) throw row.fault('card', 'cell.card');
  const burning = row.text('burning') === '' ? 0 : cell.whole(row, 'burning', 0);
  const burnsOn = cell.optionalDate(row, 'burns_on', view.calendar);
  if (burning > 0 !== (burnsOn !== null)) throw row.fault('burns_on', 'cell.goes-with', { other: 'burning' });
  return {
    card,
    level: cell.localText(row, 'level'),
    toNextLevel: row.text('to_next') === '' ? null : cell.money(row, 'to_next', view.currency),
    burns: burning > 0 && burnsOn !== null ? { points: burning, atMs: burnsOn } : null,
  };
}
