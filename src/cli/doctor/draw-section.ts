/** The findings about one thing, drawn for a terminal: a heading, then a line each; long ones are wrapped below themselves. */
import { styleText } from 'node:util';
import type { Finding } from '../../core/ports/channel.ts';

export interface Section {
  title: string;
  findings: Finding[];
}

const MARKS = { ok: ['green', 'ok  '], warn: ['yellow', 'look'], error: ['red', 'MEND'] } as const;
const INDENT = 2;
const SUBJECT_LEAST = 11;
const WIDTH_LEAST = 60;
const WIDTH_MOST = 110;

/** `columns` is the terminal's width, if it is one. */
export function drawSection({ title, findings }: Section, columns = WIDTH_MOST): string {
  // What stands in the heading need not be said on each line.
  const shown = findings.map((one) => ({ ...one, subject: one.subject.replace(`${title} `, '') }));
  const subjects = Math.max(SUBJECT_LEAST, ...shown.map(({ subject }) => subject.length));
  const left = INDENT + MARKS.ok[1].length + 1 + subjects + 2;
  const width = Math.min(Math.max(columns, WIDTH_LEAST), WIDTH_MOST) - left;
  const lines = shown.flatMap(({ level, subject, message }) => {
    const [colour, mark] = MARKS[level];
    const [first = '', ...more] = message.split('\n').flatMap((line) => wrap(line, width));
    const head = `${' '.repeat(INDENT)}${styleText(colour, mark)} ${subject.padEnd(subjects)}  ${first}`;
    return [head, ...more.map((line) => ' '.repeat(left) + line)];
  });
  return ['', styleText('bold', title), ...lines].join('\n');
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
