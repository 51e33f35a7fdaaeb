/**
 * Files saved without the console: noticed when they have gone live, or at the start after it, written into history with what changed,
 * and held against past questions afterwards, so that somebody hears what the change does.
 */
import type { AnswerSet } from './answer-set.ts';
import { difference, formerSet, liveSet, type DeskParts } from './desk-parts.ts';
import type { Overlaid } from './editing-worker.ts';
import type { FaqFolder } from './faq-folder.ts';
import type { KeyedSet } from './gates.ts';
import { SAVED } from './publish.ts';

/** `former`: the set that was live before; null: nobody ran, and what was live then is read anew from the texts that are known. */
export async function noticeSaved(parts: DeskParts, former: KeyedSet | null): Promise<void> {
  const { store, gates, clock, log } = parts;
  const [folder, texts] = await Promise.all([parts.folder.read(), store.readFaqFiles()]);
  const known = await parts.folder.of(texts);
  const { changes, files } = difference(known, folder);
  if (files.length === 0) return;
  const isFirst = texts.length === 0;
  const now = liveSet(parts);
  const before = former
    ? formerSet(parts, former)
    : { key: `known ${known.hash}`, set: () => readKnown(parts, { known, folder, now: now.set }) };
  const gate =
    isFirst || changes.length === 0
      ? null
      : gates.begin({
          key: `${SAVED}${folder.hash} ${before.key}`,
          before,
          after: now,
          problems: [],
          reported: true,
        });
  // Written down before it is through: cut off, it is made anew by the next start.
  if (gate?.state === 'running') {
    await store.keepFaqGate(gate, { atMs: clock.now(), key: `${SAVED}${gate.id}`, reported: false });
  }
  const revision = await store.recordFaqRevision({
    atMs: clock.now(),
    by: null,
    note: '',
    gateId: gate?.id ?? null,
    changes: isFirst ? [] : changes,
    drafts: [],
    files: files.map(({ path, after }) => ({ path, text: after })),
    uncommitted: [],
    publication: false,
  });
  if (!isFirst) {
    log.info({ step: 'faq', revision, entries: changes.length }, 'Answers were saved by hand');
  }
}

async function readKnown(
  parts: DeskParts,
  { known, folder, now }: { known: FaqFolder; folder: FaqFolder; now: AnswerSet },
): Promise<AnswerSet> {
  const paths = new Set([...known.files, ...folder.files].map(({ path }) => path));
  const texts = new Map(known.files.map(({ path, text }) => [path, text]));
  const overlay = [...paths].map((path) => ({ path, text: texts.get(path) ?? null }));
  return readLaidOver(parts, overlay, now);
}

/** The files with these texts in them, with the settings and bands of now: the answers alone are held against each other. */
export async function readLaidOver(
  { dir, content, thread }: DeskParts,
  overlay: readonly Overlaid[],
  now: AnswerSet,
): Promise<AnswerSet> {
  const { triggers, options } = content.current();
  const { entries } = await thread.ask('check', { dir, overlay, options });
  return { ...now, entries: [...entries, ...triggers] };
}
