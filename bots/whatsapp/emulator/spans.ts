/** A message's text as a phone draws it: the marks are gone, the words between them have a style. */
import type { TextMark, TextSpan } from '../../../src/core/ports/phone.ts';
import { markedIn, type MarkStyle, type Marked } from '../marks.ts';

const MARKS: Record<MarkStyle, TextMark> = {
  bold: 'bold',
  italic: 'italic',
  strike: 'strike',
  code: 'code',
  block: 'block',
};
const LINK = /https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]}'»”]/g;

/** Stretches in order; together they are what a reader sees. */
export function spansOf(text: string): TextSpan[] {
  const marked = markedIn(text);
  const links = [...text.matchAll(LINK)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
  }));
  const edges = new Set([0, text.length]);
  for (const { start, end, width } of marked)
    for (const at of [start, start + width, end, end + width]) edges.add(at);
  for (const { from, to } of links) edges.add(from).add(to);
  const cuts = [...edges].toSorted((a, b) => a - b);
  return cuts.flatMap((from, index) => {
    const to = cuts[index + 1];
    if (to === undefined || isMark(marked, from, to)) return [];
    const over = marked.filter(({ start, end, width }) => start + width <= from && to <= end);
    const link = links.find((one) => one.from <= from && to <= one.to);
    return [
      {
        text: text.slice(from, to),
        marks: over.map(({ style }) => MARKS[style]),
        href: link === undefined ? null : text.slice(link.from, link.to),
      },
    ];
  });
}

/** The words alone. */
export function visibleText(text: string): string {
  return spansOf(text)
    .map((span) => span.text)
    .join('');
}

function isMark(marked: readonly Marked[], from: number, to: number): boolean {
  return marked.some(
    ({ start, end, width }) => (from >= start && to <= start + width) || (from >= end && to <= end + width),
  );
}
