/**
 * Courtesy, hard words, names and scores, from `flows/front-desk/manners.<locale>.yaml`. Whatever one of the languages knows is
 * understood in every chat: people mix them. Content people edit the lists; no word of them stands in code.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { PrilavokError } from '../core/errors.ts';
import { LIMITS } from '../core/limits.ts';
import { LOCALES, type Locale } from '../core/locale.ts';
import { COURTESIES, DISTRESSES, type Courtesy, type Distress, type Manners } from '../core/ports/manners.ts';
import { foldWords, isEmoji } from './fold-words.ts';
import { keepReadings } from './kept-readings.ts';
import { createNameReader } from './read-name.ts';
import { createScoreReader } from './read-score.ts';
import { createSpokenTo, spokenToSchema } from './spoken-to.ts';
import { compilePatterns, type WordPatterns } from './word-patterns.ts';
import { localTimeAt } from '../core/zoned-time.ts';

const list = z.array(z.string().min(1)).max(2_000);
const record = <Key extends string>(keys: readonly Key[]) =>
  z.strictObject(Object.fromEntries(keys.map((key) => [key, list])) as Record<Key, typeof list>);

const mannersFile = z.strictObject({
  courtesy: record(COURTESIES),
  /** Words around courtesy that mean nothing by themselves. */
  filler: list,
  distress: record(DISTRESSES),
  /** Harmless phrases that hold one of the words above. */
  harmless: list,
  /** What stands before a name; words that are none. */
  calledBefore: list,
  noName: list,
  patronymic: list,
  spokenTo: spokenToSchema,
  /** Words of a score from 1 to 5, names of the numbers from 0 to 10, and words around them. */
  score: z.strictObject({
    words: z.record(z.enum(['1', '2', '3', '4', '5']), list),
    numbers: z.array(list).length(11),
    around: list,
  }),
});
export type MannersLists = z.infer<typeof mannersFile>;

const kept = keepReadings<MannersLists>();

/** Reads the three files of `dir`. Throws TEXTS_INVALID naming the file and what is wrong in it. */
export async function loadManners(dir: string, timeZone: string): Promise<Manners> {
  const lists = {} as Record<Locale, MannersLists>;
  for (const locale of LOCALES) {
    const file = join(dir, `manners.${locale}.yaml`);
    try {
      const text = await readFile(file, 'utf8');
      lists[locale] = kept(file, text, () => mannersFile.parse(parse(text, { maxAliasCount: 0 })));
    } catch (cause) {
      const why = cause instanceof z.ZodError ? z.prettifyError(cause).replaceAll('\n', '; ') : String(cause);
      throw new PrilavokError('TEXTS_INVALID', `${file}: ${why}`, { cause });
    }
  }
  return createManners(lists, timeZone);
}

export function createManners(byLocale: Record<Locale, MannersLists>, timeZone: string): Manners {
  const lists = LOCALES.map((locale) => byLocale[locale]);
  const speakers = new Map(LOCALES.map((locale) => [locale, createSpokenTo(byLocale[locale].spokenTo)]));
  const all = (pick: (one: MannersLists) => readonly string[]) => lists.flatMap(pick);
  const courtesies = compilePatterns<Courtesy | 'filler'>([
    ...COURTESIES.map((kind) => [kind, all(({ courtesy }) => courtesy[kind])] as const),
    ['filler', all(({ filler }) => filler)],
  ]);
  const distresses = compilePatterns<Distress | 'harmless'>([
    ...DISTRESSES.map((kind) => [kind, all(({ distress }) => distress[kind])] as const),
    ['harmless', all(({ harmless }) => harmless)],
  ]);
  const isCourtesy = (words: readonly string[]) => courtesyOf(courtesies, words) !== null;
  return {
    courtesy(text) {
      const words = foldWords(text.slice(0, LIMITS.distressChars));
      if (words.length === 0) return signsOf(text);
      if (!text.trim().endsWith('?') && wantsToBeForgotten(courtesies, words)) return 'forget';
      if (text.length > LIMITS.courtesyChars) return null;
      return words.length > LIMITS.courtesyWords ? null : courtesyOf(courtesies, words);
    },
    distress: (text) => distressOf(distresses, foldWords(text.slice(0, LIMITS.distressChars))),
    calledName: createNameReader(
      {
        before: all((one) => one.calledBefore),
        none: all((one) => one.noName),
        patronymic: all((one) => one.patronymic),
      },
      isCourtesy,
    ),
    spokenTo: (name, locale) => speakers.get(locale)?.(name) ?? name,
    score: createScoreReader(lists.map(({ score }) => score)),
    partOfDay(atMs) {
      const hour = localTimeAt(atMs, timeZone).minute / 60;
      if (hour < 5 || hour >= 23) return 'night';
      return hour < 11 ? 'morning' : hour < 18 ? 'day' : 'evening';
    },
  };
}

/** "?", "!!" and "…" ask whether anybody is there; ")))" is a smile. */
function signsOf(text: string): Courtesy | null {
  const signs = text.replaceAll(/\s/gu, '');
  if (/^[?!.…]+$/u.test(signs)) return 'nudge';
  return /^[:;=]?[-^]?\)+$/u.test(signs) ? 'laugh' : null;
}

/** Said anywhere in a text: the law gives the right, however it is put. How it goes is a question like others. */
function wantsToBeForgotten(patterns: WordPatterns<Courtesy | 'filler'>, words: readonly string[]): boolean {
  return words.some((_, from) => patterns.at(words, from).some(({ label }) => label === 'forget'));
}

/** The weightiest kind of a text that can be cut into phrases of courtesy without a rest. */
function courtesyOf(patterns: WordPatterns<Courtesy | 'filler'>, words: readonly string[]): Courtesy | null {
  const spoken = words.some((word) => !isEmoji(word)) ? words.filter((word) => !isEmoji(word)) : words;
  // Where a phrase may end, with the weight of the best way there.
  const best: (number | null)[] = [NOTHING, ...spoken.map(() => null)];
  for (let from = 0; from < spoken.length; from += 1) {
    const here = best[from];
    if (here == null) continue;
    for (const { label, to } of patterns.at(spoken, from)) {
      const weight = Math.min(here, label === 'filler' ? NOTHING : COURTESIES.indexOf(label));
      best[to] = Math.min(best[to] ?? weight, weight);
    }
  }
  return COURTESIES[best[spoken.length] ?? NOTHING] ?? null;
}

/** Beyond the last kind. */
const NOTHING = COURTESIES.length;

function distressOf(
  patterns: WordPatterns<Distress | 'harmless'>,
  words: readonly string[],
): Distress | null {
  const found = words.flatMap((word, from) => [
    ...patterns.at(words, from),
    ...maskedAt(patterns, word, from),
  ]);
  const harmless = found.filter(({ label }) => label === 'harmless');
  const hard = found.filter(
    (one) => one.label !== 'harmless' && !harmless.some(({ from, to }) => from <= one.from && one.to <= to),
  );
  return DISTRESSES.find((kind) => hard.some(({ label }) => label === kind)) ?? null;
}

/** "с*ка", "f**k": letters on both ends and signs between them. */
function maskedAt(patterns: WordPatterns<Distress | 'harmless'>, word: string, from: number) {
  if (word.length > LIMITS.maskedWordChars || !/^\p{L}+[*@#$]+\p{L}+$/u.test(word)) return [];
  const hidden = new RegExp(
    `^${word.replaceAll(/[*@#$]+/gu, (signs) => `\\p{L}{1,${signs.length + 1}}`)}$`,
    'u',
  );
  return patterns.masked(hidden).map((label) => ({ label, from, to: from + 1 }));
}
