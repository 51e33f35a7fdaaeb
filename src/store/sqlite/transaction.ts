/**
 * One transaction over many deeds. First all are run as they are; only if one throws is the transaction undone and run
 * again with a savepoint around each, so that the one that throws leaves the others whole. A savepoint copies every page
 * it touches: sparing it makes the usual case a quarter cheaper. A deed must therefore bear to be run twice.
 */
import type Database from 'better-sqlite3';
import { codeOf, toError } from '../../core/errors.ts';

export type Settled<R> = { ok: true; value: R } | { ok: false; error: Error };

/** `begun` false: nothing was run; `busy`: somebody else holds the database, so that it may be had later. */
export type Outcome = { results: Settled<unknown>[] } | { error: Error; begun: boolean; busy: boolean };

/** Returns results only after COMMIT has returned, and never leaves a transaction open. */
export function createTransaction(db: Database.Database, begun: () => void) {
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const rollback = db.prepare('ROLLBACK');
  const savepoint = db.prepare('SAVEPOINT item');
  const undo = db.prepare('ROLLBACK TO item');
  const release = db.prepare('RELEASE item');

  function runGuarded(deed: () => unknown): Settled<unknown> {
    savepoint.run();
    try {
      const value = deed();
      release.run();
      return { ok: true, value };
    } catch (error) {
      // A full disk or an I/O error may have undone the whole transaction already.
      if (!db.inTransaction) throw error;
      undo.run();
      release.run();
      return { ok: false, error: toError(error) };
    }
  }

  function attempt(deeds: (() => unknown)[], guarded: boolean): Outcome {
    try {
      begin.run();
    } catch (error) {
      const busy = codeOf(error)?.startsWith('SQLITE_BUSY') ?? false;
      return { error: toError(error), begun: false, busy };
    }
    try {
      begun();
      const results = deeds.map((deed) =>
        guarded ? runGuarded(deed) : { ok: true as const, value: deed() },
      );
      commit.run();
      return { results };
    } catch (error) {
      if (db.inTransaction) rollback.run();
      return { error: toError(error), begun: true, busy: false };
    }
  }

  return function run(deeds: (() => unknown)[]): Outcome {
    const outcome = attempt(deeds, false);
    return 'error' in outcome && outcome.begun ? attempt(deeds, true) : outcome;
  };
}
