/**
 * The FAQ folder: every file read, every entry checked, the languages put side by side. Either the whole set is good, or
 * none of it is used; the findings say file, line and what to do.
 */
import { join } from 'node:path';
import { LIMITS } from '../../core/limits.ts';
import { isLocale, type Locale } from '../../core/locale.ts';
import type { FaqEntry } from '../../core/ports/words.ts';
import { hasErrors, sinkFor, type ContentFinding } from '../finding.ts';
import { listFolder, readContentFile, shownPath } from '../read-file.ts';
import type { ShopSettings } from '../shop-settings.ts';
import { shopSlots } from '../shop-slots.ts';
import { checkFaqSet } from './check-faq-set.ts';
import type { FaqFile, WrittenEntry } from './faq-file.ts';
import { parseFaqFile } from './parse-faq-file.ts';
import { slotFiller } from './slots.ts';

export interface FaqOptions {
  shop: ShopSettings;
  /** Names that `flow:` links may use. */
  knownFlows: readonly string[];
  /** Languages that must be there, in order of fallback. Default: those of the shop. */
  locales?: readonly Locale[];
  /** For the reminder that a file is due for review; without it there is none. UTC ms. */
  nowMs?: number;
}

/** A checked FAQ. `entries` are in the order of files and lines. */
export interface FaqSet {
  entries: FaqEntry[];
  defaultLocale: Locale;
  files: number;
}

export type LoadedFaq =
  | { ok: true; set: FaqSet; warnings: ContentFinding[] }
  | { ok: false; findings: ContentFinding[] };

/** Reads `<dir>/<locale>/<topic>.md` for every language. */
export function loadFaq(dir: string, options: FaqOptions): LoadedFaq {
  const findings: ContentFinding[] = [];
  const locales = options.locales ?? options.shop.languages;
  const files = readFiles(dir, locales, options, findings);
  const written = files.flatMap((file) => file.entries);
  checkFaqSet(files, { locales, knownFlows: options.knownFlows, folder: shownPath(dir) }, findings);
  remindOfReviews(files, options.nowMs, findings);
  if (written.length > LIMITS.faqEntries) {
    const hint = 'split the FAQ over several shops, or remove what nobody asks';
    sinkFor(shownPath(dir), findings).error(0, `holds more than ${LIMITS.faqEntries} entries`, hint);
  }
  if (hasErrors(findings)) return { ok: false, findings };
  const defaultLocale = locales[0] ?? 'en';
  return { ok: true, set: { entries: written.map(bare), defaultLocale, files: files.length }, warnings: findings };
}

function readFiles(
  dir: string,
  locales: readonly Locale[],
  options: FaqOptions,
  findings: ContentFinding[],
): FaqFile[] {
  const folders = listFolder(dir);
  if (folders === null) {
    const hint = 'create it with a folder per language, or set FAQ_DIR to where the FAQ is';
    sinkFor(shownPath(dir), findings).error(0, 'the FAQ folder cannot be read', hint);
    return [];
  }
  const slots = shopSlots(options.shop);
  const files: FaqFile[] = [];
  for (const folder of folders.filter((one) => one.isFolder)) {
    const place = join(dir, folder.name);
    const locale = folder.name;
    if (!isLocale(locale) || !locales.includes(locale)) {
      const hint = `name it after a language of the shop: ${locales.join(', ')}`;
      sinkFor(shownPath(place), findings).error(0, `"${folder.name}" is not a language of this shop`, hint);
      continue;
    }
    for (const name of topicsIn(place, findings)) {
      const path = join(place, name);
      const text = readContentFile(path, dir, findings);
      if (text === null) continue;
      const file = shownPath(path);
      const say = sinkFor(file, findings);
      const fill = slotFiller(slots, locale, say);
      files.push(parseFaqFile(text, { file, locale, fill, say, timeZone: options.shop.timeZone }));
    }
  }
  return files;
}

function topicsIn(place: string, findings: ContentFinding[]): string[] {
  const names: string[] = [];
  for (const entry of listFolder(place) ?? []) {
    const say = sinkFor(shownPath(join(place, entry.name)), findings);
    if (entry.isFolder) say.error(0, 'is a folder inside a language', 'put the files directly into the language folder');
    else if (!entry.name.endsWith('.md')) say.warn(0, 'is not read', 'FAQ files end in .md; move others elsewhere');
    else names.push(entry.name);
  }
  return names;
}

function remindOfReviews(files: readonly FaqFile[], nowMs: number | undefined, findings: ContentFinding[]): void {
  if (nowMs === undefined) return;
  const today = new Date(nowMs).toISOString().slice(0, 10);
  for (const { front, file } of files) {
    if (front.reviewBy === null || front.reviewBy >= today) continue;
    const who = front.owner === null ? '' : ` by ${front.owner}`;
    const hint = 'read it through, then set a new date';
    sinkFor(file, findings).warn(1, `was to be reviewed${who} until ${front.reviewBy}`, hint);
  }
}

/** What the engine needs; places in files stay behind. */
function bare(entry: WrittenEntry): FaqEntry {
  const { file: _file, line: _line, linkLines: _links, phrasingLines: _phrasings, ...rest } = entry;
  return rest;
}
