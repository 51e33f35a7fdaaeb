import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { orderNumberDigits, orderNumberKey, orderNumberKeys } from '../../src/shop/order-number.ts';

describe('order numbers as customers type them', () => {
  test.each([
    'ML-1007',
    'ml-1007',
    ' ML 1007 ',
    '#ML1007',
    '№ ML-1007',
    'ML‑1007',
    'МL-1007', // Cyrillic М
    'ML-1OO7', // letters O
    'ML-1ОО7', // Cyrillic О
    'ＭＬ－１００７',
  ])('%s has the key of ML-1007', (text) => {
    expect(orderNumberKey(text)).toBe(orderNumberKey('ML-1007'));
  });

  test('a number typed in the other keyboard layout is among the readings', () => {
    expect(orderNumberKeys('ЬД-1007')).toContain(orderNumberKey('ML-1007'));
    expect(orderNumberKeys('PFRFP-15')).toContain(orderNumberKey('ЗАКАЗ-15'));
    expect(orderNumberKeys('1007')).toEqual(['1007']);
  });

  test('spaces, dashes, case and look-alikes never change the key', () => {
    const twins: Record<string, string[]> = {
      A: ['a', 'А', 'а'],
      C: ['c', 'С', 'с'],
      K: ['k', 'К', 'к'],
      M: ['m', 'М', 'м'],
      O: ['o', 'О', 'о', '0'],
      '0': ['O', 'о'],
    };
    const number = fc.stringMatching(/^[ACKMO]{0,3}[0-9]{1,8}$/);
    const noise = fc.array(fc.tuple(fc.nat(), fc.constantFrom(' ', '-', '—', '.', '')), {
      minLength: 12,
      maxLength: 12,
    });
    const property = fc.property(number, noise, (plain, marks) => {
      const written = Array.from(plain, (mark, index) => {
        const [pick = 0, gap = ''] = marks[index] ?? [];
        const choices = [mark, ...(twins[mark] ?? [])];
        return `${choices[pick % choices.length] ?? mark}${gap}`;
      }).join('');
      fc.pre(/\d/.test(written));
      expect(orderNumberKey(`№ ${written}`)).toBe(orderNumberKey(plain));
    });
    fc.assert(property);
  });

  test('digits are the same for every way of writing, without leading zeros', () => {
    for (const text of ['ML-1007', 'ьд1007', '1007', '001007', 'PRO1007', 'ML1OO7']) {
      expect(orderNumberDigits(orderNumberKey(text))).toBe('1007');
    }
  });

  test.each(['', 'спасибо', '###', "'; DROP TABLE orders; --", `1${'x'.repeat(41)}`, '1'.repeat(100_000)])(
    'a text that is no number has no key: %#',
    (text) => {
      expect(orderNumberKey(text)).toBe('');
      expect(orderNumberKeys(text)).toEqual([]);
    },
  );
});
