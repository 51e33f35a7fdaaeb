/**
 * Days and weeks of a calendar, for what is counted by them. A day is a number: so many since 1970-01-01. Its stamp, midnight UTC of its
 * date whatever the zone, is how a day goes out to whoever shows it.
 */
import { localTimeAt, localToUtc } from './zoned-time.ts';

export const DAY_MS = 86_400_000;
/** 1970 began on a Thursday. */
const FIRST_MONDAY = 4;
const DAYS = 7;
/** Clocks are changed by, and days begin on, whole quarters of an hour of UTC. */
const QUARTER_MS = 15 * 60_000;

/** The day that a moment lies on in a zone. */
export function dayAt(ms: number, timeZone: string): number {
  const quarter = Math.floor(ms / QUARTER_MS);
  if (last?.quarter !== quarter || last.timeZone !== timeZone) {
    const { year, month, day } = localTimeAt(ms, timeZone);
    last = { quarter, timeZone, day: Date.UTC(year, month - 1, day) / DAY_MS };
  }
  return last.day;
}

/** Many moments in a row are asked about that lie close together; a zone takes long to answer. */
let last: { quarter: number; timeZone: string; day: number } | null = null;

/** The moment at which a day begins in a zone, UTC ms. */
export function dayBegins(day: number, timeZone: string): number {
  return localToUtc({ year: 1970, month: 1, day: 1 + day, minute: 0 }, timeZone);
}

/** The Monday of a day's week. */
export function mondayOf(day: number): number {
  return day - ((((day - FIRST_MONDAY) % DAYS) + DAYS) % DAYS);
}

/** Midnight UTC of its date. */
export function stampOf(day: number): number {
  return day * DAY_MS;
}
