/**
 * The FAQ folder: every file read, every entry checked, the languages put side by side. Either the whole set is good, or
 * none of it is used; the findings say file, line and what to do. What merely could be better is told by `checkFaq`.
 */
import { LIMITS } from '../../core/limits.ts';
import type { Locale } from '../../core/locale.ts';
import type { ChannelFacts } from '../../core/ports/channel.ts';
import type { FaqEntry } from '../../core/ports/words.ts';
import { hasErrors, sinkFor, type ContentFinding } from '../finding.ts';
import { shownPath } from '../read-file.ts';
import type { ShopSettings } from '../shop-settings.ts';
import { shopSlots } from '../shop-slots.ts';
import { checkFaqSet } from './check-faq-set.ts';
import { bareEntry, type FaqFile, type FaqSource } from './faq-file.ts';
import { parseFaqFile } from './parse-faq-file.ts';
import { readFaqFolder } from './read-faq-folder.ts';
import { slotFiller } from './slots.ts';

export interface FaqOptions {
  shop: ShopSettings;
  /** Names that `flow:` links may use. */
  knownFlows: readonly string[];
  /** Languages that must be there, in order of fallback. Default: those of the shop. */
  locales?: readonly Locale[];
  /** The channels that `channels` may name; without it any name is taken. */
  channels?: readonly Pick<ChannelFacts, 'platform'>[];
}

/** A checked FAQ. `entries` are in the order of files and lines. */
export interface FaqSet {
  entries: FaqEntry[];
  defaultLocale: Locale;
  files: number;
}

export type LoadedFaq =
  { ok: true; set: FaqSet; warnings: ContentFinding[] } | { ok: false; findings: ContentFinding[] };

/** Reads `<dir>/<locale>/<topic>.md` for every language. */
export function loadFaq(dir: string, options: FaqOptions): LoadedFaq {
  const findings: ContentFinding[] = [];
  const locales = options.locales ?? options.shop.languages;
  const sources = readFaqFolder(dir, locales, findings);
  const files = readFaq(sources, shownPath(dir), options, findings);
  if (hasErrors(findings)) return { ok: false, findings };
  const entries = files.flatMap((file) => file.entries).map(bareEntry);
  return {
    ok: true,
    set: { entries, defaultLocale: locales[0] ?? 'en', files: files.length },
    warnings: findings,
  };
}

/**
 * Files as the FAQ reads them, each with what could be read of it, and what the whole set tells. Pure; never throws. `folder`: the
 * path of the FAQ as people know it.
 */
export function readFaq(
  sources: readonly FaqSource[],
  folder: string,
  options: FaqOptions,
  findings: ContentFinding[],
): FaqFile[] {
  const slots = shopSlots(options.shop);
  const channels = options.channels?.map(({ platform }) => platform) ?? null;
  const { timeZone, languages } = options.shop;
  const around = JSON.stringify([[...slots], timeZone, channels]);
  // By name, as a folder lists them: which of two entries with one id counts is the same for whoever asks.
  const files = sources.toSorted(byFile).map((source) => {
    const { file, own } = parsedBefore(source, around, () => {
      const told: ContentFinding[] = [];
      const say = sinkFor(source.file, told);
      const fill = slotFiller(slots, source.locale, say);
      return { file: parseFaqFile(source, { fill, say, timeZone, channels }), own: told };
    });
    tellFew(own, source.file, findings);
    return file;
  });
  const { knownFlows, locales = languages } = options;
  checkFaqSet(files, { locales, knownFlows, folder }, findings);
  if (files.reduce((sum, { entries }) => sum + entries.length, 0) > LIMITS.faqEntries) {
    sinkFor(folder, findings).error(0, 'faq.too-many', { max: LIMITS.faqEntries });
  }
  return files;
}

const byFile = (a: FaqSource, b: FaqSource): number => Number(a.file > b.file) - Number(a.file < b.file);

interface ParsedFile {
  file: FaqFile;
  own: readonly ContentFinding[];
}

/** The last state of each file, by its path: of a folder that is read again, most has not changed. */
const parsed = new Map<string, { source: FaqSource; around: string; result: ParsedFile }>();
const REMEMBERED = 500;

/** What the same text gave in the same surroundings, or what `parse` gives. */
function parsedBefore(source: FaqSource, around: string, parse: () => ParsedFile): ParsedFile {
  const before = parsed.get(source.file);
  if (
    before?.source.text === source.text &&
    before.source.locale === source.locale &&
    before.around === around
  ) {
    return before.result;
  }
  const result = parse();
  if (parsed.size >= REMEMBERED) parsed.clear();
  parsed.set(source.file, { source, around, result });
  return result;
}

/** A file that is something else altogether has a fault in each line: the first ones tell it. */
function tellFew(own: readonly ContentFinding[], file: string, findings: ContentFinding[]): void {
  // The errors first, as they keep the file from going live.
  const shown =
    own.length <= FAULTS_SHOWN ? own : own.toSorted((a, b) => rank(a) - rank(b)).slice(0, FAULTS_SHOWN);
  findings.push(...shown);
  const count = own.length - shown.length;
  if (count > 0) sinkFor(file, findings).warn(0, 'faq.many-faults', { count });
}

const FAULTS_SHOWN = 200;
const rank = ({ level }: ContentFinding): number => (level === 'error' ? 0 : 1);
