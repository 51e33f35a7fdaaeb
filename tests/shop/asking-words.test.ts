/** The phrases by which people begin to wait name no product: nothing of them is looked for in the catalogue. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { LOCALES } from '../../src/core/locale.ts';
import { askedWords } from '../../src/shop/search/product-words.ts';

test.each(LOCALES)('in %s', (locale) => {
  const read: unknown = parse(readFileSync(`flows/stock-alert/triggers.${locale}.yaml`, 'utf8'));
  const { 'flow:stock-alert': phrases } = read as Record<string, string[]>;
  const named = (phrases ?? []).flatMap((phrase) => askedWords(phrase).map((word) => `${phrase}: ${word}`));
  expect(phrases?.length).toBeGreaterThan(10);
  expect(named).toEqual([]);
});
