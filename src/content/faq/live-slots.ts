/**
 * What the live slots of an answer say at the moment it is said: hours of today, whether the shop is open, when somebody replies. The words
 * come from the texts files, the hours from shop.yaml with their exceptions. Pure but for what it is given.
 */
import { escapeMarkup } from '../../core/content.ts';
import type { Locale } from '../../core/locale.ts';
import type { LiveSlots, Texts } from '../../core/ports/words.ts';
import type { ShopHours } from '../hours.ts';
import { rangesText } from '../hours-summary.ts';
import { fillLiveSlots, type LiveSlot } from './slots.ts';

/** A closing further ahead than this is none: the shop is open around the clock. */
const LONG_MS = 24 * 60 * 60_000;

export function createLiveSlots(hours: ShopHours, texts: Pick<Texts, 'text'>): LiveSlots {
  return {
    fill({ answer, locale }, { nowMs, minutes }) {
      const values: Record<LiveSlot, () => string> = {
        'shop.hours.today': () => escapeMarkup(rangesText(hours.rangesOf(nowMs, 0), locale)),
        'shop.hours.tomorrow': () => escapeMarkup(rangesText(hours.rangesOf(nowMs, 1), locale)),
        'shop.openNow': () => openNow(nowMs, locale),
        'shop.nextOpening': () => spokenOpening(nowMs, locale) ?? texts.text(locale, 'live.soon'),
        'desk.replies': () => replies(nowMs, minutes, locale),
      };
      return fillLiveSlots(answer, (slot) => values[slot]());
    },
  };

  function openNow(nowMs: number, locale: Locale): string {
    if (!hours.isOpen(nowMs)) {
      const opens = nextOpening(nowMs, locale);
      return opens === null
        ? texts.text(locale, 'live.closedForLong')
        : texts.text(locale, 'live.closed', { opens });
    }
    const closing = hours.closing(nowMs);
    if (closing === null || closing - nowMs > LONG_MS) return texts.text(locale, 'live.always');
    return texts.text(locale, 'live.open', { closes: hours.speak(closing, nowMs, locale) });
  }

  function nextOpening(nowMs: number, locale: Locale): string | null {
    const at = hours.nextOpening(nowMs);
    return at === null ? null : hours.speak(at, nowMs, locale);
  }

  function spokenOpening(nowMs: number, locale: Locale): string | null {
    const opens = nextOpening(nowMs, locale);
    return opens === null ? null : escapeMarkup(opens);
  }

  function replies(nowMs: number, minutes: number | null, locale: Locale): string {
    if (!hours.isOpen(nowMs)) return spokenOpening(nowMs, locale) ?? texts.text(locale, 'live.soon');
    if (minutes === null) return texts.text(locale, 'live.nobody');
    return texts.text(locale, 'live.withinMinutes', { minutes });
  }
}
