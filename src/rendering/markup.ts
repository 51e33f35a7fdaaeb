/**
 * Our small markup, read once into flat runs of text that carry their style. Flat, because then a text can be cut
 * anywhere and every piece is whole by itself. Used by every adapter; must accept any string without throwing.
 */
import type { Content } from '../core/content.ts';

/** A stretch of text in one style. `text` is what a reader sees. */
export interface Run {
  text: string;
  bold?: true;
  italic?: true;
  code?: true;
  /** An http or https address behind the text. */
  href?: string;
}

type Style = Omit<Run, 'text'>;

const BULLET = '• ';
const LINK = /^\[((?:\\.|[^\]\\\n])+)\]\((https?:\/\/[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)\)/;

/** The text of a content as runs; `plain` contents are one run. No text: no runs. */
export function runsOf(content: Pick<Content, 'text' | 'format'>): Run[] {
  if (content.text === undefined || content.text === '') return [];
  return content.format === 'plain' ? [{ text: content.text }] : parseMarkup(content.text);
}

/** Markup to runs. A mark without its partner is literal, so nothing a writer typed disappears. */
export function parseMarkup(text: string): Run[] {
  const bulleted = text.replace(/^- /gm, BULLET);
  const runs: Run[] = [];
  readInto(runs, bulleted, {});
  return runs;
}

/** What a reader sees, without any style; links show their address unless it is the label. */
export function plainText(runs: Run[]): string {
  return runs
    .map((run) => (run.href === undefined || run.href === run.text ? run.text : `${run.text} (${run.href})`))
    .join('');
}

/** UTF-16 units of what a reader sees. */
export function visibleLength(runs: Run[]): number {
  return runs.reduce((sum, run) => sum + run.text.length, 0);
}

function readInto(runs: Run[], text: string, style: Style): void {
  let literal = '';
  let at = 0;
  const flush = (): void => {
    if (literal !== '') runs.push({ text: literal, ...style });
    literal = '';
  };
  while (at < text.length) {
    const span = spanAt(text, at, style);
    if (span !== null) {
      flush();
      span.read(runs);
      at = span.end;
    } else if (text[at] === '\\' && isMark(text[at + 1])) {
      literal += text[at + 1];
      at += 2;
    } else {
      literal += text[at];
      at += 1;
    }
  }
  flush();
}

interface SpanAt {
  end: number;
  read(runs: Run[]): void;
}

function spanAt(text: string, at: number, style: Style): SpanAt | null {
  switch (text[at]) {
    case '`': {
      const close = text.indexOf('`', at + 1);
      if (close <= at + 1 || text.slice(at, close).includes('\n')) return null;
      return {
        end: close + 1,
        read: (runs) => runs.push({ text: text.slice(at + 1, close), ...style, code: true }),
      };
    }
    case '*':
      return text[at + 1] === '*' && !style.bold ? pairAt(text, at, '**', { ...style, bold: true }) : null;
    case '_':
      // `order_id_7` is a word, not emphasis.
      return isWordChar(text[at - 1]) || style.italic
        ? null
        : pairAt(text, at, '_', { ...style, italic: true });
    case '[':
      return style.href === undefined ? linkAt(text, at, style) : null;
    case undefined:
    default:
      return null;
  }
}

function pairAt(text: string, at: number, mark: string, style: Style): SpanAt | null {
  const start = at + mark.length;
  const close = closingMark(text, start, mark);
  if (close < 0) return null;
  return { end: close + mark.length, read: (runs) => readInto(runs, text.slice(start, close), style) };
}

/** Where the partner of a mark stands within the same paragraph, or -1. Emphasis hugs its words: `2 ** 3 ** 4` is literal. */
function closingMark(text: string, start: number, mark: string): number {
  if (isSpace(text[start])) return -1;
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '\n' && text[at + 1] === '\n') return -1;
    else if (text.startsWith(mark, at) && at > start && !isSpace(text[at - 1])) {
      if (mark !== '_' || !isWordChar(text[at + 1])) return at;
    }
  }
  return -1;
}

function linkAt(text: string, at: number, style: Style): SpanAt | null {
  const found = LINK.exec(text.slice(at, at + 2_500));
  const [whole, label, href] = found ?? [];
  if (whole === undefined || label === undefined || href === undefined) return null;
  return { end: at + whole.length, read: (runs) => readInto(runs, label, { ...style, href }) };
}

const isMark = (char: string | undefined): boolean => char !== undefined && '\\*_`[]-'.includes(char);
const isSpace = (char: string | undefined): boolean => char === undefined || /\s/.test(char);
const isWordChar = (char: string | undefined): boolean => char !== undefined && /[\p{L}\p{N}_]/u.test(char);
