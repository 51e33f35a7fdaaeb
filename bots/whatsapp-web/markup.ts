/**
 * Our runs in WhatsApp's marks: `*bold*`, `_italic_`, `` `code` ``. WhatsApp has no way to escape a mark, so a mark that
 * was meant literally and would form a pair is shown as its look-alike; and style is left out where WhatsApp would not see it.
 */
import type { Run } from '../../src/rendering/markup.ts';

/** The text that WhatsApp is given; links stand behind their labels. */
export function toWhatsapp(runs: Run[]): string {
  return runs
    .map((run, at) => {
      const before = runs[at - 1]?.text.at(-1);
      const after = runs[at + 1]?.text[0];
      const label = styled(run, before, after);
      return run.href === undefined || run.href === run.text ? label : `${label} (${run.href})`;
    })
    .join('');
}

const LOOK_ALIKE: Record<string, string> = { '*': '∗', _: 'ˍ', '~': '∼', '`': 'ˋ' };
/** A pair that WhatsApp would take for style: marks that hug their words, on one line, with no letter outside. */
const PAIR = /(?<![\p{L}\p{N}])([*_~`])(?=\S)([^\n]*?\S)\1(?![\p{L}\p{N}])/gu;
const PASSES = 20;
const ADDRESS = /https?:\/\/\S+/g;

function styled(run: Run, before: string | undefined, after: string | undefined): string {
  const text = literal(run.text);
  const marks = run.code ? '`' : `${run.bold ? '*' : ''}${run.italic ? '_' : ''}`;
  const closing = marks === '*_' ? '_*' : marks;
  if (marks === '' || isLetter(before) || isLetter(after)) return text;
  // Marks do not reach over a line's end, and must hug what they mark.
  return text.replace(/\S(?:[^\n]*\S)?/g, (line) => `${marks}${line}${closing}`);
}

function literal(text: string): string {
  if (!/[*_~`]/.test(text)) return text;
  let at = 0;
  let shown = '';
  for (const address of text.matchAll(ADDRESS)) {
    shown += withoutPairs(text.slice(at, address.index)) + address[0];
    at = address.index + address[0].length;
  }
  return shown + withoutPairs(text.slice(at));
}

/** Pairs may cross each other, so one pass may leave some; more than a few passes only a text of nothing but marks takes. */
function withoutPairs(text: string): string {
  let shown = text;
  for (let pass = 0; pass < PASSES; pass += 1) {
    const next = shown.replace(PAIR, (pair, mark: string) => {
      const other = LOOK_ALIKE[mark] ?? mark;
      return `${other}${pair.slice(1, -1)}${other}`;
    });
    if (next === shown) break;
    shown = next;
  }
  return shown;
}

const isLetter = (char: string | undefined): boolean => char !== undefined && /[\p{L}\p{N}]/u.test(char);
