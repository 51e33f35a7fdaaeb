/**
 * How alike two questions are: their words without endings, what they are about, and the letters of their words, each counted by how
 * rare it is among all of them. Sees nothing but the texts it is given; the same texts in another order give the same numbers.
 */
import { eachGram } from '../../matcher/grams.ts';
import { conceptOf } from '../../matcher/lexicon.ts';
import { normalise } from '../../matcher/normalise.ts';
import { stem } from '../../matcher/stem.ts';
import { STOP_WORDS } from '../../matcher/stop-words.ts';

/** Features and their weights, features rising; of length 1 as a whole. */
export interface Vector {
  features: Int32Array;
  weights: Float64Array;
}

/** What a whole word, its concept and each group of its letters count. */
const WORD = 1;
const CONCEPT = 0.9;
const GRAM = 0.3;
/** Words that every question holds say little, but "how long" and "how much" differ by nothing else. */
const STOP_WORD = 0.12;
/** Words of one question that are read: in a story the first tell what it is about. */
const WORDS = 60;
/** Features of one question that count, the strongest: what is rare and whole. */
const STRONGEST = 64;

/** The vectors of normalised texts; one without a word has no features and is like nothing. */
export function vectorsOf(texts: readonly string[]): Vector[] {
  const features = new Map<string | number, number>();
  const raw = texts.map((text) => read(text, features));
  const spread = new Float64Array(features.size);
  for (const one of raw) for (const feature of one.keys()) spread[feature] = (spread[feature] ?? 0) + 1;
  const rarity = spread.map((count) => Math.log(1 + texts.length / count));
  return raw.map((one) => toVector(one, rarity));
}

/** Folded words, as `vectorsOf` takes them. */
export function foldForLikeness(text: string): string {
  return normalise(text);
}

export function cosine(a: Vector, b: Vector): number {
  let sum = 0;
  let at = 0;
  for (let of = 0; of < a.features.length; of += 1) {
    const feature = a.features[of] ?? 0;
    while (at < b.features.length && (b.features[at] ?? 0) < feature) at += 1;
    if (b.features[at] === feature) sum += (a.weights[of] ?? 0) * (b.weights[at] ?? 0);
  }
  return sum;
}

/** The direction of several vectors, each counted so often; only its strongest features are kept. */
export function centreOf(members: readonly { vector: Vector; times: number }[], most: number): Vector {
  const [only] = members;
  if (only && members.length === 1) return only.vector;
  const sum = new Map<number, number>();
  for (const { vector, times } of members) {
    // A question that was asked a thousand times must not make all others look strange.
    const share = 1 + Math.log(times);
    for (const [of, feature] of vector.features.entries()) {
      sum.set(feature, (sum.get(feature) ?? 0) + share * (vector.weights[of] ?? 0));
    }
  }
  return unit(strongest([...sum], most));
}

function strongest(pairs: readonly [number, number][], most: number): readonly [number, number][] {
  return pairs.length <= most ? pairs : pairs.toSorted(([a, x], [b, y]) => y - x || a - b).slice(0, most);
}

/** Features of words by their numbers; numbers are given in the order of first sight. */
function read(text: string, features: Map<string | number, number>): Map<number, number> {
  const found = new Map<number, number>();
  const add = (key: string | number, weight: number): void => {
    let feature = features.get(key);
    if (feature === undefined) {
      feature = features.size;
      features.set(key, feature);
    }
    found.set(feature, Math.max(found.get(feature) ?? 0, weight));
  };
  for (const word of text === '' ? [] : text.split(' ').slice(0, WORDS)) {
    const isStop = STOP_WORDS.has(word);
    add(`w${stem(word)}`, isStop ? STOP_WORD : WORD);
    const concept = isStop ? null : conceptOf(word);
    if (concept !== null) add(`c${concept}`, CONCEPT);
    if (!isStop) eachGram(word, (gram) => add(gram, GRAM));
  }
  return found;
}

function toVector(raw: Map<number, number>, rarity: Float64Array): Vector {
  const weighed = [...raw].map(([feature, weight]): [number, number] => [
    feature,
    weight * (rarity[feature] ?? 0),
  ]);
  return unit(strongest(weighed, STRONGEST));
}

function unit(pairs: readonly [number, number][]): Vector {
  const sorted = pairs.toSorted(([a], [b]) => a - b);
  const length = Math.sqrt(sorted.reduce((sum, [, weight]) => sum + weight * weight, 0)) || 1;
  return {
    features: Int32Array.from(sorted, ([feature]) => feature),
    weights: Float64Array.from(sorted, ([, weight]) => weight / length),
  };
}
