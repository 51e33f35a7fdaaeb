/**
 * A text as words that can be compared: lower case, ё as е, one kind of apostrophe, Latin look-alikes inside Cyrillic words put
 * right, stretched letters shortened, emoji without their tones. Signs between words are gone.
 */

/** Latin letters that look like Cyrillic ones: people use them to hide a word, or by a slip of the keyboard. */
const LOOK_ALIKE: Record<string, string> = {
  a: 'а',
  b: 'в',
  c: 'с',
  e: 'е',
  h: 'н',
  k: 'к',
  m: 'м',
  o: 'о',
  p: 'р',
  t: 'т',
  x: 'х',
  y: 'у',
  '0': 'о',
  '3': 'з',
};

const WORD = /[\p{L}\p{N}\p{M}'][\p{L}\p{N}\p{M}'*@#$]*|\p{Extended_Pictographic}/gu;

/** Words and emoji in order; a masked word ("с*ка") keeps its signs. */
export function foldWords(text: string): string[] {
  const plain = text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll(/[’ʼ`´‘]/gu, "'")
    .replaceAll(/\p{Emoji_Modifier}|\u{FE0F}|\u{200D}/gu, '');
  return (plain.match(WORD) ?? []).map((word) =>
    oneScript(shorten(word.replace(/[*@#$']+$/u, (signs) => signs.replaceAll("'", '')))),
  );
}

/** Emoji, as `foldWords` gives them. */
export function isEmoji(word: string): boolean {
  return /^\p{Extended_Pictographic}$/u.test(word);
}

/** "спасибооооо" → "спасибо"; doubled letters are words ("сс" in «ссора»). */
function shorten(word: string): string {
  return word.replaceAll(/(\p{L})\1{2,}/gu, '$1');
}

/** A word of both alphabets is meant to be Cyrillic. */
function oneScript(word: string): string {
  if (!/[а-яіїєґ]/u.test(word) || !/[a-z03]/u.test(word)) return word;
  return word.replaceAll(/[a-z03]/gu, (letter) => LOOK_ALIKE[letter] ?? letter);
}
