/** A day of the year as people write it: "14.03", "14 марта", "March 14", with or without a year, which is not wanted. Pure. */
import { LOCALES } from '../core/locale.ts';

/** Longest text that is a day and not a story. */
const CHARS = 60;
/** Letters that tell months apart in each language of ours: "мар", "бер", "mar". */
const SHORTEST = 3;

/** Null: no day, several of them, or one that no calendar has. The 29th of February is a day. */
export function findDayMonth(text: string): { day: number; month: number } | null {
  if (text.length > CHARS) return null;
  const folded = text.toLowerCase();
  const named = monthIn(folded);
  const numbers = (folded.match(/\d+/g) ?? []).map(Number);
  if (named !== null) {
    const days = numbers.filter((number) => number >= 1 && number <= 31);
    return days.length === 1 ? onCalendar(days[0] ?? 0, named) : null;
  }
  const [, first, second] = /(?<!\d)(\d{1,2})\s*[./-]\s*(\d{1,2})(?!\d)/u.exec(folded) ?? [];
  if (first === undefined || second === undefined) return null;
  // "03/14" can only be the fourteenth of March.
  const isTurned = Number(second) > 12 && Number(first) <= 12;
  return isTurned ? onCalendar(Number(second), Number(first)) : onCalendar(Number(first), Number(second));
}

function onCalendar(day: number, month: number): { day: number; month: number } | null {
  const date = new Date(Date.UTC(2024, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? { day, month } : null;
}

function monthIn(text: string): number | null {
  const months = (text.match(/\p{L}+/gu) ?? []).flatMap((word) => monthOf(word) ?? []);
  return months.length === 1 ? (months[0] ?? null) : null;
}

function monthOf(word: string): number | null {
  if (word.length < SHORTEST) return null;
  for (const [name, month] of NAMES) if (name.startsWith(word) || word.startsWith(name)) return month;
  return null;
}

/** "марта", "март", "березня", "march" … → 1…12. A short form of two months in two languages is the first one's. */
const NAMES: ReadonlyMap<string, number> = new Map(
  LOCALES.flatMap((locale) =>
    Array.from({ length: 12 }, (_, month) => month).flatMap((month) =>
      [{ day: 'numeric', month: 'long' } as const, { month: 'long' } as const].map(
        (parts): [string, number] => {
          const written = new Intl.DateTimeFormat(locale, { ...parts, timeZone: 'UTC' }).formatToParts(
            Date.UTC(2024, month, 5),
          );
          return [written.find(({ type }) => type === 'month')?.value.toLowerCase() ?? '', month + 1];
        },
      ),
    ),
  ),
);
