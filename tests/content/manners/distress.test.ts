/** Hard words: what calls a person, and what only looks like it. Two tables, each line a message as customers send it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { loadSample } from '../../support/sample-content.ts';
import { ownMs } from '../../support/own-time.ts';

function linesOf(name: string): string[] {
  const lines = readFileSync(join(import.meta.dirname, name), 'utf8').split('\n');
  return lines.filter((line) => line !== '' && !line.startsWith('#'));
}

test('each hard word is heard for what it is', async () => {
  const { manners } = (await loadSample()).live;
  const lines = linesOf('alarm.txt');
  expect(lines.length).toBeGreaterThan(150);
  expect(
    lines.map(
      (line) =>
        `${manners?.distress(line.slice(line.indexOf(':') + 1)) ?? 'nothing'}:${line.slice(line.indexOf(':') + 1)}`,
    ),
  ).toEqual(lines);
});

test('no word of the shop or of every day is taken for one', async () => {
  const { manners } = (await loadSample()).live;
  const lines = linesOf('calm.txt');
  expect(lines.length).toBeGreaterThan(150);
  expect(
    lines.flatMap((line) => (manners?.distress(line) == null ? [] : [`${manners.distress(line)}: ${line}`])),
  ).toEqual([]);
});

test('the questions and products of the sample shop call nobody', async () => {
  const { live } = await loadSample();
  const { readdirSync } = await import('node:fs');
  const root = join(import.meta.dirname, '../../../');
  const faq = ['ru', 'uk', 'en'].flatMap((locale) =>
    readdirSync(join(root, 'faq', locale)).flatMap((file) =>
      readFileSync(join(root, 'faq', locale, file), 'utf8')
        .split('\n')
        .filter((line) => /^(?:##|-)\s/u.test(line)),
    ),
  );
  const products = readFileSync(join(root, 'data/sample-shop/products.csv'), 'utf8').split('\n');
  expect(faq.length + products.length).toBeGreaterThan(500);
  expect([...faq, ...products].filter((line) => live.manners?.distress(line) != null)).toEqual([]);
});

test('a text of any kind and length is looked at in no time, and never throws', async () => {
  const { manners } = (await loadSample()).live;
  for (const text of [
    '',
    '*',
    '@@@',
    'с*'.repeat(5_000),
    '💥'.repeat(3_000),
    'а'.repeat(10_000),
    'с*ка '.repeat(2_000),
  ]) {
    const took = ownMs(() => {
      manners?.distress(text);
      manners?.courtesy(text);
      manners?.calledName(text);
      manners?.score(text, 10);
    });
    expect(took).toBeLessThan(200);
  }
});
