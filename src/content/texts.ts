/**
 * All words that flows and services say, from `flows/<name>/texts.<locale>.yaml`, with a shop's own wordings from
 * `SHOP_DIR/texts/` laid over them. Languages are held together: the same keys and slots in each.
 */
import { join } from 'node:path';
import { LOCALES, isLocale, type Locale } from '../core/locale.ts';
import { hasErrors, sinkFor, type ContentFinding } from './finding.ts';
import { nearestOf } from './nearest.ts';
import { listFolder, shownPath } from './read-file.ts';
import type { TemplatePiece } from './text-template.ts';
import { readTextsFile, type WrittenText } from './texts-file.ts';
import type { ShopSlots } from './shop-slots.ts';

/** Key → language → variants. */
export type TextsCatalogue = ReadonlyMap<string, ReadonlyMap<Locale, TemplatePiece[][]>>;

export type LoadedTexts =
  | { ok: true; catalogue: TextsCatalogue; warnings: ContentFinding[] }
  | { ok: false; findings: ContentFinding[] };

export interface TextsPlaces {
  /** Folder whose subfolders hold texts (`flows`). */
  flowsDir: string;
  /** `SHOP_DIR/texts`; may be missing. */
  overridesDir?: string;
}

/** Reads and checks everything. `slots` are the settings that `{shop.…}` may name. */
export function loadTexts(places: TextsPlaces, slots: ShopSlots): LoadedTexts {
  const findings: ContentFinding[] = [];
  const base = readFolders(places.flowsDir, findings);
  const byKey = new Map<string, Map<Locale, WrittenText>>();
  for (const text of base) {
    const known = byKey.get(text.key) ?? new Map<Locale, WrittenText>();
    byKey.set(text.key, known);
    const first = known.get(text.locale);
    if (first === undefined) known.set(text.locale, text);
    else {
      const values = { key: text.key, place: `${first.file}:${first.line}` };
      sinkFor(text.file, findings).error(text.line, 'text.twice', values);
    }
  }
  checkLanguages(byKey, findings);
  const overrides = places.overridesDir === undefined ? [] : readFolder(places.overridesDir, findings);
  layOver(byKey, overrides, findings);
  checkShopSlots([...base, ...overrides], slots, findings);
  if (hasErrors(findings)) return { ok: false, findings };
  const catalogue = new Map(
    [...byKey].map(([key, known]) => [
      key,
      new Map([...known].map(([locale, text]) => [locale, text.variants])),
    ]),
  );
  return { ok: true, catalogue, warnings: findings };
}

/** Names of the slots that a caller must fill. */
export function slotNames(variants: readonly (readonly TemplatePiece[])[]): Set<string> {
  const names = new Set<string>();
  for (const pieces of variants) {
    for (const piece of pieces) if (piece.kind === 'slot' || piece.kind === 'plural') names.add(piece.name);
  }
  return names;
}

function readFolders(dir: string, findings: ContentFinding[]): WrittenText[] {
  const folders = listFolder(dir);
  if (folders !== null) {
    return folders.filter((one) => one.isFolder).flatMap((one) => readFolder(join(dir, one.name), findings));
  }
  sinkFor(shownPath(dir), findings).error(0, 'text.no-folder');
  return [];
}

function readFolder(dir: string, findings: ContentFinding[]): WrittenText[] {
  const written: WrittenText[] = [];
  for (const { name, isFolder } of listFolder(dir) ?? []) {
    const parts = /^texts\.([^.]+)\.ya?ml$/u.exec(name);
    if (isFolder || parts === null) continue;
    const locale = parts[1];
    const path = join(dir, name);
    if (isLocale(locale)) written.push(...readTextsFile(path, dir, locale, findings));
    else {
      const values = { language: locale ?? '', languages: LOCALES.join(', ') };
      sinkFor(shownPath(path), findings).error(0, 'text.language', values);
    }
  }
  return written;
}

function checkLanguages(
  byKey: ReadonlyMap<string, ReadonlyMap<Locale, WrittenText>>,
  findings: ContentFinding[],
): void {
  for (const [key, known] of byKey) {
    const first = LOCALES.map((locale) => known.get(locale)).find((text) => text !== undefined);
    if (first === undefined) continue;
    const say = sinkFor(first.file, findings);
    for (const locale of LOCALES) {
      if (!known.has(locale)) {
        say.error(first.line, 'text.missing', { key, language: locale });
      }
    }
    for (const text of known.values()) compareSlots(text, first, findings);
  }
}

function compareSlots(text: WrittenText, model: WrittenText, findings: ContentFinding[]): void {
  const wanted = slotNames(model.variants);
  const given = slotNames(text.variants);
  const lacks = [...wanted].filter((name) => !given.has(name));
  const extra = [...given].filter((name) => !wanted.has(name));
  const say = sinkFor(text.file, findings);
  const { key } = text;
  const place = `${model.file}:${model.line}`;
  for (const slot of lacks) say.error(text.line, 'text.lacks-slot', { key, slot, place });
  for (const slot of extra) {
    say.error(text.line, 'text.extra-slot', { key, slot, place }, nearestOf(slot, wanted));
  }
}

function layOver(
  byKey: Map<string, Map<Locale, WrittenText>>,
  overrides: readonly WrittenText[],
  findings: ContentFinding[],
): void {
  for (const text of overrides) {
    const say = sinkFor(text.file, findings);
    const known = byKey.get(text.key);
    if (known === undefined) {
      const near = nearestOf(text.key, byKey.keys());
      say.error(text.line, 'text.nothing-to-replace', { key: text.key }, near);
      continue;
    }
    const model = known.get(text.locale) ?? [...known.values()][0];
    const allowed = model === undefined ? new Set<string>() : slotNames(model.variants);
    for (const name of slotNames(text.variants)) {
      if (allowed.has(name)) continue;
      const values = { key: text.key, slot: name };
      say.error(text.line, 'text.unknown-slot', values, nearestOf(name, allowed));
    }
    known.set(text.locale, text);
  }
}

function checkShopSlots(texts: readonly WrittenText[], slots: ShopSlots, findings: ContentFinding[]): void {
  for (const text of texts) {
    for (const piece of text.variants.flat()) {
      if (piece.kind !== 'shop' || slots.has(piece.name)) continue;
      const say = sinkFor(text.file, findings);
      const values = { key: text.key, slot: piece.name };
      say.error(text.line, 'text.unknown-setting', values, nearestOf(piece.name, slots.keys()));
    }
  }
}
