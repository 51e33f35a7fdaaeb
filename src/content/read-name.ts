/** "Меня зовут Анна Сергеевна, где мой заказ?": how somebody wants to be addressed. Pure; a doubtful name is none. */
import { LIMITS } from '../core/limits.ts';
import { foldWords } from './fold-words.ts';
import { compilePatterns } from './word-patterns.ts';

export interface NameWords {
  /** Phrases that stand before a name. */
  before: readonly string[];
  /** Words that may stand there and are no name. */
  none: readonly string[];
  /** Patronymics, by their endings. */
  patronymic: readonly string[];
}

/** Name, patronymic or family name, and one more. */
const WORDS = 3;
const PART = /^\p{L}[\p{L}'’ʼ-]*$/u;

export function createNameReader(
  { before, none, patronymic }: NameWords,
  isCourtesy: (words: string[]) => boolean,
) {
  const leads = compilePatterns([['before', before] as const]);
  const noNames = compilePatterns([['none', none] as const]);
  const isNone = (word: string) => noNames.at(foldWords(word), 0).length > 0;
  const isPatronymic = (word: string) => patronymic.some((end) => word.toLowerCase().endsWith(end));

  return (text: string): { name: string; rest: string } | null => {
    if (text.length > LIMITS.courtesyChars) return null;
    const written = text.trim().split(/\s+/u);
    const folded = written.map((word) => foldWords(word)[0] ?? '');
    for (let at = 0; at < written.length; at += 1) {
      const [lead] = leads.at(folded, at).toSorted((a, b) => b.to - a.to);
      if (!lead) continue;
      const found = nameAt(written, lead.to);
      if (!found) continue;
      const rest = [...written.slice(0, at), ...written.slice(found.to)].join(' ').trim();
      const words = foldWords(rest);
      return { name: found.name, rest: words.length === 0 || isCourtesy(words) ? '' : rest };
    }
    return null;
  };

  function nameAt(written: readonly string[], from: number): { name: string; to: number } | null {
    const parts: string[] = [];
    let to = from;
    while (to < written.length && parts.length < WORDS) {
      const word = (written[to] ?? '').replace(/^[«"“—–-]+/u, '');
      const bare = word.replace(/[.,;:!?»"”)]+$/u, '');
      if (bare === '' && parts.length === 0) {
        to += 1;
        continue;
      }
      if (!PART.test(bare) || isNone(bare)) break;
      // Further words belong to it if they look like it: "анна и я хочу" is Анна.
      if (parts.length > 0 && !isPatronymic(bare) && !/^\p{Lu}/u.test(bare)) break;
      parts.push(bare);
      to += 1;
      if (bare !== word) break;
    }
    const name = parts.map(capital).join(' ');
    return parts.length === 0 || name.length > LIMITS.addressChars || name.length < 2 ? null : { name, to };
  }
}

/** "анна-мария" → "Анна-Мария". */
function capital(word: string): string {
  const lower = /^\p{Lu}+$/u.test(word) && word.length > 1 ? word.toLowerCase() : word;
  return lower.replaceAll(/(^|-)(\p{L})/gu, (_, dash: string, letter: string) => dash + letter.toUpperCase());
}
