/**
 * How much of a question an entry knows at all: each word counts by its rarity, whole when the entry holds it, in part when
 * it holds its concept or most of its letter groups.
 */
import type { Index } from './build-index.ts';
import { eachGram } from './grams.ts';
import { conceptOf } from './lexicon.ts';
import { stem } from './stem.ts';
import { STOP_WORD } from './weights.ts';
import { STOP_WORDS } from './stop-words.ts';

const BY_CONCEPT = 0.85;
const BY_GRAMS = 0.8;

export interface QueryWord {
  word: string;
  weight: number;
  stem: number;
  concept: number;
  grams: number[];
}

/** The words of a folded question, looked up once for all candidates. */
export function queryWords(folded: string, index: Index): QueryWord[] {
  if (folded === '') return [];
  return folded.split(' ').map((word) => {
    const stemmed = index.vocabulary.word(stem(word));
    const concept = conceptOf(word);
    const grams: number[] = [];
    eachGram(word, (key) => grams.push(index.vocabulary.gram(key)));
    const rarity = stemmed === -1 ? index.unknownRarity : (index.rarity[stemmed] ?? 0);
    return {
      word,
      weight: rarity * (STOP_WORDS.has(word) ? STOP_WORD : 1),
      stem: stemmed,
      concept: concept === null ? -1 : index.vocabulary.concept(concept),
      grams,
    };
  });
}

/** 0…1. */
export function coverage(words: readonly QueryWord[], unit: number, index: Index): number {
  let known = 0;
  let all = 0;
  for (const word of words) {
    all += word.weight;
    known += word.weight * wordCoverage(word, unit, index);
  }
  return all === 0 ? 0 : known / all;
}

/** 0…1: how well one unit knows one word. */
export function wordCoverage(word: QueryWord, unit: number, index: Index): number {
  if (owns(index, unit, word.stem)) return 1;
  if (owns(index, unit, word.concept)) return BY_CONCEPT;
  let shared = 0;
  for (const gram of word.grams) if (owns(index, unit, gram)) shared += 1;
  return word.grams.length === 0 ? 0 : (BY_GRAMS * shared) / word.grams.length;
}

function owns(index: Index, unit: number, feature: number): boolean {
  if (feature === -1) return false;
  let low = index.ownedStart[unit] ?? 0;
  let high = (index.ownedStart[unit + 1] ?? 0) - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = index.owned[middle] ?? 0;
    if (found === feature) return true;
    if (found < feature) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}
