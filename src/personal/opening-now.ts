/** Is a place open at a moment, until when, or when does it open next? On the clock of the place itself. Pure. */
import { createHours } from '../content/hours.ts';
import { clockText } from '../content/time-range.ts';
import { localTimeAt } from '../core/zoned-time.ts';
import type { Locale } from '../core/locale.ts';
import type { OpeningNow } from '../core/pickup-answer.ts';
import type { PickupPoint } from '../core/ports/pickup-points.ts';

const DAY_MIN = 24 * 60;
const DAY_MS = DAY_MIN * 60_000;

export function openingNow(
  { hours: week, timeZone }: Pick<PickupPoint, 'hours' | 'timeZone'>,
  nowMs: number,
  locale: Locale,
): OpeningNow {
  if (week === null) return { is: 'unknown' };
  const [mon = [], tue = [], wed = [], thu = [], fri = [], sat = [], sun = []] = week;
  const hours = createHours({ hours: { mon, tue, wed, thu, fri, sat, sun, exceptions: [] }, timeZone });
  const closes = hours.closing(nowMs);
  if (closes !== null) {
    // What never closes has its end far ahead.
    return {
      is: 'open',
      until: closes - nowMs > DAY_MS ? '24:00' : clockText(localTimeAt(closes, timeZone).minute || DAY_MIN),
    };
  }
  const opens = hours.nextOpening(nowMs);
  if (opens === null) return { is: 'unknown' };
  return {
    is: 'closed',
    at: clockText(localTimeAt(opens, timeZone).minute),
    day: dayWord(opens, nowMs, timeZone, locale),
  };
}

/** "" today; "завтра", "tomorrow"; "понедельник", "Monday". */
function dayWord(ms: number, nowMs: number, timeZone: string, locale: Locale): string {
  const days = dayNumber(ms, timeZone) - dayNumber(nowMs, timeZone);
  if (days === 0) return '';
  if (days === 1) return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(1, 'day');
  return new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone }).format(ms);
}

function dayNumber(ms: number, timeZone: string): number {
  const { year, month, day } = localTimeAt(ms, timeZone);
  return Date.UTC(year, month - 1, day) / DAY_MS;
}
