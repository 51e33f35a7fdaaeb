/** Weeks as the server counts them: those of the shop's time zone, each told by the date of its Monday as midnight UTC. */
import { useContext } from 'react';
import { TimeZoneContext } from '../i18n/use-format.ts';
import { useLanguage } from '../i18n/use-words.ts';

const DAY_MS = 86_400_000;
export const WEEK_MS = 7 * DAY_MS;
/** 1970-01-05. */
const FIRST_MONDAY_MS = 4 * DAY_MS;

/** The Monday of the week that a moment lies in where the shop is. */
export function useMondayOf(): (ms: number) => number {
  const timeZone = useContext(TimeZoneContext);
  return (ms) => mondayOf(ms, timeZone);
}

/** The same without React. */
export function mondayOf(ms: number, timeZone: string): number {
  const date = new Intl.DateTimeFormat('en-US', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  });
  const [month = 1, day = 1, year = 1970] = date.format(ms).split('/').map(Number);
  const midnight = Date.UTC(year, month - 1, day);
  return Math.floor((midnight - FIRST_MONDAY_MS) / WEEK_MS) * WEEK_MS + FIRST_MONDAY_MS;
}

/** "12 Nov" of a week's Monday. */
export function useWeekDay(): (weekMs: number) => string {
  const { locale } = useLanguage();
  const format = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
  return (weekMs) => format.format(weekMs);
}
