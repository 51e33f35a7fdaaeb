/**
 * Light folding of endings, so that "доставкой", "доставку" and "доставка" are one word. Works on folded words of all three
 * languages. It only has to treat equal things equally; it need not be right about grammar.
 */

/** Letters that a stem keeps at least. */
const KEEP = 4;

/** Folded endings of nouns and adjectives (ы, і, ї are и; э, є are е; soft signs are gone). */
const INFLECTIONS = byLastLetter(
  'иями ями ами ого его ому ему ими иях ях ах иев ов ев ем ом ям ам иям ием иею ею ою ей ой ий ии ие ия ию ' +
    'ая яя ую юю ое ее их им й а я о е и у ю ешся ете ите емо имо еш иш',
);
/** What verbs add: a vowel and one of т, л, в, ш. */
const VERBAL = /[аяиеоую][тлвш]$/u;
const LATIN = byLastLetter('ations ation ings ing edly ed ies ied es s ly e y');

/** The stem of one folded word. Short words, numbers and other scripts stay as they are. */
export function stem(word: string): string {
  if (word.length <= KEEP) return word;
  const last = word.charCodeAt(word.length - 1);
  if (last >= 0x61 && last <= 0x7a) return cut(word, LATIN, 3);
  if (last < 0x430 || last > 0x44f) return word;
  const plain =
    word.length > 6 && (word.endsWith('ся') || word.endsWith('с')) ? word.replace(/ся?$/u, '') : word;
  let rest = cut(plain, INFLECTIONS, 3);
  for (let again = 0; again < 2 && rest.length >= KEEP + 2 && VERBAL.test(rest); again += 1)
    rest = rest.slice(0, -2);
  return rest;
}

function cut(word: string, endings: ReadonlyMap<string, readonly string[]>, keep: number): string {
  for (const end of endings.get(word.charAt(word.length - 1)) ?? []) {
    if (word.length - end.length >= keep && word.endsWith(end)) return word.slice(0, -end.length);
  }
  return word;
}

/** Endings by their last letter, longest first. */
function byLastLetter(list: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const end of list.split(' ').toSorted((a, b) => b.length - a.length)) {
    const last = end.charAt(end.length - 1);
    found.set(last, [...(found.get(last) ?? []), end]);
  }
  return found;
}
