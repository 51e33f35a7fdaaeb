/** Figures as a table that a person reads and a document can hold. */
import type { Run } from './measure-set.ts';

/** The figures of one line; means over seeds, so that each may be missing. */
export type Line = { [Name in keyof Run]: number | null };

const PERCENT: readonly [keyof Run, string][] = [
  ['top1', 'top-1'],
  ['hit3', 'hit@3'],
  ['mrr3', 'MRR@3'],
  ['aurocFar', 'AUROC far'],
  ['aurocNear', 'near'],
  ['answered', 'answered'],
  ['answeredRight', 'right of these'],
  ['offered', 'offered'],
  ['offeredRight', 'right among three'],
  ['farAnswered', 'far answered'],
  ['nearAnswered', 'near answered'],
];
const TIMES: readonly [keyof Run, string, number][] = [
  ['buildMs', 'build ms', 0],
  ['learnMs', 'learn ms', 0],
  ['p50Ms', 'p50 ms', 2],
  ['p99Ms', 'p99 ms', 2],
];
const NONE = '–';

/** `heads`: the columns in front, whose values each line brings with it. */
export function headOf(heads: readonly string[]): string {
  const names = [...heads, ...PERCENT.map(([, name]) => name), ...TIMES.map(([, name]) => name)];
  return `${row(names)}\n${row(names.map(() => '---'))}`;
}

export function lineOf(heads: readonly string[], figures: Line): string {
  const shares = PERCENT.map(([name]) => (figures[name] === null ? NONE : (100 * figures[name]).toFixed(1)));
  const times = TIMES.map(([name, , digits]) => figures[name]?.toFixed(digits) ?? NONE);
  return row([...heads, ...shares, ...times]);
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
