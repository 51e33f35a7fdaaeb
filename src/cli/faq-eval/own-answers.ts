/**
 * The shop's own answers, measured by themselves: each phrasing is asked as though nobody had written it, and again as though its whole
 * entry were missing. For fuse.js the same: what is held back is left out of what it finds.
 */
import { systemClock } from '../../core/clock.ts';
import type { Locale } from '../../core/locale.ts';
import type { FaqEntry, Match } from '../../core/ports/words.ts';
import { buildIndex, type Index } from '../../matcher/build-index.ts';
import { createWeigher } from '../../matcher/create-matcher.ts';
import { learn } from '../../matcher/learn.ts';
import type { Lexicon } from '../../matcher/lexicon.ts';
import { createChance, shuffled } from './chance.ts';
import { figuresOf, NOTHING, percentile, type Asked, type Bands } from './figures.ts';
import { bestById, FUSE_OPTIONS, loadFuse, type FuseLine } from './matchers-to-measure.ts';
import type { Run } from './measure-set.ts';

/** `text` of the entry `id` in the language `locale`; `doc` is its place in the index. */
interface Question {
  id: string;
  locale: Locale;
  text: string;
  doc: number;
  entry: number;
}

type Without = 'phrasing' | 'entry';

/** Answers to a question while its phrasing, or its whole entry, is left out. */
interface Own {
  name: string;
  find(question: Question, without: Without): Match[];
  bands: Bands | null;
  buildMs: number;
  learnMs: number | null;
}

export interface OwnRow extends Run {
  locale: Locale;
  matcher: string;
}

/** For each language at most `cap` phrasings are asked, drawn by `seed`. */
export async function measureOwnAnswers(
  entries: readonly FaqEntry[],
  { lexicon, fuse, cap, seed }: { lexicon: Lexicon | null; fuse: boolean; cap: number; seed: number },
): Promise<OwnRow[]> {
  const fromMs = systemClock.monotonic();
  const index = buildIndex(entries, lexicon);
  const buildMs = systemClock.monotonic() - fromMs;
  const ours = oursOf(index, entries, {
    lexicon,
    buildMs,
    name: lexicon ? 'prilavok' : 'prilavok, no lexicon',
  });
  const other = fuse ? await fuseOf(index) : null;
  const questions = questionsOf(index);
  const locales = [...new Set(questions.map(({ locale }) => locale))].toSorted();
  return locales.flatMap((locale) => {
    const own = questions.filter((question) => question.locale === locale);
    const drawn = shuffled(own, createChance(seed)).slice(0, cap);
    return [ours, ...(other ? [other] : [])].map((matcher) => ({
      locale,
      matcher: matcher.name,
      ...askOwn(matcher, drawn),
    }));
  });
}

/** Questions of entries with one phrasing only cannot be held back: there would be nothing left. */
function questionsOf(index: Index): Question[] {
  return index.units.flatMap(({ id, locale, texts, from }) =>
    texts.length < 2
      ? []
      : texts.map((text, at) => ({ id: index.ids[id] ?? '', locale, text, doc: from + at, entry: id })),
  );
}

function oursOf(
  index: Index,
  entries: readonly FaqEntry[],
  { lexicon, buildMs, name }: { lexicon: Lexicon | null; buildMs: number; name: string },
): Own {
  const fromMs = systemClock.monotonic();
  const { calibration } = learn(entries, { lexicon });
  const learnMs = systemClock.monotonic() - fromMs;
  const weigh = createWeigher(index, () => calibration);
  return {
    name,
    find({ doc, entry, locale }, without) {
      const unit = index.units[index.unitOf[doc] ?? 0];
      const text = index.reader.read(unit?.folded[doc - unit.from] ?? '', locale);
      return weigh(text, locale, without === 'phrasing' ? { doc } : { id: entry });
    },
    bands: calibration,
    buildMs,
    learnMs,
  };
}

async function fuseOf(index: Index): Promise<Own | null> {
  const Fuse = await loadFuse();
  if (Fuse === null) return null;
  const fromMs = systemClock.monotonic();
  const lines = index.units.flatMap(({ id, texts }) =>
    texts.map((text): FuseLine => ({ id: index.ids[id] ?? '', text })),
  );
  const fuse = new Fuse(lines, FUSE_OPTIONS);
  return {
    name: 'fuse.js',
    find({ id, doc, text }, without) {
      const found = fuse.search(text);
      return bestById(
        found.filter(({ item, refIndex }) => (without === 'phrasing' ? refIndex !== doc : item.id !== id)),
      );
    },
    bands: null,
    buildMs: systemClock.monotonic() - fromMs,
    learnMs: null,
  };
}

function askOwn(matcher: Own, questions: readonly Question[]): Run {
  const times: number[] = [];
  const ask = (question: Question, without: Without): Match[] => {
    const fromMs = systemClock.monotonic();
    const found = matcher.find(question, without);
    times.push(systemClock.monotonic() - fromMs);
    return found;
  };
  const asked = questions.map((question): Asked => {
    const found = ask(question, 'phrasing');
    return { place: found.findIndex(({ id }) => id === question.id), score: found[0]?.score ?? NOTHING };
  });
  const near = questions.map((question) => ask(question, 'entry')[0]?.score ?? NOTHING);
  return {
    ...figuresOf(asked, { far: [], near }, matcher.bands),
    buildMs: matcher.buildMs,
    learnMs: matcher.learnMs,
    p50Ms: percentile(times, 0.5),
    p99Ms: percentile(times, 0.99),
  };
}
