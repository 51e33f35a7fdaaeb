import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { createHours } from '../../src/content/hours.ts';
import type { ShopSettings } from '../../src/content/shop-settings.ts';
import { readRange } from '../../src/content/time-range.ts';
import { localTimeAt, localToUtc } from '../../src/core/zoned-time.ts';

type Week = ShopSettings['hours'];
const range = (text: string) => {
  const read = readRange(text);
  if (read === null) throw new Error(text);
  return read;
};

function hours(
  timeZone: string,
  days: Partial<Record<keyof Week, string[]>>,
  exceptions: Record<string, string[]> = {},
) {
  const week = Object.fromEntries(
    (['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const).map((day) => [
      day,
      (days[day] ?? []).map(range),
    ]),
  ) as Omit<Week, 'exceptions'>;
  const dated = Object.entries(exceptions).map(([date, open]) => ({ date, open: open.map(range) }));
  return createHours({ timeZone, hours: { ...week, exceptions: dated } });
}

const at = (iso: string): number => Date.parse(iso);
const work = ['10:00-18:00'];
const WORKDAYS = { mon: work, tue: work, wed: work, thu: work, fri: work };

describe('opening hours', () => {
  const moscow = hours('Europe/Moscow', WORKDAYS);

  test('open from the first minute, closed from the last', () => {
    expect(moscow.isOpen(at('2026-11-23T09:59:59.999+03:00'))).toBe(false);
    expect(moscow.isOpen(at('2026-11-23T10:00:00+03:00'))).toBe(true);
    expect(moscow.isOpen(at('2026-11-23T17:59:59.999+03:00'))).toBe(true);
    expect(moscow.isOpen(at('2026-11-23T18:00:00+03:00'))).toBe(false);
    expect(moscow.isOpen(at('2026-11-22T12:00:00+03:00'))).toBe(false);
  });

  test('the next opening skips the weekend', () => {
    expect(moscow.nextOpening(at('2026-11-20T18:00:00+03:00'))).toBe(at('2026-11-23T10:00:00+03:00'));
    expect(moscow.nextOpening(at('2026-11-23T09:00:00+03:00'))).toBe(at('2026-11-23T10:00:00+03:00'));
    expect(moscow.nextOpening(at('2026-11-23T10:00:00+03:00'))).toBe(at('2026-11-24T10:00:00+03:00'));
  });

  test('over midnight belongs to the day it began', () => {
    const night = hours('Europe/Moscow', { sat: ['20:00-02:00'] });
    expect(night.isOpen(at('2026-11-22T01:59:00+03:00'))).toBe(true);
    expect(night.isOpen(at('2026-11-22T02:00:00+03:00'))).toBe(false);
    expect(night.isOpen(at('2026-11-21T01:00:00+03:00'))).toBe(false);
  });

  test('dated exceptions win, one of a year over the yearly one', () => {
    const dated = hours('Europe/Moscow', WORKDAYS, {
      '01-01': [],
      '12-31': ['10:00-15:00'],
      '2027-01-01': ['12:00-13:00'],
    });
    expect(dated.isOpen(at('2026-12-31T15:30:00+03:00'))).toBe(false);
    expect(dated.isOpen(at('2026-12-31T14:30:00+03:00'))).toBe(true);
    expect(dated.isOpen(at('2027-01-01T12:30:00+03:00'))).toBe(true);
    expect(dated.isOpen(at('2026-01-01T12:30:00+03:00'))).toBe(false);
  });

  test('closed all week: no opening; around the clock: always open and no next one', () => {
    expect(hours('Europe/Moscow', {}).nextOpening(at('2026-11-22T12:00:00Z'))).toBeNull();
    const always = hours(
      'Europe/Moscow',
      Object.fromEntries(
        ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, ['00:00-24:00']]),
      ),
    );
    expect(always.isOpen(at('2026-11-22T23:59:59+03:00'))).toBe(true);
    expect(always.nextOpening(at('2026-11-22T12:00:00Z'))).toBeNull();
  });

  test('daylight saving: the wall clock counts, in spring and in autumn', () => {
    const kyiv = hours('Europe/Kyiv', { sun: ['03:30-12:00'], mon: work, sat: ['22:00-05:00'] });
    // 29 March 2026: 03:00 becomes 04:00, so 03:30 does not exist and the desk opens with the jump.
    expect(kyiv.isOpen(at('2026-03-29T00:59:59Z'))).toBe(true); // Saturday's night shift still runs
    expect(kyiv.isOpen(at('2026-03-29T08:59:00Z'))).toBe(true);
    expect(kyiv.isOpen(at('2026-03-29T09:00:00Z'))).toBe(false);
    expect(kyiv.nextOpening(at('2026-03-29T09:00:00Z'))).toBe(at('2026-03-30T07:00:00Z'));
    // 25 October 2026: 04:00 becomes 03:00.
    expect(kyiv.nextOpening(at('2026-10-25T11:00:00Z'))).toBe(at('2026-10-26T08:00:00Z'));
    const onlySunday = hours('Europe/Kyiv', { sun: ['03:30-12:00'] });
    expect(onlySunday.nextOpening(at('2026-03-28T12:00:00Z'))).toBe(at('2026-03-29T01:00:00Z'));
    expect(onlySunday.nextOpening(at('2026-10-24T12:00:00Z'))).toBe(at('2026-10-25T00:30:00Z'));
  });

  test('a local time comes back from UTC wherever it exists', () => {
    const zones = [
      'Europe/Kyiv',
      'Europe/Moscow',
      'America/New_York',
      'Asia/Almaty',
      'Asia/Kathmandu',
      'Australia/Lord_Howe',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: at('2024-01-01T00:00:00Z') / 60_000, max: at('2030-01-01T00:00:00Z') / 60_000 }),
        (zone, minute) => {
          const local = localTimeAt(minute * 60_000, zone);
          const back = localToUtc(local, zone);
          expect(localTimeAt(back, zone)).toEqual(local);
          expect(back).toBeLessThanOrEqual(minute * 60_000);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe('how a moment is said', () => {
  const moscow = hours('Europe/Moscow', WORKDAYS);
  const now = at('2026-11-20T19:00:00+03:00'); // Friday

  test.each([
    ['2026-11-20T21:00:00+03:00', 'сегодня в 21:00', 'сьогодні о 21:00', 'today at 21:00'],
    ['2026-11-21T11:05:00+03:00', 'завтра в 11:05', 'завтра об 11:05', 'tomorrow at 11:05'],
    ['2026-11-19T09:00:00+03:00', 'вчера в 9:00', 'вчора о 9:00', 'yesterday at 9:00'],
    [
      '2026-11-23T10:00:00+03:00',
      'в понедельник, 23 ноября, в 10:00',
      'у понеділок, 23 листопада, о 10:00',
      'on Monday, 23 November, at 10:00',
    ],
    [
      '2026-11-24T10:00:00+03:00',
      'во вторник, 24 ноября, в 10:00',
      'у вівторок, 24 листопада, о 10:00',
      'on Tuesday, 24 November, at 10:00',
    ],
    [
      '2027-01-11T10:00:00+03:00',
      'в понедельник, 11 января 2027 г., в 10:00',
      'у понеділок, 11 січня 2027 р., о 10:00',
      'on Monday, 11 January 2027, at 10:00',
    ],
  ])('%s', (moment, ru, uk, en) => {
    const said = (['ru', 'uk', 'en'] as const).map((locale) =>
      moscow.speak(at(moment), now, locale).replace(/\u00A0|\u202F/gu, ' '),
    );
    expect(said).toEqual([ru, uk, en]);
  });

  test('midnight parts days on the clocks of the shop', () => {
    expect(moscow.speak(at('2026-11-20T21:30:00Z'), at('2026-11-20T20:30:00Z'), 'ru')).toBe('завтра в 0:30');
  });
});

describe('ranges as written', () => {
  test.each([
    ['10:00-18:00', { fromMin: 600, toMin: 1_080 }],
    [' 9:30 – 18:00 ', { fromMin: 570, toMin: 1_080 }],
    ['20:00-02:00', { fromMin: 1_200, toMin: 1_560 }],
    ['00:00-24:00', { fromMin: 0, toMin: 1_440 }],
    ['10:00-10:00', null],
    ['25:00-26:00', null],
    ['10-18', null],
    ['24:00-02:00', null],
    ['10:60-11:00', null],
  ])('%j', (text, read) => {
    expect(readRange(text)).toEqual(read);
  });
});
