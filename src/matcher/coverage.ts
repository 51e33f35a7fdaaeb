/**
 * How much of a question an entry knows at all: each word counts by its rarity, whole when the entry holds it, in part when
 * it holds its concept or most of its letter groups.
 */
import type { Index } from './build-index.ts';
import type { ReadWord } from './vocabulary.ts';

const BY_CONCEPT = 0.85;
const BY_GRAMS = 0.8;

/** 0…1. */
export function coverage(words: readonly ReadWord[], unit: number, index: Index): number {
  let known = 0;
  let all = 0;
  for (const word of words) {
    const rarity = word.stem === -1 ? index.unknownRarity : (index.rarity[word.stem] ?? 0);
    const weight = word.weight * rarity;
    all += weight;
    known += weight * wordCoverage(word, unit, index);
  }
  return all === 0 ? 0 : known / all;
}

/** 0…1: how well one unit knows one word. */
export function wordCoverage(word: ReadWord, unit: number, index: Index): number {
  if (owns(index, unit, word.stem)) return 1;
  if (owns(index, unit, word.concept)) return BY_CONCEPT;
  let shared = 0;
  for (const gram of word.grams) if (owns(index, unit, gram)) shared += 1;
  return word.grams.length === 0 ? 0 : (BY_GRAMS * shared) / word.grams.length;
}

function owns(index: Index, unit: number, feature: number): boolean {
  if (feature < 0) return false;
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
