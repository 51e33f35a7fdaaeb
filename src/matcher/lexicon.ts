/**
 * Words to shop concepts: what lets "посылка", "доставка" and "shipping" meet. Reads data such as SHOP_WORDS and what a shop adds to
 * it; knows nothing of grammar beyond beginnings of words, and of negation that it turns a concept into its opposite.
 */
import { LOCALES, type Locale } from '../core/locale.ts';
import { CONCEPT_NAMES, DENIED_NAME } from './concept-names.ts';
import { normalise } from './normalise.ts';
import { STOP_WORDS } from './stop-words.ts';
import { DENIED, PICTURE_WORDS, SHOP_WORDS, type ConceptWords } from './shop-words.ts';

export interface Lexicon {
  /** The concepts in folded words, with the place of the word each begins at; a negated one also as `not-…`. */
  concepts(words: readonly string[]): Found[];
  /** The concept of one word by itself, or null. */
  conceptOf(word: string): string | null;
  /** What a concept is called, for people; of a meaning that a shop added its own word for it. */
  nameOf(concept: string, locale: Locale): string;
}

export interface Found {
  concept: string;
  /** Index of the first word it was read from, and how many there are. */
  at: number;
  words: number;
}

/** No longer beginning is looked for. */
const LONGEST = 16;
const SHORTEST = 2;
/** A beginning this short must be nearly the whole word. */
const SHORT = 3;
const SHORT_REST = 3;
/** In a pattern of several words, words this short stand for themselves alone. */
const WHOLE = 2;
/** A negation reaches over this many words. */
const REACH = 2;
const NEGATIONS = new Set(
  'не ни нет нету нема немае без no not never dont didnt doesnt havent hasnt wasnt isnt cant cannot'.split(
    ' ',
  ),
);
/** Words remembered: customers use few words often. */
const REMEMBERED = 20_000;

interface Pattern {
  parts: string[];
  concept: string;
}

/** `more`: a shop's own words; they win over ours. */
export function createLexicon(more: ConceptWords = {}): Lexicon {
  const beginnings = new Map<string, string>();
  const whole = new Map<string, string>();
  const patterns = new Map<string, Pattern[]>();
  for (const words of [more, SHOP_WORDS]) {
    for (const [concept, list] of Object.entries(words)) {
      for (const written of list.split(' ')) learn(written, concept, { beginnings, whole, patterns });
    }
  }
  const known = new Map<string, string | null>();
  const conceptFor = (word: string): string | null => {
    const before = known.get(word);
    if (before !== undefined) return before;
    const concept = STOP_WORDS.has(word) ? null : (whole.get(word) ?? byBeginning(word, beginnings));
    if (known.size >= REMEMBERED) known.clear();
    known.set(word, concept);
    return concept;
  };
  return {
    conceptOf: conceptFor,
    nameOf: (concept, locale) => nameOf(concept, locale, more),
    concepts(words) {
      const found: Found[] = [];
      for (let at = 0; at < words.length; at += 1) {
        const pattern = longestPattern(words, at, patterns);
        if (pattern) note(found, { concept: pattern.concept, at, words: pattern.parts.length }, words);
        const concept = conceptFor(words[at] ?? '');
        if (concept !== null && concept !== pattern?.concept) note(found, { concept, at, words: 1 }, words);
      }
      return found;
    },
  };
}

function nameOf(concept: string, locale: Locale, own: ConceptWords): string {
  const names = CONCEPT_NAMES[concept];
  if (names !== undefined) return inLocale(names, locale);
  const words = own[concept];
  if (words !== undefined) return ownName(words, locale) ?? concept;
  const denied = DENIED_CONCEPT.exec(concept)?.[1];
  if (denied === undefined) return concept;
  return inLocale(DENIED_NAME, locale).replace('{name}', nameOf(denied, locale, own));
}

const DENIED_CONCEPT = /^not-(.+)$/u;

function inLocale(names: string, locale: Locale): string {
  return names.split(' | ')[LOCALES.indexOf(locale)] ?? names;
}

/** A shop's words have no language: the first whose letters are those of the language, else the first. */
function ownName(words: string, locale: Locale): string | undefined {
  const all = words.split(' ').map((word) => word.replaceAll('+', ' '));
  const { only, own } = LETTERS[locale];
  return all.find((word) => only.test(word)) ?? all.find((word) => own.test(word)) ?? all[0];
}

/** `only`: letters that no other of ours has; `own`: those that it may be written in. */
const LETTERS: Readonly<Record<Locale, { only: RegExp; own: RegExp }>> = {
  ru: { only: /[ёъыэ]/iu, own: /^[^a-zєіїґ]+$/iu },
  uk: { only: /[єіїґ]/iu, own: /^[^a-zёъыэ]+$/iu },
  en: { only: /[a-z]/iu, own: /[a-z]/iu },
};

/** The lexicon without a shop's own words. */
export const SHOP_LEXICON: Lexicon = createLexicon();

/** A shop's own say about the words of its trade. Plain data. */
export interface Vocabulary {
  /** False: words stand for themselves alone. */
  concepts: boolean;
  /** Concept → words; of several words one after the other, joined by "+". */
  words: ConceptWords;
}

export const PLAIN_VOCABULARY: Vocabulary = { concepts: true, words: {} };

/** Null: the shop wants none. */
export function lexiconFor({ concepts, words }: Vocabulary): Lexicon | null {
  if (!concepts) return null;
  return Object.keys(words).length === 0 ? SHOP_LEXICON : createLexicon(words);
}

/** The concept of one folded word, or null. */
export function conceptOf(word: string): string | null {
  return SHOP_LEXICON.conceptOf(word);
}

/** Pictures such as 📦, and signs such as 24/7, as the words they stand for, so that they are read like words. */
export function spellPictures(text: string): string {
  return text.replace(PICTURE, (sign) => ` ${PICTURES.get(sign) ?? ''} `);
}

const PICTURES: ReadonlyMap<string, string> = new Map(
  Object.entries(PICTURE_WORDS).flatMap(([word, signs]) => signs.split(' ').map((sign) => [sign, word])),
);
/** Digits stand alone: "124/70" is a size. */
const PICTURE = new RegExp(
  [...PICTURES.keys()].map((sign) => (/\d/u.test(sign) ? `(?<!\\d)${sign}(?!\\d)` : sign)).join('|'),
  'gu',
);

interface Tables {
  beginnings: Map<string, string>;
  whole: Map<string, string>;
  patterns: Map<string, Pattern[]>;
}

function learn(written: string, concept: string, { beginnings, whole, patterns }: Tables): void {
  const parts = written.split('+').map((part) => normalise(part));
  const [first = ''] = parts;
  if (first === '' || parts.includes('')) return;
  if (parts.length > 1) {
    const key = first.slice(0, SHORTEST);
    patterns.set(key, [...(patterns.get(key) ?? []), { parts, concept }]);
    return;
  }
  const table = written.endsWith('=') ? whole : beginnings;
  if (!table.has(first)) table.set(first, concept);
}

/** Of a word, or of what is left of a verb without the prefix that only says it was done. */
function byBeginning(word: string, beginnings: ReadonlyMap<string, string>): string | null {
  const plain = beginningOf(word, beginnings);
  if (plain !== null) return plain;
  const rest = DONE.exec(word)?.[1];
  return rest === undefined ? null : beginningOf(rest, beginnings);
}

const DONE = /^(?:по|ви|за|про|от)(\p{L}{5,})$/u;

function beginningOf(word: string, beginnings: ReadonlyMap<string, string>): string | null {
  for (let length = Math.min(word.length, LONGEST); length >= SHORTEST; length -= 1) {
    const concept = beginnings.get(word.slice(0, length));
    if (concept === undefined) continue;
    return length <= SHORT && word.length > length + SHORT_REST ? null : concept;
  }
  return null;
}

function longestPattern(
  words: readonly string[],
  at: number,
  patterns: ReadonlyMap<string, Pattern[]>,
): Pattern | null {
  let best: Pattern | null = null;
  for (const pattern of patterns.get((words[at] ?? '').slice(0, SHORTEST)) ?? []) {
    if (best !== null && pattern.parts.length <= best.parts.length) continue;
    if (pattern.parts.every((part, index) => fits(words[at + index], part))) best = pattern;
  }
  return best;
}

function fits(word: string | undefined, part: string): boolean {
  if (word === undefined) return false;
  return part.length <= WHOLE ? word === part : word.startsWith(part);
}

function note(found: Found[], one: Found, words: readonly string[]): void {
  found.push(one);
  for (let back = 1; back <= REACH; back += 1) {
    if (!NEGATIONS.has(words[one.at - back] ?? '')) continue;
    found.push({ ...one, concept: DENIED[one.concept] ?? `not-${one.concept}` });
    return;
  }
}
