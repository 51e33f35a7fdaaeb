/**
 * How much of a question an entry knows at all: each word counts by its rarity, whole when the entry holds it, in part when
 * it holds its concept or most of its letter groups.
 */
import type { Index } from './build-index.ts';
import type { ReadText, ReadWord } from './read-text.ts';

const BY_CONCEPT = 0.85;
const BY_GRAMS = 0.8;
/** From this share on a word is said to have met. */
const MET = 0.5;

export interface Covered {
  /** 0…1. */
  share: number;
  /** Words of the question, and concepts in it, that the entry holds. */
  words: string[];
  concepts: string[];
}

/** `without`: a document of the unit that does not count. */
export function coverage(text: ReadText, unit: number, index: Index, without?: number): Covered {
  const owns = without === undefined ? owner(index, unit) : ownerWithout(index, unit, without);
  const concepts = text.concepts.filter(({ feature }) => owns(feature));
  const byConcept = new Set<number>();
  for (const { at, words } of concepts) for (let step = 0; step < words; step += 1) byConcept.add(at + step);
  const met: string[] = [];
  let known = 0;
  let all = 0;
  text.words.forEach((word, at) => {
    const rarity = word.stem === -1 ? index.unknownRarity : (index.rarity[word.stem] ?? 0);
    const share = Math.max(wordCoverage(word, owns), byConcept.has(at) ? BY_CONCEPT : 0);
    all += rarity;
    known += rarity * share;
    if (share >= MET) met.push(word.word);
  });
  return {
    share: all === 0 ? 0 : known / all,
    words: met,
    concepts: [...new Set(concepts.map(({ concept }) => concept))],
  };
}

type Owns = (feature: number) => boolean;

/** 0…1: how well an entry knows one word by itself. */
function wordCoverage(word: ReadWord, owns: Owns): number {
  if (owns(word.stem)) return 1;
  let shared = 0;
  for (const gram of word.grams) if (owns(gram)) shared += 1;
  return word.grams.length === 0 ? 0 : (BY_GRAMS * shared) / word.grams.length;
}

function owner({ owned, ownedStart }: Index, unit: number): Owns {
  return (feature) => {
    if (feature < 0) return false;
    let low = ownedStart[unit] ?? 0;
    let high = (ownedStart[unit + 1] ?? 0) - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const found = owned[middle] ?? 0;
      if (found === feature) return true;
      if (found < feature) low = middle + 1;
      else high = middle - 1;
    }
    return false;
  };
}

function ownerWithout(index: Index, unit: number, without: number): Owns {
  const held = new Set<number>();
  const { from = 0, to = 0 } = index.units[unit] ?? {};
  for (let doc = from; doc < to; doc += 1) {
    if (doc === without) continue;
    const end = index.docStart[doc + 1] ?? 0;
    for (let at = index.docStart[doc] ?? 0; at < end; at += 1) held.add(index.features[at] ?? 0);
  }
  return (feature) => held.has(feature);
}
