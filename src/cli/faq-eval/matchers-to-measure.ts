/** The matchers that are measured, behind one shape: ours, and fuse.js with the options it comes with. */
import type * as FuseJs from 'fuse.js';
import { systemClock } from '../../core/clock.ts';
import type { Locale } from '../../core/locale.ts';
import type { Match } from '../../core/ports/words.ts';
import type { MatcherEntry } from '../../matcher/build-index.ts';
import { createMatcher, type MatcherOptions } from '../../matcher/create-matcher.ts';
import { learn } from '../../matcher/learn.ts';
import type { SetLanguage } from './evaluation-set.ts';
import type { Bands } from './figures.ts';
import type { Known } from './split-set.ts';

/** A matcher that knows what it is to know. */
export interface Measured {
  /** Best first. */
  match(text: string): Match[];
  bands: Bands | null;
  /** Until it can be asked, and until it has learnt where its bands lie; null: it learns nothing. */
  buildMs: number;
  learnMs: number | null;
}

export interface MatcherToMeasure {
  name: string;
  build(known: readonly Known[], lang: SetLanguage): Measured;
}

/** Candidates that count: beyond them nobody looks. */
const LIMIT = 10;

/** `lexicon` false: words stand for themselves alone. */
export function oursToMeasure(lexicon: boolean): MatcherToMeasure {
  const words: Pick<MatcherOptions, 'lexicon'> = lexicon ? {} : { lexicon: null };
  return {
    name: lexicon ? 'prilavok' : 'prilavok, no lexicon',
    build(known, lang) {
      const locale = localeOf(lang);
      const entries = known.map((one): MatcherEntry => entryOf(one, locale));
      const fromMs = systemClock.monotonic();
      let calibration: ReturnType<typeof learn>['calibration'] | null = null;
      const learning = (): NonNullable<typeof calibration> => {
        calibration ??= learn(entries, words).calibration;
        return calibration;
      };
      const matcher = createMatcher(entries, { ...words, defaultLocale: locale, calibration: learning });
      const builtMs = systemClock.monotonic();
      const { answer, offer } = learning();
      const learntMs = systemClock.monotonic();
      return {
        match: (text) => matcher.match(text, { limit: LIMIT }),
        bands: { answer, offer },
        buildMs: builtMs - fromMs,
        learnMs: learntMs - builtMs,
      };
    },
  };
}

/** Null where fuse.js is not installed: the product does not need it. */
export async function fuseToMeasure(): Promise<MatcherToMeasure | null> {
  const Fuse = await loadFuse();
  if (Fuse === null) return null;
  return {
    name: 'fuse.js',
    build(known) {
      const fromMs = systemClock.monotonic();
      const lines = known.flatMap(({ id, phrases }) => phrases.map((text): FuseLine => ({ id, text })));
      const fuse = new Fuse(lines, FUSE_OPTIONS);
      const buildMs = systemClock.monotonic() - fromMs;
      return {
        match: (text) => bestById(fuse.search(text)),
        bands: null,
        buildMs,
        learnMs: null,
      };
    },
  };
}

/** One phrasing. */
export interface FuseLine {
  id: string;
  text: string;
}

/** As it comes, with its score. */
export const FUSE_OPTIONS = { keys: ['text'], includeScore: true };

/** One match for each entry, by its best phrasing. */
export function bestById(found: readonly { item: FuseLine; score?: number }[]): Match[] {
  const best = new Map<string, number>();
  for (const { item, score = 1 } of found) {
    if (1 - score > (best.get(item.id) ?? -1)) best.set(item.id, 1 - score);
  }
  return [...best].map(([id, score]) => ({ id, score })).toSorted((a, b) => b.score - a.score);
}

/** By a name that nothing resolves before it is needed. */
export async function loadFuse(): Promise<typeof FuseJs.default | null> {
  const name = 'fuse.js';
  try {
    const loaded = (await import(name)) as typeof FuseJs;
    return loaded.default;
  } catch {
    return null;
  }
}

/** Of a mixed set everything passes as one language, so that none is preferred. */
function localeOf(lang: SetLanguage): Locale {
  return lang === 'mix' ? 'ru' : lang;
}

function entryOf({ id, phrases: [question = '', ...phrasings] }: Known, locale: Locale): MatcherEntry {
  return { id, locale, question, phrasings, answer: '' };
}
