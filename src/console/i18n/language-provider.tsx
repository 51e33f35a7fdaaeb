/** Loads the words of the language in force and gives them to the tree; draws nothing until the first book is there. */
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { API_LOCALES } from '../../api/bounds.ts';
import type { ApiLocale } from '../../api/words.ts';
import { browserKept } from '../ambient/kept.ts';
import { LanguageContext, type Language } from './use-words.ts';
import { browserLocale, createWords, loadWords, type Words } from './words.ts';

const KEY = 'locale';

/** `own` is the signed-in operator's language, null before sign-in. */
export function LanguageProvider({ own, children }: { own: ApiLocale | null; children: ReactNode }) {
  const [chosen, setChosen] = useState(keptLocale);
  const wanted = own ?? chosen;
  const [loaded, setLoaded] = useState<{ locale: ApiLocale; words: Words } | null>(null);

  useEffect(() => {
    let current = true;
    const load = async (): Promise<void> => {
      const book = await loadWords(wanted);
      if (!current) return;
      setLoaded({ locale: wanted, words: createWords(book, wanted) });
      document.documentElement.lang = wanted;
    };
    void load();
    browserKept.write(KEY, wanted);
    return () => {
      current = false;
    };
  }, [wanted]);

  const language = useMemo<Language | null>(
    () => (loaded === null ? null : { ...loaded, choose: setChosen }),
    [loaded],
  );
  return language === null ? null : <LanguageContext value={language}>{children}</LanguageContext>;
}

function keptLocale(): ApiLocale {
  const kept = browserKept.read(KEY);
  return API_LOCALES.find((locale) => locale === kept) ?? browserLocale();
}
