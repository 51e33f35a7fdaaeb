/**
 * A text as features: word stems, shop concepts, letter groups, each with an index. The vocabulary grows while entries are
 * indexed and is fixed afterwards; what a question holds beyond it counts as unknown.
 */
import { conceptOf } from './lexicon.ts';
import { createIntMap } from './int-map.ts';
import { eachGram } from './grams.ts';
import { createSpelling, type Spelling } from './spelling.ts';
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
  /** To be called after the last `learn`. */
  settle(): void;
  /** The words of a normalised text, as far as they are known. */
  read(normalised: string): ReadWord[];
  readonly size: number;
}

/** `word.concept` of words outside the lexicon. */
export const NO_CONCEPT = -2;
/** Words remembered with their features: customers use few words often. */
const REMEMBERED = 5_000;
/** Misspelt words that are looked into in one text. */
const MENDS = 40;

export function createVocabulary(): Vocabulary {
  const features = createFeatures();
  const learnt: string[] = [];
  const remembered = new Map<string, ReadWord>();
  let spelling: Spelling = createSpelling([]);

  /** A word that nothing is known of takes the features of the one it was probably meant to be. */
  const mend = (word: ReadWord): ReadWord => {
    const meant = spelling.repair(word.word);
    return meant === null ? word : { ...features.take(meant, false), word: word.word };
  };
  const recall = (word: string, mayMend: boolean): ReadWord => {
    const known = remembered.get(word);
    if (known !== undefined) return known;
    const fresh = features.take(word, false);
    if (isUnknown(fresh) && !mayMend) return fresh;
    const read = isUnknown(fresh) ? mend(fresh) : fresh;
    if (remembered.size >= REMEMBERED) remembered.clear();
    remembered.set(word, read);
    return read;
  };

  return {
    learn(normalised) {
      const words = normalised === '' ? [] : normalised.split(' ');
      learnt.push(...words);
      return words.map((word) => features.take(word, true));
    },
    settle() {
      remembered.clear();
      spelling = createSpelling(learnt);
    },
    read(normalised) {
      const words = normalised === '' ? [] : normalised.split(' ');
      return words.map((word, at) => recall(word, at < MENDS));
    },
    get size() {
      return features.size;
    },
  };
}

function isUnknown(word: ReadWord): boolean {
  return word.stem === -1 && word.concept === NO_CONCEPT;
}

/** Names and letter groups to indices. */
function createFeatures(): { take(word: string, grow: boolean): ReadWord; readonly size: number } {
  const stems = new Map<string, number>();
  const concepts = new Map<string, number>();
  const gramIds = createIntMap();
  const gramFeatures: number[] = [];
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

  return {
    take(word, grow) {
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
    },
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
