/**
 * What a set of entries tells about itself: each phrasing is asked as though nobody had written it, and again as though its whole entry
 * were missing (a question about the shop that the FAQ lacks). From the outcomes come the weights of the score, where the
 * bands begin, and the figures that editors see. Takes seconds for a large set: to be run beside the event loop.
 */
import { buildIndex, type Index, type MatcherEntry } from './build-index.ts';
import { factsOf, GENERAL, probability, type Calibration, type Weights } from './calibrate.ts';
import { createWeigher, lexiconOf, type Candidate, type MatcherOptions } from './create-matcher.ts';
import { fitLogistic, type Row } from './fit-logistic.ts';

/** Shares 0…1, of questions that the entries had never seen. */
export interface Figures {
  /** Phrasings asked. */
  asked: number;
  /** The right entry came first; was among the first three. */
  right: number;
  rightOfThree: number;
  /** Answered at once, and of those rightly. */
  answered: number;
  answeredRight: number;
  /** Questions whose entry was taken away and that were answered all the same: wrongly. */
  nearAnswered: number;
}

export interface Learnt {
  calibration: Calibration;
  figures: Figures;
}

/** Fewer phrasings teach nothing: the general weights hold. */
const LEAST = 60;
/** At most so many are asked, spread evenly: more would not change the second digit. */
const MOST = 1_500;
/** How strongly the general weights are held to: as so many questions would. */
const PRIOR = 10;
/** Of what is asked in a chat about so much is not in the FAQ; half as much as it is asked here. */
const NEAR_WEIGHT = 0.25;
/** Answers said at once are to be right this often, a quarter of the missing ones counted in; and near misses answered at most so often. */
const PRECISION = 0.93;
const NEAR_ANSWERED = 0.07;
const ANSWER_BOUNDS = [0.5, 0.95] as const;
/** A choice is offered where the right one is among three at least this often. */
const OFFER_RIGHT = 0.4;
const OFFER_BOUNDS = [0.12, 0.4] as const;
/** Candidates that are offered. */
const OFFERED = 3;

/** The same entries always teach the same. */
export function learn(
  entries: readonly MatcherEntry[],
  options: Pick<MatcherOptions, 'lexicon'> = {},
): Learnt {
  const index = buildIndex(entries, lexiconOf(options));
  const samples = ask(index);
  const weights = samples.length < LEAST * 2 ? GENERAL.weights : fit(samples);
  const scored = samples.map((sample) => score(sample, weights));
  const bands = samples.length < LEAST * 2 ? GENERAL : bandsOf(scored);
  const calibration = { weights, answer: bands.answer, offer: bands.offer };
  return { calibration, figures: figuresOf(scored, calibration) };
}

/** `right` null: its entry was taken away, so that nothing can be right. */
interface Sample {
  candidates: Candidate[];
  right: string | null;
}

function ask(index: Index): Sample[] {
  const weigh = createWeigher(index, () => GENERAL);
  const samples: Sample[] = [];
  const step = Math.max(1, index.docs / MOST);
  for (let place = 0; place < index.docs; place += step) {
    const doc = Math.floor(place);
    const unit = index.units[index.unitOf[doc] ?? 0];
    if (unit === undefined) continue;
    const text = index.reader.read(unit.folded[doc - unit.from] ?? '', unit.locale);
    const { id, locale } = unit;
    if (unit.to - unit.from > 1) {
      samples.push({ candidates: weigh(text, locale, { doc }), right: index.ids[id] ?? '' });
    }
    samples.push({ candidates: weigh(text, locale, { id }), right: null });
  }
  return samples;
}

function fit(samples: readonly Sample[]): Weights {
  const rows: Row[] = [];
  for (const { candidates, right } of samples) {
    const [first] = candidates;
    if (first === undefined) continue;
    const weight = right === null ? NEAR_WEIGHT : 1;
    rows.push({ x: factsOf(first), y: first.id === right ? 1 : 0, weight });
  }
  return fitLogistic(rows, GENERAL.weights, PRIOR) as unknown as Weights;
}

interface ScoredSample {
  score: number;
  isRight: boolean;
  isAmong: boolean;
  isNear: boolean;
}

function score({ candidates, right }: Sample, weights: Weights): ScoredSample {
  const order = candidates
    .map((one) => ({ id: one.id, score: probability(one, weights) }))
    .toSorted((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
  return {
    score: order[0]?.score ?? 0,
    isRight: order[0] !== undefined && order[0].id === right,
    isAmong: order.slice(0, OFFERED).some(({ id }) => id === right),
    isNear: right === null,
  };
}

function bandsOf(scored: readonly ScoredSample[]): Pick<Calibration, 'answer' | 'offer'> {
  const falling = scored.toSorted((a, b) => b.score - a.score || Number(b.isRight) - Number(a.isRight));
  const near = falling.filter(({ isNear }) => isNear).length;
  let answer: number = ANSWER_BOUNDS[1];
  const sums = { right: 0, all: 0, near: 0 };
  for (const one of falling) {
    if (one.score < ANSWER_BOUNDS[0]) break;
    sums.all += one.isNear ? NEAR_WEIGHT : 1;
    if (one.isRight) sums.right += 1;
    if (one.isNear) sums.near += 1;
    const isGood = sums.right / sums.all >= PRECISION && sums.near / Math.max(1, near) <= NEAR_ANSWERED;
    if (isGood) answer = Math.min(answer, one.score);
  }
  return { answer, offer: offerOf(falling, answer) };
}

/** The lowest score from which on a choice of three is right often enough, seen in steps of a twentieth. */
function offerOf(scored: readonly ScoredSample[], answer: number): number {
  let offer = Math.min(answer, OFFER_BOUNDS[1]);
  while (offer - STEP >= OFFER_BOUNDS[0]) {
    const slice = scored.filter(({ score: value }) => value >= offer - STEP && value < offer);
    const all = slice.reduce((sum, { isNear }) => sum + (isNear ? NEAR_WEIGHT : 1), 0);
    const right = slice.filter(({ isAmong }) => isAmong).length;
    if (all === 0 || right / all < OFFER_RIGHT) break;
    offer -= STEP;
  }
  return offer;
}

const STEP = 0.05;

function figuresOf(scored: readonly ScoredSample[], { answer }: Calibration): Figures {
  const own = scored.filter(({ isNear }) => !isNear);
  const near = scored.filter(({ isNear }) => isNear);
  const answered = own.filter((one) => one.score >= answer);
  const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
  return {
    asked: own.length,
    right: share(own.filter(({ isRight }) => isRight).length, own.length),
    rightOfThree: share(own.filter(({ isAmong }) => isAmong).length, own.length),
    answered: share(answered.length, own.length),
    answeredRight: share(answered.filter(({ isRight }) => isRight).length, answered.length),
    nearAnswered: share(near.filter((one) => one.score >= answer).length, near.length),
  };
}
