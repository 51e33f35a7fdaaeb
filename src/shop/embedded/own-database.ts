/**
 * Opens a SQLite file that belongs to one part of the shop alone. What is committed there outlives a power cut; unlike the
 * shop's tables it is never filled afresh.
 */
import Database from 'better-sqlite3';
import { PrilavokError, toError } from '../../core/errors.ts';

/** `schema` makes what is missing. Throws DATA_DIR_UNUSABLE. */
export function openOwnDatabase(file: string, schema: string): Database.Database {
  try {
    const db = new Database(file);
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.exec(schema);
    return db;
  } catch (error) {
    throw new PrilavokError('DATA_DIR_UNUSABLE', `${file} cannot be used: ${toError(error).message}`, {
      cause: error,
    });
  }
}
