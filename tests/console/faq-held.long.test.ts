/**
 * FAQ_GATE=hold in a real browser, in the three languages: what files saved by hand would change, one that cannot be used, what has become
 * of version control, and a table that changes nothing.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { openFaqHouse, type FaqHouse } from './faq-house.ts';

jest.setTimeout(180_000);
const SLOT = '{{shop.nothing}}';
let house: FaqHouse;

beforeAll(async () => {
  house = await openFaqHouse({ env: { FAQ_GATE: 'hold', FAQ_GIT: 'on' }, past: () => [] });
}, 120_000);
afterAll(async () => house?.close());

test('what waits is shown side by side, what cannot be used is named, and the rest is published', async () => {
  house.write('ru/payment.md', house.read('ru/payment.md').replace('Как вам удобнее', 'Как хотите'));
  house.write('uk/payment.md', `${house.read('uk/payment.md')}\n${SLOT}\n`);
  const page = await house.visit('sofia', '/answers/publish');
  const banner = page.locator('.fa-banner', { hasText: 'У збережених файлах є помилка' });
  await banner.locator('.problem-place', { hasText: 'uk/payment.md' }).waitFor();
  const waiting = page.getByRole('region', { name: /Що чекає на публікацію/ });
  await waiting.getByRole('link', { name: 'Как можно оплатить заказ?' }).waitFor();
  expect(await waiting.locator('.fa-diff-cell').allTextContents()).toEqual([
    expect.stringContaining('Как вам удобнее'),
    expect.stringContaining('Как хотите'),
  ]);
  await page.getByRole('button', { name: 'Опублікувати' }).click();
  const card = page.locator('.fa-published');
  await card.locator('.fa-fault', { hasText: 'не корінь репозиторію git' }).waitFor();
  expect(await card.textContent()).toContain('Правки з файлів тепер діють.');
  await waiting.waitFor({ state: 'detached' });
  house.write('uk/payment.md', house.read('uk/payment.md').replace(SLOT, ''));
  await banner.waitFor({ state: 'detached' });
  await page.context().close();
});

test('a table that says what the files say changes nothing, and says so', async () => {
  const page = await house.visit('ed', '/answers');
  const table = join(house.dir, '../answers.csv');
  writeFileSync(table, await (await page.request.get(`${house.counter.url}/api/faq/export.csv`)).body());
  await page.getByRole('button', { name: 'Table' }).click();
  await page.getByRole('menuitem', { name: /Upload/ }).click();
  await page.setInputFiles('.fa-file', table);
  await page.getByRole('button', { name: 'Upload', exact: true }).click();
  const told = page.getByRole('dialog').getByRole('status');
  await told.waitFor();
  expect(await told.textContent()).toMatch(/The table changes nothing.*\d+ rows without a change/);
  await page.context().close();
});
