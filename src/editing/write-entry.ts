/**
 * An entry from its parts to Markdown. What a person typed as plain words is written so that it is read as those words; what they did
 * not touch stays as it was written, notes to colleagues too.
 */
import type { FaqParts } from '../core/ports/faq-desk.ts';
import { readWritten, type WrittenPiece } from './written-text.ts';

/** `from`: the entry as it stands now, if there is one. Lines end as they do in its file; the last has its end. */
export function writeEntry(
  id: string,
  parts: FaqParts,
  from: WrittenPiece | null,
  lineEnd: '\r\n' | '\n' = '\n',
): string {
  const now = from?.parts;
  const heading =
    from && now?.question === parts.question && from.id === id
      ? from.segments.heading
      : `## ${escapeInline(parts.question)} {#${id}}`;
  const list =
    from && now && isSame(now.phrasings, parts.phrasings)
      ? from.segments.list
      : parts.phrasings.map((words) => `- ${escapeStart(escapeInline(words))}`).join('\n');
  const blocks = [heading, commentsOf(parts, from), list, parts.answer].filter((block) => block !== '');
  const tail = from && /\n/u.test(from.segments.tail) ? from.segments.tail : lineEnd;
  return blocks.join('\n\n').replace(/\r\n?/gu, '\n').replaceAll('\n', lineEnd) + tail;
}

/** What somebody typed, without what no file can hold: control characters, halves of characters, empty ends. */
export function tidyParts(parts: FaqParts): FaqParts {
  return {
    question: oneLine(parts.question),
    phrasings: parts.phrasings.map((words) => oneLine(words)).filter((words) => words !== ''),
    answer: clean(parts.answer)
      .replace(/[ \t]+$/gmu, '')
      .trim(),
    validFrom: parts.validFrom,
    validTo: parts.validTo,
    channels: [...new Set(parts.channels.map((name) => oneLine(name)).filter((name) => name !== ''))],
  };
}

/** True when the entry, written into a file, is read as these parts and leaves the entries around it alone. */
export function isReadAsMeant(id: string, parts: FaqParts, from: WrittenPiece | null): boolean {
  const file = `${writeEntry(id, parts, from).trimEnd()}\n\n${AFTER}`;
  const { head, pieces } = readWritten(file);
  const [mine, after] = pieces;
  return (
    head === '' &&
    pieces.length === 2 &&
    after?.raw === AFTER &&
    mine?.id === id &&
    isSameParts(mine.parts, parts)
  );
}

const AFTER = '## After {#after}\n\n- after\n\nAfter.\n';

export function isSameParts(one: FaqParts | null, other: FaqParts | null): boolean {
  if (one === null || other === null) return one === other;
  return (
    one.question === other.question &&
    isSame(one.phrasings, other.phrasings) &&
    one.answer === other.answer &&
    one.validFrom === other.validFrom &&
    one.validTo === other.validTo &&
    isSame(one.channels, other.channels)
  );
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((words, at) => words === other[at]);
}

function commentsOf(parts: FaqParts, from: WrittenPiece | null): string {
  const now = from?.parts;
  if (
    from &&
    now?.validFrom === parts.validFrom &&
    now.validTo === parts.validTo &&
    isSame(now.channels, parts.channels)
  ) {
    return from.segments.comments;
  }
  const lines = [
    parts.validFrom === null ? '' : `<!-- validFrom: ${parts.validFrom} -->`,
    parts.validTo === null ? '' : `<!-- validTo: ${parts.validTo} -->`,
    parts.channels.length === 0 ? '' : `<!-- channels: ${parts.channels.join(', ')} -->`,
    from?.segments.notes ?? '',
  ];
  return lines.filter((line) => line !== '').join('\n');
}

/** Marks of Markdown in plain words, made literal; slots (`{{shop.phone}}`) hold none. */
function escapeInline(words: string): string {
  return words
    .replace(/[\\`*_[]/gu, (mark) => `\\${mark}`)
    .replace(/<(?=[A-Za-z/!?])/gu, '\\<')
    .replace(/&(?=#?\w+;)/gu, '\\&');
}

/** What would begin a block of its own at the beginning of a line. */
function escapeStart(words: string): string {
  return words.replace(/^(?:([-+])(?=\s|$|-)|([>#=~])|(\d{1,9})([.)])(?=\s|$))/u, (whole, ...found) => {
    const [, , number, dot] = found as (string | undefined)[];
    return number === undefined ? `\\${whole}` : `${number}\\${dot ?? ''}`;
  });
}

function oneLine(text: string): string {
  return clean(text).replace(/\s+/gu, ' ').trim();
}

function clean(text: string): string {
  return (
    text
      .toWellFormed()
      .replace(/\r\n?/gu, '\n')
      // oxlint-disable-next-line no-control-regex -- exactly those are meant
      .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFEFF]/gu, '')
  );
}
