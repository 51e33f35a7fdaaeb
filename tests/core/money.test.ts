import { describe, expect, test } from '@jest/globals';
import { formatMoney } from '../../src/core/money.ts';

describe('amounts as a reader expects them', () => {
  test.each([
    ['ru', 476_000, 'RUB', '4 760 ₽'],
    ['ru', 69_050, 'RUB', '690,50 ₽'],
    ['uk', 476_050, 'UAH', '4 760,50 ₴'],
    ['en', 129_900, 'USD', '$1,299'],
    ['ru', 5_600_000, 'KZT', '56 000 ₸'],
    ['en', 1_200, 'JPY', '¥1,200'],
    ['ru', 0, 'RUB', '0 ₽'],
  ] as const)('%s %d %s', (locale, minor, currency, shown) => {
    expect(formatMoney({ minor, currency }, locale).replace(/[\u00A0\u202F]/g, ' ')).toBe(shown);
  });
});
