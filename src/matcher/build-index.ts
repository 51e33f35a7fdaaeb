/**
 * Entries to an index in typed arrays: each phrasing as a vector, and for each feature the phrasings that hold it. Built once per set
 * of entries; only read afterwards.
 */
import type { Locale } from '../core/locale.ts';
import type { Lexicon } from './lexicon.ts';
import { normalise } from './normalise.ts';
import { createReader, wordsOf, type Reader, type ReadText } from './read-text.ts';
import { spellPictures } from './lexicon.ts';
import { STOP_WORDS } from './stop-words.ts';
import {
  countHolders,
  type Holders,
  createVectorCollector,
  invert,
  ownedBy,
  weigh,
  type Owned,
  type Postings,
  type Vectors,
} from './vectors.ts';
import { BLOCK, conceptShare, SHARES } from './weights.ts';

/** What the matcher needs of an entry. */
export interface MatcherEntry {
  id: string;
  locale: Locale;
  question: string;
  phrasings: readonly string[];
  answer: string;
}

/** One entry in one language. Its phrasings are the documents `from … to - 1`, the question first. */
export interface Unit {
  /** Index into `ids`. */
  id: number;
  locale: Locale;
  texts: string[];
  folded: string[];
  from: number;
  to: number;
}

export interface Index extends Vectors, Postings, Owned {
  ids: string[];
  units: Unit[];
  /** Units of each id. */
  unitsOf: number[][];
  /** Wordings, as `exactly` gives them → the ids that hold them. */
  askedSo: ReadonlyMap<string, ReadonlySet<number>>;
  reader: Reader;
  /** Entries that hold each feature, and how telling that makes it; `unknownRarity` for those outside. */
  holders: Int32Array;
  rarity: Float32Array;
  unknownRarity: number;
  /** Share of each block in the likeness, in the order of `BLOCK`. */
  shares: readonly number[];
  unitOf: Int32Array;
  docs: number;
}

/** In a large set, what more than this share of the phrasings, and more than this many, hold tells nothing and costs time. */
const COMMON_SHARE = 0.05;
const MANY_HOLDERS = 150;

/** Entries are taken in a fixed order of their own, so that the order of files makes no difference. */
export function buildIndex(entries: readonly MatcherEntry[], lexicon: Lexicon | null): Index {
  const steps = indexing(entries, lexicon);
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}

/** As `buildIndex`, with a pause whenever `isDue` says so: nobody has to wait while a large set is read. */
export async function buildIndexGently(
  entries: readonly MatcherEntry[],
  lexicon: Lexicon | null,
  { isDue, pause }: Pauses,
): Promise<Index> {
  const steps = indexing(entries, lexicon);
  let step = steps.next();
  while (step.done !== true) {
    if (isDue()) await pause();
    step = steps.next();
  }
  return step.value;
}

export interface Pauses {
  isDue(): boolean;
  pause(): Promise<void>;
}

/** Stops after every few phrasings, in reading and in each pass over all of them. */
function* indexing(entries: readonly MatcherEntry[], lexicon: Lexicon | null): Generator<undefined, Index> {
  const { ids, units } = unitsOf(entries);
  const reader = createReader(lexicon);
  const collector = createVectorCollector();
  const trade = { telling: 0, known: 0 };
  const askedSo = new Map<string, Set<number>>();
  for (const unit of units) {
    unit.folded = unit.texts.map(fold);
    for (const folded of unit.folded) {
      const exact = exactly(folded);
      askedSo.set(exact, (askedSo.get(exact) ?? new Set()).add(unit.id));
      const text = reader.learn(folded, unit.locale);
      collector.add(text);
      countTrade(text, lexicon, trade);
    }
    yield;
  }
  yield* reader.settle();
  const counted = collector.take();
  const docs = counted.docStart.length - 1;
  const entryOf = new Int32Array(docs);
  for (const { id, from, to } of units) entryOf.fill(id, from, to);
  const holders = yield* countHolders(counted, entryOf, reader.size);
  const rarity = raritiesOf(holders, { docs, entries: ids.length }, reader);
  const shares = sharesOf(trade, docs / Math.max(1, ids.length), lexicon);
  const vectors = yield* weigh(counted, rarity, reader.blockOf, (squares) => scalesFor(squares, shares));
  const postings = yield* invert(vectors, reader.size);
  const owned = yield* ownedBy(units, vectors);
  const unitOf = new Int32Array(docs);
  units.forEach((unit, at) => unitOf.fill(at, unit.from, unit.to));
  return {
    ids,
    units,
    unitsOf: byId(units, ids.length),
    askedSo,
    reader,
    holders: holders.entries,
    rarity,
    unknownRarity: rarityOf(0.5, ids.length),
    shares,
    unitOf,
    docs,
    ...vectors,
    ...postings,
    ...owned,
  };
}

/**
 * How telling something is that so many of all entries hold. Entries, not phrasings: a word that stands in every phrasing of one entry is the
 * surest sign of it, though many phrasings hold it.
 */
export function rarityOf(holders: number, entries: number): number {
  return Math.log(1 + entries / holders);
}

/** Folds a text as entries and questions are folded alike. */
export function fold(text: string): string {
  return normalise(spellPictures(text));
}

/** What two texts that are the same question have in common. */
export function exactly(folded: string): string {
  return wordsOf(folded).join(' ');
}

function unitsOf(entries: readonly MatcherEntry[]): { ids: string[]; units: Unit[] } {
  const keyed = entries.map((entry) => ({ entry, key: `${entry.id}\n${entry.locale}\n${entry.question}` }));
  const sorted = keyed.toSorted((a, b) => (a.key < b.key ? -1 : 1)).map(({ entry }) => entry);
  const ids = [...new Set(sorted.map((entry) => entry.id))];
  const idIndex = new Map(ids.map((id, index) => [id, index]));
  let docs = 0;
  const units = sorted.map((entry): Unit => {
    const texts = [entry.question, ...entry.phrasings.toSorted()];
    const from = docs;
    docs += texts.length;
    const id = idIndex.get(entry.id) ?? 0;
    return { id, locale: entry.locale, texts, folded: [], from, to: docs };
  });
  return { ids, units };
}

function byId(units: readonly Unit[], ids: number): number[][] {
  const of: number[][] = Array.from({ length: ids }, () => []);
  units.forEach((unit, at) => of[unit.id]?.push(at));
  return of;
}

function raritiesOf(
  holders: Holders,
  { docs, entries }: { docs: number; entries: number },
  reader: Reader,
): Float32Array {
  const tooMany = Math.max(MANY_HOLDERS, docs * COMMON_SHARE);
  return Float32Array.from(holders.entries, (count, feature) => {
    const isCommon = (holders.docs[feature] ?? 0) > tooMany && reader.blockOf(feature) === BLOCK.gram;
    return isCommon ? 0 : rarityOf(Math.max(0.5, count), entries);
  });
}

/** How many of the words that tell something the lexicon knows. */
function countTrade(
  { words }: ReadText,
  lexicon: Lexicon | null,
  counts: { telling: number; known: number },
): void {
  for (const { word } of words) {
    if (STOP_WORDS.has(word)) continue;
    counts.telling += 1;
    if (lexicon?.conceptOf(word)) counts.known += 1;
  }
}

/** By block. What concepts count depends on how much of a shop's business the set is about. */
function sharesOf(
  { telling, known }: { telling: number; known: number },
  phrasings: number,
  lexicon: Lexicon | null,
): number[] {
  const shares = [0, 0, 0, 0];
  shares[BLOCK.word] = SHARES.word;
  shares[BLOCK.order] = SHARES.order;
  shares[BLOCK.concept] = lexicon === null ? 0 : conceptShare(known / Math.max(1, telling), phrasings);
  shares[BLOCK.gram] = SHARES.gram;
  return shares;
}

/** By block: what brings a text's counts times rarities to unit length, each block with its share. */
export function scalesOf(
  text: ReadText,
  rarity: (feature: number) => number,
  unknownRarity: number,
  shares: readonly number[],
): number[] {
  const squares = text.unknown.map((square) => square * unknownRarity ** 2);
  text.features.forEach((feature, at) => {
    const block = text.blocks[at] ?? 0;
    squares[block] = (squares[block] ?? 0) + ((text.counts[at] ?? 0) * rarity(feature)) ** 2;
  });
  return scalesFor(squares, shares);
}

function scalesFor(squares: readonly number[], shares: readonly number[]): number[] {
  let total = 0;
  squares.forEach((square, block) => {
    if (square > 0) total += shares[block] ?? 0;
  });
  return squares.map((square, block) =>
    square === 0 || total === 0 ? 0 : Math.sqrt((shares[block] ?? 0) / total / square),
  );
}
