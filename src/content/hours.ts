/**
 * Opening hours of the desk by shop.yaml: the week, dated exceptions, ranges over midnight, all in the shop's time zone with
 * its daylight saving. Implements the port `Hours`.
 */
import type { Hours } from '../core/ports/hours.ts';
import { speakMoment } from './speak-moment.ts';
import { WEEKDAYS } from './shop-schema.ts';
import type { ShopSettings } from './shop-settings.ts';
import type { TimeRange } from './time-range.ts';
import { localTimeAt, localToUtc, type LocalTime } from '../core/zoned-time.ts';

/** How far ahead an opening is looked for. */
const DAYS_AHEAD = 31;

/** From `fromMs` on and before `toMs`. */
interface Window {
  fromMs: number;
  toMs: number;
}

/** Opening hours with what only content asks of them. */
export interface ShopHours extends Hours {
  /** UTC ms of the end of the opening that `atMs` lies in; null when it is closed then. */
  closing(atMs: number): number | null;
  /** The ranges of the local day that lies `ahead` days after that of `atMs`. */
  rangesOf(atMs: number, ahead: number): readonly TimeRange[];
}

export function createHours(settings: Pick<ShopSettings, 'hours' | 'timeZone'>): ShopHours {
  const { timeZone } = settings;
  const byDate = new Map(settings.hours.exceptions.map(({ date, open }) => [date, open]));

  const rangesOn = (day: LocalTime & { weekday: number }): readonly TimeRange[] => {
    const yearly = `${pad(day.month)}-${pad(day.day)}`;
    const weekday = WEEKDAYS[day.weekday] ?? 'mon';
    return byDate.get(`${day.year}-${yearly}`) ?? byDate.get(yearly) ?? settings.hours[weekday];
  };
  /** Windows of `days` local days from the day before `atMs` on, in order, those that touch joined. */
  const windowsAround = (atMs: number, days: number): Window[] => {
    const today = localTimeAt(atMs, timeZone);
    const windows: Window[] = [];
    for (let ahead = -1; ahead < days; ahead += 1) {
      const day = calendarDay(today, ahead);
      for (const range of rangesOn(day).toSorted((a, b) => a.fromMin - b.fromMin)) {
        const fromMs = localToUtc({ ...day, minute: range.fromMin }, timeZone);
        const toMs = localToUtc({ ...day, minute: range.toMin }, timeZone);
        const last = windows.at(-1);
        if (last !== undefined && fromMs <= last.toMs) last.toMs = Math.max(last.toMs, toMs);
        else if (toMs > fromMs) windows.push({ fromMs, toMs });
      }
    }
    return windows;
  };

  return {
    isOpen: (atMs) => windowsAround(atMs, 1).some(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs),
    closing: (atMs) =>
      windowsAround(atMs, DAYS_AHEAD).find(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs)?.toMs ?? null,
    nextOpening: (atMs) =>
      windowsAround(atMs, DAYS_AHEAD + 1).find(({ fromMs }) => fromMs > atMs)?.fromMs ?? null,
    rangesOf: (atMs, ahead) =>
      rangesOn(calendarDay(localTimeAt(atMs, timeZone), ahead)).toSorted((a, b) => a.fromMin - b.fromMin),
    speak: (momentMs, nowMs, locale) => speakMoment(momentMs, nowMs, locale, timeZone),
  };
}

function calendarDay(from: LocalTime, ahead: number): LocalTime & { weekday: number } {
  const date = new Date(Date.UTC(from.year, from.month - 1, from.day + ahead));
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    minute: 0,
    weekday: (date.getUTCDay() + 6) % 7,
  };
}

function pad(number: number): string {
  return String(number).padStart(2, '0');
}
