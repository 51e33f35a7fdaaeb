/**
 * The blocks of one answer, from Markdown to the small markup that every channel can show. What no messenger shows
 * (tables, pictures, headings, quotes) is an error that names a way out, never silently dropped.
 */
import { escapeMarkup } from '../../core/content.ts';
import type { FaqLink } from '../../core/ports/words.ts';
import type { FindingSink } from '../finding.ts';
import { buttonLink, type ButtonLink } from './button-link.ts';
import { lineOf, type Block, type Inline, type Link, type List } from './markdown-tree.ts';

export interface AnswerParts {
  markup: string;
  links: { link: FaqLink; line: number }[];
}

/** Fills slots of a text; the second argument is the line for complaints. */
export type Fill = (text: string, line: number) => string;

/** Converts an answer. `fill` puts values into slots before they are escaped. */
export function answerMarkup(blocks: readonly Block[], fill: Fill, say: FindingSink): AnswerParts {
  const paragraphs: string[] = [];
  const links: AnswerParts['links'] = [];
  for (const block of blocks) {
    const buttons = buttonsOf(block, say);
    if (buttons !== null) {
      for (const one of buttons) links.push({ link: one.link, line: one.line });
      continue;
    }
    const text = blockMarkup(block, fill, say);
    if (text !== '') paragraphs.push(text);
  }
  return { markup: paragraphs.join('\n\n'), links };
}

/** All links of a block that holds nothing but links for buttons; null for any other block. */
function buttonsOf(block: Block, say: FindingSink): ButtonLink[] | null {
  if (block.type === 'paragraph') return onlyButtons(block.children, say);
  if (block.type !== 'list') return null;
  const found: ButtonLink[] = [];
  for (const item of block.children) {
    const only = item.children.length === 1 ? item.children[0] : undefined;
    const buttons = only?.type === 'paragraph' ? onlyButtons(only.children, say) : null;
    if (buttons === null) return null;
    found.push(...buttons);
  }
  return found;
}

function onlyButtons(inline: readonly Inline[], say: FindingSink): ButtonLink[] | null {
  const solid = inline.filter((node) => node.type !== 'break' && !(node.type === 'text' && node.value.trim() === ''));
  const found: ButtonLink[] = [];
  for (const node of solid) {
    if (node.type !== 'link') return null;
    const button = buttonLink(node, say);
    if (button === null) return null;
    found.push(button);
  }
  return found.length > 0 ? found : null;
}

function blockMarkup(block: Block, fill: Fill, say: FindingSink): string {
  const line = lineOf(block);
  if (block.type === 'list') return listMarkup(block, fill, say);
  if (block.type === 'html') return ''; // comments were read before
  if (block.type !== 'paragraph') {
    const [what, instead] = CANNOT_SHOW[block.type] ?? [`"${block.type}"`, 'write plain paragraphs and lists'];
    say.error(line, `${what} cannot be shown in a messenger`, instead);
    return '';
  }
  if (!looksLikeTable(block.children)) return inlineMarkup(block.children, fill, say);
  say.error(line, 'a table cannot be shown in a messenger', 'write a list: one line per row, beginning with "- "');
  return '';
}

const CANNOT_SHOW: Record<string, readonly [what: string, instead: string]> = {
  heading: ['a heading inside an answer', 'write the words in **bold** on a line of their own'],
  blockquote: ['a quotation (a line that begins with >)', 'write a plain paragraph'],
  code: ['a block of code (an indented or fenced text)', 'remove the indentation, or use `short code` in a line'],
  thematicBreak: ['a ruler (---)', 'leave an empty line between paragraphs'],
  table: ['a table', 'write a list: one line per row, beginning with "- "'],
  definition: ['a reference link ([name]: address)', 'write the address in the link itself: [words](https://…)'],
};

function listMarkup(list: List, fill: Fill, say: FindingSink): string {
  const start = list.start ?? 1;
  const lines = list.children.map((item, index) => {
    const mark = list.ordered === true ? `${start + index}. ` : '- ';
    const first = item.children[0];
    if (item.children.length > 1 || (first !== undefined && first.type !== 'paragraph')) {
      const hint = 'keep one short paragraph per item; no lists inside lists';
      say.error(lineOf(item), 'a list item holds more than one line of text', hint);
    }
    return first?.type === 'paragraph' ? mark + inlineMarkup(first.children, fill, say).replaceAll('\n', ' ') : mark;
  });
  return lines.join('\n');
}

function inlineMarkup(nodes: readonly Inline[], fill: Fill, say: FindingSink): string {
  return nodes.map((node) => inlineNode(node, fill, say)).join('');
}

function inlineNode(node: Inline, fill: Fill, say: FindingSink): string {
  const line = lineOf(node);
  switch (node.type) {
    case 'text': {
      checkUnfinished(node.value, line, say);
      // An editor's line break inside a paragraph is only a place where the line was wrapped.
      return escapeMarkup(fill(node.value.replace(/[ \t]*\n[ \t]*/gu, ' '), line));
    }
    case 'strong':
      return `**${inlineMarkup(node.children, fill, say)}**`;
    case 'emphasis':
      return `_${inlineMarkup(node.children, fill, say)}_`;
    case 'inlineCode':
      return `\`${fill(node.value, line).replaceAll('`', '')}\``;
    case 'break':
      return '\n';
    case 'link':
      return linkMarkup(node, fill, say);
    case 'html':
      return '';
    case 'image':
    case 'imageReference':
      say.error(line, 'a picture cannot stand in an answer', 'write a link to it: [see the picture](https://…)');
      return '';
    case 'linkReference':
    case 'footnoteReference':
    case 'delete': {
      const hint = 'write plain words, **bold**, _italic_ or [words](https://…)';
      say.error(line, `"${node.type}" cannot be shown in a messenger`, hint);
      return '';
    }
  }
}

function linkMarkup(node: Link, fill: Fill, say: FindingSink): string {
  const line = lineOf(node);
  const label = inlineMarkup(node.children, fill, say);
  const url = fill(decodeSlots(node.url), line);
  if (/^https?:\/\/[^\s()]+$/u.test(url)) return `[${label}](${url})`;
  if (buttonLink(node, say) !== null) {
    const hint = 'put it on a line of its own: it becomes a button under the answer';
    say.error(line, `the link "${node.url}" stands inside a sentence`, hint);
  } else if (/^(tel|mailto):/u.test(url)) {
    say.error(line, `the link "${url}" cannot be shown everywhere`, 'write the number or address as plain text');
  } else if (!/^(flow|faq|operator):/u.test(url)) {
    const hint = 'begin it with https://, or use flow:…, faq:… or operator: on a line of its own';
    say.error(line, `the link "${url}" leads nowhere`, hint);
  }
  return label;
}

/** A Markdown parser percent-encodes nothing of ours, but some editors do. */
function decodeSlots(url: string): string {
  return url.replaceAll('%7B%7B', '{{').replaceAll('%7D%7D', '}}');
}

function looksLikeTable(nodes: readonly Inline[]): boolean {
  const text = nodes.map((node) => ('value' in node ? node.value : '')).join('');
  return /(^|\n)\s*\|?\s*:?-{2,}:?\s*\|/u.test(text);
}

function checkUnfinished(text: string, line: number, say: FindingSink): void {
  if (!/\]\([^)\s]*$/u.test(text)) return;
  say.error(line, 'a link is not finished: its closing bracket is missing', 'write [words](address)');
}
