/** Words as the matcher reads them (folded stems) told as the person wrote them. Pure. */

/** Letters that must be alike for a stem to be that word. */
const ALIKE = 3;

/** Each typed word at most once, in the order of the stems; a stem that is found nowhere stays as it is. */
export function asTyped(stems: readonly string[], text: string): string[] {
  const typed = text.match(/[\p{L}\p{N}-]+/gu) ?? [];
  return [...new Set(stems.map((stem) => nearest(stem, typed) ?? stem))];
}

/** Folded words, read out of mistakes, as they are spelt in `texts`, the first that has them; what is in none stays. */
export function asSpelt(read: string, texts: readonly string[]): string {
  const spelt = new Map<string, string>();
  for (const word of texts.join(' ').match(/[\p{L}\p{N}-]+/gu) ?? []) {
    const key = unsigned(folded(word));
    if (!spelt.has(key)) spelt.set(key, word.toLowerCase());
  }
  return read
    .split(' ')
    .map((word) => spelt.get(unsigned(folded(word))) ?? word)
    .join(' ');
}

/** Soft and hard signs are nothing to the matcher. */
function unsigned(word: string): string {
  return word.replace(/[ьъ]/gu, '');
}

function nearest(stem: string, typed: readonly string[]): string | null {
  const wanted = folded(stem);
  let best: { word: string; alike: number } | null = null;
  for (const word of typed) {
    const alike = sameStart(wanted, folded(word));
    if (alike >= Math.min(ALIKE, wanted.length) && alike > (best?.alike ?? 0)) best = { word, alike };
  }
  return best?.word ?? null;
}

function sameStart(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return at;
}

/** Russian and Ukrainian letters that the matcher does not tell apart. */
function folded(word: string): string {
  return word.toLowerCase().replace(/[іїы]/gu, 'и').replace(/[ёєэ]/gu, 'е').replace(/ґ/gu, 'г');
}
