/** `stockAlerts` of shop.yaml: what is left out, what is written, what is wrong. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { loadShop } from '../../src/content/shop-settings.ts';
import { alertSettings } from '../../src/product/stock-alerts.ts';
import { SAMPLE_SHOP, tempContent } from './temp-content.ts';

const SAMPLE = readFileSync(join(SAMPLE_SHOP, 'shop.yaml'), 'utf8');

function load(group: string) {
  const content = tempContent({});
  content.write('shop.yaml', SAMPLE.replace(/^stockAlerts:.*$/m, group));
  const loaded = loadShop(content.dir);
  content.remove();
  return loaded;
}

test('a shop that says nothing tells its customers, in the way of most', () => {
  const loaded = load('');
  expect(loaded.ok && alertSettings(loaded.settings.stockAlerts)).toEqual({
    on: true,
    waveFactor: 1.5,
    waveSize: 20,
    wavePauseMs: 3_600_000,
    keepMonths: 6,
  });
});

test('what is written counts', () => {
  const loaded = load('stockAlerts: { on: false, peoplePerPiece: 3, pauseMinutes: 5, keepMonths: 1 }');
  expect(loaded.ok && alertSettings(loaded.settings.stockAlerts)).toMatchObject({
    on: false,
    waveFactor: 3,
    wavePauseMs: 300_000,
  });
});

test.each([
  ['stockAlerts: { peoplePerPiece: 0.5 }', /1…10, such as 1\.5/],
  ['stockAlerts: { peopleAtOnce: 0 }', /whole number of people, 1…500/],
  ['stockAlerts: { pauseMinutes: 1 }', /whole number of minutes, 5…1440/],
  ['stockAlerts: { keepMonths: many }', /whole number of months, 1…36/],
  ['stockAlerts: { on: perhaps }', /true or false/],
  ['stockAlerts: { pause: 60 }', /pause/],
])('%s is refused with what is allowed', (group, hint) => {
  const loaded = load(group);
  expect(loaded.ok).toBe(false);
  const told = loaded.ok ? '' : loaded.findings.map((one) => `${one.message} → ${one.hint}`).join('\n');
  expect(told).toMatch(hint);
});
