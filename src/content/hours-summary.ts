/**
 * Opening hours of the week as one short phrase: "пн–пт 09:00–21:00, сб–вс 10:00–18:00". For the slot `{{shop.hours}}`.
 */
import type { Locale } from '../core/locale.ts';
import { clockText, type TimeRange } from './time-range.ts';
import { WEEKDAYS } from './shop-schema.ts';
import type { ShopSettings } from './shop-settings.ts';

const WORDS: Record<Locale, { days: readonly string[]; closed: string; everyDay: string; always: string }> = {
  ru: {
    days: ['пн', 'вт', 'ср', 'чт', 'пт', 'сб', 'вс'],
    closed: 'выходной',
    everyDay: 'ежедневно',
    always: 'круглосуточно',
  },
  uk: {
    days: ['пн', 'вт', 'ср', 'чт', 'пт', 'сб', 'нд'],
    closed: 'вихідний',
    everyDay: 'щодня',
    always: 'цілодобово',
  },
  en: {
    days: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
    closed: 'closed',
    everyDay: 'daily',
    always: 'around the clock',
  },
};

/** Days with equal hours that follow each other are joined. */
export function hoursSummary(settings: ShopSettings, locale: Locale): string {
  const words = WORDS[locale];
  const shown = WEEKDAYS.map((day) => rangesText(settings.hours[day], locale));
  const groups: { from: number; to: number; text: string }[] = [];
  shown.forEach((text, day) => {
    const last = groups.at(-1);
    if (last !== undefined && last.text === text) last.to = day;
    else groups.push({ from: day, to: day, text });
  });
  const only = groups.length === 1 ? groups[0] : undefined;
  if (only !== undefined) return only.text === words.always ? only.text : `${words.everyDay} ${only.text}`;
  return groups
    .map(({ from, to, text }) => {
      const name = from === to ? words.days[from] : `${words.days[from]}–${words.days[to]}`;
      return `${name} ${text}`;
    })
    .join('; ');
}

/** The hours of one day: "09:00–14:00, 15:00–21:00", or the words for closed and for around the clock. */
export function rangesText(ranges: readonly TimeRange[], locale: Locale): string {
  const words = WORDS[locale];
  if (ranges.length === 0) return words.closed;
  const texts = ranges.map((range) => `${clockText(range.fromMin)}–${clockText(range.toMin)}`);
  return texts[0] === '00:00–24:00' ? words.always : texts.join(', ');
}
