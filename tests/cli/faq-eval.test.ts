/** The measurement of the matcher: the same draws on every machine, figures counted right, files that cannot be used told by name. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addNoise } from '../../src/cli/faq-eval/add-noise.ts';
import { createChance, hashOf, shuffled } from '../../src/cli/faq-eval/chance.ts';
import type { EvaluationSet } from '../../src/cli/faq-eval/evaluation-set.ts';
import { auroc, figuresOf, meansOf } from '../../src/cli/faq-eval/figures.ts';
import { splitSet } from '../../src/cli/faq-eval/split-set.ts';

const SET: EvaluationSet = {
  name: 'bench',
  lang: 'en',
  items: Object.fromEntries(
    Array.from({ length: 20 }, (_, topic) => [
      `t${topic}`,
      Array.from(
        { length: 8 },
        (_none, at) => `question ${at} about ${'abcdefghijklmnopqrst'[topic] ?? ''}${topic}`,
      ),
    ]),
  ),
  oos: ['what is the weather', 'sing me a song'],
};

describe('chance', () => {
  test('is the same everywhere', () => {
    const chance = createChance(1);
    expect([chance(), chance(), chance()]).toEqual([
      0.6270739405881613, 0.002735721180215478, 0.5274470399599522,
    ]);
    expect(hashOf('shop')).toBe(2_823_282_857);
    expect(shuffled([1, 2, 3, 4, 5, 6], () => 0)).toEqual([2, 3, 4, 5, 6, 1]);
    expect(shuffled([1, 2, 3, 4, 5, 6], () => 0.999)).toEqual([1, 2, 3, 4, 5, 6]);
  });
});

describe('a split', () => {
  const split = splitSet(SET, 3, 100, 40);

  test('withholds topics, keeps so many phrasings of the others and asks with the rest', () => {
    expect(split.known).toHaveLength(17);
    expect(split.known.every(({ phrases }) => phrases.length === 3)).toBe(true);
    expect(split.queries).toHaveLength(34);
    expect(split.near).toHaveLength(24);
    expect(split.far.toSorted()).toEqual(SET.oos.toSorted());
    const known = new Set(split.known.flatMap(({ phrases }) => phrases));
    expect(split.queries.some(({ text }) => known.has(text))).toBe(false);
    const ids = new Set(split.known.map(({ id }) => id));
    expect(split.queries.every(({ id }) => ids.has(id))).toBe(true);
    expect(split.near.some((text) => known.has(text))).toBe(false);
  });

  test('is the same for a seed, another for another one', () => {
    expect(splitSet(SET, 3, 100, 40)).toEqual(split);
    expect(splitSet(SET, 3, 101, 40).queries).not.toEqual(split.queries);
  });

  test('leaves one phrasing of each topic to be asked', () => {
    expect(splitSet(SET, 50, 100, 300).known.every(({ phrases }) => phrases.length === 7)).toBe(true);
  });
});

test('noise: what people do to a question', () => {
  const chance = createChance(5);
  expect(addNoise('layout', 'Где заказ', chance, 'ru')).toBe('ult pfrfp');
  expect(addNoise('layout', 'де їжа', chance, 'mix')).toBe('lt ];f');
  expect(addNoise('layout', 'hello', chance, 'en')).toBe('руддщ');
  expect(addNoise('translit', 'Що з гривнею', chance, 'uk')).toBe('shcho z hryvneyu');
  expect(addNoise('translit', 'Ещё хочу', chance, 'ru')).toBe('esche hochu');
  expect(addNoise('nopunct', 'Ещё, раз — «сейчас»?', chance, 'ru')).toBe('еще раз сейчас');
  for (let time = 0; time < 50; time += 1) {
    const slipped = addNoise('typo1', 'delivery', chance, 'en');
    expect(slipped.startsWith('d')).toBe(true);
    expect(Math.abs(slipped.length - 8)).toBeLessThanOrEqual(1);
  }
});

describe('figures', () => {
  test('places, bands and questions from outside', () => {
    const asked = [
      { place: 0, score: 0.9 },
      { place: 1, score: 0.85 },
      { place: 2, score: 0.5 },
      { place: -1, score: 0.1 },
    ];
    const outside = { far: [0.05, 0.05], near: [0.95, 0.2] };
    expect(figuresOf(asked, outside, { answer: 0.8, offer: 0.4 })).toEqual({
      asked: 4,
      top1: 0.25,
      hit3: 0.75,
      mrr3: (1 + 1 / 2 + 1 / 3) / 4,
      aurocFar: 1,
      aurocNear: 3 / 8,
      answered: 0.5,
      answeredRight: 0.5,
      offered: 0.25,
      offeredRight: 1,
      farAnswered: 0,
      nearAnswered: 0.5,
    });
  });

  test('equal scores part nothing', () => {
    expect(auroc([1, 1], [1])).toBe(0.5);
    expect(auroc([], [1])).toBeNull();
  });

  test('means pass over what is missing', () => {
    expect(
      meansOf([
        { a: 1, b: null },
        { a: 3, b: 4 },
        { a: 5, b: null },
      ]),
    ).toEqual({ a: 3, b: 4 });
    expect(meansOf([{ a: null }])).toEqual({ a: null });
  });
});

describe('the command', () => {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'prilavok-faq-eval-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function run(...args: string[]) {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['src/cli/faq-eval.ts', ...args], {
      cwd: root,
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  }

  test('measures a set, ours beside fuse.js, and keeps the figures', () => {
    writeFileSync(join(folder, 'bench.json'), JSON.stringify(SET));
    const json = join(folder, 'out.txt');
    const { status, stdout, stderr } = run(
      '--data',
      folder,
      '--k',
      '3',
      '--seeds',
      '2',
      '--noise',
      'clean,layout',
      '--json',
      json,
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout.trim().split('\n')).toHaveLength(6);
    const { rows } = JSON.parse(readFileSync(json, 'utf8')) as {
      rows: { matcher: string; noise: string; top1: number; asked: number }[];
    };
    const [ours, oursMistyped, fuse] = rows;
    expect(ours).toMatchObject({ matcher: 'prilavok', noise: 'clean', asked: 85 });
    expect(ours?.top1).toBeGreaterThan(0.95);
    expect(oursMistyped?.top1).toBeGreaterThan(0.9);
    expect(fuse).toMatchObject({ matcher: 'fuse.js', noise: 'clean' });
  });

  test('without fuse.js, without the lexicon', () => {
    const { status, stdout } = run(
      '--data',
      folder,
      '--k',
      '1',
      '--seeds',
      '1',
      '--fuse',
      'off',
      '--lexicon',
      'off',
    );
    expect(status).toBe(0);
    expect(stdout).toContain('prilavok, no lexicon');
    expect(stdout).not.toContain('fuse.js');
  });

  test.each([
    ['cut in half', '{"name": "x", "la', /bad\.json: .*JSON/],
    ['an unknown language', JSON.stringify({ ...SET, lang: 'de' }), /bad\.json: lang: /],
    ['one topic', JSON.stringify({ ...SET, items: { a: ['b'] } }), /bad\.json: items: at least two topics/],
    [
      'a topic without words',
      JSON.stringify({ ...SET, items: { a: ['b'], c: [] } }),
      /bad\.json: items\.c: /,
    ],
    ['a name twice', JSON.stringify(SET), /bench\.json: another file has a set named bench/],
  ])('a file that cannot be used: %s', (_, text, problem) => {
    const bad = join(folder, 'bad.json');
    writeFileSync(bad, text);
    const { status, stdout, stderr } = run('--data', folder);
    rmSync(bad);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(problem);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  test('no such folder, no such set, no such noise', () => {
    expect(run('--data', join(folder, 'nowhere'))).toMatchObject({ status: 1, stdout: '' });
    expect(run('--data', folder, '--sets', 'other').stderr).toMatch(/no set named other/);
    expect(run('--data', folder, '--noise', 'rain').status).toBe(2);
    expect(run('--data', folder, '--k', '0').status).toBe(2);
  });
});
