/**
 * A table as bytes → rows of text, and back. For the thread: a table may be large. What comes is bounded before it is unpacked, and what
 * goes out cannot be taken for a formula.
 */
import { parse } from 'csv-parse/sync';
import { readSheet } from 'read-excel-file/node';
import writeExcelFile from 'write-excel-file/node';
import { LIMITS } from '../../core/limits.ts';
import { toError } from '../../core/errors.ts';
import { unpackedFault } from './unpacked-size.ts';

export type TableFormat = 'csv' | 'xlsx';
export type ReadTable = { ok: true; rows: string[][] } | { ok: false; message: string; hint: string };

const MARK = '\uFEFF';
/** What a spreadsheet would run as a formula. */
const FORMULA = /^[=+\-@\t\r]/u;
const WIDTHS: Record<string, number> = { question: 40, phrasings: 50, answer: 80 };

/** Rows may differ in length; the first is the header. */
export async function readTable(file: Uint8Array, format: TableFormat): Promise<ReadTable> {
  if (file.length > LIMITS.faqTableBytes) return fault('the table is too large', 'split it into several');
  try {
    const rows = format === 'csv' ? readCsv(file) : await readXlsx(file);
    if (!Array.isArray(rows)) return rows;
    if (rows.length > LIMITS.faqTableRows)
      return fault('the table has too many rows', 'split it into several');
    return { ok: true, rows };
  } catch (thrown) {
    const kind = format === 'csv' ? 'CSV in UTF-8' : 'an Excel file (.xlsx)';
    return fault(`the table cannot be read: ${toError(thrown).message.slice(0, 200)}`, `save it as ${kind}`);
  }
}

export async function writeTable(rows: readonly string[][], format: TableFormat): Promise<Uint8Array> {
  if (format === 'csv') {
    const lines = rows.map((row) => row.map((cell) => csvCell(cell)).join(','));
    // With the mark Excel takes it for UTF-8.
    return Buffer.from(`${MARK}${lines.join('\r\n')}\r\n`);
  }
  const [header = []] = rows;
  // As text: nothing of it is ever run.
  const cells = rows.map((row, at) =>
    row.map((value) => ({
      value,
      type: String,
      wrap: true,
      ...(at === 0 ? { fontWeight: 'bold' as const } : {}),
    })),
  );
  const columns = header.map((name) => ({ width: WIDTHS[name] ?? 16 }));
  return writeExcelFile(cells, { columns, stickyRowsCount: 1 }).toBuffer();
}

function readCsv(file: Uint8Array): string[][] {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(file);
  const header = text.slice(0, Math.max(0, text.search(/[\r\n]/u)));
  // As Excel writes it depends on the country.
  const delimiter =
    [';', '\t', ','].toSorted((one, other) => count(header, other) - count(header, one))[0] ?? ',';
  const options = {
    delimiter,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LIMITS.contentFileBytes,
    to: LIMITS.faqTableRows + 1,
  };
  const rows: string[][] = parse(text, options);
  return rows.map((row) =>
    row.map((cell) => (cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell)),
  );
}

async function readXlsx(file: Uint8Array): Promise<string[][] | Extract<ReadTable, { ok: false }>> {
  const wrong = unpackedFault(file);
  if (wrong !== null) return fault(wrong, 'save the table anew as an Excel file (.xlsx)');
  const rows = await readSheet(Buffer.from(file));
  return rows.map((row) => row.map((cell) => cellText(cell)));
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return typeof cell === 'string'
    ? cell
    : typeof cell === 'object'
      ? JSON.stringify(cell)
      : `${cell as number}`;
}

function csvCell(cell: string): string {
  const safe = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",;\r\n\t]|^\s|\s$/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function count(text: string, mark: string): number {
  return text.split(mark).length - 1;
}

function fault(message: string, hint: string): Extract<ReadTable, { ok: false }> {
  return { ok: false, message, hint };
}
