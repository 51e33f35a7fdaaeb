/** `questions` of shop.yaml: what is left out, what is written, what is wrong. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { loadShop } from '../../src/content/shop-settings.ts';
import { SAMPLE_SHOP, tempContent } from './temp-content.ts';

const SAMPLE = readFileSync(join(SAMPLE_SHOP, 'shop.yaml'), 'utf8');

function load(group: string) {
  const content = tempContent({});
  content.write('shop.yaml', SAMPLE.replace(/^questions:.*$/m, group));
  const loaded = loadShop(content.dir);
  content.remove();
  return loaded;
}

test.each([
  ['', 180],
  ['questions: {}', 180],
  ['questions: { keepDays: 30 }', 30],
  ['questions: { keepDays: 0 }', 0],
])('"%s" keeps them for %d days', (group, days) => {
  const loaded = load(group);
  expect(loaded.ok && loaded.settings.questions.keepDays).toBe(days);
});

test.each([
  ['questions: { keepDays: -1 }', /whole number of days, 0…1095; 0 keeps nothing/],
  ['questions: { keepDays: 1.5 }', /whole number of days/],
  ['questions: { keepDays: for ever }', /whole number of days/],
  ['questions: { keep: 30 }', /keepDays/],
  ['questions: 30', /write \{ keepDays: 180 \}/],
])('%s is refused with what is allowed', (group, hint) => {
  const loaded = load(group);
  expect(loaded.ok).toBe(false);
  const told = loaded.ok ? '' : loaded.findings.map((one) => `${one.message} → ${one.hint}`).join('\n');
  expect(told).toMatch(hint);
});
