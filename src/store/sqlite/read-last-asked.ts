/**
 * When each answer was said last, read beside a running server or without one: on a connection that cannot write, held for a moment. For
 * checks on a terminal; the server asks its own store.
 */
import Database from 'better-sqlite3';
import { toError } from '../../core/errors.ts';
import type { QuestionStore } from '../../core/ports/question-store.ts';
import { createQuestionCounts } from './question-counts.ts';

/** Longer than any commit of a server that runs meanwhile. */
const BUSY_MS = 2_000;

export type ReadLastAsked =
  { ok: true; asked: Awaited<ReturnType<QuestionStore['lastAsked']>> } | { ok: false; reason: string };

/** `file`: of the store. A file that is not there, or of a release without such a log, is a reason and not an error. */
export async function readLastAsked(file: string): Promise<ReadLastAsked> {
  let db: Database.Database | null = null;
  try {
    db = new Database(file, { readonly: true, fileMustExist: true, timeout: BUSY_MS });
    return { ok: true, asked: await createQuestionCounts({ db }).lastSaid() };
  } catch (thrown) {
    return { ok: false, reason: toError(thrown).message };
  } finally {
    db?.close();
  }
}
