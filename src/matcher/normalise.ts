/**
 * Any text to plain folded words: the first step of matching. Russian and Ukrainian letters that stand for one another
 * are folded together, so that a question in one language can meet an answer in the other. Never throws; running it twice
 * changes nothing.
 */
import { LIMITS } from '../core/limits.ts';

const UNASKED = 0;
const PARTS = 1;
const DROPPED = 2;
/** Letters written for one another, between the languages or by people in a hurry. */
const SAME: Record<string, string> = { і: 'и', ї: 'и', ы: 'и', є: 'е', э: 'е', ё: 'е', ґ: 'г' };
/** Behind the last letter of the Latin, Greek and Cyrillic blocks. */
const LAST_PLAIN = '\u0530';
const LETTER = /[\p{L}\p{N}]/u;
/** Apostrophes of all makes, hard and soft signs, stress marks, zero-width and direction marks join what they stand in. */
const JOINING = /['’‘ʼʹ`´ъьЪЬ\p{Mn}\p{Cf}]/u;
/** For each UTF-16 unit: the folded unit, PARTS for what parts words, DROPPED for what vanishes without parting them. */
const FOLD = new Uint16Array(65_536);

/** Lower-case folded words, one space between them; at most `LIMITS.matchTextChars` characters of the text count. */
export function normalise(text: string): string {
  const composed = text.slice(0, LIMITS.matchTextChars).normalize('NFC');
  let words = '';
  let parted = false;
  for (let at = 0; at < composed.length; at += 1) {
    const folded = foldOf(composed.charCodeAt(at));
    if (folded === DROPPED) continue;
    if (folded === PARTS) {
      parted = words !== '';
      continue;
    }
    if (parted) words += ' ';
    parted = false;
    words += String.fromCharCode(folded);
  }
  return words;
}

/** What is worked out for a unit at its first use: most of the table is never asked for. */
function foldOf(code: number): number {
  const known = FOLD[code] ?? 0;
  if (known !== UNASKED) return known;
  const once = foldOnce(code);
  // What a letter folds to must itself stay as it is, or a second pass would differ from the first.
  const folded = once > DROPPED ? foldOnce(once) : once;
  FOLD[code] = folded;
  return folded;
}

function foldOnce(code: number): number {
  const char = String.fromCharCode(code);
  if (JOINING.test(char)) return DROPPED;
  return LETTER.test(char) && !isHangulJamo(code) ? foldChar(char) : PARTS;
}

/** Marks are taken off Latin, Greek and Cyrillic letters only; й and ї are letters of their own. */
function foldChar(char: string): number {
  const lower = char.toLowerCase();
  if (lower === 'й') return lower.charCodeAt(0);
  const base = (SAME[lower] ?? lower).normalize('NFKD').charAt(0);
  const plain = base < LAST_PLAIN ? (SAME[base] ?? base) : lower;
  return plain.charCodeAt(0);
}

/** Jamo join with their neighbours under NFC, which would make a second pass differ from the first. */
function isHangulJamo(code: number): boolean {
  return (
    (code >= 0x1100 && code <= 0x11ff) ||
    (code >= 0xa960 && code <= 0xa97f) ||
    (code >= 0xd7b0 && code <= 0xd7ff)
  );
}
