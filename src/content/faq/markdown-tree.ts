/** The tree of the CommonMark parser, as types taken from the parser itself. */
import { fromMarkdown } from 'mdast-util-from-markdown';
import { toError } from '../../core/errors.ts';
import type { FindingSink } from '../finding.ts';
import { stretchesOf, whyUnreadable, type Stretch } from './stretches.ts';

export type Root = ReturnType<typeof fromMarkdown>;
/** Any node; at the top of a file only blocks occur. */
export type Block = Root['children'][number];
export type Heading = Extract<Block, { type: 'heading' }>;
export type List = Extract<Block, { type: 'list' }>;
export type Inline = Extract<Block, { type: 'paragraph' }>['children'][number];
export type Link = Extract<Block, { type: 'link' }>;

export function parseMarkdown(text: string): Root {
  return fromMarkdown(text);
}

/**
 * The blocks of a file, each with its place in the whole text. Stretches that no parser should be let at are reported and left out. Takes
 * time linear in the text.
 */
export function readBlocks(text: string, say: FindingSink): Block[] {
  return stretchesOf(text).flatMap((stretch) => {
    const fault = whyUnreadable(stretch);
    if (fault === null) return parseStretch(stretch, say);
    say.error(fault.line, fault.code, fault.values);
    return [];
  });
}

function parseStretch({ text, line, offset }: Stretch, say: FindingSink): Block[] {
  try {
    const { children } = parseMarkdown(text);
    for (const block of children) move(block, line - 1, offset);
    return children;
  } catch (thrown) {
    // The parser goes as deep as the text; its own stack ends first.
    if (toError(thrown).name !== 'RangeError') throw thrown;
    say.error(line, 'faq.too-deep');
    return [];
  }
}

function move(node: Block, lines: number, offset: number): void {
  if (node.position) {
    for (const point of [node.position.start, node.position.end]) {
      point.line += lines;
      point.offset = (point.offset ?? 0) + offset;
    }
  }
  if ('children' in node) for (const child of node.children) move(child, lines, offset);
}

/** 1-based line of a node. */
export function lineOf(node: { position?: { start: { line: number } } | undefined }): number {
  return node.position?.start.line ?? 0;
}

/** The words of a node without any marks, on one line. */
export function plainText(node: Block): string {
  return joined(node).trim();
}

function joined(node: Block): string {
  if ('value' in node) return onOneLine(node.value);
  if (!('children' in node)) return node.type === 'break' ? ' ' : '';
  return node.children.map(joined).join('');
}

/** An editor's line break inside a paragraph is only a place where the line was wrapped. Takes time linear in the text. */
export function onOneLine(text: string): string {
  const lines = text.split('\n');
  const last = lines.length - 1;
  return lines
    .map((line, at) => (at === 0 ? line : line.trimStart()))
    .map((line, at) => (at === last ? line : line.trimEnd()))
    .join(' ');
}
