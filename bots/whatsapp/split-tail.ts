/** The end of a text that still fits below something to tap, beginning where a reader expects it. Pure. */
import type { Run } from '../../src/rendering/markup.ts';
import { splitRuns } from '../../src/rendering/split-text.ts';
import { toText } from './to-text.ts';

/** Where a piece may begin, best first: a paragraph, a line, a sentence. */
const BEGINNINGS = [/\n[ \t]*\n\s*/g, /\n\s*/g, /[.!?…]["»”)]*\s+/g];
/** A beginning nearer to the end than this would leave a stump below which the buttons look lost. */
const LEAST = 12;

/** `tail` is at most `max` characters, marks and all; `head` is what stands before it, perhaps nothing. */
export function splitTail(runs: Run[], max: number): { head: Run[]; tail: Run[] } {
  if (toText(runs).length <= max) return { head: [], tail: runs };
  const text = runs.map((run) => run.text).join('');
  for (const beginning of BEGINNINGS) {
    for (const match of text.matchAll(beginning)) {
      const start = match.index + match[0].length;
      if (text.length - start > max || text.length - start < LEAST) continue;
      const tail = sliceRuns(runs, start, text.length);
      if (toText(tail).length > max) continue;
      return { head: sliceRuns(runs, 0, match.index + match[0].trimEnd().length), tail };
    }
  }
  // No such place: pieces of the right size from the front, and the last of them carries the buttons.
  const pieces = splitRuns(runs, Math.floor(max * 0.6), Number.MAX_SAFE_INTEGER);
  const tail = pieces.at(-1) ?? [];
  const length = tail.reduce((sum, run) => sum + run.text.length, 0);
  const end = text.trimEnd().length - length;
  return { head: sliceRuns(runs, 0, end), tail: toText(tail).length <= max ? tail : bare(tail) };
}

/** Without styles and addresses, which can be longer than the words they stand behind. */
function bare(runs: Run[]): Run[] {
  return [{ text: runs.map((run) => run.text).join('') }];
}

function sliceRuns(runs: Run[], start: number, end: number): Run[] {
  let at = 0;
  return runs.flatMap((run) => {
    const from = Math.max(start, at) - at;
    const to = Math.min(end, at + run.text.length) - at;
    at += run.text.length;
    return from < to ? [{ ...run, text: run.text.slice(from, to) }] : [];
  });
}
