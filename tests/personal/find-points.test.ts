/** Which places are meant: the nearest, or those of a city or district however it is typed. */
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { PickupPoint } from '../../src/core/ports/pickup-points.ts';
import { namedPoints, nearestPoints } from '../../src/personal/find-points.ts';
import { openingNow } from '../../src/personal/opening-now.ts';
import { createEmbeddedPickupPoints } from '../../src/shop/embedded/embedded-pickup-points.ts';

const read = await (
  await createEmbeddedPickupPoints('data/sample-shop', 'Europe/Moscow')
).all(new AbortController().signal);
const points: PickupPoint[] = read.ok ? read.value : [];
const ids = (found: { id: string }[]) => found.map(({ id }) => id);

describe('by place', () => {
  test('distances are those of the map', () => {
    const [first] = nearestPoints(points, { latitude: 55.7558, longitude: 37.6173 });
    expect(first?.point.city.default).toBe('Москва');
    const petersburg = nearestPoints(points, { latitude: 55.7558, longitude: 37.6173 }).find(
      ({ point }) => point.id === 'spb-nevsky',
    );
    expect(Math.round((petersburg?.metres ?? 0) / 10_000)).toBe(63);
  });

  test('are sorted wherever somebody is, poles and date line too', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -90, max: 90, noNaN: true }),
        fc.double({ min: -180, max: 180, noNaN: true }),
        (latitude, longitude) => {
          const found = nearestPoints(points, { latitude, longitude });
          expect(found).toHaveLength(points.length);
          for (const [at, { metres }] of found.entries()) {
            expect(metres).toBeGreaterThanOrEqual(found[at - 1]?.metres ?? 0);
            expect(metres).toBeLessThan(20_100_000);
          }
        },
      ),
    );
  });
});

describe('by words', () => {
  test.each([
    ['Москва', ['msk-show', 'msk-sokol', 'msk-tag', 'msk-yug']],
    ['Таганская, Москва', ['msk-tag', 'msk-show', 'msk-sokol', 'msk-yug']],
    ['в Санкт-Петербурге', ['spb-nevsky', 'spb-petr']],
    ['питир', ['spb-nevsky', 'spb-petr']],
    ['Єкатеринбург', ['ekb-mal']],
    ['kazan', ['kzn-bauman']],
    ['где ближайший пункт выдачи', []],
    ['улица', []],
    ['Рим', []],
    ['', []],
    ['?'.repeat(500), []],
  ])('%s', (text, expected) => {
    expect(ids(namedPoints(points, text))).toEqual(expected);
  });

  test('any text is taken', () => {
    fc.assert(fc.property(fc.string({ maxLength: 400 }), (text) => void namedPoints(points, text)));
  });
});

describe('opening', () => {
  const week = (from: number, to: number) => Array.from({ length: 7 }, () => [{ fromMin: from, toMin: to }]);
  const at = (text: string) => Date.parse(text);
  const timeZone = 'Europe/Moscow';

  test('round the clock, over midnight, unknown, never', () => {
    const noon = at('2026-11-23T12:00:00+03:00');
    expect(openingNow({ hours: week(0, 1440), timeZone }, noon, 'ru')).toEqual({
      is: 'open',
      until: '24:00',
    });
    const bar = { hours: week(20 * 60, 26 * 60), timeZone };
    expect(openingNow(bar, at('2026-11-23T01:00:00+03:00'), 'ru')).toEqual({ is: 'open', until: '02:00' });
    expect(openingNow(bar, noon, 'en')).toEqual({ is: 'closed', at: '20:00', day: '' });
    expect(openingNow({ hours: null, timeZone }, noon, 'ru')).toEqual({ is: 'unknown' });
    expect(openingNow({ hours: Array.from({ length: 7 }, () => []), timeZone }, noon, 'ru')).toEqual({
      is: 'unknown',
    });
  });
});
