/**
 * The mailbox on SQLite: a file of its own beside the house's database, with the same rules: one process, one writer, group
 * commit, a sync before any promise resolves.
 */
import { fileURLToPath } from 'node:url';
import type { Clock } from '../../core/clock.ts';
import { codeOf, toError } from '../../core/errors.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Mailbox } from '../../core/ports/mailbox.ts';
import { createCheckpoints } from '../sqlite/checkpoint.ts';
import { createGroupCommit } from '../sqlite/group-commit.ts';
import { loadMigrations } from '../sqlite/migrate.ts';
import { openDatabase, type OpenDatabase } from '../sqlite/open-database.ts';
import { createDeeds } from './deeds.ts';
import { createFiles } from './files.ts';
import { createKeeping } from './keeping.ts';
import { createLines } from './lines.ts';
import { createMarks } from './marks.ts';
import { createVisitors } from './visitors.ts';
import { createWaiting } from './waiting.ts';

export type OpenMailbox = Mailbox & {
  /** Settles what was asked for and lets the file go. Safe to call twice. */
  close(): Promise<void>;
  /** A setting of the live connection, such as `synchronous`. */
  readPragma(name: string): unknown;
};

const MIGRATIONS = fileURLToPath(new URL('./migrations/', import.meta.url));
/** A chat's lines are read once or twice and then not again: a large cache would only be memory. */
const CACHE_KIB = 8 * 1024;

/** Throws DATABASE_LOCKED, DATABASE_DAMAGED, DATABASE_NEWER, SQLITE_UNSAFE or DATA_DIR_UNUSABLE. */
export async function openMailbox(options: { file: string; clock: Clock; log: Log }): Promise<OpenMailbox> {
  const { file, clock, log } = options;
  const opened = await openDatabase(file, loadMigrations(MIGRATIONS));
  const { db } = opened;
  db.pragma(`cache_size = -${CACHE_KIB}`);
  const checkpoints = createCheckpoints({
    db,
    file,
    clock,
    onError: (error) => log.error({ error }, "The web chat's write-ahead log could not be copied back"),
  });
  const group = createGroupCommit(db, clock, {
    begun() {},
    committed: (items) => checkpoints.committed(items),
  });
  let closing: Promise<void> | null = null;
  return {
    ...verbs(db, (deed) => group.write(deed)),
    readPragma: (name) => db.pragma(name, { simple: true }),
    close: () => (closing ??= close()),
  };

  async function close(): Promise<void> {
    await group.idle();
    await checkpoints.close();
    opened.close();
  }
}

function verbs(db: OpenDatabase['db'], write: <R>(deed: () => R) => Promise<R>): Mailbox {
  const visitors = createVisitors(db);
  const lines = createLines(db);
  const files = createFiles(db);
  const deeds = createDeeds(db, { visitors, lines, files });
  const waiting = createWaiting(db);
  const mark = createMarks(db, visitors);
  const keeping = createKeeping(db);
  return {
    createVisitor: (visitor) => write(() => visitors.create(visitor)),
    readVisitor: visitors.readVisitor,
    readHolder: visitors.readHolder,
    readSigned: visitors.readSigned,
    countUnread: visitors.countUnread,
    addToken: (id, hash, atMs, keep) => write(() => visitors.addToken(id, hash, atMs, keep)),
    dropToken: (account, hash) => write(() => visitors.dropToken(account, hash)),
    updateVisitor: (id, change) => write(() => visitors.update(id, change)),
    deliver: (line) => write(() => deeds.deliver(line)),
    alter: (change) => write(() => deeds.alter(change)),
    post: (deed) => write(() => deeds.post(deed)),
    readLine: lines.read,
    readAfter: lines.readAfter,
    readBefore: lines.readBefore,
    waiting: waiting.waiting,
    waitingVisitors: waiting.waitingVisitors,
    settle: (ids) => write(() => waiting.settle(ids)),
    mark: (id, marks) => write(() => mark(id, marks)),
    addFile: (file) => write(() => files.addLoose(file)),
    readFile: files.read,
    spend: (key, amount, limit, nowMs) => write(() => keeping.spend(key, amount, limit, nowMs)),
    housekeep: (nowMs, rows) => write(() => keeping.step(nowMs, rows)),
    trouble() {
      try {
        if (!db.open) return 'it is closed';
        return db.prepare('SELECT count(*) FROM (SELECT 1 FROM visitors LIMIT 1)').pluck().get() === undefined
          ? 'it cannot be read'
          : null;
      } catch (thrown) {
        return codeOf(thrown) ?? toError(thrown).message;
      }
    },
  };
}
