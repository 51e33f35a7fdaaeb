/**
 * Files saved without the console: noticed when they have gone live, written into history with what changed, and held against past
 * questions afterwards, so that somebody hears what the change does.
 */
import { difference, liveSet, type DeskParts } from './desk-parts.ts';
import type { KeyedSet } from './gates.ts';
import { SAVED } from './publish.ts';

/** `former`: the set that was live before; null: there was none to compare with. */
export async function noticeSaved(parts: DeskParts, former: KeyedSet | null): Promise<void> {
  const { store, gates, clock, log } = parts;
  const [folder, texts] = await Promise.all([parts.folder.read(), store.readFaqFiles()]);
  const known = await parts.folder.of(texts);
  const { changes, files } = difference(known, folder);
  if (files.length === 0) return;
  const isFirst = texts.length === 0;
  const now = liveSet(parts);
  const gate =
    former === null || isFirst || changes.length === 0
      ? null
      : gates.begin({
          key: `${SAVED}${folder.hash} ${former.key}`,
          before: former,
          after: now,
          problems: [],
          reported: true,
        });
  const revision = await store.recordFaqRevision({
    atMs: clock.now(),
    by: null,
    note: '',
    gateId: gate?.id ?? null,
    changes: isFirst ? [] : changes,
    drafts: [],
    files: files.map(({ path, after }) => ({ path, text: after })),
    publication: false,
  });
  if (!isFirst) {
    log.info({ step: 'faq', revision, entries: changes.length }, 'Answers were saved by hand');
  }
}
