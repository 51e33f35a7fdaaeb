/** Drafts from the console, from a table, from history: kept if nothing is in their way, told what they look like to the checks. */
import { join } from 'node:path';
import { ID_FORMAT } from '../content/faq/faq-file.ts';
import type { FaultCode } from '../content/faults/faults.ts';
import { tellFault } from '../content/finding.ts';
import { shownPath } from '../content/read-file.ts';
import type { Locale } from '../core/locale.ts';
import type { FaqChange, FaqDraftOutcome, FaqEditor, FaqParts, FaqRevision } from '../core/ports/faq-desk.ts';
import type { KeptFaqDraft } from '../core/ports/faq-draft-store.ts';
import type { PhraseValues } from '../core/phrase.ts';
import { pathFor } from './apply-drafts.ts';
import { check, look, type DeskParts } from './desk-parts.ts';
import { findPiece, hashOf, versionOf, type FaqFolder } from './faq-folder.ts';
import { languagesOf, problemsOf } from './read-tree.ts';
import { isReadAsMeant, isSameParts, tidyParts } from './write-entry.ts';

/** The name of a new file: letters and digits of any language, nothing that leads elsewhere. */
const TOPIC = /^[\p{L}\p{N}][\p{L}\p{N}_-]{0,59}$/u;
/** Of a name that is refused: enough to know it. */
const SHOWN = 80;

export async function keepDraft(
  parts: DeskParts,
  change: FaqChange,
  by: FaqEditor,
): Promise<FaqDraftOutcome> {
  const { id, locale, topic } = change;
  const { folder } = await parts.saved.read();
  const found = findPiece(folder, id, locale);
  const said = change.parts && tidyParts(change.parts);
  const refused = refusal(parts, folder, { ...change, parts: said });
  if (refused) return refused;
  const version = versionOf(found?.piece ?? null);
  const now = found?.piece.parts ?? null;
  if (version !== change.version) {
    return { ok: false, code: 'changed', id, locale, theirs: now, version };
  }
  const draft = draftOf({ id, locale, topic: found?.file.topic ?? topic, parts: said }, version, by, parts);
  const seen = change.draftVersion;
  const kept = await parts.store.keepFaqDrafts([{ draft, seen }]);
  if (kept.kept === 'none') return inTheWay(kept.inTheWay, kept.full, { id, locale });
  // A draft that says what the file says is none.
  const isNone = isSameParts(now, said);
  if (isNone) await parts.store.dropFaqDrafts({ id, locale });
  return tell(parts, [{ id, locale }], isNone ? '' : draft.version);
}

/** Drafts that bring back what a revision changed. */
export async function undoRevision(
  parts: DeskParts,
  { changes }: FaqRevision,
  by: FaqEditor,
): Promise<FaqDraftOutcome> {
  const { folder } = await parts.saved.read();
  const drafts: { draft: KeptFaqDraft; seen: string }[] = [];
  for (const { id, locale, topic, before, after } of changes) {
    const found = findPiece(folder, id, locale);
    const now = found?.piece.parts ?? null;
    const version = versionOf(found?.piece ?? null);
    if (isSameParts(now, before)) continue;
    if (!isSameParts(now, after)) return { ok: false, code: 'changed', id, locale, theirs: now, version };
    if (!languagesOf(parts).includes(locale)) continue;
    const draft = draftOf(
      { id, locale, topic: found?.file.topic ?? topic, parts: before },
      version,
      by,
      parts,
    );
    drafts.push({ draft, seen: '' });
  }
  return keepAll(parts, drafts);
}

/** All of them or none. */
export async function keepAll(
  parts: DeskParts,
  drafts: readonly { draft: KeptFaqDraft; seen: string | null }[],
): Promise<FaqDraftOutcome> {
  const kept = await parts.store.keepFaqDrafts(drafts);
  if (kept.kept === 'none') return inTheWay(kept.inTheWay, kept.full, drafts[0]?.draft);
  const [only] = drafts;
  const version = drafts.length === 1 ? (only?.draft.version ?? '') : '';
  return tell(
    parts,
    drafts.map(({ draft }) => draft),
    version,
  );
}

export function draftOf(
  { id, locale, topic, parts: said }: { id: string; locale: Locale; topic: string; parts: FaqParts | null },
  base: string,
  by: FaqEditor,
  { clock }: Pick<DeskParts, 'clock'>,
): KeptFaqDraft {
  const version = hashOf(JSON.stringify([topic, said]));
  return { id, locale, topic, parts: said, base, version, by: by.name, atMs: clock.now() };
}

/** Why this can never be an entry; null: it can. */
export function refusal(
  parts: Pick<DeskParts, 'content' | 'dir'>,
  folder: FaqFolder,
  { id, locale, topic, parts: said }: Pick<FaqChange, 'id' | 'locale' | 'topic' | 'parts'>,
): FaqDraftOutcome | null {
  const found = findPiece(folder, id, locale);
  if (!languagesOf(parts).includes(locale)) return { ok: false, code: 'gone' };
  const path = found?.file.path ?? pathFor(folder, { locale, topic });
  const isNewFile = !folder.files.some((file) => file.path === path);
  const invalid = (code: FaultCode, values: PhraseValues = {}): FaqDraftOutcome => {
    const file = shownPath(join(parts.dir, path));
    const line = found?.piece.line ?? 0;
    return {
      ok: false,
      code: 'invalid',
      problems: [{ level: 'error', file, line, ...tellFault(code, values) }],
    };
  };
  if (!ID_FORMAT.test(id)) return invalid('draft.id', { id: id.slice(0, SHOWN) });
  if (isNewFile && (!TOPIC.test(topic) || folder.unusable.includes(path))) {
    return invalid('draft.topic', { topic: topic.slice(0, SHOWN) });
  }
  if (said === null) return null;
  if (said.question === '') return invalid('draft.no-question');
  return isReadAsMeant(id, said, found?.piece ?? null) ? null : invalid('draft.misread');
}

function inTheWay(
  theirs: KeptFaqDraft | null,
  full: boolean,
  own: { id: string; locale: Locale } | undefined,
): FaqDraftOutcome {
  if (full || !own) return { ok: false, code: 'too-many' };
  const { id, locale } = theirs ?? own;
  return {
    ok: false,
    code: 'drafted',
    id,
    locale,
    theirs: theirs?.parts ?? null,
    draftVersion: theirs?.version ?? '',
    by: theirs?.by ?? '',
    atMs: theirs?.atMs ?? 0,
  };
}

async function tell(
  parts: DeskParts,
  entries: readonly { id: string; locale: Locale }[],
  draftVersion: string,
): Promise<FaqDraftOutcome> {
  const looked = await look(parts);
  const { findings, after } = await check(parts, looked);
  const problems = entries.flatMap((entry) => problemsOf(parts, after, entry, findings));
  return { ok: true, drafts: looked.drafts.length, draftVersion, problems };
}
