/**
 * Reports on files saved by hand whose replay was cut off by the end of the process: made anew at the next start, under the same name, so
 * that history leads to them. What was live before is told by the changes that history holds.
 */
import { LIMITS } from '../core/limits.ts';
import type { FaqRevision } from '../core/ports/faq-desk.ts';
import { applyDrafts } from './apply-drafts.ts';
import type { AnswerSet } from './answer-set.ts';
import { liveSet, type DeskParts } from './desk-parts.ts';
import { findPiece, versionOf } from './faq-folder.ts';
import { SAVED } from './publish.ts';
import { readLaidOver } from './saved-by-hand.ts';
import { isSameParts } from './write-entry.ts';

/** At the start, before anything is replayed: a replay that runs by its row does not run. */
export async function remakeReports(parts: DeskParts): Promise<void> {
  const { store, gates, log } = parts;
  const recent = await store.readFaqRevisions({ limit: LIMITS.faqRevisionsShown });
  for (const { number, by, gateId: id, changes } of recent.toReversed()) {
    if (by !== null || id === null) continue;
    const gate = await gates.read(id);
    if (gate?.run.state !== 'running') continue;
    const now = liveSet(parts);
    const before = { key: `before ${id}`, set: () => readFormer(parts, changes, now.set) };
    gates.begin({ id, key: `${SAVED}${id}`, before, after: now, problems: [], reported: true });
    log.info({ step: 'faq', revision: number }, 'A report that was cut off is made anew');
  }
}

/** The answers as they would be without these changes, as far as they still stand. */
async function readFormer(
  parts: DeskParts,
  changes: FaqRevision['changes'],
  now: AnswerSet,
): Promise<AnswerSet> {
  const folder = await parts.folder.read();
  const back = changes.flatMap(({ id, locale, topic, before, after }) => {
    const piece = findPiece(folder, id, locale)?.piece ?? null;
    if (!isSameParts(piece?.parts ?? null, after)) return [];
    return [{ id, locale, topic, parts: before, base: versionOf(piece), version: '', by: '', atMs: 0 }];
  });
  const { files } = applyDrafts(folder, back);
  return readLaidOver(
    parts,
    files.map(({ path, after }) => ({ path, text: after })),
    now,
  );
}
