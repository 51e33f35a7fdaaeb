/**
 * What a text may have been meant to be: typed on the wrong keyboard layout, or Russian and Ukrainian in Latin letters.
 * Tried only when few of the words are known as typed.
 */

const EN_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
const RU_KEYS = 'йцукенгшщзхъфывапролджэячсмитьбюё';
const UK_KEYS = "йцукенгшщзхїфівапролджєячсмитьбю'";

/** Other readings of a text, most usual first; empty when there is none. */
export function otherReadings(text: string): string[] {
  const lower = text.toLowerCase();
  const readings: string[] = [];
  if (/[a-z]/u.test(lower)) {
    readings.push(
      mapKeys(lower, TO_RU),
      mapKeys(lower, TO_UK),
      transliterate(lower, 'х'),
      transliterate(lower, 'г'),
    );
  }
  if (/[а-яіїє]/u.test(lower)) readings.push(mapKeys(lower, RU_TO_EN), mapKeys(lower, UK_TO_EN));
  return readings;
}

const TO_RU = keyMap(EN_KEYS, RU_KEYS);
const TO_UK = keyMap(EN_KEYS, UK_KEYS);
const RU_TO_EN = keyMap(RU_KEYS, EN_KEYS);
const UK_TO_EN = keyMap(UK_KEYS, EN_KEYS);

function keyMap(from: string, to: string): ReadonlyMap<string, string> {
  return new Map(from.split('').map((key, index) => [key, to[index] ?? key]));
}

function mapKeys(text: string, keys: ReadonlyMap<string, string>): string {
  let mapped = '';
  for (const char of text) mapped += keys.get(char) ?? char;
  return mapped;
}

/** Longest first; folding takes care of и/і/ї/ы and е/є/э afterwards. `h` is х to Russians and г to Ukrainians. */
const LATIN: readonly (readonly [string, string])[] = [
  ['shch', 'щ'],
  ['sch', 'щ'],
  ['zh', 'ж'],
  ['kh', 'х'],
  ['ch', 'ч'],
  ['sh', 'ш'],
  ['ts', 'ц'],
  ['tz', 'ц'],
  ['yu', 'ю'],
  ['ju', 'ю'],
  ['iu', 'ю'],
  ['ya', 'я'],
  ['ja', 'я'],
  ['ia', 'я'],
  ['yo', 'ё'],
  ['jo', 'ё'],
  ['ye', 'є'],
  ['je', 'є'],
  ['yi', 'ї'],
  ['ay', 'ай'],
  ['ey', 'ей'],
  ['oy', 'ой'],
  ['uy', 'уй'],
  ['iy', 'ий'],
  ['yy', 'ый'],
  ['ck', 'к'],
  ['a', 'а'],
  ['b', 'б'],
  ['c', 'ц'],
  ['d', 'д'],
  ['e', 'е'],
  ['f', 'ф'],
  ['g', 'г'],
  ['h', 'х'],
  ['i', 'и'],
  ['j', 'й'],
  ['k', 'к'],
  ['l', 'л'],
  ['m', 'м'],
  ['n', 'н'],
  ['o', 'о'],
  ['p', 'п'],
  ['q', 'к'],
  ['r', 'р'],
  ['s', 'с'],
  ['t', 'т'],
  ['u', 'у'],
  ['v', 'в'],
  ['w', 'в'],
  ['x', 'кс'],
  ['y', 'ы'],
  ['z', 'з'],
];
const BY_FIRST = new Map<string, (readonly [string, string])[]>();
for (const pair of LATIN) {
  const first = pair[0].charAt(0);
  BY_FIRST.set(first, [...(BY_FIRST.get(first) ?? []), pair]);
}

function transliterate(text: string, h: string): string {
  let done = '';
  for (let at = 0; at < text.length;) {
    const char = text.charAt(at);
    const pair = BY_FIRST.get(char)?.find(([latin]) => text.startsWith(latin, at));
    if (pair === undefined) {
      done += char;
      at += 1;
    } else {
      done += pair[0] === 'h' ? h : pair[1];
      at += pair[0].length;
    }
  }
  return done;
}
