/** Days and weeks of a calendar: where one ends is told by the zone, also when its clocks are changed. */
import { describe, expect, test } from '@jest/globals';
import { DAY_MS, dayAt, dayBegins, mondayOf, stampOf } from '../../src/core/week.ts';

const HOUR = 3_600_000;
const dateOf = (day: number): string => new Date(stampOf(day)).toISOString().slice(0, 10);

describe('a day', () => {
  test.each([
    ['Europe/Moscow', '2026-11-22T20:59:59Z', '2026-11-22'],
    ['Europe/Moscow', '2026-11-22T21:00:00Z', '2026-11-23'],
    ['America/New_York', '2026-11-23T04:59:59Z', '2026-11-22'],
    ['America/New_York', '2026-11-23T05:00:00Z', '2026-11-23'],
    ['Asia/Kathmandu', '2026-11-22T18:14:59Z', '2026-11-22'],
    ['Asia/Kathmandu', '2026-11-22T18:15:00Z', '2026-11-23'],
    ['UTC', '2026-11-22T23:59:59Z', '2026-11-22'],
  ])('in %s at %s is %s', (timeZone, moment, date) => {
    expect(dateOf(dayAt(Date.parse(moment), timeZone))).toBe(date);
  });

  test('begins where the one before ends, all year round, with clocks changed in between', () => {
    const first = Date.UTC(2026, 0, 1) / DAY_MS;
    let changed = 0;
    for (let day = first; day < first + 365; day += 1) {
      const beginsMs = dayBegins(day, 'Europe/Kyiv');
      expect([dayAt(beginsMs - 1, 'Europe/Kyiv'), dayAt(beginsMs, 'Europe/Kyiv')]).toEqual([day - 1, day]);
      if (dayBegins(day + 1, 'Europe/Kyiv') - beginsMs !== 24 * HOUR) changed += 1;
    }
    expect(changed).toBe(2);
  });
});

test.each([
  ['2026-11-16', '2026-11-16'],
  ['2026-11-22', '2026-11-16'],
  ['2026-11-23', '2026-11-23'],
  ['1969-12-31', '1969-12-29'],
])('%s lies in the week of %s', (date, monday) => {
  expect(dateOf(mondayOf(Date.parse(date) / DAY_MS))).toBe(monday);
});
