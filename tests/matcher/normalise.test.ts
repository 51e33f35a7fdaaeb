import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { normalise } from '../../src/matcher/normalise.ts';
import { stem } from '../../src/matcher/stem.ts';

describe('normalise', () => {
  test.each([
    ['Оплата КАРТОЙ?!', 'оплата картои'.replace('и', 'й')],
    ['Ёлка, объект, м’ята', 'елка обект мята'],
    ['Їжак є ґанок', 'ижак е ганок'],
    ['Café №5', 'cafe 5'],
    ['до\u200Bста\u00ADвка', 'доставка'],
    ['д\u0301оставка', 'доставка'],
    ['\u202Eоплата\u202C', 'оплата'],
    ['👍🏽', ''],
    ['', ''],
  ])('%j becomes %j', (text, folded) => {
    expect(normalise(text)).toBe(folded);
  });

  test('running it twice changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const once = normalise(text);
        expect(normalise(once)).toBe(once);
      }),
      { numRuns: 2_000 },
    );
  });

  test('Russian and Ukrainian spellings of one word meet', () => {
    expect(normalise('інтернет')).toBe(normalise('интернет'));
    expect(normalise('экран')).toBe(normalise('єкран'));
  });
});

describe('stem', () => {
  test.each([
    ['доставка', 'доставкой', 'доставку', 'доставки'],
    ['оплата', 'оплатой', 'оплатить', 'оплату'],
    ['возврат', 'возврата', 'возвратом'],
    ['розмір', 'розміру', 'розміри', 'розмірів'],
    ['return', 'returns', 'returning', 'returned'],
  ])('%s and its forms are one word', (...forms) => {
    const stems = new Set(forms.map((form) => stem(normalise(form))));
    expect([...stems]).toHaveLength(1);
  });

  test('short words and numbers stay as they are', () => {
    expect(['лён', 'чек', '5', '170', 'cod'].map(stem)).toEqual(['лён', 'чек', '5', '170', 'cod']);
  });
});
