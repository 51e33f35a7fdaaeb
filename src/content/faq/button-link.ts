/** Links that become buttons: `flow:return`, `faq:payment-card`, `operator:`. */
import type { FaqLink } from '../../core/ports/words.ts';
import type { FindingSink } from '../finding.ts';
import { lineOf, type Link } from './markdown-tree.ts';

export interface ButtonLink {
  link: FaqLink;
  line: number;
}

/** Characters of a label that every platform shows whole on a button. */
const LABEL_CHARS = 40;

/** The button that a Markdown link stands for; null for an ordinary link. Faults of the label are reported. */
export function buttonLink(node: Link, say: FindingSink): ButtonLink | null {
  const parts = /^(flow|faq|operator):(?:\/\/)?(.*)$/u.exec(node.url);
  if (parts === null) return null;
  const line = lineOf(node);
  const label = node.children
    .map((child) => ('value' in child ? child.value : ''))
    .join('')
    .trim();
  if (label === '') say.error(line, 'faq.button-words', { url: node.url });
  if (label.length > LABEL_CHARS) {
    say.error(line, 'faq.button-long', { label, max: LABEL_CHARS });
  }
  const id = parts[2] ?? '';
  if (parts[1] === 'operator') return { link: { to: 'operator', label }, line };
  if (id === '') say.error(line, 'faq.button-target', { url: node.url, to: parts[1] ?? '' });
  return parts[1] === 'flow'
    ? { link: { to: 'flow', flow: id, label }, line }
    : { link: { to: 'faq', id, label }, line };
}
