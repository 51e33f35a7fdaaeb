/**
 * `npm run bench:match`: how long answers take to be found, among 100 to 10,000 of them, and what it costs, beside fuse.js, minisearch and
 * nlp.js in turns on the same machine. `--only name` one matcher, `--entries 1000` one size, `--json`.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { CONTENDERS, type Contender } from './match/contenders.ts';
import type { Run } from './match/one-run.ts';
import type { Passage } from './match/watched.ts';

const SIZES = [
  { entries: 100, phrasings: 3 },
  { entries: 500, phrasings: 5 },
  { entries: 1_000, phrasings: 3 },
  { entries: 1_000, phrasings: 5 },
  { entries: 10_000, phrasings: 3 },
] as const;
type Size = (typeof SIZES)[number];
/** Of building and asking; only nlp.js trains longer. */
const PATIENCE_MS = 240_000;
const NLPJS_PATIENCE_MS = 60_000;
const RUN = fileURLToPath(new URL('./match/one-run.ts', import.meta.url));

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    entries: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const sizes = SIZES.filter(
  ({ entries }) => values.entries === undefined || entries === Number(values.entries),
);
const names = CONTENDERS.filter((name) => values.only === undefined || values.only === name);

const runs: { name: Contender; size: Size; run: Run | null }[] = [];
for (const size of sizes) for (const name of names) runs.push({ name, size, run: measure(name, size) });
printFinding();
printOurs();
if (values.json) console.log(JSON.stringify(runs));

/** Null: not done within the time. */
function measure(name: Contender, { entries, phrasings }: Size): Run | null {
  const { stdout, stderr, status, error } = spawnSync(
    process.execPath,
    ['--expose-gc', '--max-semi-space-size=8', RUN, name, String(entries), String(phrasings)],
    { encoding: 'utf8', timeout: name === 'nlp.js' ? NLPJS_PATIENCE_MS : PATIENCE_MS },
  );
  if (error) return null;
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Run;
}

function printFinding(): void {
  console.log(
    '| entries | matcher | first answer ms | p50 ms | × | p99 ms | × | MB above base | right first % |',
  );
  console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- |');
  for (const { name, size, run } of runs) {
    const head = `| ${size.entries} × ${size.phrasings} | ${name} |`;
    if (run === null) {
      console.log(`${head} not within its time | | | | | | |`);
      continue;
    }
    const base = runs.find((one) => one.size === size && one.name === 'fuse.js')?.run;
    const ratio = (figure: 'p50Ms' | 'p99Ms'): string =>
      base ? (run[figure] / base[figure]).toFixed(4) : '';
    console.log(
      `${head} ${run.firstMs.toFixed(0)} | ${run.p50Ms.toFixed(3)} | ${ratio('p50Ms')} | ${run.p99Ms.toFixed(2)} | ${ratio('p99Ms')} | ` +
        `${run.memoryMb.toFixed(0)} | ${(100 * run.right).toFixed(0)} |`,
    );
  }
}

function printOurs(): void {
  const ours = runs.filter(({ run }) => run?.gentle && run.learning);
  if (ours.length === 0) return;
  console.log('\n| entries | what | ms | blocked ms | worked at a stretch ms |');
  console.log('| --- | --- | --- | --- | --- |');
  for (const { size, run } of ours) {
    const line = (what: string, { ms, blockedMs, workedMs }: Passage): void => {
      const figures = [ms, blockedMs, workedMs].map((value) => value.toFixed(0)).join(' | ');
      console.log(`| ${size.entries} × ${size.phrasings} | ${what} | ${figures} |`);
    };
    if (run?.gentle) line('built beside other work', run.gentle);
    if (run?.learning) line('learnt in a thread', run.learning);
  }
}
