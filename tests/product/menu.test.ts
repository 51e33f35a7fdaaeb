/** What stands in the short menu of this very shop. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { LOCALES } from '../../src/core/locale.ts';
import { loadContent } from '../../src/product/content.ts';

let dir = '';
afterEach(() => rm(dir, { recursive: true, force: true }));

/** The sample shop with another law of returns. */
async function shopUnder(pack: string) {
  dir = await mkdtemp(join(tmpdir(), 'menu-'));
  await cp('data/sample-shop', dir, { recursive: true });
  await writeFile(join(dir, 'returns.yaml'), `pack: ${pack}\n`);
  const file = join(dir, 'shop.yaml');
  const yaml = await readFile(file, 'utf8');
  const kinder = yaml
    .replace('country: RU', 'country: DE')
    .replace('  days: 7', '  days: 14')
    .replace('ifNotInformedMonths: 3', 'ifNotInformedMonths: 12')
    .replace('refundDays: 10', 'refundDays: 14');
  if (pack === 'eu') await writeFile(file, kinder);
  return loadContent({ faqDir: 'faq', shopDir: dir, flowsDir: 'flows' });
}

test('where the law wants a way to withdraw, the menu has it in the words of the law, beside the return', async () => {
  const { live } = await shopUnder('eu');
  const labels = live.menu.map(({ label }) => label);
  expect(labels.indexOf('menu.withdraw')).toBe(labels.indexOf('menu.returns') + 1);
  expect(live.menu.find(({ label }) => label === 'menu.withdraw')?.to).toEqual({ flow: 'return' });
  const words = LOCALES.map((locale) => live.texts.text(locale, 'menu.withdraw'));
  expect(words).toEqual(['Отказ от договора', 'Відмова від договору', 'Withdraw from contract']);
});

test('elsewhere it has the return alone', async () => {
  const { live } = await shopUnder('ru-distance');
  expect(live.menu.map(({ label }) => label)).not.toContain('menu.withdraw');
});
