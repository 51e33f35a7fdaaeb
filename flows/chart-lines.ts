/** A text in as many lines as a box of a chart holds. Pure; counts characters, as no font is at hand. */

const PER_LINE = 25;
const LINES = 3;

/** At most three lines; what does not fit is cut with "…". */
export function breakLines(text: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/u).filter(Boolean)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (longer.length <= PER_LINE) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = clipLine(word, PER_LINE);
    if (lines.length === LINES) break;
  }
  if (line !== '' && lines.length < LINES) return [...lines, line];
  const whole = lines.slice(0, LINES);
  const isCut = lines.length > LINES || line !== '';
  return whole.map((one, index) => (isCut && index === LINES - 1 ? clipLine(`${one} …`, PER_LINE) : one));
}

export function clipLine(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text;
}
