/**
 * shop.yaml: the settings of one shop, read and checked. Read at start and again when the file changes; a wrong value is
 * told by key, line and what is allowed. It holds no secrets; those live in the environment.
 */
import { join } from 'node:path';
import { hasErrors, sinkFor, type ContentFinding, type FindingSink } from './finding.ts';
import { readContentFile, shownPath } from './read-file.ts';
import { reportIssues } from './schema-findings.ts';
import { WEEKDAYS, shopSchema, type LocalText, type ShopFile } from './shop-schema.ts';
import { readYaml, type YamlData } from './yaml-file.ts';
import type { Locale } from '../core/locale.ts';

/** Checked settings: amounts are integer money, hours are minutes of the local day. */
export type ShopSettings = ShopFile;

export type LoadedShop =
  | { ok: true; settings: ShopSettings; warnings: ContentFinding[] }
  | { ok: false; findings: ContentFinding[] };

/** Reads `<shopDir>/shop.yaml`. */
export function loadShop(shopDir: string): LoadedShop {
  const findings: ContentFinding[] = [];
  const path = join(shopDir, 'shop.yaml');
  const text = readContentFile(path, shopDir, findings);
  if (text === null) return { ok: false, findings };
  const say = sinkFor(shownPath(path), findings);
  const yaml = readYaml(text, say);
  if (yaml === null) return { ok: false, findings };
  const settings = parseSettings(yaml, say);
  return settings === null || hasErrors(findings)
    ? { ok: false, findings }
    : { ok: true, settings, warnings: findings };
}

/** A text of shop.yaml in `locale`, else in the next language of the shop's order, else in any. */
export function localized(text: LocalText, locale: Locale, languages: readonly Locale[]): string {
  if (typeof text === 'string') return text;
  for (const one of [locale, ...languages]) {
    const found = text[one];
    if (found !== undefined) return found;
  }
  return text.ru ?? text.uk ?? text.en ?? '';
}

function parseSettings(yaml: YamlData, say: FindingSink): ShopSettings | null {
  if (typeof yaml.value !== 'object' || yaml.value === null || Array.isArray(yaml.value)) {
    say.error(1, 'shop.empty');
    return null;
  }
  const given = Reflect.get(yaml.value, 'currency');
  const currency = typeof given === 'string' ? given : 'RUB';
  const schema = shopSchema(currency, fractionDigits(currency));
  const parsed = schema.safeParse(yaml.value);
  if (!parsed.success) {
    reportIssues(parsed.error, schema, yaml, say);
    return null;
  }
  checkOverlaps(parsed.data, yaml, say);
  checkExceptions(parsed.data, yaml, say);
  return parsed.data;
}

function fractionDigits(currency: string): number {
  try {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency });
    return format.resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2; // the schema reports the unknown code
  }
}

function checkOverlaps(settings: ShopSettings, yaml: YamlData, say: FindingSink): void {
  for (const day of WEEKDAYS) {
    const sorted = settings.hours[day].toSorted((a, b) => a.fromMin - b.fromMin);
    sorted.forEach((range, index) => {
      const next = sorted[index + 1];
      if (next === undefined || next.fromMin >= range.toMin) return;
      say.error(yaml.lineOf(['hours', day]), 'shop.overlap', { key: `hours.${day}` });
    });
  }
  if (WEEKDAYS.every((day) => settings.hours[day].length === 0)) {
    say.warn(yaml.lineOf(['hours']), 'shop.never-open');
  }
}

function checkExceptions(settings: ShopSettings, yaml: YamlData, say: FindingSink): void {
  const seen = new Set<string>();
  settings.hours.exceptions.forEach((exception, index) => {
    const line = yaml.lineOf(['hours', 'exceptions', index]);
    if (seen.has(exception.date)) {
      say.error(line, 'shop.date-twice', { date: exception.date });
    }
    seen.add(exception.date);
  });
}
