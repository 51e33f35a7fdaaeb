/** The SQLite file of returns: what was opened, decided and asked for. Unlike the shop's tables it is never filled afresh. */
import type Database from 'better-sqlite3';
import { openOwnDatabase } from './own-database.ts';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS tickets (
    ticket TEXT PRIMARY KEY, identity TEXT NOT NULL, order_body TEXT NOT NULL, opened_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS decisions (
    id INTEGER PRIMARY KEY, ticket TEXT NOT NULL, line INTEGER NOT NULL, decided_ms INTEGER NOT NULL,
    pack TEXT NOT NULL, version TEXT NOT NULL, inputs TEXT NOT NULL, decision TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS decisions_by_time ON decisions (decided_ms);
  CREATE TABLE IF NOT EXISTS returns (
    id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, order_id TEXT NOT NULL, line INTEGER NOT NULL,
    quantity INTEGER NOT NULL, requested_ms INTEGER NOT NULL, body TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS returns_by_order ON returns (order_id, line);
`;

/** Throws DATA_DIR_UNUSABLE. */
export function openReturnsDatabase(file: string): Database.Database {
  return openOwnDatabase(file, SCHEMA);
}
