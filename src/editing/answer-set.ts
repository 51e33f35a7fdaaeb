/** A set of answers that can be asked, built like the live one. The one place where the editors' side chooses the matcher's options. */
import { LIMITS } from '../core/limits.ts';
import type { Locale } from '../core/locale.ts';
import type { FaqCandidate, FaqGateSide, FaqTryResult } from '../core/ports/faq-desk.ts';
import type { Faq, FaqEntry } from '../core/ports/words.ts';
import { createFaq, createMatcher, lexiconFor, type Calibration, type Vocabulary } from '../matcher/index.ts';

/** Plain data: it goes to a thread. `entries`: answers and the phrases that start flows. */
export interface AnswerSet {
  entries: readonly FaqEntry[];
  defaultLocale: Locale;
  fallback: readonly Locale[];
  vocabulary: Vocabulary;
  /** Where the bands of the live answers lie; without it where they lie in general. */
  calibration?: Calibration;
}

export interface OpenAnswers {
  entries: readonly FaqEntry[];
  find(text: string, locale: Locale, nowMs: number): FoundSide;
  tryOut(text: string, locale: Locale, at: { nowMs: number; platform: string | null }): FaqTryResult;
}

export function openAnswers({
  entries,
  defaultLocale,
  fallback,
  vocabulary,
  calibration,
}: AnswerSet): OpenAnswers {
  const options = {
    defaultLocale,
    fallback,
    lexicon: lexiconFor(vocabulary),
    ...(calibration ? { calibration: () => calibration } : {}),
  };
  const faq = createFaq(entries, options);
  let matcher: ReturnType<typeof createMatcher> | null = null;
  return {
    entries,
    find: remembering((text, locale, nowMs) => sideOf(faq, text, locale, nowMs)),
    tryOut(text, locale, { nowMs, platform }) {
      const { band } = faq.find(text, locale, nowMs, platform ?? undefined);
      // Built when somebody tries a question for the first time: a replay needs none.
      matcher ??= createMatcher(entries, options);
      const candidates = matcher
        .candidates(text, locale)
        .slice(0, LIMITS.triedCandidates)
        .map(({ id, score, phrasing, words, concepts }): FaqCandidate => {
          return { id, question: questionOf(faq, id, locale), score, phrasing, words, concepts };
        });
      return { band, candidates, readAs: matcher.readAs(text, locale) };
    },
  };
}

/** `ids`: the answer, or all that would be offered. */
export interface FoundSide {
  side: FaqGateSide;
  ids: readonly string[];
}

type Find = OpenAnswers['find'];

/** How long answers that begin or end by the clock are taken for the same. */
const SAME_MS = 60_000;

/** A replay asks the live set what the one before asked it: half of the work is done already. */
function remembering(find: Find): Find {
  let known = new Map<string, FoundSide>();
  let sinceMs = -Infinity;
  return (text, locale, nowMs) => {
    if (Math.abs(nowMs - sinceMs) > SAME_MS || known.size >= 2 * LIMITS.gateQuestions) {
      known = new Map();
      sinceMs = nowMs;
    }
    const key = `${locale} ${text}`;
    const found = known.get(key) ?? find(text, locale, nowMs);
    known.set(key, found);
    return found;
  };
}

function sideOf(faq: Faq, text: string, locale: Locale, nowMs: number): FoundSide {
  const found = faq.find(text, locale, nowMs);
  if (found.band === 'miss') return { side: { band: 'miss', id: null, question: '', score: 0 }, ids: [] };
  const ids = found.band === 'answer' ? [found.id] : found.ids;
  const [id = null] = ids;
  const score = 'score' in found && typeof found.score === 'number' ? found.score : 0;
  const question = id === null ? '' : questionOf(faq, id, locale);
  return { side: { band: found.band, id, question, score }, ids };
}

function questionOf(faq: Faq, id: string, locale: Locale): string {
  return faq.entry(id, locale)?.question ?? id;
}
