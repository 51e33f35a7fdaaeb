/**
 * Opens the database file: one process at a time, on a sound SQLite, with the settings that make a commit durable.
 * Whatever is wrong with the file is said here, before anything is served; nothing is mended silently.
 */
import Database from 'better-sqlite3';
import { codeOf, PrilavokError } from '../../core/errors.ts';
import { migrate } from './migrate.ts';
import type { Migration } from './migrate.ts';

export interface OpenDatabase {
  db: Database.Database;
  /** Closes the database and lets the next process in. */
  close(): void;
}

/** Milliseconds that a statement may block the event loop for another connection's lock. */
const BUSY_MS = 10;
const CACHE_KIB = 64 * 1024;

/** Throws DATABASE_LOCKED, DATABASE_DAMAGED, DATABASE_NEWER or SQLITE_UNSAFE. */
export async function openDatabase(file: string, migrations: Migration[]): Promise<OpenDatabase> {
  const lock = takeLock(file);
  let db: Database.Database | null = null;
  try {
    db = new Database(file, { timeout: BUSY_MS });
    const opened = db;
    refuseUnsafe(String(opened.prepare('SELECT sqlite_version()').pluck().get()));
    settle(opened);
    refuseDamaged(opened, file);
    await migrate(opened, file, migrations);
    return {
      db: opened,
      close() {
        opened.close();
        lock.close();
      },
    };
  } catch (error) {
    db?.close();
    lock.close();
    throw explain(error, file);
  }
}

/**
 * True for releases that cannot lose a commit when a writer and a checkpoint in another thread meet: the defect was in
 * 3.7.0 to 3.51.2 and was mended in 3.51.3, 3.50.7 and 3.44.6.
 */
export function isSafeSqlite(version: string): boolean {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  if (major !== 3) return major > 3;
  if (minor === 44) return patch >= 6;
  if (minor === 50) return patch >= 7;
  return minor > 51 || (minor === 51 && patch >= 3);
}

/**
 * A tiny database beside the real one, locked for as long as this process lives. The operating system lets go of the
 * lock when the process dies, however it dies.
 */
function takeLock(file: string): Database.Database {
  let lock: Database.Database | null = null;
  try {
    lock = new Database(`${file}-lock`, { timeout: 0 });
    // Nothing is ever written to it, so a killed process need not leave a journal behind.
    lock.pragma('journal_mode = MEMORY');
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock?.close();
    if (codeOf(error)?.startsWith('SQLITE_BUSY')) {
      throw new PrilavokError(
        'DATABASE_LOCKED',
        `Another process is using ${file}. Stop it first: two would answer every customer twice.`,
        { cause: error },
      );
    }
    throw new PrilavokError('DATA_DIR_UNUSABLE', `The folder of ${file} cannot be written.`, {
      cause: error,
    });
  }
}

function refuseUnsafe(version: string): void {
  if (isSafeSqlite(version)) return;
  throw new PrilavokError(
    'SQLITE_UNSAFE',
    `SQLite ${version} can lose committed data. Install better-sqlite3 with SQLite 3.51.3 or later (npm ci does).`,
  );
}

function settle(db: Database.Database): void {
  db.pragma('journal_mode = WAL');
  // The library is built with NORMAL for WAL; only FULL survives a power cut.
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  // Checkpoints are the worker's: copying the log back would stall the event loop.
  db.pragma('wal_autocheckpoint = 0');
  db.pragma(`cache_size = -${CACHE_KIB}`);
  db.pragma('temp_store = MEMORY');
}

function refuseDamaged(db: Database.Database, file: string): void {
  const verdict = db.prepare('PRAGMA quick_check(1)').pluck().get();
  if (verdict === 'ok') return;
  throw damaged(file, new Error(String(verdict)));
}

function damaged(file: string, cause: unknown): PrilavokError {
  return new PrilavokError(
    'DATABASE_DAMAGED',
    `${file} is damaged. Put it aside, restore the latest backup and start again.`,
    { cause },
  );
}

function explain(error: unknown, file: string): unknown {
  const code = codeOf(error);
  return code?.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB' ? damaged(file, error) : error;
}
