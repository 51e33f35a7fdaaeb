/** Terms of the law in the calendar of a time zone: days count from the day after, and end with the end of the last day. */
import { localTimeAt, localToUtc } from '../core/zoned-time.ts';

/** The last millisecond of the day that is `days` calendar days after the day of `fromMs`. */
export function endAfterDays(fromMs: number, days: number, timeZone: string): number {
  const { year, month, day } = localTimeAt(fromMs, timeZone);
  return localToUtc({ year, month, day: day + days + 1, minute: 0 }, timeZone) - 1;
}

/** The same `months` later; 30 November and three months is the last of February. */
export function endAfterMonths(fromMs: number, months: number, timeZone: string): number {
  const { year, month, day } = localTimeAt(fromMs, timeZone);
  const lastDay = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  const last = { year, month: month + months, day: Math.min(day, lastDay) + 1, minute: 0 };
  return localToUtc(last, timeZone) - 1;
}
