/**
 * A text as weighted features: word stems, shop concepts, letter groups. The vocabulary is fixed once the entries are
 * indexed; what a question holds beyond it counts as unknown.
 */
import { conceptOf } from './lexicon.ts';
import { createIntMap } from './int-map.ts';
import { eachGram } from './grams.ts';
import { STOP_WORD } from './weights.ts';
import { STOP_WORDS } from './stop-words.ts';
import { stem } from './stem.ts';

/** Which block of the likeness a feature belongs to. */
export const BLOCK = { word: 0, concept: 1, gram: 2 } as const;

export interface Vocabulary {
  /** Features of a normalised text; unknown ones as −1. With `grow`, unknown ones are added. */
  read(normalised: string, use: FeatureUse, grow: boolean): void;
  /** Index of a word's stem, or −1. */
  word(stemmed: string): number;
  concept(name: string): number;
  gram(key: number): number;
  readonly size: number;
}

/** `weight` is what the word as such contributes (stop words little), before rarity. */
export type FeatureUse = (feature: number, block: number, weight: number) => void;

export function createVocabulary(): Vocabulary {
  const words = new Map<string, number>();
  const concepts = new Map<string, number>();
  const gramIds = createIntMap();
  const gramFeatures: number[] = [];
  let size = 0;

  const named = (map: Map<string, number>, name: string, grow: boolean): number => {
    const known = map.get(name);
    if (known !== undefined) return known;
    if (!grow) return -1;
    map.set(name, size);
    size += 1;
    return size - 1;
  };
  const gramFeature = (key: number, grow: boolean): number => {
    const id = grow ? gramIds.add(key) : gramIds.get(key);
    if (id === -1) return -1;
    const known = gramFeatures[id];
    if (known !== undefined) return known;
    gramFeatures.push(size);
    size += 1;
    return size - 1;
  };

  return {
    read(normalised, use, grow) {
      if (normalised === '') return;
      for (const word of normalised.split(' ')) {
        const weight = STOP_WORDS.has(word) ? STOP_WORD : 1;
        const stemmed = stem(word);
        use(named(words, stemmed, grow), BLOCK.word, weight);
        const concept = conceptOf(word);
        if (concept !== null) use(named(concepts, concept, grow), BLOCK.concept, weight);
        eachGram(word, (key) => use(gramFeature(key, grow), BLOCK.gram, weight));
      }
    },
    word: (stemmed) => words.get(stemmed) ?? -1,
    concept: (name) => concepts.get(name) ?? -1,
    gram: (key) => gramFeature(key, false),
    get size() {
      return size;
    },
  };
}
