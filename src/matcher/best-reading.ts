/** The words of a question as typed or, when few of them are known, as they may have been meant: another layout, Latin letters. */
import type { Locale } from '../core/locale.ts';
import { LIMITS } from '../core/limits.ts';
import { fold, type Index } from './build-index.ts';
import { NUMBER, type ReadText } from './read-text.ts';
import { otherReadings } from './readings.ts';

/** As typed, at least this share of the text must be known, or other readings are tried … */
const KNOWN_ENOUGH = 0.6;
/** Fewer letters may be read as anything: a code, initials. */
const LETTERS = 4;
/** … and taken only if they know this much more. */
const CLEARLY_BETTER = 0.25;

export function bestReading(text: string, locale: Locale, { reader }: Index): ReadText {
  const head = text.slice(0, LIMITS.matchTextChars);
  const typed = reader.read(fold(head), locale);
  const known = knownShare(typed);
  if (known >= KNOWN_ENOUGH || lettersIn(typed) < LETTERS) return typed;
  let best = typed;
  let bestKnown = known + CLEARLY_BETTER;
  for (const other of otherReadings(head)) {
    const read = reader.read(fold(other), locale);
    const share = knownShare(read);
    if (share > bestKnown) {
      best = read;
      bestKnown = share;
    }
  }
  return best;
}

function lettersIn({ words }: ReadText): number {
  return words.reduce((sum, { word }) => sum + (word === NUMBER ? 0 : word.length), 0);
}

/** Share of the letters that stand in words which the vocabulary knows, wholly or nearly. */
function knownShare({ words, concepts }: ReadText): number {
  const inConcepts = new Set(concepts.map(({ at }) => at));
  let known = 0;
  let all = 0;
  words.forEach((word, at) => {
    if (word.word === NUMBER) return;
    const { length } = word.word;
    all += length;
    if (word.stem !== -1 || inConcepts.has(at)) known += length;
    else {
      const grams = word.grams.filter((gram) => gram !== -1).length;
      known += length * (grams / Math.max(1, word.grams.length)) ** 2;
    }
  });
  return all === 0 ? 1 : known / all;
}
