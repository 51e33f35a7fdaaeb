/** Calendar dates of the shop's time zone, as the CSV files write them, to UTC milliseconds. */
import { DAY_MS, dayAt, stampOf } from '../../core/week.ts';
import { localToUtc } from '../../core/zoned-time.ts';

/** Where an open time of day falls: `end` is 23:59:59.999, `noon` 12:00. */
export type DayPart = 'end' | 'noon';

const MINUTE_MS = 60_000;
const WRITTEN = /^(?:(\d{4})-(\d{2})-(\d{2})|([+-]?\d{1,4})d)(?: (\d{1,2}):(\d{2}))?$/;

/**
 * `2026-11-20`, `2026-11-20 14:30`, `-3d`, `+2d 09:00` → UTC ms; null when the text is no such date. Relative days count
 * from the calendar day of `nowMs` in `timeZone`.
 */
export function parseZonedDate(
  text: string,
  dayPart: DayPart,
  nowMs: number,
  timeZone: string,
): number | null {
  const match = WRITTEN.exec(text);
  if (!match) return null;
  const [, year, month, day, days, hour, minute] = match;
  const dateMs =
    days === undefined
      ? Date.UTC(Number(year), Number(month) - 1, Number(day))
      : dayOf(nowMs, timeZone) + Number(days) * DAY_MS;
  if (days === undefined && new Date(dateMs).toISOString().slice(0, 10) !== text.slice(0, 10)) return null;
  if (hour === undefined) return toUtc(dateMs + (dayPart === 'end' ? DAY_MS - 1 : DAY_MS / 2), timeZone);
  if (Number(hour) > 23 || Number(minute) > 59) return null;
  return toUtc(dateMs + (Number(hour) * 60 + Number(minute)) * 60_000, timeZone);
}

/** Is the date counted from the day of loading? */
export function isRelativeDate(text: string): boolean {
  return /^[+-]?\d+d/.test(text);
}

/** The calendar day of a moment in a zone, as UTC midnight of that date. */
export function dayOf(ms: number, timeZone: string): number {
  return stampOf(dayAt(ms, timeZone));
}

/** Wall-clock time written as if it were UTC → UTC. */
function toUtc(wallMs: number, timeZone: string): number {
  const minute = Math.floor(wallMs / MINUTE_MS);
  return localToUtc({ year: 1970, month: 1, day: 1, minute }, timeZone) + (wallMs - minute * MINUTE_MS);
}
