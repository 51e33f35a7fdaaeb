/** Lines that were pasted into the list of phrasings, and one of the list moved. Pure. */

/** More than this at once is a mistake of the clipboard. */
const MOST_LINES = 100;

/** What was pasted, a line each, without the marks of the list that it was copied from. */
export function pastedLines(text: string): string[] {
  return text
    .split(/\r\n|\r|\n/u)
    .map((line) => line.replace(/^\s*(?:[-–—*•·]|\d{1,3}[.)])\s+/u, '').trim())
    .filter((line) => line !== '')
    .slice(0, MOST_LINES);
}

export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const one = list[from];
  return one === undefined ? [...list] : list.toSpliced(from, 1).toSpliced(to, 0, one);
}
