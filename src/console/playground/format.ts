/** Times of bubbles, names of days, sizes of files: in the page's language and the shop's time zone. */
import type { ApiLocale } from '../../api/words.ts';
import type { PlaygroundWords } from './words.ts';

const DAY_MS = 86_400_000;

export interface ChatFormat {
  /** "14:05" */
  time(ms: number): string;
  /** "Today", "Yesterday", "12 November". */
  day(ms: number, nowMs: number): string;
  /** Equal for times of one day. */
  dayKey(ms: number): string;
  bytes(count: number): string;
}

export function createChatFormat(locale: ApiLocale, timeZone: string, words: PlaygroundWords): ChatFormat {
  const tag = locale === 'en' ? 'en-GB' : locale;
  const time = new Intl.DateTimeFormat(tag, { timeZone, hour: '2-digit', minute: '2-digit' });
  const day = new Intl.DateTimeFormat(tag, { timeZone, day: 'numeric', month: 'long' });
  const key = new Intl.DateTimeFormat('en-CA', { timeZone });
  const near = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' });
  const number = new Intl.NumberFormat(tag, { maximumFractionDigits: 1 });
  return {
    time: (ms) => time.format(ms),
    day(ms, nowMs) {
      if (key.format(ms) === key.format(nowMs)) return capital(near.format(0, 'day'));
      return key.format(ms) === key.format(nowMs - DAY_MS) ? capital(near.format(-1, 'day')) : day.format(ms);
    },
    dayKey: (ms) => key.format(ms),
    bytes: (count) =>
      count < 1_000_000
        ? words('bytes.kilo', { n: number.format(Math.ceil(count / 1_000)) })
        : words('bytes.mega', { n: number.format(count / 1_000_000) }),
  };
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
