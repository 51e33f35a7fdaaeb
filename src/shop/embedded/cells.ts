/**
 * How single cells of the embedded shop's CSV files are read. Each function takes a row and a column and either returns a
 * checked value or throws a SAMPLE_INVALID that says what is allowed there.
 */
import { LOCALES, type Locale } from '../../core/locale.ts';
import type { LocalText } from '../../core/local-text.ts';
import type { Money } from '../../core/money.ts';
import type { Row } from './csv-table.ts';
import { isRelativeDate, parseZonedDate, type DayPart } from './zoned-date.ts';

/** The calendar that dates are read in. `relative` is set once a date counted from the day of loading was met. */
export interface Calendar {
  nowMs: number;
  timeZone: string;
  relative: boolean;
}

/** A cell that must not be empty. */
export function required(row: Row, column: string): string {
  const text = row.text(column);
  if (text === '') throw row.fault(column, 'cell.empty');
  return text;
}

export function optional(row: Row, column: string): string | null {
  return row.text(column) || null;
}

/** Several values parted by `;`. */
export function list(row: Row, column: string): string[] {
  return row
    .text(column)
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

export function oneOf<T extends string>(row: Row, column: string, allowed: readonly T[]): T {
  const text = row.text(column);
  const found = allowed.find((value) => value === text);
  if (found === undefined) throw row.fault(column, 'cell.one-of', { text, names: allowed.join(', ') });
  return found;
}

export function whole(row: Row, column: string, least: number): number {
  const text = row.text(column);
  if (!/^\d{1,9}$/.test(text) || Number(text) < least) {
    throw row.fault(column, 'cell.whole', { text, least });
  }
  return Number(text);
}

/** ISO 4217. */
export function currency(row: Row, column: string): string {
  const text = row.text(column);
  if (!Intl.supportedValuesOf('currency').includes(text)) {
    throw row.fault(column, 'cell.currency', { text });
  }
  return text;
}

/** Decimal text, read digit by digit: no amount passes through a fraction. */
export function money(row: Row, column: string, code: string): Money {
  const text = row.text(column);
  const decimals = decimalsOf(code);
  const match = /^(\d{1,12})(?:\.(\d{1,3}))?$/.exec(text);
  const fraction = match?.[2] ?? '';
  if (!match || fraction.length > decimals) {
    throw row.fault(column, decimals > 0 ? 'cell.amount-cents' : 'cell.amount', { text });
  }
  return { minor: Number(`${match[1] ?? ''}${fraction.padEnd(decimals, '0')}`), currency: code };
}

export function date(row: Row, column: string, dayPart: DayPart, calendar: Calendar): number {
  const text = row.text(column);
  const ms = parseZonedDate(text, dayPart, calendar.nowMs, calendar.timeZone);
  if (ms === null) {
    throw row.fault(column, 'cell.date', { text });
  }
  if (isRelativeDate(text)) calendar.relative = true;
  return ms;
}

export function optionalDate(row: Row, column: string, calendar: Calendar): number | null {
  return row.text(column) === '' ? null : date(row, column, 'end', calendar);
}

/** `title_ru`, `title_uk`, `title_en` → the languages that are given; null when none is. */
export function titles(row: Row, prefix: string): Partial<Record<Locale, string>> | null {
  const given: Partial<Record<Locale, string>> = {};
  for (const locale of LOCALES) {
    const text = row.text(`${prefix}_${locale}`);
    if (text !== '') given[locale] = text;
  }
  return Object.keys(given).length > 0 ? given : null;
}

/** The columns of a text in each language: `title_ru`, `title_uk`, `title_en`. */
export function localised(prefix: string): string[] {
  return LOCALES.map((locale) => `${prefix}_${locale}`);
}

/** A text with what stands in for the languages that it lacks; null when none is given. */
export function localText(row: Row, prefix: string): LocalText | null {
  const given = titles(row, prefix);
  const first = given && (given.ru ?? given.uk ?? given.en);
  return given && first !== undefined && first !== null ? { ...given, default: first } : null;
}

/** A public address. */
export function address(row: Row, column: string): string | null {
  const url = optional(row, column);
  if (url && !/^https:\/\/\S+$/.test(url)) throw row.fault(column, 'cell.https');
  return url;
}

/** Rows by their key, which must be given once. */
export function indexed<T>(rows: Row[], key: string, read: (row: Row) => T): Map<string, T> {
  const found = new Map<string, T>();
  for (const row of rows) {
    const value = required(row, key);
    if (found.has(value)) throw row.fault(key, 'cell.twice', { text: value });
    found.set(value, read(row));
  }
  return found;
}

const decimals = new Map<string, number>();

function decimalsOf(code: string): number {
  let found = decimals.get(code);
  if (found === undefined) {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency: code });
    found = format.resolvedOptions().maximumFractionDigits ?? 2;
    decimals.set(code, found);
  }
  return found;
}
