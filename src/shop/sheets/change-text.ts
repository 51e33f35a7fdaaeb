/** One change of a table → its new text. Pure; what the cells mean is checked by whoever reads the shop. */
import type { SheetChange } from '../../core/ports/shop-sheets.ts';
import { readCsvText, writeRecord, type CsvText } from './csv-text.ts';

/** Null: the row or a column is not there, or the text is no CSV. */
export function changeText(text: string, change: SheetChange): string | null {
  const csv = readCsvText(text);
  if (!csv) return null;
  if (change.do === 'remove') return remove(text, csv, change.row);
  if (Object.keys(change.cells).some((column) => !csv.header.includes(column))) return null;
  return change.do === 'add' ? add(text, csv, change.cells) : set(text, csv, change);
}

function set(text: string, csv: CsvText, change: Extract<SheetChange, { do: 'set' }>): string | null {
  const record = csv.records[change.row];
  if (!record) return null;
  const cells = csv.header.map((column, index) => change.cells[column] ?? record.cells[index] ?? '');
  return text.slice(0, record.start) + writeRecord(cells) + text.slice(record.end);
}

function add(text: string, csv: CsvText, cells: Record<string, string>): string {
  const line = writeRecord(csv.header.map((column) => cells[column] ?? ''));
  const parted = text.endsWith('\n') ? text : text + csv.lineEnd;
  return parted + line + csv.lineEnd;
}

function remove(text: string, csv: CsvText, row: number): string | null {
  const record = csv.records[row];
  if (!record) return null;
  const after = /^\r?\n?/.exec(text.slice(record.end))?.[0].length ?? 0;
  return text.slice(0, record.start) + text.slice(record.end + after);
}
