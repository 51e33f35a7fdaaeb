/**
 * Drafts put into the files as they are now: which files change, and how. An entry that somebody else changed since its draft was begun
 * is a conflict; whatever else changed in the same file stays. Pure.
 */
import type { Locale } from '../core/locale.ts';
import type { FaqParts, FaqRevision } from '../core/ports/faq-desk.ts';
import type { FaqFileChange, KeptFaqDraft } from '../core/ports/faq-draft-store.ts';
import { findPiece, versionOf, type FaqFolder, type FolderFile } from './faq-folder.ts';
import { isSameParts, writeEntry } from './write-entry.ts';
import { joinWritten, type WrittenPiece, type WrittenText } from './written-text.ts';

export interface Applied {
  /** Only files that change. */
  files: FaqFileChange[];
  conflicts: { id: string; locale: Locale; theirs: FaqParts | null; version: string }[];
  /** What the drafts change; one that says what the file says already is not among them. */
  changes: FaqRevision['changes'];
}

export function applyDrafts(folder: FaqFolder, drafts: readonly KeptFaqDraft[]): Applied {
  const texts = new Map<string, { file: FolderFile | null; text: WrittenText }>();
  const conflicts: Applied['conflicts'] = [];
  const changes: Applied['changes'] = [];
  for (const draft of drafts) {
    const { id, locale, parts } = draft;
    const found = findPiece(folder, id, locale);
    const now = found?.piece.parts ?? null;
    if (isSameParts(now, parts)) continue;
    const version = versionOf(found?.piece ?? null);
    if (version !== draft.base) conflicts.push({ id, locale, theirs: now, version });
    const topic = found?.file.topic ?? draft.topic;
    changes.push({ id, locale, topic, before: now, after: parts });
    const path = found?.file.path ?? pathFor(folder, draft);
    const file = found?.file ?? folder.files.find((one) => one.path === path) ?? null;
    const { text } = texts.get(path) ?? { text: file?.written ?? newText(draft.topic) };
    texts.set(path, { file, text: found ? replace(text, draft, found.piece) : append(text, draft) });
  }
  const files = [...texts].map(([path, { file, text }]): FaqFileChange => {
    // A file without a question is none.
    return { path, before: file?.text ?? null, after: text.pieces.length === 0 ? null : joinWritten(text) };
  });
  return { files, conflicts, changes };
}

/** Where a new entry goes: `ru/payment.md`. */
export function pathFor(
  { files }: FaqFolder,
  { locale, topic }: Pick<KeptFaqDraft, 'locale' | 'topic'>,
): string {
  return files.find((one) => one.locale === locale && one.topic === topic)?.path ?? `${locale}/${topic}.md`;
}

function replace(text: WrittenText, { id, parts }: KeptFaqDraft, piece: WrittenPiece): WrittenText {
  const at = text.pieces.indexOf(piece);
  const { pieces } = text;
  if (parts === null) return { ...text, pieces: pieces.filter((_, other) => other !== at) };
  const raw = writeEntry(id, parts, piece, text.lineEnd);
  return { ...text, pieces: pieces.with(at, { ...piece, raw, parts }) };
}

function append(text: WrittenText, { id, parts }: KeptFaqDraft): WrittenText {
  if (parts === null) return text;
  const { lineEnd } = text;
  const before = joinWritten(text);
  const gap = /\S$/u.test(before) ? lineEnd + lineEnd : /(?:\n[ \t]*\r?\n|^)$/u.test(before) ? '' : lineEnd;
  const raw = writeEntry(id, parts, null, lineEnd);
  const last = text.pieces.at(-1);
  const head = last ? text.head : text.head + gap;
  const earlier = last ? [...text.pieces.slice(0, -1), { ...last, raw: last.raw + gap }] : [];
  const segments = { heading: '', comments: '', notes: '', list: '', tail: lineEnd };
  return { ...text, head, pieces: [...earlier, { id, raw, line: 0, parts, segments }] };
}

function newText(topic: string): WrittenText {
  return { head: `# ${topic}\n\n`, title: topic, pieces: [], lineEnd: '\n' };
}
