/** The console's words: the same keys and slots in every language, and every plural form that the language asks for. */
import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { API_LOCALES } from '../../src/api/bounds.ts';

type Word = string | Record<string, string>;

const books = new Map<string, Record<string, Word>>();
for (const locale of API_LOCALES) {
  const whole: Record<string, Word> = {};
  for (const part of ['', 'faq/', 'scripts/', 'values/']) {
    const file = new URL(`../../src/console/locales/${part}${locale}.json`, import.meta.url);
    const book = JSON.parse(await readFile(file, 'utf8')) as Record<string, Word>;
    for (const key of Object.keys(book))
      if (key in whole) throw new Error(`${part}${locale}: ${key} is there twice`);
    Object.assign(whole, book);
  }
  books.set(locale, whole);
}
const english = books.get('en') ?? {};

test.each(API_LOCALES)('%s has every key, in the same order', (locale) => {
  expect(Object.keys(books.get(locale) ?? {})).toEqual(Object.keys(english));
});

test.each(API_LOCALES)('%s has every slot and every plural form', (locale) => {
  const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories.toSorted();
  for (const [key, word] of Object.entries(books.get(locale) ?? {})) {
    const wanted = english[key] ?? '';
    expect([key, typeof word]).toEqual([key, typeof wanted]);
    expect([key, ...slots(word)]).toEqual([key, ...slots(wanted)]);
    if (typeof word !== 'string') expect([key, ...Object.keys(word).toSorted()]).toEqual([key, ...forms]);
  }
});

test.each(API_LOCALES)('%s has no empty word', (locale) => {
  const empty = Object.entries(books.get(locale) ?? {}).filter(([, word]) =>
    texts(word).some((text) => !text.trim()),
  );
  expect(empty).toEqual([]);
});

test('Russian and Ukrainian words hold no Latin look-alikes inside a Cyrillic word', () => {
  const mixed = /[а-яёіїєґ][a-z]|[a-z][а-яёіїєґ]/i;
  for (const locale of ['ru', 'uk']) {
    const odd = Object.entries(books.get(locale) ?? {}).filter(([, word]) =>
      texts(word).some((text) => mixed.test(text)),
    );
    expect(odd).toEqual([]);
  }
});

function texts(word: Word): string[] {
  return typeof word === 'string' ? [word] : Object.values(word);
}

/** Names of the slots that any form of a word has. */
function slots(word: Word): string[] {
  return [
    ...new Set(
      texts(word).flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')),
    ),
  ].toSorted();
}
