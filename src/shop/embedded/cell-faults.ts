/**
 * What can be wrong with the embedded shop's tables, by code: the English of terminals and logs. The console has the same codes in
 * the languages of its operators. What is said of a cell follows its place.
 */
import { PrilavokError } from '../../core/errors.ts';
import { fillPhrase, type PhraseValues } from '../../core/phrase.ts';
import type { SheetFault } from '../../core/ports/shop-sheets.ts';

export const CELL_FAULTS = {
  'cell.empty': 'must not be empty',
  'cell.one-of': '"{text}" is not one of: {names}',
  'cell.whole': '"{text}" is not a whole number from {least}',
  'cell.currency': '"{text}" is not a currency code such as RUB, UAH, KZT',
  'cell.amount': '"{text}" is not an amount such as 4760',
  'cell.amount-cents': '"{text}" is not an amount such as 4760 or 690.50',
  'cell.date': '"{text}" is not a date such as 2026-11-20, 2026-11-20 14:30, -3d or +2d 14:30',
  'cell.https': 'must begin with https://',
  'cell.http': 'must begin with https:// or http://',
  'cell.twice': '"{text}" stands in this file twice',
  'cell.one-language': 'must be given in at least one language',
  'cell.too-many-points': 'is one too many: at most {max} points',
  'cell.degrees': '"{text}" is not degrees such as 55.7558',
  'cell.time-zone': '"{text}" is not a time zone such as Europe/Moscow',
  'cell.hours': '"{text}" is not hours such as 10:00-20:00; several are parted by ;',
  'cell.birthday': 'is written like 1990-05-21',
  'cell.no-order': '"{text}" is no number in orders.csv',
  'cell.no-customer': '"{text}" is no id in customers.csv',
  'cell.no-product': '"{text}" is no product in products.csv',
  'cell.no-lines': '"{text}" has no line in order_lines.csv',
  'cell.no-title': 'needs a title, because products.csv has no sku "{text}"',
  'cell.phone': '"{text}" is not digits with country code, such as 79161234567',
  'cell.email': '"{text}" is not an e-mail address',
  'cell.rating': '"{text}" is not a number from 0 to 5, such as 4.8',
  'cell.card': 'is 4 to 40 digits, Latin letters, spaces or dashes',
  'cell.goes-with': 'goes together with "{other}"',
  'cell.before': 'is before "{other}"',
  'cell.order-number': 'needs at least one digit and at most 40 characters',
  'cell.discount': 'is larger than the whole order',
  'cell.refunded': 'is more than was paid',
  'table.unreadable': 'cannot be read: {reason}',
  'table.too-large': 'is larger than {max} bytes',
  'table.too-large-here': 'would be larger than can be edited here',
  'table.rows': 'has more than {max} rows; split or shorten it',
  'table.csv': 'is not well-formed CSV ({reason})',
  'table.empty': 'is empty; its first line names the columns: {names}',
  'table.not-utf8': 'is not UTF-8; save the file as "CSV UTF-8"',
  'table.unknown-column': 'has an unknown column "{text}"; known are: {names}',
  'table.no-column': 'lacks the column "{text}"',
  'table.column-twice': 'names a column twice',
  'table.cells':
    'has {count} cells, but the header names {header}; a cell with a comma in it stands in quotes',
} as const;
export type CellFault = keyof typeof CELL_FAULTS;

/** `line` 0: the file as a whole. The fault itself is the cause, for those who say it in another language. */
export function sampleInvalid(
  place: { file: string; line: number; column?: string },
  code: CellFault,
  values: PhraseValues = {},
): PrilavokError {
  const { file, line, column } = place;
  const english = fillPhrase(CELL_FAULTS[code], values);
  const where = line > 0 ? `${file}, line ${line}:` : file;
  const message = `${where} ${column === undefined ? '' : `column "${column}": `}${english}`;
  const fault: SheetFault = {
    table: file.replace(/\.csv$/u, ''),
    line,
    column: column ?? null,
    what: { code, values },
  };
  return new PrilavokError('SAMPLE_INVALID', message, { cause: fault });
}
