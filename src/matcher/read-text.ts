/**
 * A text as features: word stems, pairs of neighbours, shop concepts, letter groups, each with an index. What is known grows
 * while entries are indexed and is fixed afterwards; what a question holds beyond it counts as unknown.
 */
import { stemmer as english } from '@orama/stemmers/english';
import { stemmer as russian } from '@orama/stemmers/russian';
import { stemmer as ukrainian } from '@orama/stemmers/ukrainian';
import type { Locale } from '../core/locale.ts';
import { eachBridge, eachGram } from './grams.ts';
import { hashName, hashPair } from './hash.ts';
import { createIntMap } from './int-map.ts';
import type { Found, Lexicon } from './lexicon.ts';
import { NO_SPELLING, spelling as spellings, type Spelling } from './spelling.ts';
import { stem } from './stem.ts';
import { FILLERS, STOP_WORDS } from './stop-words.ts';
import { BLOCK, EDGE_WORD } from './weights.ts';

/** One word of a folded text. Features are −1 where the vocabulary has none. */
export interface ReadWord {
  word: string;
  /** What it was taken for, when it was misspelt. */
  meant: string | null;
  /** Stem that all languages share, as a name and as a feature; and the one of its own language. */
  name: number;
  stem: number;
  own: number;
  grams: readonly number[];
}

/** A text that was read. Each feature stands once, with how often it occurs. */
export interface ReadText {
  words: ReadWord[];
  concepts: (Found & { feature: number })[];
  features: number[];
  blocks: number[];
  counts: number[];
  /** By block: the squares of what nothing is known of. */
  unknown: number[];
}

export interface Reader {
  /** Reads a normalised text and learns every feature of it. */
  learn(normalised: string, locale: Locale): ReadText;
  /** To be gone through after the last `learn`; in steps, for it takes a while. */
  settle(): Generator<undefined, void>;
  /** Reads a normalised text as far as it is known. */
  read(normalised: string, locale: Locale): ReadText;
  /** Number of features; each has a block. */
  readonly size: number;
  blockOf(feature: number): number;
}

const KIND = { stem: 1, own: 2, pair: 3, first: 4, last: 5, concept: 6 } as const;
const STEMMERS: Record<Locale, (word: string) => string> = { ru: russian, uk: ukrainian, en: english };
/** Words remembered with their features: customers use few words often. */
const REMEMBERED = 5_000;
/** Misspelt words that are looked into in one text. */
const MENDS = 40;
/** Different features that one text may have: 2,000 characters give fewer. */
export const MAX_FEATURES = 16_384;

/** `lexicon` null: no concepts. */
export function createReader(lexicon: Lexicon | null): Reader {
  const { blocks, indexOf, take } = createFeatures();
  const learnt: string[] = [];
  const remembered = new Map<string, ReadWord>();
  let spelling: Spelling = NO_SPELLING;

  /** A word that nothing is known of counts as the one it was probably meant to be; its letters still count as they are. */
  const mend = (word: ReadWord, locale: Locale): ReadWord => {
    const isWord = STOP_WORDS.has(word.word) || lexicon?.conceptOf(word.word);
    const meant = isWord ? null : spelling.repair(word.word);
    return meant === null
      ? word
      : { ...take(meant, locale, false), word: word.word, grams: word.grams, meant };
  };
  const learnWord = (word: string, locale: Locale): ReadWord => {
    const key = `${locale}${word}`;
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const taken = take(word, locale, true);
    remembered.set(key, taken);
    return taken;
  };
  const recall = (word: string, locale: Locale, mayMend: boolean): ReadWord => {
    const key = `${locale}${word}`;
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const fresh = take(word, locale, false);
    if (fresh.stem === -1 && !mayMend) return fresh;
    const read = fresh.stem === -1 ? mend(fresh, locale) : fresh;
    if (remembered.size >= REMEMBERED) remembered.clear();
    remembered.set(key, read);
    return read;
  };
  const places: Places = { place: new Int32Array(1_024), text: new Int32Array(1_024), current: 0 };
  const finish = (words: ReadWord[], isNew: boolean): ReadText =>
    collect(words, lexicon, places, (key, block) => indexOf(key, block, isNew));

  return {
    learn(normalised, locale) {
      const words = wordsOf(normalised);
      learnt.push(...words);
      return finish(
        words.map((word) => learnWord(word, locale)),
        true,
      );
    },
    *settle() {
      remembered.clear();
      spelling = yield* spellings(learnt);
      learnt.length = 0;
    },
    read(normalised, locale) {
      const words = wordsOf(normalised).map((word, at) => recall(word, locale, at < MENDS));
      return finish(words, false);
    },
    get size() {
      return blocks.length;
    },
    blockOf: (feature) => blocks[feature] ?? BLOCK.gram,
  };
}

/** Features of words by their numbers; a new one gets a number only where the text may `grow` the index. */
function createFeatures() {
  const keys = createIntMap();
  const blocks: number[] = [];
  const indexOf = (key: number, block: number, grow: boolean): number => {
    if (!grow) return keys.get(key);
    const index = keys.add(key);
    if (index === blocks.length) blocks.push(block);
    return index;
  };
  const take = (word: string, locale: Locale, grow: boolean): ReadWord => {
    const name = hashName(KIND.stem, stem(word));
    const ownName = hashName(KIND.own, stemOwn(word, locale));
    const grams: number[] = [];
    eachGram(word, (key) => grams.push(indexOf(key, BLOCK.gram, grow)));
    const stemFeature = indexOf(name, BLOCK.word, grow);
    return {
      word,
      meant: null,
      name,
      stem: stemFeature,
      own: indexOf(ownName, BLOCK.word, grow),
      grams,
    };
  };
  return { blocks, indexOf, take };
}

/** What every number is read as: which one it is tells nothing about the question. */
export const NUMBER = '0';

/** So many words ask something by themselves; of fewer, a greeting is what is said. */
const ASKING = 3;

export function wordsOf(normalised: string): string[] {
  if (normalised === '') return [];
  const words = withoutCodes(normalised.split(' ')).map((word) => (/^\d+$/u.test(word) ? NUMBER : word));
  const telling = words.filter((word) => !FILLERS.has(word));
  return telling.length < ASKING ? words : telling;
}

/** "ML-1007" names one order and asks nothing, where other words do. */
function withoutCodes(words: string[]): string[] {
  const rest = words.filter(
    (word, at) => !isCode(word) && !(isCode(words[at + 1] ?? '') && isInitials(word)),
  );
  return rest.length === 0 ? words : rest;
}

const isCode = (word: string): boolean => /^\d{4,}$/u.test(word);
const isInitials = (word: string): boolean => /^[a-z]{1,3}$/u.test(word);

function stemOwn(word: string, locale: Locale): string {
  const isLatin = word.charCodeAt(0) < 0x80;
  const stemmer = isLatin ? STEMMERS.en : locale === 'en' ? STEMMERS.ru : STEMMERS[locale];
  return stemmer(word);
}

/** Where a feature stands in the text at hand; grows with the features and is never cleared. */
interface Places {
  place: Int32Array;
  text: Int32Array;
  current: number;
}

/** Puts the features of a text together. */
function collect(
  words: ReadWord[],
  lexicon: Lexicon | null,
  places: Places,
  indexOf: (key: number, block: number) => number,
): ReadText {
  const spelt = words.map(({ word, meant }) => meant ?? word);
  const concepts = (lexicon?.concepts(spelt) ?? []).map((found) => {
    return { ...found, feature: indexOf(hashName(KIND.concept, found.concept), BLOCK.concept) };
  });
  const text: ReadText = { words, concepts, features: [], blocks: [], counts: [], unknown: [0, 0, 0, 0] };
  places.current += 1;
  const add = (feature: number, block: number, weight: number): void =>
    addTo(text, places, feature, block, weight);
  const named = (key: number, block: number, weight: number): void => add(indexOf(key, block), block, weight);
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    if (word === undefined) continue;
    add(word.stem, BLOCK.word, 1);
    add(word.own, BLOCK.word, 1);
    for (const gram of word.grams) add(gram, BLOCK.gram, 1);
    const before = words[at - 1];
    if (before) named(hashPair(KIND.pair, before.name, word.name), BLOCK.order, 1);
  }
  const [first, last] = [words[0], words.at(-1)];
  if (first) named(hashPair(KIND.first, first.name, 0), BLOCK.order, EDGE_WORD);
  if (last) named(hashPair(KIND.last, last.name, 0), BLOCK.order, EDGE_WORD);
  for (const { feature } of concepts) add(feature, BLOCK.concept, 1);
  eachBridge(spelt.join(' '), (key) => named(key, BLOCK.gram, 1));
  return text;
}

function addTo(text: ReadText, places: Places, feature: number, block: number, weight: number): void {
  if (feature === -1) {
    text.unknown[block] = (text.unknown[block] ?? 0) + weight * weight;
    return;
  }
  if (feature >= places.place.length) widen(places, feature);
  if (places.text[feature] === places.current) {
    const place = places.place[feature] ?? 0;
    text.counts[place] = (text.counts[place] ?? 0) + weight;
    return;
  }
  if (text.features.length === MAX_FEATURES) return;
  places.text[feature] = places.current;
  places.place[feature] = text.features.length;
  text.features.push(feature);
  text.blocks.push(block);
  text.counts.push(weight);
}

function widen(places: Places, feature: number): void {
  const size = Math.max(feature + 1, places.place.length * 2);
  const [place, text] = [new Int32Array(size), new Int32Array(size)];
  place.set(places.place);
  text.set(places.text);
  places.place = place;
  places.text = text;
}
