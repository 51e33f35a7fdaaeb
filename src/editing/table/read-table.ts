/**
 * A table as bytes → rows of text, and back. For the thread: a table may be large. What comes is bounded before it is unpacked, and what
 * goes out cannot be taken for a formula.
 */
import { isUtf8 } from 'node:buffer';
import { CsvError, parse } from 'csv-parse/sync';
import { readSheet } from 'read-excel-file/node';
import writeExcelFile from 'write-excel-file/node';
import type { FaultCode } from '../../content/faults/faults.ts';
import { tellFault, type ToldFault } from '../../content/finding.ts';
import { toError } from '../../core/errors.ts';
import { LIMITS } from '../../core/limits.ts';
import type { PhraseValues } from '../../core/phrase.ts';
import { unpackedFault } from './unpacked-size.ts';

export type TableFormat = 'csv' | 'xlsx';
export type ReadTable = { ok: true; rows: string[][] } | NoTable;
type NoTable = { ok: false } & ToldFault;

const MARK = '\uFEFF';
/** What a spreadsheet would run as a formula. */
const FORMULA = /^[=+\-@\t\r]/u;
const WIDTHS: Record<string, number> = { question: 40, phrasings: 50, answer: 80 };

/** Rows may differ in length; the first is the header. */
export async function readTable(file: Uint8Array, format: TableFormat): Promise<ReadTable> {
  if (file.length > LIMITS.faqTableBytes) {
    return refused('import.too-large', { max: LIMITS.faqTableBytes / 1_000_000 });
  }
  try {
    const rows = format === 'csv' ? readCsv(file) : await readXlsx(file);
    if (!Array.isArray(rows)) return rows;
    if (rows.length <= LIMITS.faqTableRows) return { ok: true, rows };
    return refused('import.too-many-rows', { max: LIMITS.faqTableRows });
  } catch (thrown) {
    const isQuotes = thrown instanceof CsvError && /QUOTE/u.test(thrown.code);
    if (isQuotes) return refused('import.quotes', { line: Number(thrown['lines'] ?? 0) });
    const reason = toError(thrown).message.slice(0, 200);
    return refused(format === 'csv' ? 'import.csv' : 'import.excel', { reason });
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

function readCsv(file: Uint8Array): string[][] | NoTable {
  if (!isUtf8(file)) return refused('import.not-utf8');
  const text = new TextDecoder().decode(file);
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

async function readXlsx(file: Uint8Array): Promise<string[][] | NoTable> {
  const wrong = unpackedFault(file);
  if (wrong !== null) return refused(wrong);
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

function refused(code: FaultCode, values?: PhraseValues): NoTable {
  return { ok: false, ...tellFault(code, values) };
}
