/** The widget's words: the same keys, slots and plural forms in every language, none empty, no letters of the wrong alphabet. */
import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { LOCALES } from '../../../src/core/locale.ts';

type Word = string | Record<string, string>;

const read = async (name: string): Promise<Record<string, Word>> =>
  JSON.parse(
    await readFile(new URL(`../../../bots/webchat/widget/locales/${name}.json`, import.meta.url), 'utf8'),
  ) as Record<string, Word>;
const texts = (word: Word): string[] => (typeof word === 'string' ? [word] : Object.values(word));
const slots = (word: Word): string[] =>
  [
    ...new Set(
      texts(word).flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')),
    ),
  ].toSorted();

test.each(LOCALES.flatMap((locale) => [[locale, ''] as const, [locale, 'loader.'] as const]))(
  '%s %s',
  async (locale, part) => {
    const [book, english] = await Promise.all([read(part + locale), read(`${part}en`)]);
    expect(Object.keys(book)).toEqual(Object.keys(english));
    const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories.toSorted();
    for (const [key, word] of Object.entries(book)) {
      expect([key, typeof word, ...slots(word)]).toEqual([
        key,
        typeof english[key],
        ...slots(english[key] ?? ''),
      ]);
      if (typeof word !== 'string') expect([key, ...Object.keys(word).toSorted()]).toEqual([key, ...forms]);
      expect(texts(word).every((text) => text.trim() !== '')).toBe(true);
      if (locale !== 'en')
        expect(texts(word).filter((text) => /[а-яёіїєґ][a-z]|[a-z][а-яёіїєґ]/i.test(text))).toEqual([]);
    }
  },
);
