import { describe, expect, test } from '@jest/globals';
import { createSpelling } from '../../src/matcher/spelling.ts';

const spelling = createSpelling([
  'доставка',
  'доставки',
  'оплата',
  'возврат',
  'карта',
  'возврат',
  'refund',
  'размер',
  'find',
  'pair',
  'order',
]);

describe('a misspelt word', () => {
  test.each([
    ['дастафка', 'доставка'],
    ['доствака', 'доставка'],
    ['аплата', 'оплата'],
    ['вазврат', 'возврат'],
    ['каррта', 'карта'],
    ['refnud', 'refund'],
    ['рзмер', 'размер'],
    ['roder', 'order'],
    ['rder', 'order'],
    ['fiind', 'find'],
  ])('%s is %s', (word, meant) => {
    expect(spelling.repair(word)).toBe(meant);
  });

  test.each(['mind', 'fair', 'погода', 'кот', '12345', 'оплот2', 'а'.repeat(2_000), ''])(
    '%j is left alone',
    (word) => {
      expect(spelling.repair(word)).toBeNull();
    },
  );
});
