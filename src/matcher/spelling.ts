/**
 * The word that a misspelt one was meant to be, among the words that the entries use: "дастафка" is "доставка". Candidates
 * are words that sound alike (same consonants, voiced or not) or differ by one letter; the nearest within reach wins.
 */

export interface Spelling {
  /** The nearest known word, or null. */
  repair(word: string): string | null;
}

/** Shorter words have too many neighbours. */
const SHORTEST = 4;
/** Longer ones are no words. */
const LONGEST = 30;
/** Up to this length another first letter makes another word: "mind" is not a slip for "find". */
const BRIEF = 5;
/** From this length on two slips are forgiven. */
const LONG = 7;

/** Knows no word. */
export const NO_SPELLING: Spelling = { repair: () => null };

/** `words` are folded; how often each occurs decides between equally near ones. */
export function createSpelling(words: Iterable<string>): Spelling {
  const steps = spelling(words);
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}

/** As `createSpelling`, in steps of some hundred words. */
export function* spelling(words: Iterable<string>): Generator<undefined, Spelling> {
  const counts = new Map<string, number>();
  let seen = 0;
  for (const word of words) {
    if (isWord(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
    seen += 1;
    if (seen % (STEP * STEP_WORDS) === 0) yield;
  }
  yield;
  const known = [...counts.keys()].toSorted(
    (a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || (a < b ? -1 : 1),
  );
  yield;
  const byKey = new Map<string, string[]>();
  for (const [at, word] of known.entries()) {
    for (const key of keysOf(word)) {
      const others = byKey.get(key);
      if (others === undefined) byKey.set(key, [word]);
      else others.push(word);
    }
    if (at % STEP === 0) yield;
  }
  return {
    repair(word) {
      if (!isWord(word)) return null;
      let best: string | null = null;
      let bestDistance = (word.length >= LONG ? 2 : 1) + 1;
      for (const key of keysOf(word)) {
        for (const candidate of byKey.get(key) ?? []) {
          if (word.length <= BRIEF && beginsOtherwise(word, candidate)) continue;
          const found = distance(word, candidate, bestDistance);
          if (found >= bestDistance) continue;
          best = candidate;
          bestDistance = found;
        }
      }
      return best;
    },
  };
}

const STEP = 250;
/** Counting a word takes a fraction of what its neighbours take. */
const STEP_WORDS = 20;

function isWord(word: string): boolean {
  return word.length >= SHORTEST && word.length <= LONGEST && !/\d/u.test(word);
}

/** How a word sounds, and itself with any one letter left out. */
export function keysOf(word: string): Set<string> {
  const keys = new Set<string>([word, `#${sound(word)}`]);
  for (let at = 0; at < word.length; at += 1) keys.add(word.slice(0, at) + word.slice(at + 1));
  return keys;
}

const VOICELESS: Record<string, string> = {
  б: 'п',
  в: 'ф',
  г: 'к',
  д: 'т',
  ж: 'ш',
  з: 'с',
  щ: 'ш',
  b: 'p',
  v: 'f',
  z: 's',
  c: 'k',
};

/** Another first letter in place of the one that was meant, and not one that sounds like it. */
function beginsOtherwise(word: string, other: string): boolean {
  if (word.length !== other.length || soundOf(word.charAt(0)) === soundOf(other.charAt(0))) return false;
  return word.charAt(0) !== other.charAt(1) || word.charAt(1) !== other.charAt(0);
}

/** Consonants alone, voiced as voiceless, doubles once. */
function sound(word: string): string {
  let heard = '';
  for (let at = 0; at < word.length; at += 1) {
    const plain = soundOf(word.charAt(at));
    if (!heard.endsWith(plain)) heard += plain;
  }
  return heard;
}

/** Vowels are heard as nothing. */
function soundOf(letter: string): string {
  return VOWEL.test(letter) ? '' : (VOICELESS[letter] ?? letter);
}

const VOWEL = /[аеиоуюяйaeiouyh]/u;

/** Slips between two words (swapped neighbours count once), or `limit` when there are that many or more. */
export function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let least = Math.min((row[j - 1] ?? 0) + (same ? 0 : 1), (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      }
      next.push(least);
    }
    if (Math.min(...next) >= limit) return limit;
    before = row;
    row = next;
  }
  return Math.min(limit, row[b.length] ?? limit);
}
