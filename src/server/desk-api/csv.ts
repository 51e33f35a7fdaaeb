/** Rows as a CSV file that spreadsheets open as it is meant: quoted, in UTF-8 with its mark, and no cell that computes. */

export function toCsv(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return `\u{FEFF}${[head, ...rows].map((cells) => cells.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** What a customer wrote must not become a formula on somebody's machine. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/u.test(text) ? `'${text}` : text;
  return /[",\r\n;]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
