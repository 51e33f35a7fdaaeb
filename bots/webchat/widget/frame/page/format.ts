/** Times, days and sizes as the visitor's language writes them. */
import type { ChatLocale } from '../talk/state.ts';
import type { Say } from './words.ts';

export interface Format {
  /** 14:05 */
  time(atMs: number): string;
  /** Today, yesterday, else the date; the year only when it is another one. */
  day(atMs: number, nowMs: number): string;
  /** "today at 10:00", by the shop's clock and with its zone where that is another one. */
  moment(atMs: number, nowMs: number, timeZone: string): string;
  /** 340 KB */
  size(bytes: number): string;
}

const DAY_MS = 86_400_000;

export function createFormat(locale: ChatLocale, say: Say): Format {
  const make = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat(locale, options);
  const time = make({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const day = make({ weekday: 'long', day: 'numeric', month: 'long' });
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
    moment(atMs, nowMs, timeZone) {
      const zone = zoneOf(timeZone, nowMs);
      const there = zone === undefined ? {} : { timeZone: zone };
      const clock = make({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...there }).format(atMs);
      const slots = {
        time: zone === undefined ? clock : `${clock} (${zoneName(locale, zone, atMs)})`,
        day: make({ day: 'numeric', month: 'long', ...there }).format(atMs),
      };
      if (dayName(atMs, zone) === dayName(nowMs, zone)) return say('whenToday', slots);
      return say(dayName(atMs, zone) === dayName(nowMs + DAY_MS, zone) ? 'whenTomorrow' : 'whenDay', slots);
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

/** The shop's zone where its clock differs from the visitor's; undefined where it does not. */
function zoneOf(timeZone: string, nowMs: number): string | undefined {
  const now = new Date(nowMs);
  try {
    const here = now.toLocaleTimeString('en', { timeStyle: 'short' });
    return now.toLocaleTimeString('en', { timeStyle: 'short', timeZone }) === here ? undefined : timeZone;
  } catch {
    return undefined;
  }
}

function zoneName(locale: ChatLocale, timeZone: string, atMs: number): string {
  const parts = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'short' }).formatToParts(atMs);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
}

function dayName(atMs: number, timeZone: string | undefined): string {
  return new Date(atMs).toLocaleDateString('en', timeZone === undefined ? {} : { timeZone });
}
