/**
 * How well a set of entries finds itself: one phrasing of every entry is held back, the matcher is built from the rest and
 * asked with the held-back ones, in turn for all. For editors (which phrasings are taken for another entry) and for tests.
 */
import type { Locale } from '../core/locale.ts';
import { createMatcher } from './create-matcher.ts';
import type { MatcherEntry } from './build-index.ts';

export interface HeldOutResult {
  id: string;
  locale: Locale;
  phrasing: string;
  /** What was found for it; null: nothing. */
  found: string | null;
  score: number;
}

/** Asks with every phrasing once. The question itself is always known. Takes about ten times as long as building. */
export function askHeldOut(
  entries: readonly MatcherEntry[],
  options: { defaultLocale: Locale },
): HeldOutResult[] {
  const rounds = Math.max(0, ...entries.map((entry) => entry.phrasings.length));
  const results: HeldOutResult[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const rest = entries.map((entry) => ({
      ...entry,
      phrasings: entry.phrasings.filter((_, index) => index !== round),
    }));
    const matcher = createMatcher(rest, options);
    for (const { id, locale, phrasings } of entries) {
      const phrasing = phrasings[round];
      if (phrasing === undefined) continue;
      const first = matcher.match(phrasing, { locale, limit: 1 })[0];
      results.push({ id, locale, phrasing, found: first?.id ?? null, score: first?.score ?? 0 });
    }
  }
  return results;
}
