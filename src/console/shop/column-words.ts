/** What a column, a choice and a table are called. A name without a word of ours shows as the file has it. */
import type { WordKey, Words } from '../i18n/words.ts';

const LANGUAGE = /^(.+)_(ru|uk|en)$/;

export function columnWord(words: Words, column: string): string {
  const [, base, language] = LANGUAGE.exec(column) ?? [];
  if (base === undefined || language === undefined) return wordOr(words, `sheet.column.${column}`, column);
  return `${wordOr(words, `sheet.column.${base}`, base)} · ${language.toUpperCase()}`;
}

/** Whether the words of the column are in one language. */
export function languageOf(column: string): string | undefined {
  return LANGUAGE.exec(column)?.[2];
}

export function choiceWord(words: Words, choice: string): string {
  return wordOr(words, `sheet.choice.${choice}`, choice);
}

export function sheetWord(words: Words, name: string): string {
  return wordOr(words, `sheet.name.${name}`, name);
}

/** A key without a word shows as itself. */
function wordOr(words: Words, key: string, otherwise: string): string {
  const word = words(key as WordKey);
  return word === key ? otherwise : word;
}
