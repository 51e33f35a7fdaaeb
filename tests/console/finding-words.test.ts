/** What a look at a channel can find has words in every language of the console, with the same slots as the doctor's own. */
import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { API_LOCALES } from '../../src/api/bounds.ts';
import { FINDING_SUBJECTS, FINDING_WORDS } from '../../src/core/channel-finding.ts';

const wanted = Object.entries({ ...FINDING_SUBJECTS, ...FINDING_WORDS });

test.each(API_LOCALES)('every code has words in %s', async (locale) => {
  const file = new URL(`../../src/console/locales/findings/${locale}.json`, import.meta.url);
  const book = JSON.parse(await readFile(file, 'utf8')) as Record<string, string>;
  expect(Object.keys(book)).toEqual(wanted.map(([code]) => `finding.${code}`));
  for (const [code, english] of wanted) {
    const words = book[`finding.${code}`] ?? '';
    expect([code, ...slots(words)]).toEqual([code, ...slots(english)]);
    if (locale === 'en') expect(words.toLowerCase()).toBe(english.toLowerCase());
    else expect([code, words]).not.toEqual([code, '']);
    if (locale !== 'en') expect([code, /[а-яіїєґ][a-z]|[a-z][а-яіїєґ]/i.exec(words)]).toEqual([code, null]);
  }
});

test('every subject is that of some code, and every code has a subject', () => {
  const used = new Set(Object.keys(FINDING_WORDS).map((code) => code.split('.')[0]));
  expect(used).toEqual(new Set(Object.keys(FINDING_SUBJECTS)));
});

const slots = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).toSorted();
