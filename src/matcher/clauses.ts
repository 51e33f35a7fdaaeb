/**
 * A longer text parted where people part it: sentences, and halves joined by "and". So that two questions in one breath are both
 * answered, and a question in the middle of a story is found.
 */

/** A text of so few words is one question. */
const ONE_QUESTION = 5;
/** A part needs so many words to ask something. */
const LEAST = 2;
/** So many parts are looked at; of more, those with a question mark and the last ones. */
const MOST = 12;

const SENTENCES = /(?<=[.!?…;\n])\s+|\n+/u;
const HALVES =
  /,\s*(?:и|а|та|й|and)\s+|\s+(?:и|а\s+также|а\s+ещё|а\s+еще|ещё|еще|та|й|і|а\s+також|а\s+ще|ще|and\s+also|and|also|plus)\s+|[,:–—]\s+/iu;

/** The parts in their order; empty or one: the text is one question. */
export function clausesOf(text: string): string[] {
  if (wordCount(text) < ONE_QUESTION) return [];
  const sentences = text.split(SENTENCES).map((part) => part.trim());
  const clauses = sentences.flatMap((sentence) => {
    const halves = sentence.split(HALVES).filter((half) => wordCount(half) >= LEAST);
    return halves.length < 2 ? [sentence] : sentences.length > 1 ? [sentence, ...halves] : halves;
  });
  const asking = [...new Set(clauses)].filter((clause) => wordCount(clause) >= LEAST);
  if (asking.length <= MOST) return asking;
  const marked = asking.filter((clause) => clause.includes('?')).slice(-MOST);
  const rest = asking.filter((clause) => !marked.includes(clause)).slice(-(MOST - marked.length));
  return asking.filter(
    (clause) => marked.includes(clause) || (marked.length < MOST && rest.includes(clause)),
  );
}

function wordCount(text: string): number {
  return text.split(/\s+/u).filter((word) => /\p{L}/u.test(word)).length;
}
