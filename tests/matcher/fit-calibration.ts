/**
 * Fits the constants of src/matcher/calibrate.ts and prints them: `npx node tests/matcher/fit-calibration.ts`. Samples are
 * candidates for held-back phrasings, for phrasings whose whole entry was taken away (questions close to what the shop
 * answers, but not answered), and for questions out of scope; weighed 70 : 15 : 15, a logistic is fitted by gradient descent.
 */
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
const STEPS = 4_000;
const RATE = 0.5;
const RIDGE = 1e-4;

const entries = await ownEntries();
const options = { defaultLocale: 'ru' } as const;
const inScope = heldBack();
const near = entryGone();
const far = outOfScope();
const samples = [...weigh(inScope, 0.7), ...weigh(near, 0.15), ...weigh(far, 0.15)];
const fitted = fit(samples);
console.log('now   ', CALIBRATION);
console.log(
  'fitted',
  Object.fromEntries(['constant', ...NAMES].map((name, at) => [name, round(fitted[at] ?? 0)])),
);
report(samples, fitted);

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

/** Predicted against observed, in ten steps. */
function report(all: readonly Sample[], weights: readonly number[]): void {
  for (let low = 0; low < 1; low += 0.1) {
    const bin = all.filter(({ x }) => probability(x, weights) >= low && probability(x, weights) < low + 0.1);
    const mass = bin.reduce((sum, { weight }) => sum + weight, 0);
    const right = bin.reduce((sum, sample) => sum + (sample.right ? sample.weight : 0), 0);
    if (mass > 0)
      console.log(
        `${low.toFixed(1)}–${(low + 0.1).toFixed(1)}: right ${(right / mass).toFixed(2)}, n ${bin.length}`,
      );
  }
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
