/** A birthday as people write it, in three languages, and everything that is none. */
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { findDayMonth } from '../../src/engine/day-month.ts';

describe('a day of the year', () => {
  test.each([
    ['14.03', 14, 3],
    ['14.3.1990', 14, 3],
    ['14/03', 14, 3],
    ['03/14', 14, 3],
    ['14 - 03', 14, 3],
    ['14 марта', 14, 3],
    ['у меня 1 января', 1, 1],
    ['14 березня', 14, 3],
    ['5 травня', 5, 5],
    ['7 липня 1991', 7, 7],
    ['March 14', 14, 3],
    ['14th of March', 14, 3],
    ['2 may', 2, 5],
    ['29.02', 29, 2],
    ['31 дек', 31, 12],
    ['9 сент.', 9, 9],
  ])('%s', (text, day, month) => {
    expect(findDayMonth(text)).toEqual({ day, month });
  });

  test.each([
    '',
    'завтра',
    '31.02',
    '31 апреля',
    '14',
    '14.13.15',
    'март',
    '1 или 2 марта',
    '0.0',
    '32 мая',
    'ML-1007',
    'x'.repeat(99),
  ])('"%s" is none', (text) => {
    expect(findDayMonth(text)).toBeNull();
  });

  test('every day of the calendar, in every language, is read back', () => {
    const day = fc.date({ min: new Date('2024-01-01'), max: new Date('2024-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(day, fc.constantFrom('ru', 'uk', 'en-GB'), (date, locale) => {
        const text = date.toLocaleDateString(locale, { day: 'numeric', month: 'long', timeZone: 'UTC' });
        expect(findDayMonth(text)).toEqual({ day: date.getUTCDate(), month: date.getUTCMonth() + 1 });
      }),
    );
  });
});
