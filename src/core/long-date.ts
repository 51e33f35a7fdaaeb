/** A day as it stands in a sentence, also at its end: "3 декабря 2026 года", "3 грудня 2026 року", "3 December 2026". */
import type { Locale } from './locale.ts';

export function longDate(ms: number, locale: Locale, timeZone: string): string {
  const tag = locale === 'en' ? 'en-GB' : locale;
  const day = new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone }).format(ms);
  // The abbreviation ends in a dot of its own, which meets the sentence's.
  return day.replace(/\sг\.$/u, ' года').replace(/\sр\.$/u, ' року');
}
