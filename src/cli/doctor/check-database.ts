/** The database, read only: is it sound, whose schema has it, how big is it, what waits in it. */
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { toError } from '../../core/errors.ts';
import type { Finding } from '../../core/ports/channel.ts';
import { loadMigrations } from '../../store/sqlite/migrate.ts';
import { isSafeSqlite } from '../../store/sqlite/open-database.ts';

const MIGRATIONS = fileURLToPath(new URL('../../store/sqlite/migrations/', import.meta.url));
const subject = 'database';

export function checkDatabase(file: string): Finding[] {
  const memory = new Database(':memory:');
  const version = String(memory.prepare('SELECT sqlite_version()').pluck().get());
  memory.close();
  const library: Finding = isSafeSqlite(version)
    ? { level: 'ok', subject: 'SQLite', message: version }
    : {
        level: 'error',
        subject: 'SQLite',
        message: `${version} can lose data: run npm ci, which brings a sound one`,
      };
  if (!existsSync(file))
    return [library, { level: 'ok', subject, message: 'will be made at the first start' }];
  return [library, ...examine(file)];
}

function examine(file: string): Finding[] {
  let db: Database.Database;
  try {
    db = new Database(file, { readonly: true, fileMustExist: true });
  } catch (error) {
    return [{ level: 'error', subject, message: `${file} cannot be opened: ${toError(error).message}` }];
  }
  try {
    const verdict = String(db.prepare('PRAGMA quick_check(1)').pluck().get());
    if (verdict !== 'ok') return [damaged(file, verdict)];
    return [schemaFinding(db, file), ...waitingFindings(db)];
  } catch (error) {
    return [damaged(file, toError(error).message)];
  } finally {
    db.close();
  }
}

function damaged(file: string, verdict: string): Finding {
  const message = `${file} is damaged (${verdict}): put it aside and restore the latest backup`;
  return { level: 'error', subject, message };
}

function schemaFinding(db: Database.Database, file: string): Finding {
  const has = Number(db.pragma('user_version', { simple: true }));
  const knows = loadMigrations(MIGRATIONS).length;
  const size = `${(statSync(file).size / 1e6).toFixed(1)} MB`;
  if (has > knows) {
    const message = `has schema ${has}, this program knows ${knows}: start the newer version, or restore the copy made before it`;
    return { level: 'error', subject, message };
  }
  const step =
    has < knows ? `, will be brought from schema ${has} to ${knows} at the next start` : `, schema ${has}`;
  return { level: 'ok', subject, message: `is sound, ${size}${step}` };
}

/** Letters that nobody could deliver and events whose turn threw wait for a person. */
function waitingFindings(db: Database.Database): Finding[] {
  const count = (sql: string): number => Number(db.prepare(sql).pluck().get() ?? 0);
  const parked = count(`SELECT count(*) FROM inbox WHERE state = 'parked'`);
  const dead = count(`SELECT count(*) FROM deliveries WHERE state = 'dead'`);
  if (parked + dead === 0) return [];
  const message = `${parked} events were parked and ${dead} messages not delivered: see Failures in the console`;
  return [{ level: 'warn', subject, message }];
}
