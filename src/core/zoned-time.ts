/**
 * Local time of a named zone to UTC and back, by Intl alone. Daylight saving is the zone's own; a local time that a
 * clock change skips becomes the moment the clocks jump to, one that happens twice means the first.
 */

/** A local calendar day and minute of it. `day` and `minute` may overflow; they are carried. */
export interface LocalTime {
  year: number;
  /** 1…12 */
  month: number;
  day: number;
  /** From local midnight. */
  minute: number;
}

const MINUTE = 60_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** Local calendar and clock at a moment; `weekday` 0 is Monday. */
export function localTimeAt(ms: number, timeZone: string): LocalTime & { weekday: number } {
  const local = new Date(ms + offsetAt(ms, timeZone));
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    minute: local.getUTCHours() * 60 + local.getUTCMinutes(),
    weekday: (local.getUTCDay() + 6) % 7,
  };
}

/** UTC ms of a local time. */
export function localToUtc(local: LocalTime, timeZone: string): number {
  const wall = Date.UTC(local.year, local.month - 1, local.day, 0, local.minute);
  const before = wall - offsetAt(wall - 24 * 60 * MINUTE, timeZone);
  const after = wall - offsetAt(wall + 24 * 60 * MINUTE, timeZone);
  // Before and after a clock change the two guesses differ; the right one reproduces itself.
  for (const guess of before <= after ? [before, after] : [after, before]) {
    if (guess + offsetAt(guess, timeZone) === wall) return guess;
  }
  return skippedTo(Math.min(before, after), Math.max(before, after), timeZone);
}

/** How far local clocks are ahead of UTC, in ms. */
function offsetAt(ms: number, timeZone: string): number {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'iso8601',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(timeZone, format);
  }
  const seconds = Math.floor(ms / 1000) * 1000;
  const parts: Record<string, number> = {};
  for (const part of format.formatToParts(seconds)) parts[part.type] = Number(part.value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - seconds;
}

/** The moment of the clock change between two moments. */
function skippedTo(from: number, to: number, timeZone: string): number {
  let early = from;
  let late = to;
  const old = offsetAt(early, timeZone);
  while (late - early > MINUTE) {
    const middle = Math.floor((early + late) / 2 / MINUTE) * MINUTE;
    if (middle <= early) break;
    if (offsetAt(middle, timeZone) === old) early = middle;
    else late = middle;
  }
  return late;
}
