/**
 * Words that work in any state and any language: menu, operator, stop, yes and no.
 * Read from `flows/front-desk/words.<locale>.yaml`; texts are compared as a whole, so that a question which merely
 * contains one of them stays a question.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { PrilavokError } from '../core/errors.ts';
import { LOCALES, type Locale } from '../core/locale.ts';
import type { CommandWords, WordCommand } from '../core/ports/words.ts';
import { keepReadings } from './kept-readings.ts';

const list = z.array(z.string().min(1)).min(1);
const wordFile = z.strictObject({
  menu: list,
  operator: list,
  stop: list,
  language: list,
  channels: list,
  greeting: list,
  thanks: list,
  yes: list,
  no: list,
  typical: list,
});

export type WordLists = z.infer<typeof wordFile>;

const kept = keepReadings<WordLists>();

const COMMANDS = ['menu', 'operator', 'stop', 'language', 'channels', 'greeting', 'thanks'] as const;
const SLASH: Record<string, WordCommand> = {
  '/menu': 'menu',
  '/help': 'menu',
  '/operator': 'operator',
  '/stop': 'stop',
  '/language': 'language',
  '/channels': 'channels',
};
/** Commands are short; a longer text is not looked up. */
const COMMAND_CHARS = 60;

/** Reads the three files of `dir`. Throws TEXTS_INVALID naming the file and what is wrong in it. */
export async function loadCommandWords(dir: string): Promise<CommandWords> {
  const lists = {} as Record<Locale, WordLists>;
  for (const locale of LOCALES) {
    const file = join(dir, `words.${locale}.yaml`);
    try {
      const text = await readFile(file, 'utf8');
      lists[locale] = kept(file, text, () => wordFile.parse(parse(text, { maxAliasCount: 0 })));
    } catch (cause) {
      const why = cause instanceof z.ZodError ? z.prettifyError(cause).replaceAll('\n', '; ') : String(cause);
      throw new PrilavokError('TEXTS_INVALID', `${file}: ${why}`, { cause });
    }
  }
  return createCommandWords(lists);
}

export function createCommandWords(lists: Record<Locale, WordLists>): CommandWords {
  const commands = new Map<string, WordCommand>();
  const answers = new Map<string, boolean>();
  const typical = new Map<string, Locale[]>();
  for (const locale of LOCALES) {
    const words = lists[locale];
    for (const name of COMMANDS) for (const word of words[name]) commands.set(fold(word), name);
    for (const word of words.yes) answers.set(fold(word), true);
    for (const word of words.no) answers.set(fold(word), false);
    for (const word of words.typical) typical.set(fold(word), [...(typical.get(fold(word)) ?? []), locale]);
  }
  return {
    command(text) {
      if (text.length > COMMAND_CHARS) return null;
      const slash = SLASH[text.trim().toLowerCase().replace(/@.*$/, '')];
      return slash ?? commands.get(fold(text)) ?? null;
    },
    yesNo: (text) => (text.length > COMMAND_CHARS ? null : (answers.get(fold(text)) ?? null)),
    language: (text) => guessLanguage(text, typical),
  };
}

/** Letters that only one of the languages has decide; otherwise its most usual words do. */
function guessLanguage(text: string, typical: ReadonlyMap<string, Locale[]>): Locale | null {
  const ukrainian = /[іїєґ]/i.test(text);
  const russian = /[ыэъё]/i.test(text);
  if (ukrainian !== russian) return ukrainian ? 'uk' : 'ru';
  const hits: Record<Locale, number> = { ru: 0, uk: 0, en: 0 };
  const words = fold(text).split(' ');
  for (const word of words) for (const locale of typical.get(word) ?? []) hits[locale] += 1;
  const [best, second] = LOCALES.toSorted((a, b) => hits[b] - hits[a]);
  if (!best || !second || hits[best] === 0 || hits[best] === hits[second]) return null;
  // English words turn up in any language; one of them alone says nothing unless it is all there is.
  return best === 'en' && hits.en < 2 && words.length > 2 ? null : best;
}

let lastText = '';
let lastFolded = '';

/** One text is asked for its command and its language in a row: the last one folded is remembered. */
function fold(text: string): string {
  if (text !== lastText) {
    lastFolded = foldAnew(text);
    lastText = text;
  }
  return lastFolded;
}

function foldAnew(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[’ʼ`´]/g, "'")
    .replace(/[^\p{L}\p{N}' ]+/gu, ' ')
    .replace(/ +/g, ' ')
    .trim();
}
