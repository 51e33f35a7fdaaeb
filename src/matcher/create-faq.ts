/**
 * The FAQ as the engine sees it: an entry by id in the nearest language, and for a customer's words a decision: say the
 * answer, offer a few, or admit a miss. Built anew for each content set and swapped whole.
 */
import { LIMITS } from '../core/limits.ts';
import { LOCALES, type Locale } from '../core/locale.ts';
import type { AnswerPlace, Faq, FaqEntry } from '../core/ports/words.ts';
import { GENERAL, type Calibration } from './calibrate.ts';
import { buildIndex, buildIndexGently, type Index, type Pauses } from './build-index.ts';
import { EXACT, lexiconOf, matcherOn, type Candidate, type MatcherOptions } from './create-matcher.ts';
import { NUMBER } from './read-text.ts';

export interface FaqOptions extends Pick<MatcherOptions, 'lexicon'> {
  /** The language that answers when an entry lacks the customer's. */
  defaultLocale: Locale;
  /** Full order of fallback; default: `defaultLocale`, then any. */
  fallback?: readonly Locale[];
  /** Where the bands lie for these entries, as they taught it themselves; default: what holds in general. */
  calibration?: () => Calibration;
}

export function createFaq(entries: readonly FaqEntry[], options: FaqOptions): Faq {
  return faqOn(buildIndex(entries, lexiconOf(options)), entries, options);
}

/** As `createFaq`, without holding anybody up. */
export async function createFaqGently(
  entries: readonly FaqEntry[],
  options: FaqOptions,
  pauses: Pauses,
): Promise<Faq> {
  return faqOn(await buildIndexGently(entries, lexiconOf(options), pauses), entries, options);
}

function faqOn(index: Index, entries: readonly FaqEntry[], options: FaqOptions): Faq {
  const byId = new Map<string, Map<Locale, FaqEntry>>();
  for (const entry of entries) {
    const known = byId.get(entry.id) ?? new Map<Locale, FaqEntry>();
    known.set(entry.locale, entry);
    byId.set(entry.id, known);
  }
  const matcher = matcherOn(index, options);
  const calibration = options.calibration ?? (() => GENERAL);
  const order = [...new Set([...(options.fallback ?? []), options.defaultLocale, ...LOCALES])];

  const entry = (id: string, locale: Locale, at?: AnswerPlace): FaqEntry | null => {
    const translations = byId.get(id);
    if (translations === undefined) return null;
    for (const one of [locale, ...order]) {
      const found = translations.get(one);
      // What is over in the customer's language is not told in another one.
      if (found !== undefined) return at === undefined || isAnswered(found, at) ? found : null;
    }
    return null;
  };

  return {
    entry,
    find(text, locale, nowMs, platform) {
      const at = platform === undefined ? { nowMs } : { nowMs, platform };
      const isOpen = (one: Candidate): boolean => isMeant(one) && entry(one.id, locale, at) !== null;
      const found = matcher.ask(text, locale);
      const candidates = found.candidates.filter(isOpen);
      const [first] = candidates;
      if (first === undefined) return { band: 'miss' };
      const { id, score } = first;
      const bands = calibration();
      const parts = found.parts.flatMap((part) => part.find(isOpen) ?? []);
      const clear = parts.filter((one) => one.score >= bands.answer).map((one) => one.id);
      const asked = askedFor(first, clear, bands);
      const [said, ...also] = asked.slice(0, LIMITS.answersAtOnce);
      if (said !== undefined) {
        const maybe = clear.includes(said) && first.score < EXACT ? besides(parts, asked, bands) : [];
        // A flow would lead away from what else was asked: all of it is offered.
        if (maybe.length > 0 && asked.every((one) => one.includes(':'))) {
          return { band: 'offer', ids: inOrder(parts, [...asked, ...maybe]), score };
        }
        const sure = Math.max(bands.answer, said === id ? score : 0);
        const further = { ...(also.length > 0 ? { also } : {}), ...(maybe.length > 0 ? { maybe } : {}) };
        return { band: 'answer', id: said, score: sure, ...further };
      }
      if (score < bands.offer) return { band: 'miss' };
      const ids = candidates.slice(0, LIMITS.offeredAnswers).map((one) => one.id);
      return { band: 'offer', ids, score };
    },
    nearest: (text, locale, limit) => matcher.match(text, { locale, limit }),
  };
}

/** The answers to say, in the order of the questions. Who asks in the very words of an entry asks nothing besides. */
function askedFor(first: Candidate, clear: readonly string[], { answer }: Calibration): string[] {
  if (first.score >= EXACT) return [first.id];
  const parts = [...new Set(clear)];
  return first.score < answer || parts.includes(first.id) ? parts : [first.id];
}

/** A number alone asks for nothing, however many entries hold one; written there as such it does. */
function isMeant({ score, words, concepts }: Candidate): boolean {
  return score >= EXACT || concepts.length > 0 || words.some((word) => word !== NUMBER);
}

/** What the parts that are not plain may ask for, beside what is said. Commands are never guessed. */
function besides(parts: readonly Candidate[], asked: readonly string[], { offer }: Calibration): string[] {
  const likely = parts.filter(({ id, score }) => score >= offer && !asked.includes(id));
  return [...new Set(likely.map(({ id }) => id).filter((id) => !id.startsWith('command:')))];
}

function inOrder(parts: readonly Candidate[], ids: readonly string[]): string[] {
  const asked = parts.map(({ id }) => id).filter((id) => ids.includes(id));
  return [...new Set(asked)].slice(0, LIMITS.offeredAnswers);
}

function isAnswered(entry: FaqEntry, { nowMs, platform }: AnswerPlace): boolean {
  const { validFromMs = -Infinity, validToMs = Infinity, channels } = entry;
  if (nowMs < validFromMs || nowMs > validToMs) return false;
  return channels === undefined || platform === undefined || channels.includes(platform);
}
