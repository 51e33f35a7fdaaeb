/**
 * The names that a customer is known by, masked in what is kept apart from their conversation: each word of a name, in the cases of Russian
 * and Ukrainian, too. What else is a name nothing tells. Rather a word too many than a name: it is one customer's question.
 */

/** A name is a few words; what is longer is none. */
const NAME_WORDS = 8;
/** Shorter names are the roots of other words: only as they stand, or written as names are. */
const PLAIN_CHARS = 4;
/** A root that is left without its ending. */
const ROOT_CHARS = 3;
const WORD = /\p{L}[\p{L}\p{M}'’ʼ]*/gu;
const VOWEL_END = /[аеиоуыюяєії]$/u;
const SOFT_END = /[йь]$/u;
const ADJECTIVE_END = /(?:[иыіо]й|ая|яя)$/u;

/** Of the singular, folded; "" only where the name itself has none. */
const ENDINGS = new Set(
  'а я у ю е и ы о й ь є і ї ой ей ою ею єю йою ьою ом ем єм ым им ім ого его ому ему ая яя ую юю ый ий ій ої ові еві єві ью'.split(
    ' ',
  ),
);

/** `text` without the words of `names`. */
export function maskNames(text: string, names: readonly string[]): string {
  const known = names.flatMap((name) => (name.match(WORD) ?? []).slice(0, NAME_WORDS)).map(toName);
  return known.length === 0
    ? text
    : text.replace(WORD, (word) => (known.some((name) => isForm(word, name)) ? '•••' : word));
}

interface Name {
  whole: string;
  roots: string[];
  hasEnding: boolean;
}

function toName(word: string): Name {
  const whole = fold(word);
  const hasEnding = VOWEL_END.test(whole);
  const root = hasEnding || SOFT_END.test(whole) ? whole.slice(0, -1) : whole;
  const short = whole.slice(0, -2);
  const roots = [root, ...fleeting(root)];
  if (ADJECTIVE_END.test(whole) && short.length >= ROOT_CHARS) roots.push(short);
  return { whole, roots, hasEnding };
}

/** Павел → Павла, Федір → Федора, Ольга → Ользі, Олег → Олеже. */
function fleeting(root: string): string[] {
  const last = SOFTENED[root.at(-1) ?? ''] ?? [];
  return [
    ...(root.endsWith('ел') ? [`${root.slice(0, -2)}л`] : []),
    ...(/і\p{L}$/u.test(root) ? [`${root.slice(0, -2)}о${root.slice(-1)}`] : []),
    ...last.map((letter) => root.slice(0, -1) + letter),
  ];
}
const SOFTENED: Readonly<Record<string, readonly string[]>> = { г: ['з', 'ж'], к: ['ц', 'ч'], х: ['с', 'ш'] };

/** `Anna's`. */
const POSSESSIVE = /['’]s$/iu;

function isForm(word: string, { whole, roots, hasEnding }: Name): boolean {
  const folded = fold(word.replace(POSSESSIVE, ''));
  const isCapital = word.charAt(0) !== word.charAt(0).toLowerCase();
  if (folded === whole) return whole.length >= ROOT_CHARS || isCapital;
  if (whole.length < ROOT_CHARS || (whole.length < PLAIN_CHARS && !isCapital)) return false;
  return roots.some((root) => {
    const ending = folded.startsWith(root) ? folded.slice(root.length) : null;
    return ending !== null && (ending === '' ? !hasEnding : ENDINGS.has(ending));
  });
}

function fold(word: string): string {
  return word.normalize('NFC').toLowerCase().replaceAll('ё', 'е').replace(/['’ʼ]/gu, '');
}
