/** A set of answers that can be asked, built like the live one. The one place where the editors' side chooses the matcher's options. */
import { LIMITS } from '../core/limits.ts';
import type { Locale } from '../core/locale.ts';
import type { FaqCandidate, FaqGateSide, FaqTryResult } from '../core/ports/faq-desk.ts';
import type { Faq, FaqEntry, FaqFinding } from '../core/ports/words.ts';
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
  find(text: string, locale: Locale, nowMs: number): Shown;
  /** The same with the questions of what is shown, for people. */
  tell(shown: Shown, locale: Locale): FaqGateSide;
  tryOut(text: string, locale: Locale, at: { nowMs: number; platform: string | null }): FaqTryResult;
}

export function openAnswers({
  entries,
  defaultLocale,
  fallback,
  vocabulary,
  calibration,
}: AnswerSet): OpenAnswers {
  const lexicon = lexiconFor(vocabulary);
  const named = (concept: string): Record<Locale, string> => {
    const nameIn = (locale: Locale): string => lexicon?.nameOf(concept, locale) ?? concept;
    return { ru: nameIn('ru'), uk: nameIn('uk'), en: nameIn('en') };
  };
  const options = {
    defaultLocale,
    fallback,
    lexicon,
    ...(calibration ? { calibration: () => calibration } : {}),
  };
  const faq = createFaq(entries, options);
  let matcher: ReturnType<typeof createMatcher> | null = null;
  return {
    entries,
    find: remembering((text, locale, nowMs) => shownBy(faq.find(text, locale, nowMs)), entries),
    tell({ band, score, said, offered }, locale) {
      const withQuestion = (id: string) => ({ id, question: questionOf(faq, id, locale) });
      const [first, ...also] = said.map(withQuestion);
      const [best, ...others] = offered.map(withQuestion);
      const { id, question } = first ?? best ?? { id: null, question: '' };
      return { band, id, question, score, also, offered: first && best ? [best, ...others] : others };
    },
    tryOut(text, locale, { nowMs, platform }) {
      const { band } = faq.find(text, locale, nowMs, platform ?? undefined);
      // Built when somebody tries a question for the first time: a replay needs none.
      matcher ??= createMatcher(entries, options);
      const candidates = matcher
        .candidates(text, locale)
        .slice(0, LIMITS.triedCandidates)
        .map(({ id, score, phrasing, words, concepts }): FaqCandidate => {
          const question = questionOf(faq, id, locale);
          return { id, question, score, phrasing, words, concepts: concepts.map((one) => named(one)) };
        });
      return { band, candidates, readAs: matcher.readAs(text, locale) };
    },
  };
}

/** The whole of what a customer would see, by ids: the answers, and what is to be chosen from, below them or instead. */
export interface Shown {
  band: FaqGateSide['band'];
  score: number;
  said: readonly string[];
  offered: readonly string[];
}

type Find = OpenAnswers['find'];

/** A replay asks the live set what the one before asked it: half of the work is done already, until an answer begins or ends by the clock. */
function remembering(find: Find, entries: readonly FaqEntry[]): Find {
  const changes = entries.flatMap(({ validFromMs, validToMs }) => [
    ...(validFromMs === undefined ? [] : [validFromMs]),
    ...(validToMs === undefined ? [] : [validToMs + 1]),
  ]);
  let known = new Map<string, Shown>();
  let [fromMs, untilMs] = [Infinity, -Infinity];
  return (text, locale, nowMs) => {
    if (nowMs < fromMs || nowMs >= untilMs || known.size >= 2 * LIMITS.gateQuestions) {
      known = new Map();
      fromMs = Math.max(-Infinity, ...changes.filter((atMs) => atMs <= nowMs));
      untilMs = Math.min(Infinity, ...changes.filter((atMs) => atMs > nowMs));
    }
    const key = `${locale} ${text}`;
    const found = known.get(key) ?? find(text, locale, nowMs);
    known.set(key, found);
    return found;
  };
}

function shownBy(found: FaqFinding): Shown {
  if (found.band === 'miss') return NOTHING;
  const { band, score = 0 } = found;
  if (band === 'offer') return { band, score, said: [], offered: found.ids };
  return { band, score, said: [found.id, ...(found.also ?? [])], offered: found.maybe ?? [] };
}

const NOTHING: Shown = { band: 'miss', score: 0, said: [], offered: [] };

function questionOf(faq: Faq, id: string, locale: Locale): string {
  return faq.entry(id, locale)?.question ?? id;
}
