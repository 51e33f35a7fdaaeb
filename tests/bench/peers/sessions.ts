/** Sessions in SQLite for bots that bring no storage of their own: WAL and NORMAL, as their users would write it. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { DATA } from './settings.ts';

const db = new Database(join(DATA, 'sessions.sqlite'));
db.pragma('journal_mode = WAL');
db.pragma('synchronous = NORMAL');
db.exec('CREATE TABLE IF NOT EXISTS sessions (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID');
const get = db.prepare<[string], string>('SELECT value FROM sessions WHERE key = ?').pluck();
const set = db.prepare(
  'INSERT INTO sessions VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
);
const remove = db.prepare('DELETE FROM sessions WHERE key = ?');

export function read(key: string): unknown {
  const value = get.get(key);
  return value === undefined ? undefined : (JSON.parse(value) as unknown);
}

export function write(key: string, value: unknown): void {
  set.run(key, JSON.stringify(value));
}

export function erase(key: string): void {
  remove.run(key);
}
