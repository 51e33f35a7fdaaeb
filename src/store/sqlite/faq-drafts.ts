/** Drafts of answers, the journal of their publication and the files as they last went live. Read by people's requests, never by a turn. */
import { LIMITS } from '../../core/limits.ts';
import type { Locale } from '../../core/locale.ts';
import type { FaqParts } from '../../core/ports/faq-desk.ts';
import type {
  DraftsKept,
  FaqDraftStore,
  FaqFileText,
  FaqPublication,
  KeptFaqDraft,
} from '../../core/ports/faq-draft-store.ts';
import type { Context } from './context.ts';
import type { GroupCommit } from './group-commit.ts';
import { parseStored } from './rows.ts';

type Verbs = Pick<
  FaqDraftStore,
  | 'readFaqDrafts'
  | 'keepFaqDrafts'
  | 'dropFaqDrafts'
  | 'readFaqFiles'
  | 'openFaqPublication'
  | 'readFaqPublication'
  | 'dropFaqPublication'
>;

interface DraftRow {
  id: string;
  locale: Locale;
  topic: string;
  parts: string | null;
  base: string;
  version: string;
  drafted_by: string;
  drafted_at: number;
}

export function createFaqDrafts({ db }: Context, group: GroupCommit): Verbs {
  const all = db.prepare<[], DraftRow>('SELECT * FROM faq_drafts ORDER BY id, locale');
  const one = db.prepare<[string, string], DraftRow>('SELECT * FROM faq_drafts WHERE id = ? AND locale = ?');
  const count = db.prepare<[], number>('SELECT count(*) FROM faq_drafts').pluck();
  const put = db.prepare<[string, string, string, string | null, string, string, string, number]>(
    `INSERT OR REPLACE INTO faq_drafts (id, locale, topic, parts, base, version, drafted_by, drafted_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const drop = db.prepare<[string, string | null]>(
    'DELETE FROM faq_drafts WHERE id = ? AND locale = coalesce(?, locale)',
  );
  const dropAll = db.prepare('DELETE FROM faq_drafts');
  const files = db.prepare<[], FaqFileText>('SELECT path, text FROM faq_files ORDER BY path');
  const open = db.prepare<[string]>(
    'INSERT OR REPLACE INTO faq_publications (one, publication) VALUES (1, ?)',
  );
  const opened = db.prepare<[], string>('SELECT publication FROM faq_publications').pluck();
  const close = db.prepare('DELETE FROM faq_publications');

  function keep(drafts: readonly { draft: KeptFaqDraft; seen: string | null }[]): DraftsKept {
    let more = 0;
    for (const { draft, seen } of drafts) {
      const there = one.get(draft.id, draft.locale);
      if (seen !== null && (there?.version ?? '') !== seen) {
        return { kept: 'none', inTheWay: there ? toDraft(there) : null, full: false };
      }
      if (!there) more += 1;
    }
    if ((count.get() ?? 0) + more > LIMITS.faqDrafts) return { kept: 'none', inTheWay: null, full: true };
    for (const { draft } of drafts) {
      const { id, locale, topic, parts, base, version, by, atMs } = draft;
      put.run(id, locale, topic, parts && JSON.stringify(parts), base, version, by, atMs);
    }
    return { kept: 'all' };
  }

  return {
    readFaqDrafts: async () => all.all().map((row) => toDraft(row)),
    keepFaqDrafts: (drafts) => group.write(() => keep(drafts)),
    dropFaqDrafts: (which) =>
      group.write(() => void (which === 'all' ? dropAll.run() : drop.run(which.id, which.locale ?? null))),
    readFaqFiles: async () => files.all(),
    openFaqPublication: (publication) => group.write(() => void open.run(JSON.stringify(publication))),
    async readFaqPublication() {
      const row = opened.get();
      return row === undefined ? null : parseStored<FaqPublication>(row);
    },
    dropFaqPublication: () => group.write(() => void close.run()),
  };
}

function toDraft(row: DraftRow): KeptFaqDraft {
  const { id, locale, topic, parts, base, version } = row;
  const said = parts === null ? null : parseStored<FaqParts>(parts);
  return { id, locale, topic, parts: said, base, version, by: row.drafted_by, atMs: row.drafted_at };
}
