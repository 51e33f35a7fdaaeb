/** The current language for every component. */
import { createContext, useContext } from 'react';
import type { ApiLocale } from '../../api/words.ts';
import type { Words } from './words.ts';

export interface Language {
  locale: ApiLocale;
  words: Words;
  /** Only for pages before sign-in; later the operator's own setting holds. */
  choose(locale: ApiLocale): void;
}

export const LanguageContext = createContext<Language | null>(null);

/** Language with its words; only below `LanguageProvider`. */
export function useLanguage(): Language {
  const language = useContext(LanguageContext);
  if (language === null) throw new Error('useLanguage outside of LanguageProvider');
  return language;
}

/** Looks up words in the current language. */
export function useWords(): Words {
  return useLanguage().words;
}
