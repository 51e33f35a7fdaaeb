/**
 * A moment as people say it: "сегодня в 10:00", "завтра о 9:30", "on Monday, 24 November, at 10:00". The grammar of dates
 * of three languages lives here and in no text file, because endings and prepositions follow the calendar.
 */
import type { Locale } from '../core/locale.ts';
import { localTimeAt, type LocalTime } from '../core/zoned-time.ts';

interface DateGrammar {
  yesterday: string;
  today: string;
  tomorrow: string;
  /** With preposition, Monday first. */
  onDay: readonly string[];
  /** Language tag for the day and month. */
  tag: string;
  /** Preposition before the clock. */
  at(hour: number): string;
}

const GRAMMAR: Record<Locale, DateGrammar> = {
  ru: {
    yesterday: 'вчера',
    today: 'сегодня',
    tomorrow: 'завтра',
    onDay: ['в понедельник', 'во вторник', 'в среду', 'в четверг', 'в пятницу', 'в субботу', 'в воскресенье'],
    tag: 'ru',
    at: () => 'в',
  },
  uk: {
    yesterday: 'вчора',
    today: 'сьогодні',
    tomorrow: 'завтра',
    onDay: ['у понеділок', 'у вівторок', 'у середу', 'у четвер', 'у п’ятницю', 'у суботу', 'у неділю'],
    tag: 'uk',
    at: (hour) => (hour === 11 ? 'об' : 'о'),
  },
  en: {
    yesterday: 'yesterday',
    today: 'today',
    tomorrow: 'tomorrow',
    onDay: [
      'on Monday',
      'on Tuesday',
      'on Wednesday',
      'on Thursday',
      'on Friday',
      'on Saturday',
      'on Sunday',
    ],
    tag: 'en-GB',
    at: () => 'at',
  },
};

/** `momentMs` as said at `nowMs`, both read on the clocks of `timeZone`. The year is named only when it is another. */
export function speakMoment(momentMs: number, nowMs: number, locale: Locale, timeZone: string): string {
  const grammar = GRAMMAR[locale];
  const moment = localTimeAt(momentMs, timeZone);
  const now = localTimeAt(nowMs, timeZone);
  const clock = `${Math.floor(moment.minute / 60)}:${String(moment.minute % 60).padStart(2, '0')}`;
  const time = `${grammar.at(Math.floor(moment.minute / 60))} ${clock}`;
  const days = dayNumber(moment) - dayNumber(now);
  if (days === 0) return `${grammar.today} ${time}`;
  if (days === 1) return `${grammar.tomorrow} ${time}`;
  if (days === -1) return `${grammar.yesterday} ${time}`;
  const date = dayAndMonth(moment, grammar.tag, moment.year !== now.year);
  return `${grammar.onDay[moment.weekday] ?? ''}, ${date}, ${time}`;
}

function dayNumber(day: LocalTime): number {
  return Date.UTC(day.year, day.month - 1, day.day) / 86_400_000;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function dayAndMonth(day: LocalTime, tag: string, withYear: boolean): string {
  const key = `${tag} ${withYear}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(tag, {
      timeZone: 'UTC',
      day: 'numeric',
      month: 'long',
      ...(withYear ? { year: 'numeric' } : {}),
    });
    formats.set(key, format);
  }
  return format.format(Date.UTC(day.year, day.month - 1, day.day));
}
