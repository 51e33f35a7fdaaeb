/**
 * The text of a CSV file as records with their places, so that one row can be changed while every other byte stays: other
 * programs, other people and version control see only what was changed. Knows no table.
 */

export interface CsvText {
  /** What stands before the header: a byte order mark, or nothing. */
  mark: string;
  header: string[];
  /** `start` to `end` is the record without its line end. */
  records: { start: number; end: number; cells: string[] }[];
  /** As the file ends its lines. */
  lineEnd: '\r\n' | '\n';
}

/** Null: a quote is not closed, or stands where none may be. */
export function readCsvText(text: string): CsvText | null {
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const records: CsvText['records'] = [];
  for (let at = mark.length; at < text.length;) {
    const record = readRecord(text, at);
    if (!record) return null;
    // An empty line is nothing.
    if (record.cells.length > 1 || record.cells[0] !== '') {
      records.push({ start: at, end: record.end, cells: record.cells });
    }
    at = record.next;
  }
  const [first, ...rest] = records;
  if (!first) return null;
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  return { mark, header: first.cells.map((cell) => cell.trim()), records: rest, lineEnd };
}

/** A record as a line of the file, without its end. */
export function writeRecord(cells: readonly string[]): string {
  const line = cells.map((cell) =>
    /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell,
  );
  // A single empty cell would be an empty line, which is nothing.
  return line.length === 1 && line[0] === '' ? '""' : line.join(',');
}

interface ReadRecord {
  cells: string[];
  end: number;
  next: number;
}

function readRecord(text: string, start: number): ReadRecord | null {
  const cells: string[] = [];
  let at = start;
  for (;;) {
    const cell = text[at] === '"' ? readQuoted(text, at) : readPlain(text, at);
    if (!cell) return null;
    cells.push(cell.value);
    at = cell.next;
    if (text[at] === ',') {
      at += 1;
      continue;
    }
    const end = at;
    if (text[at] === '\r') at += 1;
    if (text[at] === '\n') at += 1;
    return { cells, end, next: at };
  }
}

function readPlain(text: string, start: number): { value: string; next: number } | null {
  let at = start;
  while (at < text.length && !',\r\n'.includes(text.charAt(at))) {
    if (text[at] === '"') return null;
    at += 1;
  }
  return { value: text.slice(start, at), next: at };
}

function readQuoted(text: string, start: number): { value: string; next: number } | null {
  let value = '';
  for (let at = start + 1; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char !== '"') value += char;
    else if (text[at + 1] === '"') {
      value += '"';
      at += 1;
    } else {
      const next = at + 1;
      return next === text.length || ',\r\n'.includes(text.charAt(next)) ? { value, next } : null;
    }
  }
  return null;
}
