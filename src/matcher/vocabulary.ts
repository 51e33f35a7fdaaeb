/**
 * A text as features: word stems, shop concepts, letter groups, each with an index. The vocabulary grows while entries are
 * indexed and is fixed afterwards; what a question holds beyond it counts as unknown.
 */
import { conceptOf } from './lexicon.ts';
import { createIntMap } from './int-map.ts';
import { eachGram } from './grams.ts';
import { STOP_WORD } from './weights.ts';
import { STOP_WORDS } from './stop-words.ts';
import { stem } from './stem.ts';

/** Which block of the likeness a feature belongs to. */
export const BLOCK = { word: 0, concept: 1, gram: 2 } as const;

/** One word of a folded text; features are −1 where the vocabulary has none. */
export interface ReadWord {
  word: string;
  /** What the word as such contributes: stop words little. */
  weight: number;
  stem: number;
  /** −2: the word belongs to no concept. */
  concept: number;
  grams: readonly number[];
}

export interface Vocabulary {
  /** The words of a normalised text, with new features added. */
  learn(normalised: string): ReadWord[];
  /** The words of a normalised text, as far as they are known. */
  read(normalised: string): ReadWord[];
  readonly size: number;
}

/** `word.concept` of words outside the lexicon. */
export const NO_CONCEPT = -2;
/** Words remembered with their features: customers use few words often. */
const REMEMBERED = 5_000;

export function createVocabulary(): Vocabulary {
  const stems = new Map<string, number>();
  const concepts = new Map<string, number>();
  const gramIds = createIntMap();
  const gramFeatures: number[] = [];
  const remembered = new Map<string, ReadWord>();
  let size = 0;

  const named = (map: Map<string, number>, name: string, grow: boolean): number => {
    const known = map.get(name);
    if (known !== undefined || !grow) return known ?? -1;
    map.set(name, size);
    size += 1;
    return size - 1;
  };
  const gramFeature = (key: number, grow: boolean): number => {
    const id = grow ? gramIds.add(key) : gramIds.get(key);
    if (id === -1) return -1;
    if (id === gramFeatures.length) {
      gramFeatures.push(size);
      size += 1;
    }
    return gramFeatures[id] ?? -1;
  };
  const take = (word: string, grow: boolean): ReadWord => {
    const concept = conceptOf(word);
    const grams: number[] = [];
    eachGram(word, (key) => grams.push(gramFeature(key, grow)));
    return {
      word,
      weight: STOP_WORDS.has(word) ? STOP_WORD : 1,
      stem: named(stems, stem(word), grow),
      concept: concept === null ? NO_CONCEPT : named(concepts, concept, grow),
      grams,
    };
  };
  const recall = (word: string): ReadWord => {
    const known = remembered.get(word);
    if (known !== undefined) return known;
    if (remembered.size >= REMEMBERED) remembered.clear();
    const fresh = take(word, false);
    remembered.set(word, fresh);
    return fresh;
  };

  return {
    learn: (normalised) => {
      remembered.clear();
      return normalised === '' ? [] : normalised.split(' ').map((word) => take(word, true));
    },
    read: (normalised) => (normalised === '' ? [] : normalised.split(' ').map(recall)),
    get size() {
      return size;
    },
  };
}

/** Calls `use` with every feature of a word. */
export function eachFeature(
  word: ReadWord,
  use: (feature: number, block: number, weight: number) => void,
): void {
  use(word.stem, BLOCK.word, word.weight);
  if (word.concept !== NO_CONCEPT) use(word.concept, BLOCK.concept, word.weight);
  for (const gram of word.grams) use(gram, BLOCK.gram, word.weight);
}
