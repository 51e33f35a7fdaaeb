/** What shop.yaml promises is held against the packs of the law, and against nothing else. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { describeFinding } from '../../src/content/finding.ts';
import { loadShop } from '../../src/content/shop-settings.ts';
import { checkPromised } from '../../src/returns/check-promised.ts';
import { SAMPLE_SHOP, tempContent } from '../content/temp-content.ts';

const content = tempContent();
afterAll(() => content.remove());
const SHOP = readFileSync(join(SAMPLE_SHOP, 'shop.yaml'), 'utf8');
const NOW = Date.parse('2026-11-23T12:00:00Z');

function said(change: (text: string) => string): string {
  content.write('shop.yaml', change(SHOP));
  const shop = loadShop(content.dir);
  if (!shop.ok) throw new Error(shop.findings.map(describeFinding).join());
  return checkPromised(content.dir, shop.settings, NOW).map(describeFinding).join('\n');
}

describe('a shop may only be kinder than the law of its country', () => {
  const line = SHOP.split('\n').indexOf('  days: 7') + 1;

  test('what is stricter is named with its line, the pack and what to write', () => {
    expect(said((text) => text.replace('  days: 7\n', '  days: 3\n'))).toMatch(
      new RegExp(
        `shop.yaml:${line}: error: "returns.days" is 3, stricter than the law in RU \\(pack ru-distance\\) → write 7 or more`,
      ),
    );
    expect(said((text) => text.replace('refundDays: 10', 'refundDays: 30'))).toMatch(/write 10 or less/);
    expect(said((text) => text.replace('ifNotInformedMonths: 3', 'ifNotInformedMonths: 0'))).toMatch(
      /write 3 or more/,
    );
  });

  test.each([
    ['UA', 14],
    ['KZ', 14],
    ['DE', 14],
  ])('%s has its own pack', (country, days) => {
    expect(said((text) => text.replace('country: RU', `country: ${country}`))).toMatch(
      new RegExp(`"returns.days" is 7, stricter than the law in ${country} .* write ${days} or more`),
    );
  });

  test('kinder is fine, and of an unknown law nothing is said', () => {
    expect(said((text) => text.replace('  days: 7\n', '  days: 30\n'))).toBe('');
    expect(
      said((text) => text.replace('country: RU', 'country: GE').replace('  days: 7\n', '  days: 0\n')),
    ).toBe('');
  });
});
