/** Dates, times, spans and sizes as a reader of the operator's language expects them, in the shop's time zone. */
import { createContext, useContext, useMemo } from 'react';
import type { ApiLocale } from '../../api/words.ts';
import { useLanguage } from './use-words.ts';
import type { Words } from './words.ts';

/** The shop's IANA time zone. */
export const TimeZoneContext = createContext<string>('UTC');

export interface Format {
  /** "14:05" */
  time(ms: number): string;
  /** "14:05" today, "yesterday", "12 Nov" before: short, for lists. */
  moment(ms: number, nowMs: number): string;
  /** "Today", "Yesterday", "12 November": for the lines between days. */
  day(ms: number, nowMs: number): string;
  /** "12 November" */
  date(ms: number): string;
  /** "1 March 2027" of `2027-03-01`, wherever the reader is. */
  calendarDay(day: string): string;
  /** "12 Nov, 14:05" */
  full(ms: number): string;
  /** "45 s", "12 min", "1 h 05 min", "3 d". */
  span(ms: number): string;
  /** "0:45": for countdowns. */
  countdown(ms: number): string;
  bytes(count: number): string;
}

/** Formats for the language and time zone in force. */
export function useFormat(): Format {
  const { locale, words } = useLanguage();
  const timeZone = useContext(TimeZoneContext);
  return useMemo(() => createFormat(locale, timeZone, words), [locale, timeZone, words]);
}

/** The same without React. */
export function createFormat(locale: ApiLocale, timeZone: string, words: Words): Format {
  const show = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { timeZone, ...options });
  const time = show({ hour: '2-digit', minute: '2-digit' });
  const shortDay = show({ day: 'numeric', month: 'short' });
  const longDay = show({ weekday: 'long', day: 'numeric', month: 'long' });
  const date = show({ day: 'numeric', month: 'long' });
  const calendar = show({ day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
  const full = show({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
  const key = show({ year: 'numeric', month: '2-digit', day: '2-digit' });
  const daysAgo = (ms: number, nowMs: number): number => {
    if (key.format(ms) === key.format(nowMs)) return 0;
    return key.format(ms) === key.format(nowMs - 86_400_000) ? 1 : 2;
  };
  return {
    time: (ms) => time.format(ms),
    moment(ms, nowMs) {
      const ago = daysAgo(ms, nowMs);
      if (ago === 0) return time.format(ms);
      return ago === 1 ? words('day.yesterday') : shortDay.format(ms);
    },
    day(ms, nowMs) {
      const ago = daysAgo(ms, nowMs);
      if (ago === 0) return words('day.today');
      return ago === 1 ? words('day.yesterday') : longDay.format(ms);
    },
    date: (ms) => date.format(ms),
    calendarDay: (day) => calendar.format(Date.parse(day)),
    full: (ms) => full.format(ms),
    span: (ms) => span(ms, words),
    countdown: (ms) => countdown(ms),
    bytes: (count) => bytes(count, locale, words),
  };
}

function span(ms: number, words: Words): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return words('span.seconds', { n: seconds });
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return words('span.minutes', { n: minutes });
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return words('span.hours', { h: hours, m: String(minutes % 60).padStart(2, '0') });
  return words('span.days', { n: Math.floor(hours / 24) });
}

function countdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

function bytes(count: number, locale: ApiLocale, words: Words): string {
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  if (count < 1_000_000) return words('bytes.kilo', { n: number.format(Math.ceil(count / 1000)) });
  return words('bytes.mega', { n: number.format(count / 1_000_000) });
}
