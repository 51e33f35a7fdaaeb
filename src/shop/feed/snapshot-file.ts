/**
 * One snapshot of a feed as an SQLite file of its own: written once, in small steps, never changed afterwards. Half a file is
 * never opened: what makes it whole is written last, and its name is told by the folder's state only after that.
 */
import Database from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { open as openFile } from 'node:fs/promises';
import { LIMITS } from '../../core/limits.ts';
import type { VariantRef } from '../../core/ports/shop-catalog.ts';
import type { FeedVariant } from './feed-offer.ts';

export interface SnapshotWriter {
  /** False: there is a variant of this id already. */
  add(variant: FeedVariant): boolean;
  /** Puts it safely on the disk and closes it. `digest` is the same for the same variants in the same order. */
  finish(): Promise<{ count: number; digest: string; counted: boolean }>;
  /** Closes what is not wanted. */
  drop(): void;
}

export interface Snapshot {
  readonly count: number;
  /** Whether the feed tells how many pieces there are. */
  readonly counted: boolean;
  /** Variants in their order, `LIMITS.feedRows` at most, behind number `after` (0: from the first). */
  rows(after: number): { at: number; variant: FeedVariant }[];
  has(id: string): boolean;
  byId(id: string): FeedVariant | null;
  /** As asked for by code: every variant that has it, else the one of that id. */
  find(ref: VariantRef): FeedVariant[];
  close(): void;
}

/** Raised with every change of the table: an older file is not opened, the feed is read anew. */
const SCHEMA_VERSION = 1;
const SCHEMA = `
  CREATE TABLE variants (at INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, sku TEXT, body TEXT NOT NULL) STRICT;
  CREATE INDEX variants_by_sku ON variants (sku) WHERE sku IS NOT id;
  CREATE TABLE whole (count INTEGER NOT NULL, counted INTEGER NOT NULL) STRICT;
`;
/** Variants that may share one code. */
const SAME_SKU = 20;

export function createSnapshotWriter(file: string): SnapshotWriter {
  const db = new Database(file);
  // Not a line of it counts before the end, so nothing has to be safe until then; not even a half-made file can be.
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  db.pragma('locking_mode = EXCLUSIVE');
  db.pragma('cache_size = -8000');
  db.exec(SCHEMA);
  const insert = db.prepare('INSERT OR IGNORE INTO variants (at, id, sku, body) VALUES (?, ?, ?, ?)');
  const begin = db.prepare('BEGIN');
  const commit = db.prepare('COMMIT');
  const hash = createHash('sha256');
  let count = 0;
  let open = 0;
  let counted = false;
  return {
    add(variant) {
      if (open === 0) begin.run();
      const body = JSON.stringify(variant);
      const isNew = insert.run(count + 1, variant.id, variant.sku, body).changes === 1;
      if (isNew) {
        count += 1;
        hash.update(body).update('\n');
        counted ||= (variant.stock.saleable ?? 0) > 0;
      }
      open = (open + 1) % LIMITS.feedRows;
      if (open === 0) commit.run();
      return isNew;
    },
    async finish() {
      if (open === 0) begin.run();
      db.prepare('INSERT INTO whole (count, counted) VALUES (?, ?)').run(count, counted ? 1 : 0);
      db.pragma(`user_version = ${SCHEMA_VERSION}`);
      commit.run();
      db.close();
      const handle = await openFile(file, 'r+');
      try {
        await handle.sync();
      } finally {
        await handle.close();
      }
      return { count, counted, digest: hash.digest('base64url') };
    },
    drop: () => void db.close(),
  };
}

/** Null for a file that is missing, damaged, half written or of another version. */
export function openSnapshot(file: string): Snapshot | null {
  let db: Database.Database | null = null;
  try {
    db = new Database(file, { readonly: true, fileMustExist: true });
    return db.pragma('user_version', { simple: true }) === SCHEMA_VERSION ? toSnapshot(db) : closed(db);
  } catch (thrown) {
    if (!(thrown instanceof TypeError) && !isOfSqlite(thrown)) throw thrown;
    return closed(db);
  }
}

/** By its name: there may be several copies of the class in one process. */
function isOfSqlite(thrown: unknown): boolean {
  return typeof thrown === 'object' && thrown !== null && 'name' in thrown && thrown.name === 'SqliteError';
}

function closed(db: Database.Database | null): null {
  db?.close();
  return null;
}

function toSnapshot(db: Database.Database): Snapshot | null {
  const whole = db.prepare<[], { count: number; counted: number }>('SELECT count, counted FROM whole').get();
  const last = db.prepare<[], { at: number | null }>('SELECT max(at) AS at FROM variants').get();
  if (!whole || last?.at !== whole.count) return closed(db);
  type Body = { body: string };
  const rows = db.prepare<[number, number], Body & { at: number }>(
    'SELECT at, body FROM variants WHERE at > ? ORDER BY at LIMIT ?',
  );
  const byId = db.prepare<[string], Body>('SELECT body FROM variants WHERE id = ?');
  const has = db.prepare<[string]>('SELECT 1 FROM variants WHERE id = ?');
  const bySku = db.prepare<[string, number], Body>(
    'SELECT body FROM variants WHERE sku = ? AND sku IS NOT id ORDER BY at LIMIT ?',
  );
  const read = ({ body }: Body) => JSON.parse(body) as FeedVariant;
  const one = (id: string) => {
    const row = byId.get(id);
    return row ? read(row) : null;
  };
  return {
    count: whole.count,
    counted: whole.counted === 1,
    rows: (after) => rows.all(after, LIMITS.feedRows).map((row) => ({ at: row.at, variant: read(row) })),
    has: (id) => has.get(id) !== undefined,
    byId: one,
    find(ref) {
      const named = 'sku' in ref ? bySku.all(ref.sku, SAME_SKU).map(read) : [];
      if (named.length > 0) return named;
      const only = one('sku' in ref ? ref.sku : ref.id);
      return only ? [only] : [];
    },
    close: () => void db.close(),
  };
}
