/**
 * Cuts a text that is too long for one message: at a paragraph, else a line, a sentence, a word, and only then between
 * two characters as a reader counts them. A style that spans a cut goes on in the next piece.
 */
import { LIMITS } from '../core/limits.ts';
import { visibleLength, type Run } from './markup.ts';

/** Stands at the end of a text that had to be shortened. */
export const CUT_MARK = ' …';

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * Runs as pieces of at most `limit` UTF-16 units each (at least 16), none of them blank. What does not fit into `maxPieces` is cut
 * off and marked. White space at a cut is dropped.
 */
export function splitRuns(runs: Run[], limit: number, maxPieces: number = LIMITS.partsPerMessage): Run[][] {
  if (visibleLength(runs) <= limit) return isBlank(runs) ? [] : [runs];
  const text = runs.map((run) => run.text).join('');
  const pieces: Run[][] = [];
  let start = skipSpace(text, 0);
  while (start < text.length) {
    const isLast = pieces.length === maxPieces - 1;
    if (isLast && text.length - start > limit) {
      const end = cutAfter(text, start, limit - CUT_MARK.length);
      pieces.push([...sliceRuns(runs, start, trimEnd(text, start, end)), { text: CUT_MARK }]);
      break;
    }
    const end = text.length - start <= limit ? text.length : cutAfter(text, start, limit);
    const piece = sliceRuns(runs, start, trimEnd(text, start, end));
    if (piece.length > 0) pieces.push(piece);
    start = skipSpace(text, end);
  }
  return pieces;
}

/** The same for text without style. */
export function splitText(text: string, limit: number, maxPieces: number = LIMITS.partsPerMessage): string[] {
  return splitRuns([{ text }], limit, maxPieces).map((piece) => piece.map((run) => run.text).join(''));
}

/** At most `limit` units of a short text such as a label, never half a character; marked when something is missing. */
export function truncate(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, hardCut(text, 0, limit - 1)).trimEnd()}…`;
}

/** The best place to cut in (start, start + limit]: the later kinds only when the earlier would leave a stump. */
function cutAfter(text: string, start: number, limit: number): number {
  const window = text.slice(start, start + limit + 1);
  const least = Math.floor(limit / 4);
  for (const boundary of [/\n[ \t]*\n/g, /\n/g, /[.!?…。！？]["»”)]*\s/g, /\s/g]) {
    const at = lastBoundary(window, boundary, limit, least);
    if (at > 0) return start + at;
  }
  return hardCut(text, start, limit);
}

function lastBoundary(window: string, boundary: RegExp, limit: number, least: number): number {
  let best = -1;
  for (const match of window.matchAll(boundary)) {
    // The cut comes after the visible part of the match; its white space is dropped by the caller.
    const end = match.index + match[0].trimEnd().length;
    if (end >= least && end <= limit && !isJoined(window, end)) best = end;
  }
  return best;
}

/** True when what follows the white space at `at` belongs to it (a combining mark, a joiner). */
function isJoined(text: string, at: number): boolean {
  return /^\s(?:\p{M}|\u{200d}|\u{fe0f})/u.test(text.slice(at, at + 3));
}

function hardCut(text: string, start: number, limit: number): number {
  if (start + limit >= text.length) return text.length;
  // A few hundred units back are enough context; the segmenter's cost grows with what it is given.
  const from = Math.max(start, start + limit - 256);
  const segment = graphemes.segment(text.slice(from, start + limit + 64)).containing(start + limit - from);
  const cut = segment === undefined ? start + limit : from + segment.index;
  if (cut > start + limit / 4) return safeCut(text, cut);
  // One "character" as long as the message: cut it, but not inside a pair.
  return safeCut(text, start + limit);
}

function safeCut(text: string, at: number): number {
  return isLowSurrogate(text.charCodeAt(at)) && isHighSurrogate(text.charCodeAt(at - 1)) ? at - 1 : at;
}

function sliceRuns(runs: Run[], start: number, end: number): Run[] {
  const piece: Run[] = [];
  let at = 0;
  for (const run of runs) {
    const from = Math.max(start, at);
    const to = Math.min(end, at + run.text.length);
    if (from < to) piece.push({ ...run, text: run.text.slice(from - at, to - at) });
    at += run.text.length;
  }
  return piece;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && SPACE.test(text[at]!) && !isJoined(text, at)) at += 1;
  return at;
}

function trimEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && SPACE.test(text[at - 1]!)) at -= 1;
  return at;
}

const SPACE = /\s/;
const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;
const isBlank = (runs: Run[]): boolean => runs.every((run) => run.text.trim() === '');
