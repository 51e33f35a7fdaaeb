/**
 * The FAQ as the engine sees it: an entry by id in the nearest language, and for a customer's words a decision: say the
 * answer, offer a few, or admit a miss. Built anew for each content set and swapped whole.
 */
import { LIMITS } from '../core/limits.ts';
import { LOCALES, type Locale } from '../core/locale.ts';
import type { Faq, FaqEntry } from '../core/ports/words.ts';
import { createMatcher } from './create-matcher.ts';

/**
 * Where the bands lie on the calibrated score. Chosen by leaving out one phrasing at a time: at `answer` wrong answers are
 * rare even to questions that the FAQ does not know; below `offer` the right entry is seldom among the first three.
 */
export const BANDS = { answer: 0.7, offer: 0.3 } as const;

export interface FaqOptions {
  /** The language that answers when an entry lacks the customer's. */
  defaultLocale: Locale;
  /** Full order of fallback; default: `defaultLocale`, then any. */
  fallback?: readonly Locale[];
}

export function createFaq(entries: readonly FaqEntry[], options: FaqOptions): Faq {
  const byId = new Map<string, Map<Locale, FaqEntry>>();
  for (const entry of entries) {
    const known = byId.get(entry.id) ?? new Map<Locale, FaqEntry>();
    known.set(entry.locale, entry);
    byId.set(entry.id, known);
  }
  const matcher = createMatcher(entries, options);
  const order = [...new Set([...(options.fallback ?? []), options.defaultLocale, ...LOCALES])];

  const entry = (id: string, locale: Locale): FaqEntry | null => {
    const translations = byId.get(id);
    if (translations === undefined) return null;
    for (const one of [locale, ...order]) {
      const found = translations.get(one);
      if (found !== undefined) return found;
    }
    return null;
  };

  return {
    entry,
    find(text, locale, nowMs) {
      const matches = matcher
        .match(text, { locale, limit: LIMITS.offeredAnswers + 2 })
        .filter((match) => isValid(entry(match.id, locale), nowMs));
      const first = matches[0];
      if (first === undefined) return { band: 'miss' };
      if (first.score >= BANDS.answer) return { band: 'answer', id: first.id, score: first.score };
      if (first.score < BANDS.offer) return { band: 'miss' };
      const ids = matches.slice(0, LIMITS.offeredAnswers).map((match) => match.id);
      return { band: 'offer', ids };
    },
  };
}

function isValid(entry: FaqEntry | null, nowMs: number): boolean {
  if (entry === null) return false;
  return nowMs >= (entry.validFromMs ?? -Infinity) && nowMs <= (entry.validToMs ?? Infinity);
}
