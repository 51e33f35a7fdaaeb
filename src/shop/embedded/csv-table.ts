/**
 * Reads one CSV file of the embedded shop into checked rows. Every fault names file, line, column and what is allowed;
 * nothing of a faulty file is used. Knows no table by name.
 */
import { createReadStream, statSync } from 'node:fs';
import { basename } from 'node:path';
import { pipeline } from 'node:stream';
import { parse, CsvError, type Info } from 'csv-parse';
import { PrilavokError, toError } from '../../core/errors.ts';
import { LIMITS } from '../../core/limits.ts';

/** A cell, its place, and ways to read it. */
export interface Row {
  line: number;
  /** The trimmed text; "" when nothing was given. */
  text(column: string): string;
  /** A SAMPLE_INVALID that points at this cell. */
  fault(column: string, problem: string): PrilavokError;
}

/** The rows below the header. Throws SAMPLE_INVALID. */
export async function readCsvTable(file: string, columns: readonly string[]): Promise<Row[]> {
  checkSize(file);
  const rows: Row[] = [];
  let header: Map<string, number> | null = null;
  try {
    for await (const { record, line } of records(file)) {
      if (!header) header = readHeader(file, record, columns);
      else rows.push(toRow(file, header, record, line));
      if (rows.length > LIMITS.sampleRows) {
        throw invalid(file, line, `has more than ${LIMITS.sampleRows} rows; split or shorten it`);
      }
    }
  } catch (error) {
    if (error instanceof CsvError)
      throw invalid(file, lineOf(error), `is not well-formed CSV (${error.code})`, error);
    throw error;
  }
  if (!header) throw invalid(file, 1, `is empty; its first line names the columns: ${columns.join(', ')}`);
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
      throw invalid(file, item.info.lines, 'is not UTF-8; save the file as "CSV UTF-8"');
    }
    yield { record: item.record, line: item.info.lines };
  }
}

function readHeader(file: string, record: string[], columns: readonly string[]): Map<string, number> {
  const header = new Map(record.map((name, index) => [name.trim(), index]));
  for (const name of header.keys()) {
    if (!columns.includes(name)) {
      throw invalid(file, 1, `has an unknown column "${name}"; known are: ${columns.join(', ')}`);
    }
  }
  for (const name of columns) {
    if (!header.has(name)) throw invalid(file, 1, `lacks the column "${name}"`);
  }
  if (header.size !== record.length) throw invalid(file, 1, 'names a column twice');
  return header;
}

function toRow(file: string, header: Map<string, number>, record: string[], line: number): Row {
  if (record.length !== header.size) {
    const cells = `has ${record.length} cells, but the header names ${header.size}`;
    throw invalid(file, line, `${cells}; a cell with a comma in it stands in quotes`);
  }
  return {
    line,
    text: (column) => (record[header.get(column) ?? -1] ?? '').trim(),
    fault: (column, problem) => invalid(file, line, `column "${column}": ${problem}`),
  };
}

function checkSize(file: string): void {
  let bytes: number;
  try {
    bytes = statSync(file).size;
  } catch (error) {
    throw new PrilavokError('SAMPLE_INVALID', `${basename(file)} cannot be read: ${toError(error).message}`);
  }
  if (bytes > LIMITS.sampleFileBytes) {
    throw new PrilavokError(
      'SAMPLE_INVALID',
      `${basename(file)} is larger than ${LIMITS.sampleFileBytes} bytes`,
    );
  }
}

function lineOf(error: CsvError): number {
  const lines: unknown = (error as { lines?: unknown }).lines;
  return typeof lines === 'number' ? lines : 1;
}

function invalid(file: string, line: number, problem: string, cause?: unknown): PrilavokError {
  return new PrilavokError('SAMPLE_INVALID', `${basename(file)}, line ${line}: ${problem}`, { cause });
}
