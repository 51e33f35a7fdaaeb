/**
 * The phrasings of all entries as vectors in flat typed arrays, and turned round: for each feature the phrasings that hold it. Every
 * pass over them stops now and then, so that a large set holds nobody up. Part of building the index.
 */
import type { ReadText } from './read-text.ts';

/** Vector of document d: `features[docStart[d] … docStart[d + 1]]` with `values`. */
export interface Vectors {
  docStart: Int32Array;
  features: Int32Array;
  values: Float32Array;
}

/** Postings of feature f: `postings[start[f] … start[f + 1]]` with `weights`. */
export interface Postings {
  start: Int32Array;
  postings: Int32Array;
  weights: Float32Array;
}

/** Documents between two stops. */
const AT_ONCE = 200;

export interface VectorCollector {
  add(text: Pick<ReadText, 'features' | 'counts'>): void;
  /** What was added, with counts for values. */
  take(): Vectors;
}

export function createVectorCollector(): VectorCollector {
  let features = new Int32Array(1 << 14);
  let values = new Float32Array(1 << 14);
  const ends = [0];
  let size = 0;
  return {
    add(text) {
      if (size + text.features.length > features.length) {
        features = larger(features, new Int32Array((size + text.features.length) * 2));
        values = larger(values, new Float32Array(features.length));
      }
      features.set(text.features, size);
      values.set(text.counts, size);
      size += text.features.length;
      ends.push(size);
    },
    take: () => ({
      docStart: Int32Array.from(ends),
      features: features.slice(0, size),
      values: values.slice(0, size),
    }),
  };
}

export interface Holders {
  docs: Int32Array;
  /** An entry counts once, however many of its documents do. */
  entries: Int32Array;
}

/** How many documents, and how many entries, hold each of `size` features. `entryOf` each document: those of one stand together. */
export function* countHolders(
  { docStart, features }: Vectors,
  entryOf: Int32Array,
  size: number,
): Generator<undefined, Holders> {
  const docs = new Int32Array(size);
  const entries = new Int32Array(size);
  const last = new Int32Array(size).fill(-1);
  for (let doc = 0; doc + 1 < docStart.length; doc += 1) {
    const entry = entryOf[doc] ?? 0;
    const end = docStart[doc + 1] ?? 0;
    for (let at = docStart[doc] ?? 0; at < end; at += 1) {
      const feature = features[at] ?? 0;
      docs[feature] = (docs[feature] ?? 0) + 1;
      if (last[feature] === entry) continue;
      last[feature] = entry;
      entries[feature] = (entries[feature] ?? 0) + 1;
    }
    if (doc % AT_ONCE === 0) yield;
  }
  return { docs, entries };
}

/** Counts to values of unit length: `scale` of each block, from the squares of count times rarity. What weighs nothing is left out. */
export function* weigh(
  counted: Vectors,
  rarity: Float32Array,
  blockOf: (feature: number) => number,
  scale: (squares: readonly number[]) => number[],
): Generator<undefined, Vectors> {
  const { docStart, features, values } = counted;
  let kept = 0;
  let from = 0;
  for (let doc = 0; doc + 1 < docStart.length; doc += 1) {
    const to = docStart[doc + 1] ?? 0;
    const squares = [0, 0, 0, 0];
    for (let at = from; at < to; at += 1) {
      const feature = features[at] ?? 0;
      const block = blockOf(feature);
      squares[block] = (squares[block] ?? 0) + ((values[at] ?? 0) * (rarity[feature] ?? 0)) ** 2;
    }
    const scales = scale(squares);
    for (let at = from; at < to; at += 1) {
      const feature = features[at] ?? 0;
      const value = (values[at] ?? 0) * (rarity[feature] ?? 0) * (scales[blockOf(feature)] ?? 0);
      if (value === 0) continue;
      features[kept] = feature;
      values[kept] = value;
      kept += 1;
    }
    from = to;
    docStart[doc + 1] = kept;
    if (doc % AT_ONCE === 0) yield;
  }
  return { docStart, features: features.slice(0, kept), values: values.slice(0, kept) };
}

export function* invert(
  { docStart, features, values }: Vectors,
  size: number,
): Generator<undefined, Postings> {
  const start = new Int32Array(size + 1);
  for (const feature of features) start[feature + 1] = (start[feature + 1] ?? 0) + 1;
  yield;
  for (let feature = 0; feature < size; feature += 1) {
    start[feature + 1] = (start[feature + 1] ?? 0) + (start[feature] ?? 0);
  }
  const next = start.slice();
  const postings = new Int32Array(features.length);
  const weights = new Float32Array(features.length);
  for (let doc = 0; doc + 1 < docStart.length; doc += 1) {
    const end = docStart[doc + 1] ?? 0;
    for (let at = docStart[doc] ?? 0; at < end; at += 1) {
      const feature = features[at] ?? 0;
      const place = next[feature] ?? 0;
      postings[place] = doc;
      weights[place] = values[at] ?? 0;
      next[feature] = place + 1;
    }
    if (doc % AT_ONCE === 0) yield;
  }
  return { start, postings, weights };
}

/** Features of each unit, sorted: `owned[ownedStart[u] … ownedStart[u + 1]]`. */
export interface Owned {
  owned: Int32Array;
  ownedStart: Int32Array;
}

export function* ownedBy(
  units: readonly { from: number; to: number }[],
  { docStart, features }: Vectors,
): Generator<undefined, Owned> {
  const ownedStart = new Int32Array(units.length + 1);
  const owned = new Int32Array(features.length);
  let size = 0;
  for (const [unit, { from, to }] of units.entries()) {
    const all = features.subarray(docStart[from] ?? 0, docStart[to] ?? 0).toSorted();
    let before = -1;
    for (const feature of all) {
      if (feature === before) continue;
      owned[size] = feature;
      before = feature;
      size += 1;
    }
    ownedStart[unit + 1] = size;
    if (unit % AT_ONCE === 0) yield;
  }
  return { owned: owned.slice(0, size), ownedStart };
}

function larger<T extends Int32Array | Float32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
