/**
 * Returns of the embedded shop: when goods were handed over comes from `handovers.csv`, what is asked back is written into
 * a table with a key of ours, so that a crash in between makes one return and not two.
 */
import type Database from 'better-sqlite3';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../core/clock.ts';
import { LIMITS } from '../../core/limits.ts';
import { LOCALES } from '../../core/locale.ts';
import type { LocalText } from '../../core/local-text.ts';
import type { ReturnDraft, ReturnLineFacts, ShopReturns } from '../../core/ports/returns.ts';
import type { Order, ShopResult } from '../../core/ports/shop.ts';
import type { ShopCatalog, Variant } from '../../core/ports/shop-catalog.ts';
import { optionsName } from '../alerts/variant-name.ts';
import * as cell from './cells.ts';
import { readCsvTable, type Row } from './csv-table.ts';

export interface EmbeddedReturnsOptions {
  /** Of `openReturnsDatabase`. */
  db: Database.Database;
  /** The folder of the CSV files. */
  dir: string;
  timeZone: string;
  catalog: ShopCatalog;
  clock: Clock;
}

export interface EmbeddedReturns extends ShopReturns {
  /** Reads `handovers.csv` and the catalogue anew. Throws SAMPLE_INVALID. */
  reload(): Promise<void>;
}

interface Handover {
  /** Null: of everything in the order. */
  sku: string | null;
  deliveredMs: number | null;
  informed: boolean | null;
  madeToMeasure: boolean | null;
}

/** By order number, and the SKUs of each product. */
interface Known {
  handovers: Map<string, Handover[]>;
  siblings: Map<string, string[]>;
}

const FILE = 'handovers.csv';
const COLUMNS = ['order', 'sku', 'delivered', 'informed', 'made_to_measure'];
const NEVER = new AbortController().signal;

/** Throws SAMPLE_INVALID. */
export async function createEmbeddedReturns(options: EmbeddedReturnsOptions): Promise<EmbeddedReturns> {
  const { db, clock, catalog } = options;
  let known = await readKnown(options);
  const write = requestWriter(db, clock);
  const countOf = db.prepare<[string], { line: number; pieces: number }>(
    'SELECT line, SUM(quantity) AS pieces FROM returns WHERE order_id = ? GROUP BY line',
  );
  return {
    async facts(order, signal) {
      const skus = order.lines.flatMap(({ sku }) => (sku === null ? [] : [sku]));
      const found = await catalog.variants(
        [...new Set(skus)].slice(0, LIMITS.variantsAsked).map(bySku),
        signal,
      );
      if (!found.ok) return found;
      const returned = new Map(countOf.all(order.id).map(({ line, pieces }) => [line, pieces]));
      const facts: ReturnLineFacts[] = [];
      for (const [line, { sku }] of order.lines.entries()) {
        const variant = found.value.find((one) => one.sku === sku) ?? null;
        const handed = handoverOf(known, order, sku);
        facts.push({
          handedOverMs: handed?.deliveredMs ?? null,
          informed: handed?.informed ?? null,
          // What stands in the catalogue is made for everybody; of anything else nobody knows.
          madeToMeasure: handed?.madeToMeasure ?? (variant ? false : null),
          category: variant?.category ?? null,
          returned: returned.get(line) ?? 0,
          variants: variant ? await othersInStock(known, catalog, variant, signal) : [],
        });
      }
      return { ok: true, value: facts };
    },
    async request(draft, key) {
      return write(draft, key);
    },
    async reload() {
      known = await readKnown(options);
    },
  };
}

/** Looks for the key, counts what is left and writes, all in one transaction. */
function requestWriter(db: Database.Database, clock: Clock) {
  type Kept = { id: number; requested_ms: number };
  const byKey = db.prepare<[string], Kept>('SELECT id, requested_ms FROM returns WHERE key = ?');
  const pieces = db.prepare<[string, number], { pieces: number | null }>(
    'SELECT SUM(quantity) AS pieces FROM returns WHERE order_id = ? AND line = ?',
  );
  const put = db.prepare(
    'INSERT INTO returns (key, order_id, line, quantity, requested_ms, body) VALUES (?, ?, ?, ?, ?, ?)',
  );
  return db.transaction((draft: ReturnDraft, key: string): Awaited<ReturnType<ShopReturns['request']>> => {
    const before = byKey.get(key);
    if (before) return receipt(before);
    const { orderId, line, quantity, ordered } = draft;
    const taken = pieces.get(orderId, line)?.pieces ?? 0;
    if (quantity < 1 || taken + quantity > ordered) {
      return { ok: false, failure: { kind: 'rejected', detail: 'more pieces than are left to return' } };
    }
    const nowMs = clock.now();
    const { lastInsertRowid } = put.run(key, orderId, line, quantity, nowMs, JSON.stringify(draft));
    return receipt({ id: Number(lastInsertRowid), requested_ms: nowMs });
  }).immediate;
}

function receipt({ id, requested_ms }: { id: number; requested_ms: number }): ShopResult<{
  number: string;
  requestedAtMs: number;
}> {
  return { ok: true, value: { number: `R-${1000 + id}`, requestedAtMs: requested_ms } };
}

/** The row for this very SKU before the one for the whole order. */
function handoverOf(known: Known, order: Order, sku: string | null): Handover | null {
  const rows = known.handovers.get(order.number) ?? [];
  return rows.find((row) => sku !== null && row.sku === sku) ?? rows.find((row) => row.sku === null) ?? null;
}

async function othersInStock(known: Known, catalog: ShopCatalog, variant: Variant, signal: AbortSignal) {
  const others = (known.siblings.get(variant.productId) ?? []).filter((sku) => sku !== variant.sku);
  const asked = await catalog.variants(others.slice(0, LIMITS.variantsAsked).map(bySku), signal);
  const live = asked.ok ? asked.value.filter(({ stock }) => stock.state === 'in') : [];
  return live.slice(0, LIMITS.returnVariants).flatMap((one) => {
    return one.sku === null ? [] : [{ sku: one.sku, label: labelOf(one) }];
  });
}

/** Size and colour; its name where the catalogue says neither. */
function labelOf(variant: Variant): LocalText {
  if (variant.options.length === 0) return variant.title;
  const label: LocalText = { default: variant.options.map(({ value }) => value.default).join(', ') };
  for (const locale of LOCALES) label[locale] = optionsName(variant, locale);
  return label;
}

function bySku(sku: string): { sku: string } {
  return { sku };
}

async function readKnown({ dir, timeZone, clock, catalog }: EmbeddedReturnsOptions): Promise<Known> {
  const known: Known = { handovers: new Map(), siblings: new Map() };
  await catalog.snapshot(({ productId, sku }) => {
    if (sku !== null) known.siblings.set(productId, [...(known.siblings.get(productId) ?? []), sku]);
  }, NEVER);
  const file = join(dir, FILE);
  // A shop may leave the file out: then nobody knows when anything was handed over, and people decide.
  if (!existsSync(file)) return known;
  const calendar: cell.Calendar = { nowMs: clock.now(), timeZone, relative: false };
  for (const row of await readCsvTable(file, COLUMNS)) {
    const order = cell.required(row, 'order');
    const handover: Handover = {
      sku: cell.optional(row, 'sku'),
      deliveredMs: row.text('delivered') === '' ? null : cell.date(row, 'delivered', 'noon', calendar),
      informed: yesNo(row, 'informed'),
      madeToMeasure: yesNo(row, 'made_to_measure'),
    };
    known.handovers.set(order, [...(known.handovers.get(order) ?? []), handover]);
  }
  return known;
}

function yesNo(row: Row, column: string): boolean | null {
  return row.text(column) === '' ? null : cell.oneOf(row, column, ['yes', 'no']) === 'yes';
}
