import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { normalisePhone } from '../../src/shop/phone.ts';

describe('phones as customers write them', () => {
  test.each([
    ['8 (916) 123-45-67', 'RU', '79161234567'],
    ['+7 916 123 45 67', 'RU', '79161234567'],
    ['7-916-123-45-67', 'RU', '79161234567'],
    ['9161234567', 'RU', '79161234567'],
    ['8.495.123.45.67', 'RU', '74951234567'],
    ['+8 916 123-45-67', 'RU', '79161234567'],
    ['мой номер 8 916 123 45 67, Анна', 'RU', '79161234567'],
    ['8 495 123-45-67 доб. 12', 'RU', '74951234567'],
    ['+7(916)1234567', 'UA', '79161234567'],
    ['００７９１６１２３４５６７', 'RU', '79161234567'],
    ['+380 67 123-45-67', 'UA', '380671234567'],
    ['+38067 123 45 67', 'RU', '380671234567'],
    ['380671234567', 'RU', '380671234567'],
    ['067 123-45-67', 'UA', '380671234567'],
    ['(067) 123 45 67', 'UA', '380671234567'],
    ['8 067 123 45 67', 'UA', '380671234567'],
    ['00380671234567', 'UA', '380671234567'],
    ['8 (701) 123-45-67', 'KZ', '77011234567'],
    ['701 123 45 67', 'KZ', '77011234567'],
    ['+375 29 123-45-67', 'BY', '375291234567'],
    ['80 29 123-45-67', 'BY', '375291234567'],
    ['+1 (202) 555-0143', 'RU', '12025550143'],
    ['+44 20 7946 0958', 'XX', '442079460958'],
  ])('%s in %s is %s', (text, country, digits) => {
    expect(normalisePhone(text, country)).toBe(digits);
  });

  test.each([
    ['067 123-45-67', 'RU'],
    ['12345', 'RU'],
    ['+0 123 456 789', 'RU'],
    ['9161234567', 'XX'],
    ['+1234567890123456', 'RU'],
    ['анна', 'RU'],
    ['', 'RU'],
    ['4-5-67', 'UA'],
  ])('%s in %s is no certain number', (text, country) => {
    expect(normalisePhone(text, country)).toBeNull();
  });

  test('whatever is written, the result is 8 to 15 digits or null, and stays itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('+0123456789 ()-.доб')) }), (text) => {
        const found = normalisePhone(text, 'RU');
        if (found === null) return;
        expect(found).toMatch(/^[1-9]\d{7,14}$/);
        expect(normalisePhone(`+${found}`, 'RU')).toBe(found);
      }),
    );
  });
});
