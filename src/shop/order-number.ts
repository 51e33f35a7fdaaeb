/**
 * Order numbers as customers type them. The same order must be found whether its number comes with a dash, in lower case,
 * with a Cyrillic С for a Latin C or with the keyboard in the wrong layout. Says nothing about whether an order exists.
 */

const LONGEST = 40;

// Letters that look the same in both alphabets, and the zero that looks like the letter O.
const LOOK_ALIKE: Record<string, string> = {
  ...pairs('АВЕЁКМНОРСТУХІЈЅ', 'ABEEKMH0PCTYXIJS'),
  O: '0',
};

const CYRILLIC_KEYS = 'ЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬ';
const LATIN_KEYS = 'QWERTYUIOPASDFGHJKLZXCVBNM';
const OTHER_LAYOUT: Record<string, string> = {
  ...pairs(CYRILLIC_KEYS, LATIN_KEYS),
  ...pairs(LATIN_KEYS, CYRILLIC_KEYS),
  І: 'S',
};

/**
 * The key under which an order number is stored and compared: capital letters and digits only, look-alikes folded into
 * one. "" when the text cannot be a number of an order (no digit, too long).
 */
export function orderNumberKey(text: string): string {
  return fold(plain(text));
}

/** Keys worth looking for, best first: as typed, and as it would read in the other keyboard layout. */
export function orderNumberKeys(text: string): string[] {
  const typed = plain(text);
  const switched = Array.from(typed, (mark) => OTHER_LAYOUT[mark] ?? mark).join('');
  return [...new Set([fold(typed), fold(switched)])].filter((key) => key !== '');
}

/**
 * The digits of a key without leading zeros: `ML1007` → `1007`. Many customers leave the letters out, and every way of
 * writing one number shares them, so that tries are counted together.
 */
export function orderNumberDigits(key: string): string {
  return key.replace(/\D/g, '').replace(/^0+(?=\d)/, '');
}

function plain(text: string): string {
  if (text.length > LONGEST * 2) return '';
  // № would become the letters "No" under NFKC, so it goes first.
  const marks = text
    .replaceAll('№', '')
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\d]/gu, '');
  return marks.length <= LONGEST && /\d/.test(marks) ? marks : '';
}

function fold(marks: string): string {
  return Array.from(marks, (mark) => LOOK_ALIKE[mark] ?? mark).join('');
}

function pairs(from: string, to: string): Record<string, string> {
  return Object.fromEntries(Array.from(from, (mark, index) => [mark, to.charAt(index)]));
}
