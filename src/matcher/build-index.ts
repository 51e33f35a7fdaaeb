/**
 * Entries to an inverted index in typed arrays: for each feature the phrasings that hold it, with their weights. Built once
 * per set of entries; only read afterwards.
 */
import type { Locale } from '../core/locale.ts';
import { normalise } from './normalise.ts';
import { BLOCK, createVocabulary, eachFeature, type Vocabulary } from './vocabulary.ts';
import { BLOCKS } from './weights.ts';

/** What the matcher needs of an entry. */
export interface MatcherEntry {
  id: string;
  locale: Locale;
  question: string;
  phrasings: readonly string[];
  answer: string;
}

/** One entry in one language: the thing that is scored. */
export interface Unit {
  /** Index into `ids`. */
  id: number;
  locale: Locale;
  /** Original and folded wordings, the question first. */
  texts: string[];
  folded: string[];
}

export interface Index {
  ids: string[];
  units: Unit[];
  vocabulary: Vocabulary;
  /** Rarity of each feature; `unknownRarity` for those outside. */
  rarity: Float32Array;
  unknownRarity: number;
  /** Documents: all phrasings first, then one centroid per unit. `unitOf` tells whose each is. */
  unitOf: Int32Array;
  firstCentroid: number;
  /** Postings of feature f: `docs[start[f] … start[f + 1]]` with `weights`. */
  start: Int32Array;
  docs: Int32Array;
  weights: Float32Array;
  /** Features of each unit's centroid, sorted: `owned[ownedStart[u] … ownedStart[u + 1]]`. */
  owned: Int32Array;
  ownedStart: Int32Array;
}

type Vector = Map<number, number>;

/** A letter group is too common when more than this share of the entries, and more than this many, hold it. */
const COMMON_SHARE = 0.15;
const MANY_HOLDERS = 20;

/** Entries are taken in a fixed order of their own, so that the order of files makes no difference. */
export function buildIndex(entries: readonly MatcherEntry[]): Index {
  const { ids, units } = unitsOf(entries);
  const vocabulary = createVocabulary();
  const counted = units.map((unit) => unit.folded.map((text) => countFeatures(text, vocabulary)));
  vocabulary.settle();
  const { rarity, unknownRarity } = rarities(counted, vocabulary.size);
  const vectors: Vector[] = [];
  const unitOf: number[] = [];
  const centroids: Vector[] = [];
  counted.forEach((texts, unit) => {
    const sum: Vector = new Map();
    for (const text of texts) {
      const vector = weigh(text, rarity);
      vectors.push(vector);
      unitOf.push(unit);
      for (const [feature, weight] of vector) sum.set(feature, (sum.get(feature) ?? 0) + weight);
    }
    centroids.push(unitLength(sum));
  });
  const firstCentroid = vectors.length;
  centroids.forEach((_, unit) => unitOf.push(unit));
  const all = [...vectors, ...centroids];
  return {
    ids,
    units,
    vocabulary,
    rarity,
    unknownRarity,
    unitOf: Int32Array.from(unitOf),
    firstCentroid,
    ...postingsOf(all, vocabulary.size),
    ...ownedFeatures(centroids),
  };
}

function unitsOf(entries: readonly MatcherEntry[]): { ids: string[]; units: Unit[] } {
  const key = (entry: MatcherEntry): string => `${entry.id}\n${entry.locale}\n${entry.question}`;
  const sorted = entries.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
  const ids = [...new Set(sorted.map((entry) => entry.id))];
  const idIndex = new Map(ids.map((id, index) => [id, index]));
  const units = sorted.map((entry): Unit => {
    const texts = [entry.question, ...entry.phrasings.toSorted()];
    return { id: idIndex.get(entry.id) ?? 0, locale: entry.locale, texts, folded: texts.map(normalise) };
  });
  return { ids, units };
}

interface Counted {
  feature: number;
  block: number;
  weight: number;
}

/** Each feature once, with the greatest weight that a word gave it. */
function countFeatures(folded: string, vocabulary: Vocabulary): Counted[] {
  const seen = new Map<number, Counted>();
  for (const word of vocabulary.learn(folded)) {
    eachFeature(word, (feature, block, weight) => {
      const known = seen.get(feature);
      if (known === undefined) seen.set(feature, { feature, block, weight });
      else known.weight = Math.max(known.weight, weight);
    });
  }
  return [...seen.values()];
}

/**
 * How telling a feature is: the fewer entries hold it, the more. In a large set, letter groups that very many entries hold
 * tell nothing and only cost time: they count as 0.
 */
function rarities(counted: Counted[][][], features: number): { rarity: Float32Array; unknownRarity: number } {
  const holders = new Int32Array(features);
  const lastUnit = new Int32Array(features).fill(-1);
  const isGram = new Uint8Array(features);
  counted.forEach((texts, unit) => {
    for (const text of texts) {
      for (const { feature, block } of text) {
        if (lastUnit[feature] === unit) continue;
        lastUnit[feature] = unit;
        isGram[feature] = block === BLOCK.gram ? 1 : 0;
        holders[feature] = (holders[feature] ?? 0) + 1;
      }
    }
  });
  const units = Math.max(1, counted.length);
  const tooMany = Math.max(MANY_HOLDERS, units * COMMON_SHARE);
  const rarity = Float32Array.from(holders, (count, feature) =>
    isGram[feature] === 1 && count > tooMany ? 0 : Math.log(1 + units / Math.max(1, count)),
  );
  return { rarity, unknownRarity: Math.log(1 + units) };
}

/** Shares of the blocks by their position in `BLOCK`. */
export const BLOCK_SHARES: readonly number[] = (() => {
  const shares = [0, 0, 0];
  shares[BLOCK.word] = BLOCKS.words;
  shares[BLOCK.concept] = BLOCKS.concepts;
  shares[BLOCK.gram] = BLOCKS.grams;
  return shares;
})();

function weigh(counted: readonly Counted[], rarity: Float32Array): Vector {
  const squares = [0, 0, 0];
  for (const { feature, block, weight } of counted) {
    squares[block] = (squares[block] ?? 0) + (weight * (rarity[feature] ?? 0)) ** 2;
  }
  const vector: Vector = new Map();
  for (const { feature, block, weight } of counted) {
    if (rarity[feature] === 0) continue;
    const length = Math.sqrt(squares[block] ?? 0) || 1;
    const share = Math.sqrt(BLOCK_SHARES[block] ?? 0);
    vector.set(feature, (share * weight * (rarity[feature] ?? 0)) / length);
  }
  return unitLength(vector);
}

function unitLength(vector: Vector): Vector {
  let square = 0;
  for (const weight of vector.values()) square += weight * weight;
  const length = Math.sqrt(square) || 1;
  for (const [feature, weight] of vector) vector.set(feature, weight / length);
  return vector;
}

function postingsOf(vectors: readonly Vector[], features: number): Pick<Index, 'start' | 'docs' | 'weights'> {
  const start = new Int32Array(features + 1);
  for (const vector of vectors)
    for (const feature of vector.keys()) start[feature + 1] = (start[feature + 1] ?? 0) + 1;
  for (let feature = 0; feature < features; feature += 1)
    start[feature + 1] = (start[feature + 1] ?? 0) + (start[feature] ?? 0);
  const next = start.slice();
  const docs = new Int32Array(start[features] ?? 0);
  const weights = new Float32Array(docs.length);
  vectors.forEach((vector, doc) => {
    for (const [feature, weight] of vector) {
      const at = next[feature] ?? 0;
      docs[at] = doc;
      weights[at] = weight;
      next[feature] = at + 1;
    }
  });
  return { start, docs, weights };
}

function ownedFeatures(centroids: readonly Vector[]): Pick<Index, 'owned' | 'ownedStart'> {
  const ownedStart = new Int32Array(centroids.length + 1);
  const owned: number[] = [];
  centroids.forEach((centroid, unit) => {
    for (const feature of [...centroid.keys()].toSorted((a, b) => a - b)) owned.push(feature);
    ownedStart[unit + 1] = owned.length;
  });
  return { owned: Int32Array.from(owned), ownedStart };
}
