/** Runs of text as WhatsApp wants them: styles as marks where a phone will read them as such, everything else literal. Pure. */
import { plainText, visibleLength, type Run } from '../../src/rendering/markup.ts';
import { splitRuns } from '../../src/rendering/split-text.ts';
import { defuse, INVISIBLE, isEdge } from './marks.ts';

/** One text. Marks and guards may make it longer than what is seen. */
export function toText(runs: readonly Run[]): string {
  const pieces = runs.map((run) => ({ run, text: linked(run) }));
  return pieces
    .map(({ run, text }, index) => {
      const before = pieces[index - 1]?.text.at(-1);
      const after = pieces[index + 1]?.text[0];
      return styled(run, text, isEdge(before, after));
    })
    .join('');
}

/** Texts of at most `max` characters each, marks and all. A style is given up before a text is cut in two for its marks. */
export function toTexts(runs: Run[], max: number): string[] {
  const whole = toText(runs);
  if (whole.length <= max) return whole.trim() === '' ? [] : [whole];
  if (visibleLength(runs) <= max) {
    const bare = defuse(plainText(runs));
    if (bare.length <= max) return [bare];
  }
  return splitRuns(runs, Math.floor(max * 0.8)).flatMap((piece) => {
    const text = toText(piece);
    return text.length <= max
      ? [text]
      : splitRuns([{ text: plainText(piece) }], max).map((bare) => plainText(bare));
  });
}

function linked({ text, href }: Run): string {
  return href === undefined || href === text ? text : `${text} (${href})`;
}

function styled({ bold, italic, code, href }: Run, text: string, isEdged: boolean): string {
  const isPlain = !bold && !italic && !code;
  if (isPlain || href !== undefined || !isEdged) return href === undefined ? defuse(text) : text;
  if (code) return text.includes('`') ? defuse(text) : byLine(text, '`');
  const marks = `${bold ? '*' : ''}${italic ? '_' : ''}`;
  return /[*_~`]/.test(text) ? defuse(text) : byLine(text, marks);
}

/** Marks hug the words of one line: white space stays outside of them. */
function byLine(text: string, marks: string): string {
  const closing = marks.split('').toReversed().join('');
  return text
    .split('\n')
    .map((line) => {
      const words = line.trim();
      if (words === '' || words.startsWith(INVISIBLE) || words.endsWith(INVISIBLE)) return line;
      return line.replace(words, () => `${marks}${words}${closing}`);
    })
    .join('\n');
}
