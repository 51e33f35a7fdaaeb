/**
 * Words of two alphabets ("cейчас" with a Latin c) that nobody's typing will ever match, and texts that stand in the folder of another
 * language. Only what is sure is told.
 */
import type { Locale } from '../../../core/locale.ts';
import { sinkFor, type FindingSink } from '../../finding.ts';
import type { LintContext } from './lint-context.ts';
import type { WrittenEntry } from '../faq-file.ts';

/** Letters that look the same in both alphabets. */
const LATIN_LIKE = 'aceopxyikmthbABCEHIKMOPTXYijs';
const CYRILLIC_LIKE = 'асеорхуіктнвАВСЕНІКМОРТХУіјѕ';
/** So many letters are needed before a language is told from them. */
const FEW_LETTERS = 24;
/** Words that one of the two languages has and the other has not; at least this share of the letters gives a text away. */
const ODD_SHARE = 0.02;

export function lintLanguage({ files, findings }: LintContext): void {
  for (const { file, locale, entries } of files) {
    const say = sinkFor(file, findings);
    for (const entry of entries) {
      const lines = [entry.line, ...entry.phrasingLines];
      [entry.question, ...entry.phrasings].forEach((text, at) =>
        mixedLetters(text, lines[at] ?? entry.line, say),
      );
      mixedLetters(entry.answer, entry.answerLine, say);
      const found = otherLanguage(entry, locale);
      if (found !== null)
        say.warn(entry.line, 'faq.wrong-language', { id: entry.id, found, language: locale });
    }
  }
}

function mixedLetters(text: string, line: number, say: FindingSink): void {
  for (const [word] of text.matchAll(/\p{L}+/gu)) {
    const latin = word.match(/\p{Script=Latin}/gu) ?? [];
    const cyrillic = word.match(/\p{Script=Cyrillic}/gu) ?? [];
    if (latin.length === 0 || cyrillic.length === 0) continue;
    const [odd, likes] = latin.length <= cyrillic.length ? [latin, LATIN_LIKE] : [cyrillic, CYRILLIC_LIKE];
    if (!odd.every((letter) => likes.includes(letter))) continue;
    say.warn(line, 'faq.mixed-letters', { word, letters: [...new Set(odd)].join(', ') });
  }
}

/** The language that question and answer are written in, if it is surely not that of the file. Phrasings may borrow from neighbours. */
function otherLanguage({ question, answer }: WrittenEntry, locale: Locale): Locale | null {
  const text = `${question} ${answer}`.replace(/\]\([^()\s]*\)|`[^`]*`|\{\{[^{}]*\}\}/gu, ' ');
  const latin = text.match(/[a-z]/giu)?.length ?? 0;
  const cyrillic = text.match(/[а-яёіїєґ]/giu)?.length ?? 0;
  if (latin + cyrillic < FEW_LETTERS) return null;
  const russian = text.match(/[ыэъё]/giu)?.length ?? 0;
  const ukrainian = text.match(/[іїєґ]/giu)?.length ?? 0;
  if (latin > cyrillic * 2) return locale === 'en' ? null : 'en';
  if (cyrillic <= latin * 2) return null;
  if (locale === 'en') return ukrainian > russian ? 'uk' : 'ru';
  const other = locale === 'ru' ? ukrainian : russian;
  const own = locale === 'ru' ? russian : ukrainian;
  if (other < 2 || other <= own || other < cyrillic * ODD_SHARE) return null;
  return locale === 'ru' ? 'uk' : 'ru';
}
