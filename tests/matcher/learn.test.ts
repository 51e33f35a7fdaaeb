/** What a set of entries teaches about itself: the weights of the score, where the bands begin, and figures that hold on fresh questions. */
import { describe, expect, test } from '@jest/globals';
import { LOCALES } from '../../src/core/locale.ts';
import { factsOf, GENERAL, probability } from '../../src/matcher/calibrate.ts';
import { createFaq } from '../../src/matcher/index.ts';
import { fitLogistic } from '../../src/matcher/fit-logistic.ts';
import { askHeldOut } from '../../src/matcher/held-out.ts';
import { learn } from '../../src/matcher/learn.ts';
import { OUT_OF_SCOPE } from './out-of-scope.ts';
import { ownEntries } from './own-content.ts';

const entries = await ownEntries();
const { calibration, figures } = learn(entries);

describe('the FAQ of this repository', () => {
  test('answers that are said at once are right, and near misses are seldom answered', () => {
    expect(figures.asked).toBeGreaterThan(1_000);
    expect(figures.answeredRight).toBeGreaterThanOrEqual(0.93);
    expect(figures.nearAnswered).toBeLessThanOrEqual(0.08);
    expect(figures.answered).toBeGreaterThan(0.35);
  });

  test('the bands lie apart and inside their bounds', () => {
    expect(calibration.answer).toBeGreaterThan(calibration.offer + 0.2);
    expect(calibration.answer).toBeLessThanOrEqual(0.95);
    expect(calibration.offer).toBeGreaterThanOrEqual(0.1);
  });

  test.each(LOCALES)('questions of another world are seldom answered: %s', (locale) => {
    const faq = createFaq(entries, { defaultLocale: 'ru', calibration: () => calibration });
    const answered = OUT_OF_SCOPE[locale].filter((text) => faq.find(text, locale, 0).band === 'answer');
    expect(OUT_OF_SCOPE[locale].length).toBeGreaterThanOrEqual(30);
    expect(answered.length).toBeLessThanOrEqual(3);
  });

  test('of phrasings with score s, a share of about s finds its entry', () => {
    const results = askHeldOut(entries, { calibration });
    for (const [low, high] of [
      [0.1, 0.3],
      [0.3, 0.5],
      [0.5, 0.7],
      [0.7, 0.9],
      [0.9, 1.01],
    ] as const) {
      const bin = results.filter(({ score }) => score >= low && score < high);
      const right = bin.filter(({ id, found }) => id === found).length / bin.length;
      const said = bin.reduce((sum, { score }) => sum + score, 0) / bin.length;
      expect(bin.length).toBeGreaterThan(30);
      // Near misses are counted in when it is learnt, so that it says less than is true here.
      expect(right - said).toBeGreaterThan(-0.1);
      expect(right - said).toBeLessThan(0.3);
    }
  });
});

test('the order of entries and phrasings teaches nothing', () => {
  const few = entries.filter(({ locale }) => locale === 'uk');
  const turned = few.map((entry) => ({ ...entry, phrasings: entry.phrasings.toReversed() })).toReversed();
  expect(learn(turned)).toEqual(learn(few));
});

test('a handful of entries gets the bands that hold in general', () => {
  const few = learn(entries.filter(({ locale }) => locale === 'en').slice(0, 3));
  expect(few.calibration).toEqual(GENERAL);
});

test('no entries at all', () => {
  expect(learn([])).toEqual({
    calibration: GENERAL,
    figures: { asked: 0, right: 0, rightOfThree: 0, answered: 0, answeredRight: 0, nearAnswered: 0 },
  });
});

describe('the fit', () => {
  const rows = Array.from({ length: 400 }, (_, at) => {
    const x = [1, (at % 20) / 20];
    return { x, y: (at % 20) / 20 > 0.5 ? (1 as const) : (0 as const), weight: 1 };
  });

  test('finds what parts right from wrong', () => {
    const [constant = 0, slope = 0] = fitLogistic(rows, [0, 0], 0.01);
    expect(-constant / slope).toBeCloseTo(0.525, 1);
    expect(slope).toBeGreaterThan(10);
  });

  test('stays where it was without rows, and moves less when it is held', () => {
    expect(fitLogistic([], [1, 2], 10)).toEqual([1, 2]);
    const loose = fitLogistic(rows, [0, 0], 0.01)[1] ?? 0;
    const held = fitLogistic(rows, [0, 0], 50)[1] ?? 0;
    expect(held).toBeLessThan(loose / 2);
  });
});

test('a better fit, a wider margin, more words known and a longer text never lower the score', () => {
  const low = { fit: 0.4, margin: 0.2, coverage: 0.5, length: 0.3 };
  const base = probability(low, calibration.weights);
  for (const more of ['fit', 'margin', 'coverage', 'length'] as const) {
    expect(probability({ ...low, [more]: low[more] + 0.2 }, calibration.weights)).toBeGreaterThanOrEqual(
      base,
    );
  }
  expect(factsOf(low)).toEqual([1, 0.4, 0.2, 0.5, 0.3]);
});
