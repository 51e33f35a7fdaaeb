/**
 * Brings a database to the schema of this program: numbered SQL files, forward only, all that are missing in one transaction.
 * An existing file is copied beside itself first. It never touches a database that is newer than the program.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { PrilavokError } from '../../core/errors.ts';

export interface Migration {
  /** 1, 2, 3 … without gaps; kept in `PRAGMA user_version`. */
  version: number;
  name: string;
  sql: string;
}

/** The migrations of a folder, in order. Files are named `0001-what.sql`. */
export function loadMigrations(folder: string): Migration[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.sql'));
  return files.toSorted().map((name, index) => {
    const version = Number(name.slice(0, 4));
    if (version !== index + 1) throw new Error(`Migrations must be numbered without gaps: ${name}`);
    return { version, name, sql: readFileSync(join(folder, name), 'utf8') };
  });
}

/**
 * Applies what is missing and returns the path of the copy made before, or null when none was needed.
 * Throws DATABASE_NEWER when the file was written by a later program.
 */
export async function migrate(
  db: Database.Database,
  file: string,
  migrations: Migration[],
): Promise<string | null> {
  const from = Number(db.pragma('user_version', { simple: true }));
  const to = migrations.length;
  if (from > to) {
    throw new PrilavokError(
      'DATABASE_NEWER',
      `The database ${file} has schema ${from}, this program knows ${to}. ` +
        'Start the newer version again, or restore the copy that was made before the upgrade.',
    );
  }
  if (from === to) return null;
  const copy = from > 0 ? `${file}.schema-${from}.backup` : null;
  if (copy) await db.backup(copy);
  db.transaction(() => {
    for (const migration of migrations.slice(from)) db.exec(migration.sql);
    db.pragma(`user_version = ${to}`);
  }).immediate();
  return copy;
}
