/** The words of the chat in the visitor's language, with slots filled and plural forms chosen. */
import en from '../../locales/en.json?url';
import ru from '../../locales/ru.json?url';
import uk from '../../locales/uk.json?url';
import type english from '../../locales/en.json';
import type { ChatLocale } from '../locale.ts';
import { PLURAL_FORMS } from './plural-forms.ts';

export type WordKey = keyof typeof english;
/** As the build lays it down: of a word that is counted the forms, in the order of `PLURAL_FORMS`. */
export type Book = Record<WordKey, string | readonly string[]>;

/** Marks the name of a word that goes through a variable: the build knows it by this. */
export const asWord = (key: WordKey): WordKey => key;

/** Each visitor fetches one language. */
const BOOKS: Record<ChatLocale, string> = { ru, uk, en };

/** Null: it could not be fetched now. */
export async function openBook(locale: ChatLocale): Promise<Book | null> {
  try {
    const response = await fetch(BOOKS[locale]);
    return response.ok ? ((await response.json()) as Book) : null;
  } catch {
    return null;
  }
}

/** `count` chooses the form of a word that has several. */
export type Say = (key: WordKey, slots?: Record<string, string | number>) => string;

export function createSay(locale: ChatLocale, book: Book): Say {
  const plural = new Intl.PluralRules(locale);
  return (key, slots = {}) => {
    const word = book[key];
    const form = PLURAL_FORMS.indexOf(plural.select(Number(slots['count'])));
    const text = typeof word === 'string' ? word : (word[form] ?? '');
    return text.replace(/\{(\w+)\}/g, (_, name: string) => String(slots[name] ?? ''));
  };
}
