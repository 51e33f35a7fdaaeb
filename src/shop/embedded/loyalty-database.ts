/** The SQLite file of what was given: points by key, and the links to pay. Unlike the shop's tables it is never filled afresh. */
import type Database from 'better-sqlite3';
import { openOwnDatabase } from './own-database.ts';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS grants (
    key TEXT PRIMARY KEY, customer TEXT NOT NULL, points INTEGER NOT NULL, why TEXT NOT NULL, granted_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS grants_of ON grants (customer);
  CREATE TABLE IF NOT EXISTS links (
    key TEXT PRIMARY KEY, id TEXT NOT NULL UNIQUE, order_id TEXT NOT NULL, minor INTEGER NOT NULL, currency TEXT NOT NULL,
    receipt TEXT NOT NULL, made_ms INTEGER NOT NULL, until_ms INTEGER NOT NULL, state TEXT NOT NULL, paid_ms INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS links_of ON links (order_id);
  CREATE INDEX IF NOT EXISTS links_with_receipt ON links (made_ms) WHERE receipt <> '';
`;

/** Throws DATA_DIR_UNUSABLE. */
export function openLoyaltyDatabase(file: string): Database.Database {
  return openOwnDatabase(file, SCHEMA);
}
