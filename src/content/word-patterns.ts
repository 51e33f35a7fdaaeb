/**
 * Phrases as content editors write them, found among the words of a text: `{а,у,ом}` are endings, a `*` at the end of a word is any
 * ending. `сук{а,и,у}` finds those three words and never «сукно». Compiled once; looking costs a few map look-ups a word.
 */

/** A place among the words: it covers those from `from` up to `to`, exclusively. */
export interface Found<Label> {
  label: Label;
  from: number;
  to: number;
}

export interface WordPatterns<Label> {
  /** Every phrase that begins at this word. */
  at(words: readonly string[], from: number): Found<Label>[];
  /** Is there a single word of one of the phrases behind the signs of `masked` ("б*ть")? */
  masked(masked: RegExp): Label[];
}

interface Phrase<Label> {
  label: Label;
  words: readonly WordTest[];
}

interface WordTest {
  exact: Set<string>;
  starts: readonly string[];
}

/** Longest beginning of a word that is looked up. */
const START = 24;

/** `lists`: what each list means → its phrases, folded as the texts will be. */
export function compilePatterns<Label>(
  lists: Iterable<readonly [Label, readonly string[]]>,
): WordPatterns<Label> {
  const byWord = new Map<string, Phrase<Label>[]>();
  const byStart = new Map<string, Phrase<Label>[]>();
  const single: Phrase<Label>[] = [];
  for (const [label, phrases] of lists) {
    for (const words of phrases.flatMap((written) => readPhrase(written))) {
      const [first] = words;
      if (!first) continue;
      const phrase = { label, words };
      for (const word of first.exact) put(byWord, word, phrase);
      for (const start of first.starts) put(byStart, start, phrase);
      if (words.length === 1) single.push(phrase);
    }
  }
  return {
    at(words, from) {
      const word = words[from];
      if (word === undefined) return [];
      const candidates = [...(byWord.get(word) ?? [])];
      for (let length = 1; length <= Math.min(word.length, START); length += 1) {
        candidates.push(...(byStart.get(word.slice(0, length)) ?? []));
      }
      return candidates
        .filter((phrase) => phrase.words.every((test, index) => fits(test, words[from + index])))
        .map((phrase) => ({ label: phrase.label, from, to: from + phrase.words.length }));
    },
    masked: (masked) =>
      single
        .filter(({ words }) => [...(words[0]?.exact ?? [])].some((word) => masked.test(word)))
        .map(({ label }) => label),
  };
}

/** Spaces part words, except inside braces. */
function splitPhrase(written: string): string[] {
  return written
    .trim()
    .split(/\s+(?![^{]*\})/u)
    .filter((word) => word !== '');
}

/** A word with an empty choice, "{очень,}", may be missing. */
function readPhrase(written: string): WordTest[][] {
  let phrases: WordTest[][] = [[]];
  for (const word of splitPhrase(written)) {
    const test = readWord(word);
    const mayLack = test.exact.has('');
    test.exact.delete('');
    phrases = phrases.flatMap((phrase) => [[...phrase, test], ...(mayLack ? [phrase] : [])]);
  }
  return phrases;
}

function readWord(written: string): WordTest {
  const isStart = written.endsWith('*');
  const words = expand(isStart ? written.slice(0, -1) : written);
  return isStart ? { exact: new Set(), starts: words } : { exact: new Set(words), starts: [] };
}

/** `a{b,c}d` → `abd`, `acd`. */
function expand(written: string): string[] {
  const parts = /^([^{]*)\{([^}]*)\}(.*)$/u.exec(written);
  if (parts === null) return [written];
  const [, before = '', choices = '', after = ''] = parts;
  return choices.split(',').flatMap((choice) => expand(`${before}${choice.trim()}${after}`));
}

function fits({ exact, starts }: WordTest, word: string | undefined): boolean {
  return word !== undefined && (exact.has(word) || starts.some((start) => word.startsWith(start)));
}

function put<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}
