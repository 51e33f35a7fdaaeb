/** Quiet hours: over midnight, inside a day, none at all, and over a change of the clocks. */
import { describe, expect, test } from '@jest/globals';
import { createQuietHours } from '../../src/content/quiet-hours.ts';
import { shopSchema } from '../../src/content/shop-schema.ts';
import { sampleShop } from './temp-content.ts';

const at = (text: string): number => Date.parse(text);
const iso = (ms: number): string => new Date(ms).toISOString();
const night = { fromMin: 21 * 60, toMin: 33 * 60 };

describe('over midnight', () => {
  const quiet = createQuietHours({ quietHours: night, timeZone: 'Europe/Moscow' });

  test.each([
    ['2026-11-23T20:59:59+03:00', false],
    ['2026-11-23T21:00:00+03:00', true],
    ['2026-11-24T00:00:00+03:00', true],
    ['2026-11-24T08:59:59+03:00', true],
    ['2026-11-24T09:00:00+03:00', false],
    ['2026-11-24T12:00:00+03:00', false],
  ])('%s: %s', (moment, isQuiet) => {
    expect(quiet.isQuiet(at(moment))).toBe(isQuiet);
  });

  test('ends in the morning, of today or of tomorrow; by day it is over already', () => {
    const morning = at('2026-11-24T09:00:00+03:00');
    expect(quiet.endOf(at('2026-11-23T23:30:00+03:00'))).toBe(morning);
    expect(quiet.endOf(at('2026-11-24T03:00:00+03:00'))).toBe(morning);
    expect(quiet.endOf(morning)).toBe(morning);
  });
});

test('inside a day, and none', () => {
  const siesta = createQuietHours({ quietHours: { fromMin: 13 * 60, toMin: 15 * 60 }, timeZone: 'UTC' });
  expect(siesta.isQuiet(at('2026-11-24T13:30:00Z'))).toBe(true);
  expect(iso(siesta.endOf(at('2026-11-24T13:30:00Z')))).toBe('2026-11-24T15:00:00.000Z');
  expect(siesta.isQuiet(at('2026-11-24T15:00:00Z'))).toBe(false);
  const never = createQuietHours({ quietHours: null, timeZone: 'UTC' });
  expect(never.isQuiet(at('2026-11-24T03:00:00Z'))).toBe(false);
});

test('a change of the clocks in the night moves the morning by an hour', () => {
  const quiet = createQuietHours({ quietHours: night, timeZone: 'Europe/Kyiv' });
  expect(iso(quiet.endOf(at('2026-03-28T22:00:00Z')))).toBe('2026-03-29T06:00:00.000Z');
  expect(iso(quiet.endOf(at('2026-10-24T22:00:00Z')))).toBe('2026-10-25T07:00:00.000Z');
});

test('the setting: a range, false, or the usual night; anything else is told', () => {
  expect(sampleShop().quietHours).toEqual(night);
  const schema = shopSchema('RUB', 2).pick({ quietHours: true });
  expect(schema.parse({})).toEqual({ quietHours: night });
  expect(schema.parse({ quietHours: false })).toEqual({ quietHours: null });
  expect(schema.safeParse({ quietHours: 'always' }).error?.issues[0]?.message).toMatch(/write a range/);
});
