/**
 * Groups of three and four letters inside one word, as numbers: what still meets when a word is misspelt or ends
 * differently. Letters take 7 bits each, so four of them and a mark fit into one small integer.
 */

/** Stands before the first and after the last letter. */
const EDGE = 1;
const FOUR = 1 << 28;

/** Calls `use` with each group of a folded word. */
export function eachGram(word: string, use: (key: number) => void): void {
  let a = 0;
  let b = 0;
  let c = EDGE;
  const end = word.length;
  for (let at = 0; at <= end; at += 1) {
    const next = at === end ? EDGE : letterCode(word.charCodeAt(at));
    if (b !== 0) use((b << 14) | (c << 7) | next);
    if (a !== 0) use(FOUR | (a << 21) | (b << 14) | (c << 7) | next);
    a = b;
    b = c;
    c = next;
  }
}

/** Calls `use` with each group of four that reaches over the gaps of a folded text: what words stand side by side. */
export function eachBridge(text: string, use: (key: number) => void): void {
  let gap = -1;
  for (let at = 0; at < text.length; at += 1) {
    if (text.charCodeAt(at) === SPACE) gap = at;
    if (at < 3 || gap < at - 3) continue;
    let key = 0;
    for (let back = 3; back >= 0; back -= 1) key = (key << 7) | codeAt(text, at - back);
    use(FOUR | key);
  }
}

const SPACE = 0x20;

function codeAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit === SPACE ? 0 : letterCode(unit);
}

/** 2…127: Cyrillic, Latin and digits have their own code, letters of other scripts share what is left. */
function letterCode(unit: number): number {
  if (unit >= 0x430 && unit <= 0x44f) return unit - 0x430 + 2;
  if (unit >= 0x61 && unit <= 0x7a) return unit - 0x61 + 34;
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30 + 60;
  return 70 + (unit % 58);
}
