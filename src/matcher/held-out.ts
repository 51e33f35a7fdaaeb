/**
 * How well a set of entries finds itself: each phrasing is asked as though nobody had written it. For editors (which phrasings
 * are taken for another entry) and for tests.
 */
import type { Locale } from '../core/locale.ts';
import { buildIndex, type MatcherEntry } from './build-index.ts';
import { GENERAL, type Calibration } from './calibrate.ts';
import { createWeigher, lexiconOf, type MatcherOptions } from './create-matcher.ts';

export interface HeldOutResult {
  id: string;
  locale: Locale;
  phrasing: string;
  /** What was found for it; null: nothing. */
  found: string | null;
  score: number;
}

export interface HeldOutOptions extends Pick<MatcherOptions, 'lexicon'> {
  calibration?: Calibration;
}

/** All phrasings, to be asked in slices: for those who have others waiting. */
export interface HeldOut {
  /** How many there are. */
  readonly phrasings: number;
  /** Those from `from` up to `to`, in the order of the entries. */
  ask(from: number, to: number): HeldOutResult[];
}

/** Asks with every phrasing once. The question itself is always known. */
export function askHeldOut(entries: readonly MatcherEntry[], options: HeldOutOptions = {}): HeldOutResult[] {
  const { phrasings, ask } = openHeldOut(entries, options);
  return ask(0, phrasings);
}

/** The same in slices. `first`: ids of entries whose phrasings stand before all others. */
export function openHeldOut(
  entries: readonly MatcherEntry[],
  { calibration = GENERAL, first = [], ...options }: HeldOutOptions & { first?: readonly string[] } = {},
): HeldOut {
  const index = buildIndex(entries, lexiconOf(options));
  const weigh = createWeigher(index, () => calibration);
  const isFirst = new Set(first);
  const places = index.units.flatMap((unit) => {
    const id = index.ids[unit.id] ?? '';
    return unit.texts.slice(1).map((phrasing, at) => ({ unit, id, phrasing, at: at + 1 }));
  });
  const order = isFirst.size === 0 ? places : places.toSorted((a, b) => rank(a.id) - rank(b.id));
  return {
    phrasings: order.length,
    ask: (from, to) =>
      order
        .slice(from, to)
        .map(({ unit: { locale, folded, from: begin }, id, phrasing, at }): HeldOutResult => {
          const text = index.reader.read(folded[at] ?? '', locale);
          const [best] = weigh(text, locale, { doc: begin + at });
          return { id, locale, phrasing, found: best?.id ?? null, score: best?.score ?? 0 };
        }),
  };

  function rank(id: string): number {
    return isFirst.has(id) ? 0 : 1;
  }
}

/** A phrasing that another entry would surely answer if it were not written down in its own. */
export interface StolenPhrasing {
  id: string;
  locale: Locale;
  phrasing: string;
  thief: string;
  /** Of the thief. */
  score: number;
}

/** Those of `results` that would get a wrong answer at once; `answerAt`: the score from which an answer is said. */
export function stolenPhrasings(
  results: readonly HeldOutResult[],
  answerAt: number = GENERAL.answer,
): StolenPhrasing[] {
  return results.flatMap(({ id, locale, phrasing, found, score }) =>
    found === null || found === id || score < answerAt ? [] : [{ id, locale, phrasing, thief: found, score }],
  );
}
