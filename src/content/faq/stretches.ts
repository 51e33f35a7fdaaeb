/**
 * A file cut where its questions begin, so that each is parsed alone: a Markdown parser takes more than twice as long for twice the text,
 * and far longer over what no answer holds (marks upon marks, lists in lists, endless lines). Such a stretch is refused by a look at its
 * lines, before the parser.
 */
import type { PhraseValues } from '../../core/phrase.ts';
import type { FaultCode } from '../faults/faults.ts';

/** `line` is that of its first line, from 1; `offset` counts characters of the whole text. */
export interface Stretch {
  text: string;
  line: number;
  offset: number;
}

/** A hundred phrasings of full length, an answer of full length, and notes. */
const MAX_CHARS = 40_000;
/** A hundred phrasings with empty lines between them, and an answer. */
const MAX_LINES = 600;
/** Five times the longest answer. */
const MAX_LINE = 20_000;
/** Signs that may begin something: bold, a link, code. An honest answer has a few dozen. */
const MAX_MARKS = 500;
/** Honest answers nest a list in nothing. */
const MAX_DEPTH = 20;
const MARKS = /[*_`[\]<!&]/gu;
/** Marks of one line that begin a quote or a list, with the spaces before them. */
const NESTING = /^(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])))*[ \t]*/u;

/** The text in order and whole; every stretch but the first begins with a question. Comments are not cut. */
export function stretchesOf(text: string): Stretch[] {
  const stretches: Stretch[] = [{ text: '', line: 1, offset: 0 }];
  let isComment = false;
  let line = 0;
  let offset = 0;
  let begun = 0;
  const end = (): void => {
    const last = stretches.at(-1);
    if (last !== undefined) last.text = text.slice(begun, offset);
  };
  for (const one of text.split('\n')) {
    line += 1;
    if (!isComment && one.startsWith('## ') && offset > 0) {
      end();
      begun = offset;
      stretches.push({ text: '', line, offset });
    }
    offset += one.length + 1;
    const opened = one.lastIndexOf('<!--');
    if (opened !== -1 || isComment) isComment = one.indexOf('-->', Math.max(0, opened)) === -1;
  }
  offset = text.length;
  end();
  return stretches;
}

/** Why a stretch is not given to a parser, with the line of the file; null: it is. */
export function whyUnreadable(
  stretch: Stretch,
): { code: FaultCode; line: number; values: PhraseValues } | null {
  const { text, line: first } = stretch;
  let line = first;
  for (const one of text.split('\n')) {
    if (one.length > MAX_LINE) return { code: 'faq.long-line', line, values: { max: MAX_LINE } };
    const start = NESTING.exec(one)?.[0] ?? '';
    const marks = start.replace(/[\d \t]/gu, '').length;
    if (marks > MAX_DEPTH || (start.length > MAX_DEPTH * 4 && one.trim() !== '')) {
      return { code: 'faq.too-deep', line, values: {} };
    }
    line += 1;
  }
  const isLong = text.length > MAX_CHARS || line - first > MAX_LINES;
  if (isLong) return { code: 'faq.long-entry', line: first, values: { lines: MAX_LINES, max: MAX_CHARS } };
  const marks = text.match(MARKS)?.length ?? 0;
  return marks > MAX_MARKS ? { code: 'faq.many-marks', line: first, values: { max: MAX_MARKS } } : null;
}
