/**
 * The matcher: a customer's words in, entries with calibrated scores out. Built once per FAQ set; matching is synchronous,
 * pure to its callers, and takes any text.
 */
import type { Locale } from '../core/locale.ts';
import type { Match, MatchExplanation, Matcher } from '../core/ports/words.ts';
import { LIMITS } from '../core/limits.ts';
import { buildIndex, type Index, type MatcherEntry } from './build-index.ts';
import { probability } from './calibrate.ts';
import { coverage, wordCoverage } from './coverage.ts';
import { normalise } from './normalise.ts';
import { otherReadings } from './readings.ts';
import { createScorer, type Scored } from './score.ts';
import type { ReadWord } from './vocabulary.ts';

const DEFAULT_LIMIT = 5;
/** Candidates whose facts are worked out; scores further down would be near nothing. */
const CANDIDATES = 6;
/** As typed, at least this share of the text must be known, or other readings are tried … */
const KNOWN_ENOUGH = 0.6;
/** … and taken only if they know this much more. */
const CLEARLY_BETTER = 0.25;

/** `entries` of all languages together; the same id in several languages is one answer. */
export function createMatcher(
  entries: readonly MatcherEntry[],
  options: { defaultLocale: Locale },
): Matcher & { candidates(text: string, locale?: Locale): Candidate[] } {
  const index = buildIndex(entries);
  const score = createScorer(index);

  const askedSo = exactQuestions(index);

  const candidates = (text: string, locale: Locale): Candidate[] => {
    const words = bestReading(text, index);
    const exact = askedSo.get(words.map((word) => word.word).join(' '));
    const scored = score(words, locale, CANDIDATES);
    return scored
      .map((one) => preferExact(candidate(one, scored, words, index), one.id, exact))
      .toSorted((a, b) => b.score - a.score || a.id.localeCompare(b.id, 'en'));
  };

  return {
    match(text, { locale, limit = DEFAULT_LIMIT } = {}): Match[] {
      return candidates(text, locale ?? options.defaultLocale)
        .slice(0, Math.max(0, limit))
        .map(({ id, score: value }) => ({ id, score: value }));
    },
    explain(text, id): MatchExplanation {
      const found = candidates(text, options.defaultLocale);
      const mine = found.find((one) => one.id === id);
      const other = found.find((one) => one.id !== id);
      return {
        id,
        score: mine?.score ?? 0,
        phrasing: mine?.phrasing ?? '',
        words: mine?.words ?? [],
        runnerUp: other === undefined ? null : { id: other.id, score: other.score },
      };
    },
    candidates: (text, locale) => candidates(text, locale ?? options.defaultLocale),
  };
}

/** Somebody wrote this very phrasing into the entry: nothing beats that. */
const EXACT = 0.98;

/** Folded wordings → the entries that hold them. */
function exactQuestions(index: Index): ReadonlyMap<string, ReadonlySet<number>> {
  const byText = new Map<string, Set<number>>();
  for (const unit of index.units) {
    for (const text of unit.folded) byText.set(text, (byText.get(text) ?? new Set()).add(unit.id));
  }
  return byText;
}

function preferExact(found: Candidate, id: number, exact: ReadonlySet<number> | undefined): Candidate {
  if (exact === undefined || exact.size > 1) return found;
  return { ...found, score: exact.has(id) ? Math.max(EXACT, found.score) : Math.min(1 - EXACT, found.score) };
}

/** One possible answer with everything that its score rests on. */
export interface Candidate extends Match {
  likeness: number;
  margin: number;
  coverage: number;
  phrasing: string;
  /** Words of the question that the entry knows. */
  words: string[];
}

function candidate(one: Scored, all: readonly Scored[], words: readonly ReadWord[], index: Index): Candidate {
  const rival = all.find((other) => other.id !== one.id)?.likeness ?? 0;
  const facts = {
    likeness: one.likeness,
    margin: one.likeness - rival,
    coverage: coverage(words, one.unit, index),
  };
  return {
    id: index.ids[one.id] ?? '',
    score: probability(facts),
    ...facts,
    phrasing: phrasingText(one, index),
    words: words.filter((word) => wordCoverage(word, one.unit, index) >= 0.5).map((word) => word.word),
  };
}

function phrasingText(one: Scored, index: Index): string {
  if (one.phrasing === -1) return index.units[one.unit]?.texts[0] ?? '';
  let first = one.phrasing;
  while (first > 0 && index.unitOf[first - 1] === one.unit) first -= 1;
  return index.units[one.unit]?.texts[one.phrasing - first] ?? '';
}

/** The words as typed or, when few of them are known, as they may have been meant. */
function bestReading(text: string, index: Index): ReadWord[] {
  const head = text.slice(0, LIMITS.matchTextChars);
  const typed = index.vocabulary.read(normalise(head));
  const known = knownShare(typed);
  if (known >= KNOWN_ENOUGH) return typed;
  let best = typed;
  let bestKnown = known + CLEARLY_BETTER;
  for (const other of otherReadings(head)) {
    const words = index.vocabulary.read(normalise(other));
    const share = knownShare(words);
    if (share > bestKnown) {
      best = words;
      bestKnown = share;
    }
  }
  return best;
}

/** Share of the letters that stand in words which the vocabulary knows, wholly or nearly. */
function knownShare(words: readonly ReadWord[]): number {
  let known = 0;
  let all = 0;
  for (const word of words) {
    const length = word.word.length;
    all += length;
    if (word.stem >= 0 || word.concept >= 0) known += length;
    else {
      const grams = word.grams.filter((gram) => gram !== -1).length;
      known += length * (grams / Math.max(1, word.grams.length)) ** 2;
    }
  }
  return all === 0 ? 1 : known / all;
}
