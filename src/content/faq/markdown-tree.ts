/** The tree of the CommonMark parser, as types taken from the parser itself. */
import { fromMarkdown } from 'mdast-util-from-markdown';

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

/** 1-based line of a node. */
export function lineOf(node: { position?: { start: { line: number } } | undefined }): number {
  return node.position?.start.line ?? 0;
}
