/** Medians over the rounds, as tables beside their baseline and as one record. */
import type { BotKind } from './bots.ts';
import type { Measure } from './load.ts';

export interface Sample extends Measure {
  round: number;
  kind: BotKind;
  load: { customers: number } | { perSecond: number };
  rssMb: number;
  idleMb: number;
  firstReplyMs: number;
}

type Figure =
  'perSecond' | 'p50Ms' | 'p99Ms' | 'cpuUsPerMessage' | 'rssMb' | 'idleMb' | 'firstReplyMs' | 'wrong' | 'bad';

const FIGURES: Figure[] = [
  'perSecond',
  'p50Ms',
  'p99Ms',
  'cpuUsPerMessage',
  'rssMb',
  'idleMb',
  'firstReplyMs',
  'wrong',
  'bad',
];

/** Ratios in the tables are to this bot of the same job. */
const BASELINE = { dialog: 'grammY conversations', faq: 'grammY + our matcher' } as const;

export interface Row {
  job: string;
  load: string;
  bot: string;
  rounds: number;
  figures: Record<Figure, number>;
  /** Lowest and highest over the rounds. */
  cpuRange: [number, number];
}

export function toRecord(samples: Sample[]): Row[] {
  const groups = Map.groupBy(samples, ({ kind, load }) => `${kind.job}|${nameOf(load)}|${kind.name}`);
  return [...groups].map(([key, group]) => {
    const [job = '', load = '', bot = ''] = key.split('|');
    const figures = Object.fromEntries(
      FIGURES.map((name) => [name, round(median(group.map((sample) => sample[name])))]),
    ) as Record<Figure, number>;
    const cpu = group.map(({ cpuUsPerMessage }) => Math.round(cpuUsPerMessage));
    return { job, load, bot, rounds: group.length, figures, cpuRange: [Math.min(...cpu), Math.max(...cpu)] };
  });
}

export function printReport(samples: Sample[]): void {
  const rows = toRecord(samples);
  const groups = Map.groupBy(rows, ({ job, load }) => `${job}, ${load}`);
  for (const [title, group] of groups) {
    console.log(`\n### ${title}\n`);
    console.log(
      '| bot | msg/s | × | CPU µs/msg | × | range | p50 ms | p99 ms | × | RSS MB | first reply ms | wrong |',
    );
    console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |');
    for (const row of group) console.log(lineOf(row, baselineOf(row, group)));
  }
}

function baselineOf(row: Row, group: Row[]): Row | undefined {
  return group.find(({ bot }) => bot === BASELINE[row.job === 'faq' ? 'faq' : 'dialog']);
}

function lineOf({ bot, figures, cpuRange }: Row, baseline: Row | undefined): string {
  const ratio = (name: Figure) => (baseline ? (figures[name] / baseline.figures[name]).toFixed(2) : '');
  const cells = [
    bot,
    Math.round(figures.perSecond),
    ratio('perSecond'),
    Math.round(figures.cpuUsPerMessage),
    ratio('cpuUsPerMessage'),
    cpuRange.join('–'),
    figures.p50Ms,
    figures.p99Ms,
    ratio('p99Ms'),
    `${Math.round(figures.rssMb)} (idle ${Math.round(figures.idleMb)})`,
    Math.round(figures.firstReplyMs),
    figures.wrong + figures.bad,
  ];
  return `| ${cells.join(' | ')} |`;
}

function nameOf(load: Sample['load']): string {
  return 'customers' in load ? `${load.customers} customers` : `${load.perSecond} a second`;
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
