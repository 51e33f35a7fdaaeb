/**
 * The blocks of one answer, from Markdown to the small markup that every channel can show. What no messenger shows
 * (tables, pictures, headings, quotes) is an error that names a way out, never silently dropped.
 */
import { escapeMarkup } from '../../core/content.ts';
import type { FaqLink } from '../../core/ports/words.ts';
import type { FaultCode } from '../faults/faults.ts';
import type { FindingSink } from '../finding.ts';
import { buttonLink, type ButtonLink } from './button-link.ts';
import { liveSlotIn, type Fill } from './slots.ts';
import { lineOf, onOneLine, type Block, type Inline, type Link, type List } from './markdown-tree.ts';

export interface AnswerParts {
  markup: string;
  links: { link: FaqLink; line: number }[];
  /** Addresses in the text, slots filled. */
  urls: { url: string; line: number }[];
}

interface AnswerContext {
  fill: Fill;
  say: FindingSink;
  urls: AnswerParts['urls'];
}

/** Converts an answer. `fill` puts values into slots before they are escaped. */
export function answerMarkup(blocks: readonly Block[], fill: Fill, say: FindingSink): AnswerParts {
  const paragraphs: string[] = [];
  const links: AnswerParts['links'] = [];
  const context: AnswerContext = { fill, say, urls: [] };
  for (const block of blocks) {
    const buttons = buttonsOf(block, say);
    if (buttons !== null) {
      for (const one of buttons) links.push({ link: one.link, line: one.line });
      continue;
    }
    const text = blockMarkup(block, context);
    if (text !== '') paragraphs.push(text);
  }
  return { markup: paragraphs.join('\n\n'), links, urls: context.urls };
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
  const solid = inline.filter(
    (node) => node.type !== 'break' && !(node.type === 'text' && node.value.trim() === ''),
  );
  const found: ButtonLink[] = [];
  for (const node of solid) {
    if (node.type !== 'link') return null;
    const button = buttonLink(node, say);
    if (button === null) return null;
    found.push(button);
  }
  return found.length > 0 ? found : null;
}

function blockMarkup(block: Block, context: AnswerContext): string {
  const { say } = context;
  const line = lineOf(block);
  if (block.type === 'list') return listMarkup(block, context);
  if (block.type === 'html') return ''; // comments were read before
  if (block.type !== 'paragraph') {
    say.error(line, CANNOT_SHOW[block.type] ?? 'faq.shape', { kind: block.type });
    return '';
  }
  if (!looksLikeTable(block.children)) return inlineMarkup(block.children, context);
  say.error(line, 'faq.table');
  return '';
}

const CANNOT_SHOW: Partial<Record<string, FaultCode>> = {
  heading: 'faq.heading',
  blockquote: 'faq.quote',
  code: 'faq.code',
  thematicBreak: 'faq.ruler',
  table: 'faq.table',
  definition: 'faq.reference',
};

function listMarkup(list: List, context: AnswerContext): string {
  const { say } = context;
  const start = list.start ?? 1;
  const lines = list.children.map((item, index) => {
    const mark = list.ordered === true ? `${start + index}. ` : '- ';
    const first = item.children[0];
    if (item.children.length > 1 || (first !== undefined && first.type !== 'paragraph')) {
      say.error(lineOf(item), 'faq.list-item');
    }
    return first?.type === 'paragraph'
      ? mark + inlineMarkup(first.children, context).replaceAll('\n', ' ')
      : mark;
  });
  return lines.join('\n');
}

function inlineMarkup(nodes: readonly Inline[], context: AnswerContext): string {
  return nodes.map((node) => inlineNode(node, context)).join('');
}

function inlineNode(node: Inline, context: AnswerContext): string {
  const { fill, say } = context;
  const line = lineOf(node);
  switch (node.type) {
    case 'text': {
      checkUnfinished(node.value, line, say);
      // An editor's line break inside a paragraph is only a place where the line was wrapped.
      return escapeMarkup(fill(onOneLine(node.value), line));
    }
    case 'strong':
      return `**${inlineMarkup(node.children, context)}**`;
    case 'emphasis':
      return `_${inlineMarkup(node.children, context)}_`;
    case 'inlineCode':
      return `\`${fill(node.value, line).replaceAll('`', '')}\``;
    case 'break':
      return '\n';
    case 'link':
      return linkMarkup(node, context);
    case 'html':
      return '';
    case 'image':
    case 'imageReference':
      say.error(line, 'faq.picture');
      return '';
    case 'linkReference':
    case 'footnoteReference':
    case 'delete':
      say.error(line, 'faq.shape', { kind: node.type });
      return '';
  }
}

function linkMarkup(node: Link, { fill, say, urls }: AnswerContext): string {
  const line = lineOf(node);
  const label = inlineMarkup(node.children, { fill, say, urls });
  const url = fill(decodeSlots(node.url), line);
  const live = liveSlotIn(url);
  if (live !== null) {
    say.error(line, 'faq.link-slot', { slot: live });
  } else if (/^https?:/u.test(url)) {
    if (!isAddress(url)) say.error(line, 'faq.link-address', { url });
    else if (url.startsWith('http:')) say.warn(line, 'faq.link-insecure', { url });
    urls.push({ url, line });
    return `[${label}](${url})`;
  } else if (buttonLink(node, say) !== null) {
    say.error(line, 'faq.link-inside', { url: node.url });
  } else if (/^(tel|mailto):/u.test(url)) {
    say.error(line, 'faq.link-scheme', { url });
  } else if (!/^(flow|faq|operator):/u.test(url)) {
    say.error(line, 'faq.link-nowhere', { url });
  }
  return label;
}

/** Brackets and spaces would end the link where messengers show it. */
function isAddress(url: string): boolean {
  return /^[^\s()<>]+$/u.test(url) && URL.canParse(url) && /^[^.]+(\.[^.]+)+$/u.test(new URL(url).hostname);
}

/** A Markdown parser percent-encodes nothing of ours, but some editors do. */
function decodeSlots(url: string): string {
  return url.replaceAll('%7B%7B', '{{').replaceAll('%7D%7D', '}}');
}

function looksLikeTable(nodes: readonly Inline[]): boolean {
  const text = nodes.map((node) => ('value' in node ? node.value : '')).join('');
  return /(^|\n)\s*\|?\s*:?-{2,}:?\s*\|/u.test(text);
}

/** An address that was cut off is not longer. */
const LINK_END = 500;

function checkUnfinished(text: string, line: number, say: FindingSink): void {
  if (!/\]\([^)\s]*$/u.test(text.slice(-LINK_END))) return;
  say.error(line, 'faq.link-unfinished');
}
