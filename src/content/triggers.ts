/**
 * Phrases that start a flow or call a person, read from `flows/<flow>/triggers.<locale>.yaml`. They become entries beside
 * the FAQ's own (`flow:order-status`, `command:operator`), so that they are found by the same matcher, typos and all.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { PrilavokError } from '../core/errors.ts';
import { LIMITS } from '../core/limits.ts';
import { LOCALES, type Locale } from '../core/locale.ts';
import type { FaqEntry } from '../core/ports/words.ts';
import { keepReadings } from './kept-readings.ts';

const triggerFile = z.record(
  z.string().regex(/^(flow:[a-z-]+|command:(operator|menu|language|channels))$/),
  z.array(z.string().min(1)).min(3).max(LIMITS.phrasingsPerEntry),
);
const kept = keepReadings<z.infer<typeof triggerFile>>();

/**
 * Reads the trigger files of every folder of `flowsDir`, but those of `closed`: a flow that a shop does not run must not be started by
 * words. Throws TEXTS_INVALID naming the file.
 */
export async function loadTriggers(flowsDir: string, closed: readonly string[] = []): Promise<FaqEntry[]> {
  const entries: FaqEntry[] = [];
  for (const folder of await readdir(flowsDir, { withFileTypes: true })) {
    if (!folder.isDirectory() || closed.includes(folder.name)) continue;
    for (const locale of LOCALES) {
      entries.push(...(await readTriggers(join(flowsDir, folder.name, `triggers.${locale}.yaml`), locale)));
    }
  }
  return entries;
}

async function readTriggers(file: string, locale: Locale): Promise<FaqEntry[]> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    return []; // not every flow is started by a phrase
  }
  try {
    const triggers = kept(file, text, () => triggerFile.parse(parse(text, { maxAliasCount: 0 })));
    return Object.entries(triggers).map(([id, [question = '', ...phrasings]]) => ({
      id,
      locale,
      question,
      phrasings,
      answer: '',
      links: [],
    }));
  } catch (cause) {
    const why = cause instanceof z.ZodError ? z.prettifyError(cause).replaceAll('\n', '; ') : String(cause);
    throw new PrilavokError('TEXTS_INVALID', `${file}: ${why}`, { cause });
  }
}
