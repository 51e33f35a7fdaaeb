/** The page's own words: the console's book does not carry what only the playground says. */
import { createContext, useContext } from 'react';
import type { ApiLocale } from '../../api/words.ts';
import { createWords, type Slots, type WordBook } from '../i18n/words.ts';
import en from './locales/en.json';
import ru from './locales/ru.json';
import uk from './locales/uk.json';

export type PlaygroundWordKey = keyof typeof en;
export type PlaygroundWords = (key: PlaygroundWordKey, slots?: Slots) => string;

const BOOKS: Record<ApiLocale, WordBook> = { ru, uk, en };

/** Words of a language. */
export function playgroundWords(locale: ApiLocale): PlaygroundWords {
  return createWords(BOOKS[locale], locale);
}

export const PageLanguage = createContext<{ locale: ApiLocale; words: PlaygroundWords }>({
  locale: 'en',
  words: playgroundWords('en'),
});

/** Looks up words in the page's language. */
export function usePlaygroundWords(): PlaygroundWords {
  return useContext(PageLanguage).words;
}

/** What people of each language may try first, in their words. */
export const FIRST_WORDS: Record<ApiLocale, readonly string[]> = {
  ru: ['Сколько стоит доставка?', 'Где мой заказ?', 'Как вернуть?', 'Позовите человека'],
  uk: ['Скільки коштує доставка?', 'Де моє замовлення?', 'Як повернути?', 'Покличте людину'],
  en: ['How much is delivery?', 'Where is my order?', 'How do I return it?', 'Talk to a person'],
};
