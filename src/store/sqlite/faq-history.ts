/** What became of the answers: revisions with every entry before and after, and reports on what a change does. Bounded: the oldest go. */
import { LIMITS } from '../../core/limits.ts';
import type { Locale } from '../../core/locale.ts';
import type { FaqGateRun, FaqParts, FaqRevision } from '../../core/ports/faq-desk.ts';
import type { FaqDraftStore, FaqFileMark, NewFaqRevision } from '../../core/ports/faq-draft-store.ts';
import type { Context } from './context.ts';
import type { GroupCommit } from './group-commit.ts';
import { NUMBER, TEXT } from './planned-once.ts';
import { parseStored } from './rows.ts';

type Verbs = Pick<
  FaqDraftStore,
  | 'recordFaqRevision'
  | 'readFaqUncommitted'
  | 'setFaqCommit'
  | 'readFaqRevisions'
  | 'readFaqRevision'
  | 'keepFaqGate'
  | 'readFaqGate'
  | 'readReportedFaqGate'
  | 'seeFaqGates'
>;

interface RevisionRow {
  number: number;
  made_at: number;
  made_by: string | null;
  note: string;
  gate: string | null;
  commit_hash: string | null;
}
interface ChangeRow {
  id: string;
  locale: Locale;
  topic: string;
  before: string | null;
  after: string | null;
}

export function createFaqHistory(context: Context, group: GroupCommit): Verbs {
  const { db } = context;
  const record = createRecord(context);
  const commit = db.prepare<[string | null, number]>(
    'UPDATE faq_revisions SET commit_hash = ?, uncommitted = NULL WHERE number = ?',
  );
  const uncommitted = db.prepare<[], Pick<RevisionRow, 'number' | 'made_by'> & { uncommitted: string }>(
    `SELECT number, made_by, uncommitted FROM faq_revisions WHERE uncommitted IS NOT NULL
      ORDER BY number DESC LIMIT 1`,
  );
  const page = db.prepare<[number, number], RevisionRow>(
    `SELECT * FROM faq_revisions WHERE number < ? ORDER BY number DESC LIMIT ${NUMBER}`,
  );
  const pageOf = db.prepare<[number, string, number], RevisionRow>(
    `SELECT * FROM faq_revisions WHERE number < ? AND number IN (SELECT revision FROM faq_changes WHERE id = ${TEXT})
      ORDER BY number DESC LIMIT ${NUMBER}`,
  );
  const revision = db.prepare<[number], RevisionRow>('SELECT * FROM faq_revisions WHERE number = ?');
  const changes = db.prepare<[number], ChangeRow>(
    'SELECT id, locale, topic, before, after FROM faq_changes WHERE revision = ? ORDER BY id, locale',
  );
  const toRevision = (row: RevisionRow): FaqRevision => ({
    number: row.number,
    atMs: row.made_at,
    by: row.made_by,
    note: row.note,
    gateId: row.gate,
    commit: row.commit_hash,
    changes: changes.all(row.number).map(({ id, locale, topic, before, after }) => {
      return { id, locale, topic, before: toParts(before), after: toParts(after) };
    }),
  });
  return {
    recordFaqRevision: (made) => group.write(() => record(made)),
    async readFaqUncommitted() {
      const row = uncommitted.get();
      if (!row) return null;
      const files = parseStored<FaqFileMark[]>(row.uncommitted);
      return { revision: row.number, by: row.made_by, files };
    },
    setFaqCommit: (number, hash) => group.write(() => void commit.run(hash, number)),
    async readFaqRevisions({ id, before = Number.MAX_SAFE_INTEGER, limit }) {
      const most = Math.min(limit, LIMITS.faqRevisionsShown);
      const rows = id === undefined ? page.all(before, most) : pageOf.all(before, id, most);
      return rows.map((row) => toRevision(row));
    },
    async readFaqRevision(number) {
      const row = revision.get(number);
      return row ? toRevision(row) : null;
    },
    ...createGates(context, group),
  };
}

/** Inside one transaction. */
function createRecord({ db }: Context): (made: NewFaqRevision) => number {
  const add = db.prepare<[number, string | null, string, string | null, string | null]>(
    'INSERT INTO faq_revisions (made_at, made_by, note, gate, uncommitted) VALUES (?, ?, ?, ?, ?)',
  );
  const change = db.prepare<[number | bigint, string, string, string, string | null, string | null]>(
    'INSERT INTO faq_changes (revision, id, locale, topic, before, after) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const know = db.prepare<[string, string]>('INSERT OR REPLACE INTO faq_files (path, text) VALUES (?, ?)');
  const forget = db.prepare<[string]>('DELETE FROM faq_files WHERE path = ?');
  const done = db.prepare<[string, string, string]>(
    'DELETE FROM faq_drafts WHERE id = ? AND locale = ? AND version = ?',
  );
  const close = db.prepare('DELETE FROM faq_publications');
  const trim = db.prepare<[number]>(`DELETE FROM faq_revisions WHERE number <= ?`);

  return ({ atMs, by, note, gateId, changes, drafts, files, publication, uncommitted }) => {
    for (const { path, text } of files) {
      if (text === null) forget.run(path);
      else know.run(path, text);
    }
    for (const { id, locale, version } of drafts) done.run(id, locale, version);
    if (publication) close.run();
    // What is known for the first time is no change.
    if (changes.length === 0 && !publication) return 0;
    const waits = uncommitted.length > 0 ? JSON.stringify(uncommitted) : null;
    const { lastInsertRowid: number } = add.run(atMs, by, note, gateId, waits);
    for (const { id, locale, topic, before, after } of changes) {
      change.run(number, id, locale, topic, before && JSON.stringify(before), after && JSON.stringify(after));
    }
    trim.run(Number(number) - LIMITS.faqRevisions);
    return Number(number);
  };
}

function createGates(
  { db }: Context,
  group: GroupCommit,
): Pick<FaqDraftStore, 'keepFaqGate' | 'readFaqGate' | 'readReportedFaqGate' | 'seeFaqGates'> {
  const put = db.prepare<[string, number, string, string, number]>(
    'INSERT OR REPLACE INTO faq_gates (id, made_at, key, run, waits) VALUES (?, ?, ?, ?, ?)',
  );
  const old = db.prepare<[number, number]>(
    `DELETE FROM faq_gates WHERE made_at < ? OR id IN
       (SELECT id FROM faq_gates ORDER BY made_at DESC, id LIMIT -1 OFFSET ${NUMBER})`,
  );
  const one = db.prepare<[string], { run: string; key: string }>(
    'SELECT run, key FROM faq_gates WHERE id = ?',
  );
  const waiting = db
    .prepare<[], string>('SELECT id FROM faq_gates WHERE waits = 1 ORDER BY made_at DESC, id LIMIT 1')
    .pluck();
  const see = db.prepare('UPDATE faq_gates SET waits = 0 WHERE waits = 1');
  return {
    keepFaqGate: (run, { atMs, key, reported }) =>
      group.write(() => {
        put.run(run.id, atMs, key, JSON.stringify(run), reported ? 1 : 0);
        old.run(atMs - LIMITS.faqGateMs, LIMITS.faqGates);
      }),
    async readFaqGate(id) {
      const row = one.get(id);
      return row ? { run: parseStored<FaqGateRun>(row.run), key: row.key } : null;
    },
    readReportedFaqGate: async () => waiting.get() ?? null,
    seeFaqGates: () => group.write(() => void see.run()),
  };
}

function toParts(stored: string | null): FaqParts | null {
  return stored === null ? null : parseStored<FaqParts>(stored);
}
