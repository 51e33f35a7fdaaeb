/** What people do to a question on its way to the keys: slips, another layout, Latin letters, no punctuation. Each by a seeded chance. */
import type { Chance } from './chance.ts';
import type { SetLanguage } from './evaluation-set.ts';

export const NOISES = ['clean', 'typo1', 'typo2', 'nopunct', 'translit', 'layout'] as const;
export type Noise = (typeof NOISES)[number];

/** Draws from `chance` only what the noise needs: the same questions in the same order get the same slips. */
export function addNoise(noise: Noise, text: string, chance: Chance, lang: SetLanguage): string {
  switch (noise) {
    case 'clean':
      return text;
    case 'typo1':
      return slip(text, 1, chance, lang);
    case 'typo2':
      return slip(text, 2, chance, lang);
    case 'nopunct':
      return bare(text);
    case 'translit':
      return lang === 'en' ? text : swapChars(text, lang === 'uk' ? LATIN_UK : LATIN);
    case 'layout':
      return swapChars(text, layoutFor(text, lang));
  }
}

const ALPHABET = {
  en: 'abcdefghijklmnopqrstuvwxyz',
  uk: 'абвгдеєжзиіїйклмнопрстуфхцчшщьюя',
  ru: 'абвгдежзийклмнопрстуфхцчшщыьэюя',
} as const;

/** The kinds of slip, in the order of the draw: a letter left out, another one, one too many, two changed about. */
function slip(text: string, times: number, chance: Chance, lang: SetLanguage): string {
  const chars = Array.from(text);
  for (let time = 0; time < times; time += 1) {
    // Nobody gets the very first letter wrong.
    const letters = chars.flatMap((char, at) => (at > 0 && /\p{L}/u.test(char) ? [at] : []));
    if (letters.length < 3) break;
    const at = letters[Math.floor(chance() * letters.length)] ?? 0;
    const kind = Math.floor(chance() * 4);
    const alphabet = alphabetOf(chars[at] ?? '', lang);
    const other = alphabet[Math.floor(chance() * alphabet.length)] ?? '';
    if (kind === 0) chars.splice(at, 1);
    else if (kind === 1) chars[at] = other;
    else if (kind === 2) chars.splice(at, 0, other);
    else if (at + 1 < chars.length) chars.splice(at, 2, chars[at + 1] ?? '', chars[at] ?? '');
  }
  return chars.join('');
}

function alphabetOf(char: string, lang: SetLanguage): string {
  if (lang !== 'mix') return ALPHABET[lang];
  return /[a-z]/i.test(char) ? ALPHABET.en : ALPHABET.ru;
}

function bare(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N} ]+/gu, ' ')
    .replaceAll('ё', 'е')
    .replace(/\s+/g, ' ')
    .trim();
}

function swapChars(text: string, chars: ReadonlyMap<string, string>): string {
  return Array.from(text.toLowerCase(), (char) => chars.get(char) ?? char).join('');
}

/** Letters of the same keys. */
const KEYS_EN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.";
const KEYS_RU = 'ёйцукенгшщзхъфывапролджэячсмитьбю';
const KEYS_UK = "'йцукенгшщзхїфівапролджєячсмитьбю";
const EN_AS_RU = sideBySide(KEYS_EN, KEYS_RU);
const RU_AS_EN = sideBySide(KEYS_RU, KEYS_EN);
const UK_AS_EN = sideBySide(KEYS_UK, KEYS_EN);

function sideBySide(from: string, to: string): ReadonlyMap<string, string> {
  return new Map(Array.from(from, (char, at) => [char, to[at] ?? char]));
}

function layoutFor(text: string, lang: SetLanguage): ReadonlyMap<string, string> {
  if (lang === 'en') return EN_AS_RU;
  if (lang === 'uk' || /[іїє]/.test(text)) return UK_AS_EN;
  return /[а-яё]/i.test(text) ? RU_AS_EN : EN_AS_RU;
}

const LATIN: ReadonlyMap<string, string> = new Map(
  (
    'а=a б=b в=v г=g ґ=g д=d е=e ё=e є=ye ж=zh з=z и=i і=i ї=yi й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=h ' +
    'ц=ts ч=ch ш=sh щ=sch ъ= ы=y ь= э=e ю=yu я=ya'
  )
    .split(' ')
    .map((pair): [string, string] => [pair.charAt(0), pair.slice(2)]),
);
const LATIN_UK: ReadonlyMap<string, string> = new Map([
  ...LATIN,
  ['и', 'y'],
  ['г', 'h'],
  ['х', 'kh'],
  ['щ', 'shch'],
]);
