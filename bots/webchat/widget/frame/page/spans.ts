/**
 * Styled text as nodes: every word becomes a text node, links open apart, plain addresses in plain text
 * become links. Nothing a stranger wrote can become anything else.
 */
import type { Span } from '../../../protocol.ts';
import { h } from './dom.ts';

const ADDRESS = /https?:\/\/[^\s<>"«»]+[^\s<>"«».,;:!?)\]']/g;

export function drawSpans(spans: readonly Span[]): Node[] {
  return spans.flatMap((span) => {
    const nodes =
      span.href === undefined && span.code === undefined ? withLinks(span.text) : [textNode(span.text)];
    return wrap(span, nodes);
  });
}

/** A link that tells the other side nothing and gets nothing of us; null for anything but http, https, mail and phone. */
export function drawLink(href: string, ...children: (Node | string)[]): HTMLAnchorElement | null {
  if (!isHarmless(href)) return null;
  return h('a', { href, target: '_blank', rel: 'noopener noreferrer nofollow' }, ...children);
}

function wrap({ bold, italic, code, href }: Span, nodes: Node[]): Node[] {
  let inner = nodes;
  if (code) inner = [h('code', {}, ...inner)];
  if (italic) inner = [h('em', {}, ...inner)];
  if (bold) inner = [h('strong', {}, ...inner)];
  if (href === undefined) return inner;
  const link = drawLink(href, ...inner);
  return link === null ? inner : [link];
}

function withLinks(text: string): Node[] {
  const nodes: Node[] = [];
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const link = drawLink(match[0], match[0]);
    if (link === null) continue;
    nodes.push(textNode(text.slice(from, match.index)), link);
    from = match.index + match[0].length;
  }
  nodes.push(textNode(text.slice(from)));
  return nodes;
}

const textNode = (text: string): Text => document.createTextNode(text);

function isHarmless(href: string): boolean {
  try {
    return ['http:', 'https:', 'mailto:', 'tel:'].includes(new URL(href).protocol);
  } catch {
    return false;
  }
}
