/**
 * The formatting that phones read out of plain characters: `*bold*`, `_italic_`, `~strike~`, `` `code` ``, a block in three
 * backticks. There is no way to escape a mark, so literal ones are parted from their words by an invisible space.
 */

export type MarkStyle = 'bold' | 'italic' | 'strike' | 'code' | 'block';

/** A stretch between two marks, outermost first; `start` and `end` are the marks' own places, `width` their length. */
export interface Marked {
  style: MarkStyle;
  start: number;
  /** Where the closing mark begins. */
  end: number;
  width: number;
}

/** Shows nothing, is no white space to a word processor, and keeps a mark from touching its word. */
export const INVISIBLE = '\u200b';

const STYLES: Record<string, MarkStyle> = { '*': 'bold', _: 'italic', '~': 'strike', '`': 'code' };
/** A mark, or an address as a whole. */
const NEXT = /https?:\/\/\S+|[*_~`]/g;
const WORD = /[\p{L}\p{N}]/u;

/** Everything in `text` that a phone would show in a style, in the order of the opening marks. Addresses are left alone. */
export function markedIn(text: string): Marked[] {
  const found: Marked[] = [];
  let at = 0;
  while (at < text.length) {
    NEXT.lastIndex = at;
    const next = NEXT.exec(text);
    if (next === null) break;
    at = next.index;
    if (next[0].length > 1) {
      at += next[0].length;
      continue;
    }
    const marked = markedAt(text, at);
    if (marked !== null) found.push(marked);
    // Inside code nothing else is a mark; inside other styles there may be more.
    at = marked === null ? at + 1 : isCode(marked) ? marked.end + marked.width : at + marked.width;
  }
  return found;
}

/** The text as a phone shows it, word for word, without any style. */
export function defuse(text: string): string {
  if (!/[*_~`>]/.test(text)) return text;
  let safe = text.replace(/^> /gm, `${INVISIBLE}> `);
  for (;;) {
    // Ends: what was parted from its word can never open again, and there are only so many marks.
    const marked = markedIn(safe);
    if (marked.length === 0) return safe;
    safe = withInvisible(safe, marked);
  }
}

function withInvisible(text: string, marked: readonly Marked[]): string {
  let safe = '';
  let from = 0;
  for (const { start, width } of marked) {
    const mark = text
      .slice(start, start + width)
      .split('')
      .join(INVISIBLE);
    safe += `${text.slice(from, start)}${INVISIBLE}${mark}${INVISIBLE}`;
    from = start + width;
  }
  return safe + text.slice(from);
}

function markedAt(text: string, start: number): Marked | null {
  const mark = text[start] ?? '';
  const style = STYLES[mark];
  if (style === undefined) return null;
  if (text.startsWith('```', start)) {
    const end = text.indexOf('```', start + 3);
    if (end > start + 3) return { style: 'block', start, end, width: 3 };
  }
  if (isWord(text, start - 1) || text[start - 1] === mark || text[start + 1] === mark) return null;
  if (!isWordly(text[start + 1])) return null;
  const end = closing(text, start + 1, mark);
  return end < 0 ? null : { style, start, end, width: 1 };
}

/** The partner on the same line: it touches the end of a word, and no word goes on behind it. */
function closing(text: string, from: number, mark: string): number {
  for (let at = from + 1; at < text.length && text[at] !== '\n'; at += 1) {
    if (text[at] !== mark || !isWordly(text[at - 1]) || text[at - 1] === mark) continue;
    if (!isWord(text, at + 1) && text[at + 1] !== mark) return at;
  }
  return -1;
}

/** May a mark stand between these two characters and be read as one? */
export function isEdge(before: string | undefined, after: string | undefined): boolean {
  return !(before !== undefined && WORD.test(before)) && !(after !== undefined && WORD.test(after));
}

/** The character as a whole: letters beyond the basic plane are two units. */
function isWord(text: string, at: number): boolean {
  if (at < 0 || at >= text.length) return false;
  const isLow = text.charCodeAt(at) >= 0xdc_00 && text.charCodeAt(at) <= 0xdf_ff;
  return WORD.test(String.fromCodePoint(text.codePointAt(isLow && at > 0 ? at - 1 : at) ?? 0));
}

const isWordly = (char: string | undefined): boolean =>
  char !== undefined && char !== INVISIBLE && !/\s/.test(char);
const isCode = ({ style }: Marked): boolean => style === 'code' || style === 'block';
