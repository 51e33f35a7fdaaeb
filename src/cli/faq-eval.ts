/**
 * `npm run faq:eval`: how good the matcher is, beside fuse.js: on the shop's own answers, or on sets of questions in a folder that is
 * given. `--help` tells the options. Reads only; changes nothing.
 */
import { writeFileSync } from 'node:fs';
import { toError } from '../core/errors.ts';
import { contentPlaces } from './content-places.ts';
import { NOISES, type Noise } from './faq-eval/add-noise.ts';
import { readEvaluationSets, type EvaluationSet } from './faq-eval/evaluation-set.ts';
import { meansOf } from './faq-eval/figures.ts';
import { HELP } from './faq-eval/help.ts';
import { fuseToMeasure, oursToMeasure, type MatcherToMeasure } from './faq-eval/matchers-to-measure.ts';
import { measureSet, type Run } from './faq-eval/measure-set.ts';
import { measureOwnAnswers } from './faq-eval/own-answers.ts';
import { headOf, lineOf, type Line } from './faq-eval/table.ts';
import { readOwnAnswers } from './own-answers.ts';
import { printFindings } from './print-findings.ts';
import { readOptions, wrongUse } from './read-options.ts';

const { values } = readOptions(HELP, {
  options: {
    data: { type: 'string' },
    sets: { type: 'string', default: '' },
    k: { type: 'string', default: '1,3,5' },
    noise: { type: 'string', default: 'clean' },
    seeds: { type: 'string', default: '5' },
    from: { type: 'string', default: '100' },
    cap: { type: 'string', default: '300' },
    lexicon: { type: 'string', default: 'on' },
    fuse: { type: 'string', default: 'on' },
    faq: { type: 'string' },
    shop: { type: 'string' },
    json: { type: 'string' },
  },
});
const noises = noisesOf(values.noise);
const phrasings = namesOf(values.k).map((k) => countOf('--k', k));
const options = {
  seeds: countOf('--seeds', values.seeds),
  from: countOf('--from', values.from),
  cap: countOf('--cap', values.cap),
  lexicon: isOn('--lexicon', values.lexicon),
  fuse: isOn('--fuse', values.fuse),
};
process.exitCode = values.data === undefined ? await ownAnswers() : await sets(values.data);

async function sets(folder: string): Promise<number> {
  const read = readEvaluationSets(folder, namesOf(values.sets));
  if ('problem' in read) {
    console.error(read.problem);
    return 1;
  }
  const fuse = options.fuse ? await fuseToMeasure() : null;
  const matchers = [oursToMeasure(options.lexicon), ...(fuse ? [fuse] : [])];
  const rows: object[] = [];
  console.log(headOf(['set', 'k', 'noise', 'matcher']));
  for (const set of read.sets) {
    for (const k of phrasings) {
      for (const matcher of matchers) {
        for (const [noise, line] of meanRuns(matcher, set, k)) {
          console.log(lineOf([set.name, String(k), noise, matcher.name], line));
          rows.push({ set: set.name, k, noise, matcher: matcher.name, ...line });
        }
      }
    }
  }
  return keep(rows);
}

function meanRuns(matcher: MatcherToMeasure, set: EvaluationSet, k: number): Map<Noise, Line> {
  const runs = Array.from({ length: options.seeds }, (_, at) =>
    measureSet(matcher, set, { phrasings: k, seed: options.from + at, cap: options.cap, noises }),
  );
  const of = (noise: Noise): Run[] => runs.flatMap((run) => run.get(noise) ?? []);
  return new Map(noises.map((noise) => [noise, meansOf(of(noise))]));
}

async function ownAnswers(): Promise<number> {
  const places = contentPlaces(values);
  const own = await readOwnAnswers(places);
  if (!own.ok) {
    printFindings(own.findings);
    return 1;
  }
  const rows = await measureOwnAnswers(own.entries, {
    ...options,
    lexicon: options.lexicon ? own.lexicon : null,
    seed: options.from,
  });
  console.log(headOf(['language', 'asked', 'matcher']));
  for (const row of rows) console.log(lineOf([row.locale, String(row.asked), row.matcher], row));
  return keep(rows);
}

function keep(rows: readonly object[]): number {
  if (values.json === undefined) return 0;
  try {
    writeFileSync(values.json, `${JSON.stringify({ options, rows }, null, 2)}\n`);
    return 0;
  } catch (thrown) {
    console.error(toError(thrown).message);
    return 1;
  }
}

function namesOf(list: string): string[] {
  return list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function noisesOf(list: string): Noise[] {
  return namesOf(list).map((name) => {
    const noise = NOISES.find((one) => one === name);
    return noise ?? wrongUse(HELP, `--noise: ${name} is none of ${NOISES.join(', ')}.`);
  });
}

function countOf(option: string, value: string): number {
  const count = Number(value);
  if (Number.isSafeInteger(count) && count >= 1) return count;
  return wrongUse(HELP, `${option}: ${value} is no whole number from 1 on.`);
}

function isOn(option: string, value: string): boolean {
  if (value === 'on' || value === 'off') return value === 'on';
  return wrongUse(HELP, `${option}: on or off, not ${value}.`);
}
