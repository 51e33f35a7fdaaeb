/** Times, days and sizes as the visitor's language writes them. */
import type { ChatLocale } from '../locale.ts';
import type { Say } from './words.ts';

export interface Format {
  /** 14:05 */
  time(atMs: number): string;
  /** Today, yesterday, else the date; the year only when it is another one. */
  day(atMs: number, nowMs: number): string;
  /** "today at 10:00", by the visitor's own clock. */
  moment(atMs: number, nowMs: number): string;
  /** 340 KB */
  size(bytes: number): string;
}

const DAY_MS = 86_400_000;

export function createFormat(locale: ChatLocale, say: Say): Format {
  const make = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat(locale, options);
  const time = make({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const day = make({ weekday: 'long', day: 'numeric', month: 'long' });
  const date = make({ day: 'numeric', month: 'long' });
  const dayOfYear = make({ day: 'numeric', month: 'long', year: 'numeric' });
  const unit = (name: string, digits: number): Intl.NumberFormat =>
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit: name,
      unitDisplay: 'short',
      maximumFractionDigits: digits,
    });
  const [kilo, mega] = [unit('kilobyte', 0), unit('megabyte', 1)];
  return {
    time: (atMs) => time.format(atMs),
    day(atMs, nowMs) {
      const away = daysBetween(atMs, nowMs);
      if (away === 0) return say('today');
      if (away === 1) return say('yesterday');
      const sameYear = new Date(atMs).getFullYear() === new Date(nowMs).getFullYear();
      return (sameYear ? day : dayOfYear).format(atMs);
    },
    moment(atMs, nowMs) {
      const slots = { time: time.format(atMs), day: date.format(atMs) };
      const away = daysBetween(nowMs, atMs);
      return say(away === 0 ? 'whenToday' : away === 1 ? 'whenTomorrow' : 'whenDay', slots);
    },
    size: (bytes) =>
      bytes < 1_000_000 ? kilo.format(Math.max(1, bytes / 1_000)) : mega.format(bytes / 1_000_000),
  };
}

/** Whole days of the calendar from one moment to a later one. */
function daysBetween(atMs: number, nowMs: number): number {
  const midnight = (ms: number): number => new Date(ms).setHours(0, 0, 0, 0);
  return Math.round((midnight(nowMs) - midnight(atMs)) / DAY_MS);
}
