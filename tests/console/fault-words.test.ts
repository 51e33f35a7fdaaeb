/**
 * Whatever a check of content or of the shop's tables can find has words in every language that editors read, with the slots of the English. Code and words
 * cannot drift apart: a fault without words is told in English, which an editor may not read.
 */
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { API_LOCALES } from '../../src/api/bounds.ts';
import { faultWords } from '../../src/content/faults/faults.ts';
import { CELL_FAULTS } from '../../src/shop/embedded/cell-faults.ts';

const english: Record<string, string> = { ...faultWords(), ...CELL_FAULTS };

describe.each(API_LOCALES.filter((locale) => locale !== 'en'))('faults in %s', (locale) => {
  test('every fault and every advice has words, and no words are for nothing', async () => {
    expect(Object.keys(await book(locale)).toSorted()).toEqual(
      Object.keys(english)
        .map((code) => `fault.${code}`)
        .toSorted(),
    );
  });

  test('with the slots of the English, and in that language', async () => {
    const words = await book(locale);
    for (const [code, text] of Object.entries(english)) {
      const told = words[`fault.${code}`] ?? '';
      expect([code, ...slots(told)]).toEqual([code, ...slots(text)]);
      expect([code, /[а-яёіїєґ][a-z]|[a-z][а-яёіїєґ]/iu.exec(told)]).toEqual([code, null]);
      if (!/^\{\w+\}$/u.test(text)) expect([code, /[а-яіїєґ]/iu.test(told)]).toEqual([code, true]);
    }
  });
});

async function book(locale: string): Promise<Record<string, string>> {
  const file = new URL(`../../src/console/locales/faults/${locale}.json`, import.meta.url);
  return JSON.parse(await readFile(file, 'utf8')) as Record<string, string>;
}

function slots(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name))].toSorted();
}
