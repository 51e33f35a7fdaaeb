/** What changed between two texts, word by word: what went, what came, what stayed. Bounded, so that no paste can hold up a page. */
export interface DiffPiece {
  kind: 'same' | 'gone' | 'new';
  text: string;
}

/** Words of each side that are compared one by one; beyond it the middle is told as changed as a whole. */
const MOST_WORDS = 1_200;

/** The pieces of both texts in reading order. Equal texts are one piece. */
export function diffWords(before: string, after: string): DiffPiece[] {
  const [a, b] = [split(before), split(after)];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (
    tail < a.length - head &&
    tail < b.length - head &&
    a[a.length - 1 - tail] === b[b.length - 1 - tail]
  )
    tail += 1;
  const pieces: DiffPiece[] = [];
  push(pieces, 'same', a.slice(0, head));
  for (const piece of middle(a.slice(head, a.length - tail), b.slice(head, b.length - tail)))
    push(pieces, piece.kind, [piece.text]);
  push(pieces, 'same', tail === 0 ? [] : a.slice(-tail));
  return pieces;
}

/** What a list lost and won, each in its own order. */
export function diffList(
  before: readonly string[],
  after: readonly string[],
): { gone: string[]; come: string[] } {
  const [was, is] = [new Set(before), new Set(after)];
  return { gone: before.filter((one) => !is.has(one)), come: after.filter((one) => !was.has(one)) };
}

function middle(a: readonly string[], b: readonly string[]): DiffPiece[] {
  if (a.length === 0 || b.length === 0 || a.length > MOST_WORDS || b.length > MOST_WORDS)
    return [
      { kind: 'gone', text: a.join('') },
      { kind: 'new', text: b.join('') },
    ];
  const common = commonLengths(a, b);
  const width = b.length + 1;
  const pieces: DiffPiece[] = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      pieces.push({ kind: 'same', text: a[i] ?? '' });
      i += 1;
      j += 1;
    } else if ((common[(i + 1) * width + j] ?? 0) >= (common[i * width + j + 1] ?? 0)) {
      pieces.push({ kind: 'gone', text: a[i] ?? '' });
      i += 1;
    } else {
      pieces.push({ kind: 'new', text: b[j] ?? '' });
      j += 1;
    }
  }
  pieces.push({ kind: 'gone', text: a.slice(i).join('') }, { kind: 'new', text: b.slice(j).join('') });
  return pieces;
}

/** Lengths of the longest common runs of what is left of both, row by row. */
function commonLengths(a: readonly string[], b: readonly string[]): Uint16Array {
  const width = b.length + 1;
  const table = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const down = table[(i + 1) * width + j] ?? 0;
      const right = table[i * width + j + 1] ?? 0;
      const both = (table[(i + 1) * width + j + 1] ?? 0) + 1;
      table[i * width + j] = a[i] === b[j] ? both : Math.max(down, right);
    }
  }
  return table;
}

function push(pieces: DiffPiece[], kind: DiffPiece['kind'], words: readonly string[]): void {
  const text = words.join('');
  if (text === '') return;
  const last = pieces.at(-1);
  if (last?.kind === kind) last.text += text;
  else pieces.push({ kind, text });
}

/** Words with what stands between them as pieces of their own. */
function split(text: string): string[] {
  return text.match(/\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? [];
}
