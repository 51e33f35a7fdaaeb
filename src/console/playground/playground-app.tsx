/** The page's look and language; everything else is in `Page`. */
import { MantineProvider } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { API_LOCALES } from '../../api/bounds.ts';
import type { ApiLocale } from '../../api/words.ts';
import { browserKept } from '../ambient/kept.ts';
import { browserLocale } from '../i18n/words.ts';
import { theme } from '../ui/theme.ts';
import { Page } from './page.tsx';
import { PageLanguage, playgroundWords } from './words.ts';

const KEY = 'playground.locale';

export function PlaygroundApp() {
  const [locale, setLocale] = useState<ApiLocale>(
    () => API_LOCALES.find((one) => one === browserKept.read(KEY)) ?? browserLocale(),
  );
  const language = useMemo(() => ({ locale, words: playgroundWords(locale) }), [locale]);
  useEffect(() => {
    browserKept.write(KEY, locale);
    document.documentElement.lang = locale;
    document.title = `Prilavok · ${playgroundWords(locale)('page.title')}`;
  }, [locale]);
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <PageLanguage value={language}>
        <Page choose={setLocale} />
      </PageLanguage>
    </MantineProvider>
  );
}
