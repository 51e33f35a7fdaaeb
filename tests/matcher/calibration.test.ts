/**
 * How the constants of src/matcher/calibrate.ts were found, run anew to see that they still hold. Samples are candidates for
 * held-back phrasings, for phrasings whose whole entry was taken away (questions close to what the shop answers, but not
 * answered), and for questions out of scope; weighed 70 : 15 : 15, a logistic is fitted by gradient descent.
 */
import { expect, test } from '@jest/globals';
import { LOCALES } from '../../src/core/locale.ts';
import { CALIBRATION, type Facts } from '../../src/matcher/calibrate.ts';
import { createMatcher } from '../../src/matcher/create-matcher.ts';
import { OUT_OF_SCOPE } from './out-of-scope.ts';
import { ownEntries } from './own-content.ts';

interface Sample {
  x: number[];
  right: boolean;
  weight: number;
}

const NAMES = ['likeness', 'margin', 'coverage'] as const;
const CANDIDATES = 3;
const STEPS = 1_000;
const RATE = 0.5;
const RIDGE = 1e-4;

const entries = await ownEntries();
const options = { defaultLocale: 'ru' } as const;
const samples = [...weigh(heldBack(), 0.7), ...weigh(entryGone(), 0.15), ...weigh(outOfScope(), 0.15)];
const stored = [CALIBRATION.constant, ...NAMES.map((name) => CALIBRATION[name])];

test('the stored constants are about as good as freshly fitted ones', () => {
  const fitted = fit(samples);
  // What to store, should this ever fail:
  const better = ['constant', ...NAMES]
    .map((name, at) => `${name}: ${(fitted[at] ?? 0).toFixed(2)}`)
    .join(', ');
  const lost = loss(samples, stored) - loss(samples, fitted);
  expect({ better, isClose: lost < 0.01 }).toEqual({ better, isClose: true });
});

test('of candidates with score s, a share of about s is right', () => {
  for (const [low, high] of [
    [0, 0.1],
    [0.1, 0.3],
    [0.3, 0.5],
    [0.5, 0.7],
    [0.7, 0.9],
    [0.9, 1.01],
  ] as const) {
    const bin = samples.filter(({ x }) => probability(x, stored) >= low && probability(x, stored) < high);
    const mass = bin.reduce((sum, { weight }) => sum + weight, 0);
    const said = bin.reduce((sum, { x, weight }) => sum + weight * probability(x, stored), 0) / mass;
    const right = bin.reduce((sum, sample) => sum + (sample.right ? sample.weight : 0), 0) / mass;
    expect(Math.abs(said - right)).toBeLessThan(0.15);
  }
});

function heldBack(): Sample[] {
  const rounds = Math.max(...entries.map((entry) => entry.phrasings.length));
  return Array.from({ length: rounds }, (_, hidden) => {
    const rest = entries.map((entry) => ({
      ...entry,
      phrasings: entry.phrasings.filter((_p, at) => at !== hidden),
    }));
    const matcher = createMatcher(rest, options);
    return entries.flatMap(({ id, locale, phrasings }) => {
      const text = phrasings[hidden];
      return text === undefined ? [] : samplesOf(matcher.candidates(text, locale), id);
    });
  }).flat();
}

function entryGone(): Sample[] {
  return [...new Set(entries.map((entry) => entry.id))].flatMap((gone) => {
    const matcher = createMatcher(
      entries.filter((entry) => entry.id !== gone),
      options,
    );
    const asked = entries.filter((entry) => entry.id === gone);
    return asked.flatMap(({ locale, phrasings }) =>
      phrasings.flatMap((text) => samplesOf(matcher.candidates(text, locale), null)),
    );
  });
}

function outOfScope(): Sample[] {
  const matcher = createMatcher(entries, options);
  return LOCALES.flatMap((locale) =>
    OUT_OF_SCOPE[locale].flatMap((text) => samplesOf(matcher.candidates(text, locale), null)),
  );
}

function samplesOf(candidates: readonly (Facts & { id: string })[], right: string | null): Sample[] {
  return candidates.slice(0, CANDIDATES).map((one) => {
    return { x: [1, ...NAMES.map((name) => one[name])], right: one.id === right, weight: 1 };
  });
}

function weigh(group: Sample[], share: number): Sample[] {
  return group.map((sample) => ({ ...sample, weight: share / group.length }));
}

function fit(all: readonly Sample[]): number[] {
  const weights = [0, ...NAMES.map(() => 0)];
  const speed = weights.slice();
  for (let step = 0; step < STEPS; step += 1) {
    const slope = weights.map((weight, at) => (at === 0 ? 0 : RIDGE * weight));
    for (const { x, right, weight } of all) {
      const miss = weight * (probability(x, weights) - (right ? 1 : 0));
      x.forEach((value, at) => (slope[at] = (slope[at] ?? 0) + miss * value));
    }
    slope.forEach((value, at) => {
      speed[at] = 0.95 * (speed[at] ?? 0) - RATE * value;
      weights[at] = (weights[at] ?? 0) + (speed[at] ?? 0);
    });
  }
  return weights;
}

function probability(x: readonly number[], weights: readonly number[]): number {
  return 1 / (1 + Math.exp(-x.reduce((sum, value, at) => sum + value * (weights[at] ?? 0), 0)));
}

function loss(all: readonly Sample[], weights: readonly number[]): number {
  return all.reduce((sum, { x, right, weight }) => {
    const said = probability(x, weights);
    return sum - weight * Math.log(Math.max(1e-9, right ? said : 1 - said));
  }, 0);
}
