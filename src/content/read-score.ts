/**
 * A score as people type it: "5", "4 из 5", "5️⃣", "⭐⭐⭐⭐", "п'ять", "отлично", "👍". Pure; what is only partly a score is none, except
 * that words may follow a number.
 */
import type { TopScore } from '../core/feedback.ts';
import { LIMITS } from '../core/limits.ts';
import { foldWords } from './fold-words.ts';
import { compilePatterns } from './word-patterns.ts';

export interface ScoreWords {
  /** Of 1 to 5. */
  words: Record<'1' | '2' | '3' | '4' | '5', readonly string[]>;
  /** Names of 0 to 10. */
  numbers: readonly (readonly string[])[];
  around: readonly string[];
}

/** What a word of 1 to 5 is worth of ten. */
const OF_TEN: Record<number, number> = { 1: 0, 2: 3, 3: 6, 4: 8, 5: 10 };
const NUMBER = /^(\d{1,2})(?:[.,](\d))?(?:\s*(?:\/|из|із|з|of|out of)\s*(\d{1,2}))?$/u;
const NUMBER_AND_WORDS = /^(\d{1,2})\s*[,.;:!–—-]\s*(\D.*)$/su;

type Meaning = { of: 'five' | 'number'; value: number } | 'around';

export function createScoreReader(lists: readonly ScoreWords[]) {
  const patterns = compilePatterns<Meaning>(
    lists.flatMap(({ words, numbers, around }) => [
      ...Object.entries(words).map(
        ([value, phrases]) => [{ of: 'five', value: Number(value) }, phrases] as const,
      ),
      ...numbers.map((phrases, value) => [{ of: 'number', value }, phrases] as const),
      ['around', around] as const,
    ]),
  );

  /** The meanings that the words consist of, without a rest; a number is worth more than a word. */
  function meant(words: readonly string[]): Meaning[] | null {
    const found: Meaning[] = [];
    for (let at = 0; at < words.length;) {
      const [longest] = patterns.at(words, at).toSorted((a, b) => b.to - a.to);
      if (!longest) return null;
      found.push(longest.label);
      at = longest.to;
    }
    return found;
  }

  function ofWords(text: string, top: TopScore): number | null {
    const found = meant(foldWords(text).filter((word) => !/^\d+$/u.test(word)));
    const scores = (found ?? []).filter((one) => one !== 'around');
    const number = scores.find(({ of }) => of === 'number');
    if (number) return inRange(number.value, top);
    const [worst] = scores.map(({ value }) => value).toSorted((a, b) => a - b);
    return worst === undefined ? null : top === 10 ? (OF_TEN[worst] ?? null) : worst;
  }

  return (text: string, top: TopScore): { score: number; comment: string } | null => {
    const plain = text
      .normalize('NFKC')
      .replaceAll(/[\u{FE0F}\u{20E3}]/gu, '')
      .trim();
    if (plain.length > LIMITS.courtesyChars + LIMITS.commentChars) return null;
    const short = plain.length <= LIMITS.courtesyChars;
    const score = short ? (ofStars(plain, top) ?? ofNumber(plain, top, meant) ?? ofWords(plain, top)) : null;
    if (score !== null) return { score, comment: '' };
    const parts = NUMBER_AND_WORDS.exec(plain);
    const number = parts && inRange(Number(parts[1]), top);
    const comment = parts?.[2]?.trim() ?? '';
    // A question is no comment.
    return number === null || comment.length < 3 || comment.endsWith('?') ? null : { score: number, comment };
  };
}

/** A number with nothing around it but words that belong to scores. */
function ofNumber(
  text: string,
  top: TopScore,
  meant: (words: readonly string[]) => Meaning[] | null,
): number | null {
  const bare = text.toLowerCase().replace(/[!.+\s)]+$/u, '');
  const direct = NUMBER.exec(bare);
  if (direct) return scaled(direct, top);
  const digits = bare.match(/\d{1,2}(?:[.,]\d)?(?:\s*(?:\/|из|із|з|of|out of)\s*\d{1,2})?/gu) ?? [];
  const [only] = digits;
  if (digits.length !== 1 || only === undefined) return null;
  const rest = foldWords(bare.replace(only, ' '));
  const around = meant(rest);
  const number = NUMBER.exec(only);
  return around === null || !number || around.some((one) => one !== 'around' && one.of === 'number')
    ? null
    : scaled(number, top);
}

function scaled([, whole, part, of]: RegExpExecArray, top: TopScore): number | null {
  const value = Number(`${whole}.${part ?? '0'}`);
  const base = of === undefined ? top : Number(of);
  if (base === 0 || value > base) return null;
  return inRange(Math.round(base === top ? value : (value / base) * top), top);
}

/** "⭐⭐⭐⭐" */
function ofStars(text: string, top: TopScore): number | null {
  const stars = /^(?:[⭐★🌟]\s*)+$/u.test(text) ? (text.match(/[⭐★🌟]/gu) ?? []).length : 0;
  return stars === 0 || stars > 5 ? null : top === 10 ? (OF_TEN[stars] ?? null) : stars;
}

function inRange(value: number, top: TopScore): number | null {
  const least = top === 10 ? 0 : 1;
  return Number.isInteger(value) && value >= least && value <= top ? value : null;
}
