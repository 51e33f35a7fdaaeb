/** What the settings of a shop are called where answers are written. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { API_LOCALES } from '../../src/api/bounds.ts';
import { slotName } from '../../src/console/faq/slot-name.ts';
import { createWords, type WordBook } from '../../src/console/i18n/words.ts';
import { loadShop } from '../../src/content/shop-settings.ts';
import { shopSlots } from '../../src/content/shop-slots.ts';

/** Of the counter itself: no answer speaks of it. */
const INNER = /^shop\.(?:faqGate|questions|timeZone)/u;

test.each(API_LOCALES)('in %s every setting of the sample shop has a name', async (locale) => {
  const shop = loadShop(fileURLToPath(new URL('../../data/sample-shop', import.meta.url)));
  if (!shop.ok) throw new Error('The sample shop cannot be read');
  const file = new URL(`../../src/console/locales/values/${locale}.json`, import.meta.url);
  const words = createWords(JSON.parse(await readFile(file, 'utf8')) as WordBook, locale);
  const names = [...shopSlots(shop.settings).keys()].filter((name) => !INNER.test(name));
  expect(names.length).toBeGreaterThan(40);
  expect(names.filter((name) => slotName(words, name) === name)).toEqual([]);
  expect(slotName(words, 'shop.facts.ownWord')).toBe('shop.facts.ownWord');
});
