/**
 * The shop inside the house: orders and products from CSV files, kept in an SQLite file of their own. Serves shops without a system
 * and everybody who tries Prilavok. Its tables are filled by
 * the seeding and by what customers ask for; a faulty CSV file never replaces a good set.
 */
import Database from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Clock } from '../../core/clock.ts';
import { PrilavokError, toError } from '../../core/errors.ts';
import type { Log } from '../../core/ports/log.ts';
import type { ShopOrders } from '../../core/ports/shop.ts';
import type { ShopCatalog } from '../../core/ports/shop-catalog.ts';
import { createEmbeddedCatalog } from './embedded-catalog.ts';
import { createEmbeddedOrders, WISHES_SCHEMA } from './embedded-orders.ts';
import { createOrderWishes, type OrderWish } from './order-wishes.ts';
import { fillShop } from './fill-shop.ts';
import { PRODUCT_FACTS_FILE } from './read-products.ts';
import { readSample, SAMPLE_FILES } from './read-sample.ts';
import { dayOf } from './zoned-date.ts';

export interface EmbeddedShopOptions {
  /** The database; made if missing. */
  file: string;
  /** The folder of the CSV files. */
  dir: string;
  /** IANA zone in which the files' dates are read. */
  timeZone: string;
  /** Of the prices in products.csv. */
  currency: string;
  clock: Clock;
  log: Log;
}

export interface EmbeddedShop extends ShopOrders {
  catalog: ShopCatalog;
  /** What customers wished for their orders, newest first. */
  wishes(limit: number): OrderWish[];
  /** Reads the CSV files again if they have changed; true when the set was replaced. Throws SAMPLE_INVALID. */
  reload(): Promise<boolean>;
  close(): void;
}

/** Raised with every change of the tables: an older file is filled afresh, it holds nothing of its own. */
const SCHEMA_VERSION = 4;

const SCHEMA = `
  DROP TABLE IF EXISTS meta; DROP TABLE IF EXISTS variants; DROP TABLE IF EXISTS customers;
  DROP TABLE IF EXISTS contacts; DROP TABLE IF EXISTS orders; DROP TABLE IF EXISTS pay_pages; DROP TABLE IF EXISTS epoch;
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE variants (sku TEXT PRIMARY KEY, product TEXT NOT NULL, body TEXT NOT NULL) STRICT;
  CREATE TABLE customers (id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT;
  CREATE TABLE orders (
    id TEXT PRIMARY KEY, number_key TEXT NOT NULL, number_digits TEXT NOT NULL, placed_ms INTEGER NOT NULL, body TEXT NOT NULL,
    seq INTEGER NOT NULL UNIQUE, gone INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX orders_by_digits ON orders (number_digits);
  CREATE TABLE contacts (kind TEXT NOT NULL, value TEXT NOT NULL, order_id TEXT NOT NULL, PRIMARY KEY (kind, value, order_id))
    STRICT, WITHOUT ROWID;
  CREATE TABLE pay_pages (order_id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT;
  CREATE TABLE epoch (name TEXT NOT NULL) STRICT;
  INSERT INTO epoch (name) VALUES (lower(hex(randomblob(8))));
  ${WISHES_SCHEMA}
`;

/** Opens and, where needed, fills the shop. Throws SAMPLE_INVALID, DATA_DIR_UNUSABLE. */
export async function createEmbeddedShop(options: EmbeddedShopOptions): Promise<EmbeddedShop> {
  const db = open(options.file);
  const reload = () => seedIfChanged(db, options);
  try {
    await reload();
  } catch (error) {
    db.close();
    throw error;
  }

  return {
    ...createEmbeddedOrders(db, options.clock),
    wishes: createOrderWishes(db),
    catalog: createEmbeddedCatalog(db, options.clock),
    reload,
    close: () => void db.close(),
  };
}

function open(file: string): Database.Database {
  try {
    const db = new Database(file);
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    if (db.pragma('user_version', { simple: true }) !== SCHEMA_VERSION) {
      db.exec(`BEGIN IMMEDIATE; ${SCHEMA} PRAGMA user_version = ${SCHEMA_VERSION}; COMMIT;`);
    }
    return db;
  } catch (error) {
    throw new PrilavokError('DATA_DIR_UNUSABLE', `${file} cannot be used: ${toError(error).message}`, {
      cause: error,
    });
  }
}

async function seedIfChanged(db: Database.Database, options: EmbeddedShopOptions): Promise<boolean> {
  const { dir, timeZone, currency, clock, log } = options;
  const nowMs = clock.now();
  const day = String(dayOf(nowMs, timeZone));
  const hash = await hashOf(dir, `${timeZone} ${currency}`);
  const meta = new Map(
    db
      .prepare<[], { key: string; value: string }>('SELECT key, value FROM meta')
      .all()
      .map((row) => [row.key, row.value]),
  );
  const aged = meta.get('relative') === '1' && meta.get('day') !== day;
  if (meta.get('hash') === hash && !aged) return false;
  const sample = await readSample(dir, { nowMs, timeZone, currency });
  db.transaction(() =>
    fillShop(db, sample, { hash, day, relative: sample.relative ? '1' : '0' }),
  ).immediate();
  log.info(
    { orders: sample.orders.length, variants: sample.variants.length },
    'embedded shop filled from CSV',
  );
  return true;
}

/** One value for the content of all files and the settings that their reading depends on. */
async function hashOf(dir: string, settings: string): Promise<string> {
  const hash = createHash('sha256').update(settings);
  for (const name of SAMPLE_FILES) {
    hash.update(`\n${name}\n`);
    try {
      await pipeline(createReadStream(join(dir, name)), async (chunks: AsyncIterable<Buffer>) => {
        for await (const chunk of chunks) hash.update(chunk);
      });
    } catch (error) {
      if (name === PRODUCT_FACTS_FILE && !existsSync(join(dir, name))) continue;
      const code = (error as NodeJS.ErrnoException).code ?? toError(error).message;
      throw new PrilavokError('SAMPLE_INVALID', `${join(dir, name)} cannot be read (${code})`, {
        cause: error,
      });
    }
  }
  return hash.digest('hex');
}
