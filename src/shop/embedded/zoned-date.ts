/**
 * Calendar dates of the shop's time zone, as the CSV files write them, to UTC milliseconds. Knows the zone only through Intl; keeps its
 * clock, because making one takes far longer than reading it.
 */

/** Where an open time of day falls: `end` is 23:59:59.999, `noon` 12:00. */
export type DayPart = 'end' | 'noon';

const DAY_MS = 86_400_000;
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
  const wall = wallClock(ms, timeZone);
  return wall - (((wall % DAY_MS) + DAY_MS) % DAY_MS);
}

/** Wall-clock time written as if it were UTC → UTC. Asked twice, because the offset may change between the two. */
function toUtc(wallMs: number, timeZone: string): number {
  const first = wallMs - (wallClock(wallMs, timeZone) - wallMs);
  return wallMs - (wallClock(first, timeZone) - first);
}

function wallClock(ms: number, timeZone: string): number {
  const parts = clockOf(timeZone).formatToParts(ms);
  const read = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const seconds = Date.UTC(
    read('year'),
    read('month') - 1,
    read('day'),
    read('hour'),
    read('minute'),
    read('second'),
  );
  return seconds + (((ms % 1000) + 1000) % 1000);
}

let clock: { timeZone: string; format: Intl.DateTimeFormat } | null = null;

/** A shop has one zone: the clock asked last is the one asked next. */
function clockOf(timeZone: string): Intl.DateTimeFormat {
  if (clock?.timeZone === timeZone) return clock.format;
  const format = new Intl.DateTimeFormat('en', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  clock = { timeZone, format };
  return format;
}
