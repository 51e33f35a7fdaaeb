/**
 * One question against the index: the likeness of every entry that shares something with it. The buffers are reused from
 * call to call (matching is synchronous), so that a question costs no garbage to speak of.
 */
import type { Locale } from '../core/locale.ts';
import { BLOCK_SHARES, type Index } from './build-index.ts';
import { eachFeature, type ReadWord } from './vocabulary.ts';
import { BEST_PHRASING, OTHER_LANGUAGE } from './weights.ts';

/** Likeness 0…1 of one entry, with the unit and phrasing that made it. */
export interface Scored {
  id: number;
  unit: number;
  likeness: number;
  /** Likeness of the best single phrasing, and its document (−1: none). */
  best: number;
  phrasing: number;
}

/** The `limit` entries most like a question, best first. */
export type Scorer = (words: readonly ReadWord[], locale: Locale, limit: number) => Scored[];

/** Different features that one question may have: 2,000 characters give fewer. */
const MAX_FEATURES = 16_384;

interface Buffers {
  /** Likeness so far by document; all zero between calls. */
  sums: Float32Array;
  touched: Int32Array;
  touchedCount: number;
  /** Features of the question at hand, each once. */
  features: Int32Array;
  values: Float32Array;
  blocks: Uint8Array;
  count: number;
  /** Which call saw a feature last. */
  seen: Uint32Array;
  call: number;
  /** Squared length of each block, unknown features included. */
  squares: Float64Array;
  /** Best phrasing of each unit; −1 between calls. */
  bestDoc: Int32Array;
}

export function createScorer(index: Index): Scorer {
  const buffers: Buffers = {
    sums: new Float32Array(index.unitOf.length),
    touched: new Int32Array(index.unitOf.length),
    touchedCount: 0,
    features: new Int32Array(MAX_FEATURES),
    values: new Float32Array(MAX_FEATURES),
    blocks: new Uint8Array(MAX_FEATURES),
    count: 0,
    seen: new Uint32Array(index.vocabulary.size),
    call: 0,
    squares: new Float64Array(BLOCK_SHARES.length),
    bestDoc: new Int32Array(index.units.length).fill(-1),
  };
  return (words, locale, limit) => {
    readQuestion(words, index, buffers);
    addUp(index, buffers);
    pickPhrasings(index, buffers);
    const found = collect(index, buffers, locale, limit);
    clear(index, buffers);
    return found;
  };
}

function readQuestion(words: readonly ReadWord[], index: Index, into: Buffers): void {
  const { rarity, unknownRarity } = index;
  const { seen, features, values, blocks, squares } = into;
  into.call += 1;
  into.count = 0;
  squares.fill(0);
  const note = (feature: number, block: number, weight: number): void => {
    let value = weight * unknownRarity;
    if (feature !== -1) {
      if (seen[feature] === into.call || into.count === MAX_FEATURES) return;
      seen[feature] = into.call;
      value = weight * (rarity[feature] ?? 0);
      features[into.count] = feature;
      values[into.count] = value;
      blocks[into.count] = block;
      into.count += 1;
    }
    squares[block] = (squares[block] ?? 0) + value * value;
  };
  for (const word of words) eachFeature(word, note);
}

function addUp(index: Index, into: Buffers): void {
  const { start, docs, weights } = index;
  const { sums, touched, features, values, blocks, squares } = into;
  let total = 0;
  squares.forEach((square, block) => {
    if (square > 0) total += BLOCK_SHARES[block] ?? 0;
  });
  let touchedCount = 0;
  for (let at = 0; at < into.count; at += 1) {
    const feature = features[at] ?? 0;
    const block = blocks[at] ?? 0;
    const value = (values[at] ?? 0) * Math.sqrt((BLOCK_SHARES[block] ?? 0) / total / (squares[block] ?? 1));
    const end = start[feature + 1] ?? 0;
    for (let posting = start[feature] ?? 0; posting < end; posting += 1) {
      const doc = docs[posting] ?? 0;
      const sum = sums[doc] ?? 0;
      if (sum === 0) {
        touched[touchedCount] = doc;
        touchedCount += 1;
      }
      sums[doc] = sum + value * (weights[posting] ?? 0);
    }
  }
  into.touchedCount = touchedCount;
}

function pickPhrasings(index: Index, into: Buffers): void {
  const { sums, touched, bestDoc } = into;
  for (let at = 0; at < into.touchedCount; at += 1) {
    const doc = touched[at] ?? 0;
    if (doc >= index.firstCentroid) continue;
    const unit = index.unitOf[doc] ?? 0;
    const before = bestDoc[unit] ?? -1;
    const sum = sums[doc] ?? 0;
    const rival = before === -1 ? -1 : (sums[before] ?? 0);
    if (sum > rival || (sum === rival && doc < before)) bestDoc[unit] = doc;
  }
}

function collect(index: Index, from: Buffers, locale: Locale, limit: number): Scored[] {
  const found: Scored[] = [];
  let least = 0;
  for (let at = 0; at < from.touchedCount; at += 1) {
    const doc = from.touched[at] ?? 0;
    const unit = doc - index.firstCentroid;
    const owner = unit < 0 ? undefined : index.units[unit];
    if (owner === undefined) continue;
    const phrasing = from.bestDoc[unit] ?? -1;
    const best = phrasing === -1 ? 0 : Math.min(1, from.sums[phrasing] ?? 0);
    const whole = BEST_PHRASING * best + (1 - BEST_PHRASING) * (from.sums[doc] ?? 0);
    const likeness = Math.min(1, whole) * (owner.locale === locale ? 1 : OTHER_LANGUAGE);
    if (likeness < least) continue;
    keepBest(found, { id: owner.id, unit, likeness, best, phrasing }, limit);
    if (found.length === limit) least = found[limit - 1]?.likeness ?? 0;
  }
  return found;
}

/** Keeps `found` sorted, one per id, at most `limit`. */
function keepBest(found: Scored[], one: Scored, limit: number): void {
  const last = found[found.length - 1];
  if (found.length === limit && last !== undefined && !isBetter(one, last)) return;
  const same = found.findIndex((other) => other.id === one.id);
  const rival = found[same];
  if (rival !== undefined) {
    if (!isBetter(one, rival)) return;
    found.splice(same, 1);
  }
  const place = found.findIndex((other) => isBetter(one, other));
  found.splice(place === -1 ? found.length : place, 0, one);
  if (found.length > limit) found.pop();
}

/** Ties go by id and unit, so that the order of documents never shows. */
function isBetter(one: Scored, other: Scored): boolean {
  if (one.likeness !== other.likeness) return one.likeness > other.likeness;
  return one.id === other.id ? one.unit < other.unit : one.id < other.id;
}

function clear(index: Index, buffers: Buffers): void {
  for (let at = 0; at < buffers.touchedCount; at += 1) {
    const doc = buffers.touched[at] ?? 0;
    buffers.sums[doc] = 0;
    buffers.bestDoc[index.unitOf[doc] ?? 0] = -1;
  }
  buffers.touchedCount = 0;
}
