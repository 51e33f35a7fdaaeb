/** Weeks in the console: the Monday of a moment is the one that the server counts it in. */
import { expect, test } from '@jest/globals';
import { mondayOf } from '../../src/console/faq/weeks.ts';
import { dayAt, mondayOf as mondayDay, stampOf } from '../../src/core/week.ts';

test.each([
  ['UTC', '2026-11-22T23:59:59Z', '2026-11-16'],
  ['UTC', '2026-11-23T00:00:00Z', '2026-11-23'],
  ['Europe/Moscow', '2026-11-22T20:59:59Z', '2026-11-16'],
  ['Europe/Moscow', '2026-11-22T21:00:00Z', '2026-11-23'],
  ['America/New_York', '2026-11-23T04:59:59Z', '2026-11-16'],
])('in %s at %s it is %s, as the server has it', (timeZone, moment, monday) => {
  const ms = Date.parse(moment);
  expect(new Date(mondayOf(ms, timeZone)).toISOString().slice(0, 10)).toBe(monday);
  expect(mondayOf(ms, timeZone)).toBe(stampOf(mondayDay(dayAt(ms, timeZone))));
});
