/**
 * The console's words in the operator's language. A word is a text with `{slots}`, or several forms of it by number,
 * chosen by the slot `count`. No component holds a text of its own.
 */
import { API_LOCALES } from '../../api/bounds.ts';
import type { ApiLocale } from '../../api/words.ts';
import type english from '../locales/en.json';
import type faq from '../locales/faq/en.json';
import type findings from '../locales/findings/en.json';
import type scripts from '../locales/scripts/en.json';
import type sheets from '../locales/sheets/en.json';
import type values from '../locales/values/en.json';
import { percentOf } from './percent.ts';

export type WordKey =
  | keyof typeof english
  | keyof typeof faq
  | keyof typeof findings
  | keyof typeof scripts
  | keyof typeof sheets
  | keyof typeof values;
export type Slots = Record<string, string | number>;
export type WordsOf<Key extends string> = (key: Key, slots?: Slots) => string;
export type Words = WordsOf<WordKey>;

/** A text, or its forms by plural category. */
export type Word = string | { [category: string]: string };
export type WordBook = Record<string, Word>;

/**
 * Loads the words of one language; each language is a file of its own. Faults of content come from the server in English: they have
 * no book of that language.
 */
export async function loadWords(locale: ApiLocale): Promise<WordBook> {
  switch (locale) {
    case 'ru':
      return merged(
        import('../locales/ru.json'),
        import('../locales/faults/ru.json'),
        import('../locales/faq/ru.json'),
        import('../locales/findings/ru.json'),
        import('../locales/scripts/ru.json'),
        import('../locales/sheets/ru.json'),
        import('../locales/values/ru.json'),
      );
    case 'uk':
      return merged(
        import('../locales/uk.json'),
        import('../locales/faults/uk.json'),
        import('../locales/faq/uk.json'),
        import('../locales/findings/uk.json'),
        import('../locales/scripts/uk.json'),
        import('../locales/sheets/uk.json'),
        import('../locales/values/uk.json'),
      );
    case 'en':
      return merged(
        import('../locales/en.json'),
        import('../locales/faq/en.json'),
        import('../locales/findings/en.json'),
        import('../locales/scripts/en.json'),
        import('../locales/sheets/en.json'),
        import('../locales/values/en.json'),
      );
  }
}

async function merged(...books: Promise<{ default: WordBook }>[]): Promise<WordBook> {
  return Object.assign({}, ...(await Promise.all(books)).map((book) => book.default)) as WordBook;
}

/** A lookup over a loaded book. A key without a word shows as itself (a test holds the books equal). */
export function createWords(book: WordBook, locale: ApiLocale): WordsOf<string> {
  const plural = new Intl.PluralRules(locale);
  return (key, slots = {}) => {
    const word = book[key] ?? key;
    return fill(typeof word === 'string' ? word : form(word, plural, slots), slots, locale);
  };
}

/** The language of ours that the browser asks for first; English when it asks for none of them. */
export function browserLocale(): ApiLocale {
  for (const tag of navigator.languages) {
    const found = API_LOCALES.find((locale) => tag.toLowerCase().split('-')[0] === locale);
    if (found !== undefined) return found;
  }
  return 'en';
}

function form(word: { [category: string]: string }, plural: Intl.PluralRules, slots: Slots): string {
  return word[plural.select(Number(slots['count'] ?? 0))] ?? word['other'] ?? '';
}

/** `percent`, a number of hundredths, comes with its sign. */
function fill(text: string, slots: Slots, locale: ApiLocale): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = slots[name];
    return name === 'percent' && typeof value === 'number'
      ? percentOf(value / 100, locale)
      : String(value ?? whole);
  });
}
