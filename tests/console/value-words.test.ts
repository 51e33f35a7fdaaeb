/** Whatever code the bot may write on an operator's sheet has words in every language of the console. */
import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { API_LOCALES } from '../../src/api/bounds.ts';
import { ORDER_STATES } from '../../src/core/ports/shop.ts';
import { RETURN_OUTCOMES, RETURN_REASONS, RETURN_RULES } from '../../src/core/return-policy.ts';

const CODES: Record<string, readonly string[]> = {
  returnReason: RETURN_REASONS,
  returnVerdict: ['allowed', 'refused', 'person'],
  returnOutcomes: RETURN_OUTCOMES,
  returnPaidBy: ['buyer', 'seller'],
  returnRule: RETURN_RULES,
  orderState: ORDER_STATES,
  orderProof: ['full', 'brief'],
};
const wanted = Object.entries(CODES).flatMap(([fact, codes]) => codes.map((code) => `value.${fact}.${code}`));

test.each(API_LOCALES)('every code has words in %s, and no words are for nothing', async (locale) => {
  const file = new URL(`../../src/console/locales/values/${locale}.json`, import.meta.url);
  const book = JSON.parse(await readFile(file, 'utf8')) as Record<string, string>;
  const there = Object.keys(book).filter((key) => key.startsWith('value.'));
  expect(there.toSorted()).toEqual(wanted.toSorted());
  for (const key of wanted) expect([key, book[key]?.trim()]).not.toEqual([key, '']);
});
