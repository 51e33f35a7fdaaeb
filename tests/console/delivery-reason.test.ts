/** Why a message did not get through has words in every language of the console. */
import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { API_LOCALES } from '../../src/api/bounds.ts';
import { createWords, type WordBook } from '../../src/console/i18n/words.ts';
import { deliveryReason, droppedReason } from '../../src/console/thread/delivery-reason.ts';

const DROPPED = ['owner', 'opted-out', 'late', 'stale', 'answered'];

test.each(API_LOCALES)('what the counter itself did not send says why in %s', async (locale) => {
  const file = new URL(`../../src/console/locales/${locale}.json`, import.meta.url);
  const words = createWords(JSON.parse(await readFile(file, 'utf8')) as WordBook, locale);
  const said = DROPPED.map((code) => deliveryReason(code, words));
  expect(new Set(said).size).toBe(DROPPED.length);
  for (const [at, code] of DROPPED.entries()) {
    expect(said[at]).not.toBe(code);
    expect(said[at]).not.toContain('why.');
    expect(words('delivery.cancelled-long', { why: said[at] ?? '' })).toContain(said[at]);
  }
  // Rows from before the reason was kept.
  expect(droppedReason(null, words)).toBe(deliveryReason('owner', words));
  expect(deliveryReason('403: Forbidden: latest word', words)).toBe('403: Forbidden: latest word');
});
