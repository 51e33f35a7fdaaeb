/**
 * JSON with integers beyond 2^53, which JSON.parse rounds to other numbers: Viber's message tokens. They come out as strings.
 */

/** Integers of this many digits may not fit a double. */
const SAFE_DIGITS = 15;

/** Like JSON.parse, but an integer of 16 or more digits becomes a string of exactly its digits. Throws SyntaxError alike. */
export function parseWithLongIntegers(text: string): unknown {
  return JSON.parse(quoteLongIntegers(text));
}

/** Puts quotes around long integers outside strings; everything else stays as it is. */
export function quoteLongIntegers(text: string): string {
  let quoted = '';
  let copiedTo = 0;
  let at = 0;
  while (at < text.length) {
    const char = text.charCodeAt(at);
    if (char === QUOTE) at = endOfString(text, at);
    else if (char === MINUS || isDigit(char)) {
      const end = endOfNumber(text, at);
      if (isLongInteger(text, at, end)) {
        quoted += `${text.slice(copiedTo, at)}"${text.slice(at, end)}"`;
        copiedTo = end;
      }
      at = end;
    } else at += 1;
  }
  return copiedTo === 0 ? text : quoted + text.slice(copiedTo);
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const MINUS = 0x2d;

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text.charCodeAt(at) !== QUOTE) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
  return at + 1;
}

function endOfNumber(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && /[\d.eE+-]/.test(text[at]!)) at += 1;
  return at;
}

function isLongInteger(text: string, start: number, end: number): boolean {
  const from = text.charCodeAt(start) === MINUS ? start + 1 : start;
  if (end - from <= SAFE_DIGITS) return false;
  for (let at = from; at < end; at += 1) if (!isDigit(text.charCodeAt(at))) return false;
  return true;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
