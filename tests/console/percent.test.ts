/** Percentages are written alike wherever the console shows one, and as the language writes them; in what the terminal says, in English. */
import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { API_LOCALES } from '../../src/api/bounds.ts';
import { percentOf } from '../../src/console/i18n/percent.ts';
import { createWords, type WordBook } from '../../src/console/i18n/words.ts';
import { tellFault } from '../../src/content/finding.ts';
import { channelFinding } from '../../src/core/channel-finding.ts';

const NO_BREAK = '\u00A0';

test('a share', () => {
  expect(API_LOCALES.map((locale) => [locale, percentOf(0.953, locale)])).toEqual([
    ['ru', `95${NO_BREAK}%`],
    ['uk', `95${NO_BREAK}%`],
    ['en', '95%'],
  ]);
});

test.each(['locales', 'locales/faq', 'locales/faults', 'locales/findings'])(
  'a percentage among words: %s',
  async (folder) => {
    for (const locale of API_LOCALES) {
      if (folder === 'locales/faults' && locale === 'en') continue;
      const file = new URL(`../../src/console/${folder}/${locale}.json`, import.meta.url);
      const book = JSON.parse(await readFile(file, 'utf8')) as WordBook;
      const words = createWords(book, locale);
      for (const key of Object.keys(book).filter((one) => JSON.stringify(book[one]).includes('{percent}'))) {
        const told = words(key, { percent: 95 });
        expect([key, told]).toEqual([key, expect.stringContaining(percentOf(0.95, locale))]);
        expect([key, told.match(/%/gu)]).toEqual([key, ['%']]);
      }
    }
  },
);

test('in English, where there is no console', () => {
  const values = { phrasing: 'p', id: 'a', thief: 'b', percent: 95 };
  expect(tellFault('faq.stolen', values).message).toContain('(95% sure)');
  expect(channelFinding('warn', 'usage.high', { percent: 95 }).message).toContain('95% of what');
});
