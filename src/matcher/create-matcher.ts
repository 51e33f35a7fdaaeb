/**
 * The matcher: a customer's words in, entries with calibrated scores out. Built once per FAQ set; matching is synchronous,
 * pure to its callers, and takes any text.
 */
import type { Locale } from '../core/locale.ts';
import type { Match, MatchExplanation, Matcher } from '../core/ports/words.ts';
import { buildIndex, fold, type Index, type MatcherEntry } from './build-index.ts';
import { GENERAL, probability, type Calibration, type Facts } from './calibrate.ts';
import { clausesOf } from './clauses.ts';
import { coverage } from './coverage.ts';
import { SHOP_LEXICON, type Lexicon } from './lexicon.ts';
import { LIMITS } from '../core/limits.ts';
import { wordsOf, type ReadText } from './read-text.ts';
import { bestReading } from './best-reading.ts';
import type { Without } from './held-back.ts';
import { createScorer, type Scored, type Scorer } from './score.ts';

const DEFAULT_LIMIT = 5;
/** A part of a longer text may be right about itself and still not what was meant. */
const PART = 0.97;
/** From so many characters on a text may be a story with a question in it; a shorter one is read as a whole. */
const STORY = 120;
const DOZEN = 12;
/** Of fewer words than this it tells less that all of them are known. */
const FEW = 3;
/** Somebody wrote this very phrasing into the entry: nothing beats that. */
export const EXACT = 0.98;

export interface MatcherOptions {
  defaultLocale: Locale;
  /** Default: the words of a shop. Null: words stand for themselves alone. */
  lexicon?: Lexicon | null;
  /** Asked anew for each text: what the entries teach comes later than they do. */
  calibration?: () => Calibration;
}

/** One possible answer with everything that its score rests on. */
export interface Candidate extends Match, Facts {
  phrasing: string;
  /** Words of the question, and concepts, that the entry knows. */
  words: string[];
  concepts: string[];
}

/** What a text leads to, and each of its parts by itself; without parts it is one question. */
export interface Asked {
  candidates: Candidate[];
  parts: Candidate[][];
}

export interface TextMatcher extends Matcher {
  candidates(text: string, locale?: Locale): Candidate[];
  ask(text: string, locale?: Locale): Asked;
  /** The words as they were read, where they were not read as typed. */
  readAs(text: string, locale?: Locale): string | null;
}

/** `entries` of all languages together; the same id in several languages is one answer. */
export function createMatcher(entries: readonly MatcherEntry[], options: MatcherOptions): TextMatcher {
  return matcherOn(buildIndex(entries, lexiconOf(options)), options);
}

export function lexiconOf({ lexicon }: Pick<MatcherOptions, 'lexicon'>): Lexicon | null {
  return lexicon === undefined ? SHOP_LEXICON : lexicon;
}

export function matcherOn(index: Index, options: MatcherOptions): TextMatcher {
  const weigh = createWeigher(index, options.calibration ?? (() => GENERAL));
  const asked = (text: string, locale: Locale): Candidate[] =>
    weigh(bestReading(text, locale, index), locale);

  const ask = (text: string, locale: Locale): Asked => {
    const head = text.slice(0, LIMITS.matchTextChars);
    const whole = asked(head, locale);
    const clauses = clausesOf(head);
    if (clauses.length < 2) return { candidates: whole, parts: [] };
    const parts = clauses.map((clause) => asked(clause, locale));
    return { candidates: head.length < STORY ? whole : withParts(whole, parts), parts };
  };
  const candidates = (text: string, locale: Locale): Candidate[] => ask(text, locale).candidates;

  return {
    match(text, { locale = options.defaultLocale, limit = DEFAULT_LIMIT } = {}): Match[] {
      return candidates(text, locale)
        .slice(0, Math.max(0, limit))
        .map(({ id, score }) => ({ id, score }));
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
        concepts: mine?.concepts ?? [],
        runnerUp: other === undefined ? null : { id: other.id, score: other.score },
      };
    },
    candidates: (text, locale = options.defaultLocale) => candidates(text, locale),
    ask: (text, locale = options.defaultLocale) => ask(text, locale),
    readAs(text, locale = options.defaultLocale) {
      const head = text.slice(0, LIMITS.matchTextChars);
      const read = bestReading(head, locale, index)
        .words.map(({ word, meant }) => meant ?? word)
        .join(' ');
      return read === wordsOf(fold(head)).join(' ') ? null : read;
    },
  };
}

/** A story is asked as a whole and by its parts; the question in its middle may be plainer by itself. */
function withParts(whole: readonly Candidate[], parts: readonly (readonly Candidate[])[]): Candidate[] {
  const best = new Map(whole.map((one) => [one.id, one]));
  for (const one of parts.flat()) {
    const score = one.score * PART;
    if (score > (best.get(one.id)?.score ?? 0)) best.set(one.id, { ...one, score });
  }
  return [...best.values()].toSorted(byScore);
}

/** Candidates of a text that was read, best first. */
export type Weigher = (text: ReadText, locale: Locale, without?: Without) => Candidate[];

export function createWeigher(index: Index, calibration: () => Calibration): Weigher {
  const score: Scorer = createScorer(index);
  return (text, locale, without) => {
    const { weights } = calibration();
    const scored = score(text, locale, without);
    const exact = without ? undefined : index.askedSo.get(text.words.map(({ word }) => word).join(' '));
    return scored
      .map((one) => {
        const candidate = describe(one, scored, text, index, without);
        const found = { ...candidate, score: probability(candidate, weights) };
        return exact === undefined ? found : preferExact(found, exact.has(one.id), exact.size);
      })
      .toSorted(byScore);
  };
}

function byScore(a: Candidate, b: Candidate): number {
  return b.score - a.score || (a.id < b.id ? -1 : 1);
}

function preferExact(found: Candidate, isIt: boolean, holders: number): Candidate {
  if (holders > 1) return found;
  return { ...found, score: isIt ? Math.max(EXACT, found.score) : Math.min(1 - EXACT, found.score) };
}

function describe(
  one: Scored,
  all: readonly Scored[],
  text: ReadText,
  index: Index,
  without: Without | undefined,
): Omit<Candidate, 'score'> {
  const rival = all.find((other) => other.id !== one.id)?.fit ?? 0;
  const unit = index.units[one.unit];
  const isHeld = without !== undefined && 'doc' in without && index.unitOf[without.doc] === one.unit;
  const { share, words, concepts } = coverage(text, one.unit, index, isHeld ? without.doc : undefined);
  return {
    id: index.ids[one.id] ?? '',
    fit: one.fit,
    margin: one.fit - rival,
    coverage: share * Math.min(1, text.words.length / FEW),
    length: Math.min(1, text.words.length / DOZEN),
    phrasing: unit?.texts[one.doc - unit.from] ?? '',
    words,
    concepts,
  };
}
