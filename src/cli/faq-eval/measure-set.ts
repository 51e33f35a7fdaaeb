/** One set, one matcher, one seed: what it was given, what came of each question. Pauses between questions are nobody's concern here. */
import { systemClock } from '../../core/clock.ts';
import { addNoise, type Noise } from './add-noise.ts';
import { createChance } from './chance.ts';
import type { EvaluationSet } from './evaluation-set.ts';
import { figuresOf, NOTHING, percentile, type Asked, type Figures } from './figures.ts';
import type { Measured, MatcherToMeasure } from './matchers-to-measure.ts';
import { splitSet, type Split } from './split-set.ts';

export interface Run extends Figures {
  buildMs: number;
  learnMs: number | null;
  p50Ms: number;
  p99Ms: number;
}

export interface RunOptions {
  phrasings: number;
  seed: number;
  cap: number;
  noises: readonly Noise[];
}

/** By noise. One matcher serves them all: they are questions, not knowledge. */
export function measureSet(
  matcher: MatcherToMeasure,
  set: EvaluationSet,
  options: RunOptions,
): Map<Noise, Run> {
  const split = splitSet(set, options.phrasings, options.seed, options.cap);
  const built = matcher.build(split.known, set.lang);
  return new Map(
    options.noises.map((noise) => [noise, askAll(built, split, set, { noise, seed: options.seed })]),
  );
}

/** Slips do not make a question answerable: what is outside is asked without noise only. */
function askAll(
  built: Measured,
  { queries, far, near }: Split,
  set: EvaluationSet,
  { noise, seed }: { noise: Noise; seed: number },
): Run {
  const chance = createChance(seed + 99);
  const times: number[] = [];
  const ask = (text: string): ReturnType<Measured['match']> => {
    const fromMs = systemClock.monotonic();
    const found = built.match(text);
    times.push(systemClock.monotonic() - fromMs);
    return found;
  };
  const asked = queries.map(({ text, id }): Asked => {
    const found = ask(addNoise(noise, text, chance, set.lang));
    return { place: found.findIndex((one) => one.id === id), score: found[0]?.score ?? NOTHING };
  });
  const scoreOf = (text: string): number => ask(text)[0]?.score ?? NOTHING;
  const outside =
    noise === 'clean' ? { far: far.map(scoreOf), near: near.map(scoreOf) } : { far: [], near: [] };
  return {
    ...figuresOf(asked, outside, built.bands),
    buildMs: built.buildMs,
    learnMs: built.learnMs,
    p50Ms: percentile(times, 0.5),
    p99Ms: percentile(times, 0.99),
  };
}
