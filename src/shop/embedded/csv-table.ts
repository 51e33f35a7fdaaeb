/**
 * Reads one CSV file of the embedded shop into checked rows. Every fault names file, line, column and what is allowed;
 * nothing of a faulty file is used. Knows no table by name.
 */
import { createReadStream, statSync } from 'node:fs';
import { basename } from 'node:path';
import { pipeline } from 'node:stream';
import { parse, CsvError, type Info } from 'csv-parse';
import { toError, type PrilavokError } from '../../core/errors.ts';
import { LIMITS } from '../../core/limits.ts';
import type { PhraseValues } from '../../core/phrase.ts';
import { sampleInvalid, type CellFault } from './cell-faults.ts';

/** A cell, its place, and ways to read it. */
export interface Row {
  line: number;
  /** The trimmed text; "" when nothing was given. */
  text(column: string): string;
  /** A SAMPLE_INVALID that points at this cell. */
  fault(column: string, code: CellFault, values?: PhraseValues): PrilavokError;
}

/** The rows below the header. A file may lack the `optional` columns: their cells are empty then. Throws SAMPLE_INVALID. */
export async function readCsvTable(
  file: string,
  columns: readonly string[],
  optional: readonly string[] = [],
): Promise<Row[]> {
  checkSize(file);
  const rows: Row[] = [];
  let header: Map<string, number> | null = null;
  try {
    for await (const { record, line } of records(file)) {
      if (!header) header = readHeader(file, record, { columns, optional });
      else rows.push(toRow(file, header, record, line));
      if (rows.length > LIMITS.sampleRows) {
        throw invalid(file, line, 'table.rows', { max: LIMITS.sampleRows });
      }
    }
  } catch (error) {
    if (error instanceof CsvError) throw invalid(file, lineOf(error), 'table.csv', { reason: error.code });
    throw error;
  }
  if (!header) throw invalid(file, 1, 'table.empty', { names: columns.join(', ') });
  return rows;
}

async function* records(file: string): AsyncGenerator<{ record: string[]; line: number }> {
  const parser = parse({
    bom: true,
    info: true,
    skip_empty_lines: true,
    // Counted against the header below, where the message can say what to do.
    relax_column_count: true,
    max_record_size: LIMITS.sampleRowChars,
    encoding: 'utf8',
  });
  // Faults of either stream reach the reader through the parser.
  pipeline(createReadStream(file), parser, () => {});
  for await (const item of parser as AsyncIterable<{ record: string[]; info: Info }>) {
    if (item.record.some((cell) => cell.includes('\uFFFD'))) {
      throw invalid(file, item.info.lines, 'table.not-utf8');
    }
    yield { record: item.record, line: item.info.lines };
  }
}

function readHeader(
  file: string,
  record: string[],
  { columns, optional }: { columns: readonly string[]; optional: readonly string[] },
): Map<string, number> {
  const header = new Map(record.map((name, index) => [name.trim(), index]));
  const known = [...columns, ...optional];
  for (const name of header.keys()) {
    if (!known.includes(name)) {
      throw invalid(file, 1, 'table.unknown-column', { text: name, names: known.join(', ') });
    }
  }
  for (const name of columns) {
    if (!header.has(name)) throw invalid(file, 1, 'table.no-column', { text: name });
  }
  if (header.size !== record.length) throw invalid(file, 1, 'table.column-twice');
  return header;
}

function toRow(file: string, header: Map<string, number>, record: string[], line: number): Row {
  if (record.length !== header.size) {
    throw invalid(file, line, 'table.cells', { count: record.length, header: header.size });
  }
  return {
    line,
    text: (column) => (record[header.get(column) ?? -1] ?? '').trim(),
    fault: (column, code, values) => sampleInvalid({ file: basename(file), line, column }, code, values),
  };
}

function checkSize(file: string): void {
  let bytes: number;
  try {
    bytes = statSync(file).size;
  } catch (error) {
    throw invalid(file, 0, 'table.unreadable', { reason: toError(error).message });
  }
  if (bytes > LIMITS.sampleFileBytes)
    throw invalid(file, 0, 'table.too-large', { max: LIMITS.sampleFileBytes });
}

function lineOf(error: CsvError): number {
  const lines: unknown = (error as { lines?: unknown }).lines;
  return typeof lines === 'number' ? lines : 1;
}

function invalid(file: string, line: number, code: CellFault, values?: PhraseValues): PrilavokError {
  return sampleInvalid({ file: basename(file), line }, code, values);
}
