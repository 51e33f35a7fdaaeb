/**
 * A file of answers as pieces: what stands before the first question, then each entry with everything up to the next. Put together
 * again they are the file, byte for byte, so that one entry can be written anew while all others stay as their authors left them.
 * Reads what is written, slots and all; whether it is good is for the checks of the content.
 */
import {
  lineOf,
  plainText,
  readBlocks,
  type Block,
  type Heading,
  type List,
} from '../content/faq/markdown-tree.ts';
import { sinkFor, type ContentFinding } from '../content/finding.ts';
import type { FaqParts } from '../core/ports/faq-desk.ts';

export interface WrittenText {
  /** Byte order mark, front matter, title, notes. */
  head: string;
  /** Words of the title (`# …`); null: none. */
  title: string | null;
  pieces: WrittenPiece[];
  lineEnd: '\r\n' | '\n';
}

export interface WrittenPiece {
  /** Null: the heading names none. */
  id: string | null;
  /** From the heading to the next, blank lines included. */
  raw: string;
  /** Of the heading in the file, from 1. */
  line: number;
  parts: FaqParts;
  segments: Segments;
}

/** The pieces of a piece, as they are written; "" where there is none. */
export interface Segments {
  heading: string;
  /** All comments, and those of them that are no dates or channels: notes for people. */
  comments: string;
  notes: string;
  list: string;
  /** What follows the last word, line ends mostly. */
  tail: string;
}

/** Never throws; a text without questions is all head. */
export function readWritten(text: string): WrittenText {
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const blocks = blocksOf(text);
  const starts = blocks.filter((block): block is Heading => block.type === 'heading' && block.depth === 2);
  const title = blocks.find((block) => block.type === 'heading' && block.depth === 1);
  const first = starts[0] ? lineStart(text, startOf(starts[0])) : text.length;
  const pieces = starts.map((heading, index): WrittenPiece => {
    const next = starts[index + 1];
    const from = lineStart(text, startOf(heading));
    const to = next ? lineStart(text, startOf(next)) : text.length;
    const own = blocks.filter((block) => startOf(block) > startOf(heading) && startOf(block) < to);
    return readPiece(text, { from, to }, heading, own);
  });
  return { head: text.slice(0, first), title: title ? plainText(title) : null, pieces, lineEnd };
}

/**
 * A text of which a part should not be let at a parser has no blocks at all: that part would belong to the entry before it, and go with
 * it. The checks of the content say what is wrong.
 */
function blocksOf(text: string): readonly Block[] {
  const findings: ContentFinding[] = [];
  const blocks = readBlocks(maskFront(text), sinkFor('', findings));
  return findings.length > 0 ? [] : blocks;
}

/** What `readWritten` took apart. */
export function joinWritten({ head, pieces }: Pick<WrittenText, 'head' | 'pieces'>): string {
  return head + pieces.map(({ raw }) => raw).join('');
}

function readPiece(
  text: string,
  { from, to }: { from: number; to: number },
  heading: Heading,
  blocks: readonly Block[],
): WrittenPiece {
  const html = blocks.filter((block) => block.type === 'html');
  const said = blocks.filter((block) => block.type !== 'html');
  const list = said[0]?.type === 'list' ? said[0] : null;
  const [, question = plainText(heading), id = null] =
    /^(.*?)\s*\{#([^{}]*)\}$/su.exec(plainText(heading)) ?? [];
  const last = Math.max(endOf(heading), ...blocks.map((block) => endOf(block)));
  const comments = html.map((block) => slice(text, block)).join('\n');
  const { dates, notes } = readComments(comments);
  const answer = withoutComments(text, { from: endOf(list ?? heading), to: last }, html);
  return {
    id: id === null || id === '' ? null : id,
    raw: text.slice(from, to),
    line: lineOf(heading),
    parts: { question, phrasings: list ? phrasingsOf(list) : [], answer: evenLines(answer).trim(), ...dates },
    segments: {
      heading: text.slice(from, endOf(heading)),
      comments: evenLines(comments),
      notes,
      list: list ? evenLines(text.slice(lineStart(text, startOf(list)), endOf(list))) : '',
      tail: text.slice(last, to),
    },
  };
}

const COMMENT = /<!--\s*(validFrom|validTo|channels)\s*:\s*(.*?)\s*-->/gsu;

function readComments(comments: string): {
  dates: Pick<FaqParts, 'validFrom' | 'validTo' | 'channels'>;
  notes: string;
} {
  const found = new Map<string, string>();
  const notes = comments.replace(COMMENT, (_, name: string, value: string) => {
    found.set(name, value);
    return '';
  });
  const channels = (found.get('channels') ?? '').split(/[\s,]+/u).filter((name) => name !== '');
  return {
    dates: { validFrom: found.get('validFrom') ?? null, validTo: found.get('validTo') ?? null, channels },
    notes: evenLines(notes)
      .split('\n')
      .filter((line) => line.trim() !== '')
      .join('\n'),
  };
}

/** The text of a range without the blocks that are comments. */
function withoutComments(text: string, range: { from: number; to: number }, html: readonly Block[]): string {
  let rest = '';
  let at = range.from;
  for (const block of html.filter((one) => startOf(one) >= range.from)) {
    rest += text.slice(at, startOf(block)).trimEnd() + '\n\n';
    at = endOf(block);
    while (/\s/u.test(text.charAt(at)) && at < range.to) at += 1;
  }
  return rest + text.slice(at, range.to);
}

function phrasingsOf(list: List): string[] {
  return list.children.flatMap((item) => {
    const words = item.children.map((child) => plainText(child)).join(' ');
    return words === '' ? [] : [words];
  });
}

/** The block between `---` lines is no Markdown; spaces in its place keep all places. */
function maskFront(text: string): string {
  const opened = /^\uFEFF?---[ \t]*(?:\r\n|\r|\n)/u.exec(text);
  if (opened === null) return text;
  const end = /(?:\r\n|\r|\n)---[ \t]*(?:\r\n|\r|\n|$)/u.exec(text.slice(opened[0].trimEnd().length));
  if (end === null) return '';
  const stop = opened[0].trimEnd().length + end.index + end[0].length;
  return text.slice(0, stop).replace(/[^\r\n]/gu, ' ') + text.slice(stop);
}

function lineStart(text: string, offset: number): number {
  return Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
}

function slice(text: string, block: Block): string {
  return text.slice(startOf(block), endOf(block));
}

function startOf(node: Block): number {
  return node.position?.start.offset ?? 0;
}

function endOf(node: Block): number {
  return node.position?.end.offset ?? 0;
}

function evenLines(text: string): string {
  return text.replace(/\r\n?/gu, '\n');
}
