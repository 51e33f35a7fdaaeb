/**
 * A set of questions to measure a matcher with, as it lies in a file: topics with their phrasings, and questions about other things.
 * The first step of the measurement; a file that cannot be used is told by name, with what is wrong in it.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { toError } from '../../core/errors.ts';
import type { Locale } from '../../core/locale.ts';

/** `mix`: several languages in one set, so that none is told to the matcher. */
export type SetLanguage = Locale | 'mix';

export interface EvaluationSet {
  name: string;
  lang: SetLanguage;
  /** Topic → its phrasings. */
  items: Record<string, string[]>;
  /** Questions that none of the topics answers. */
  oos: string[];
}

const text = z.string().min(1).max(4_000);
const SHAPE = z.object({
  name: z.string().min(1).max(200),
  lang: z.enum(['ru', 'uk', 'en', 'mix']),
  items: z
    .record(z.string().min(1), z.array(text).min(1).max(10_000))
    .refine((items) => Object.keys(items).length >= 2, 'at least two topics'),
  oos: z.array(text).max(100_000).default([]),
});
const MOST_BYTES = 100_000_000;

/** The sets of a folder by name of file; `only`: names of sets. `problem`: the first file that cannot be used, and why. */
export function readEvaluationSets(
  folder: string,
  only: readonly string[] = [],
): { sets: EvaluationSet[] } | { problem: string } {
  const files = namesIn(folder);
  if (typeof files === 'string') return { problem: files };
  if (files.length === 0) return { problem: `${folder}: no *.json file in it` };
  const sets: EvaluationSet[] = [];
  for (const name of files) {
    const read = readSet(join(folder, name));
    if (typeof read === 'string') return { problem: read };
    if (sets.some((set) => set.name === read.name)) {
      return { problem: `${join(folder, name)}: another file has a set named ${read.name}` };
    }
    sets.push(read);
  }
  const missing = only.filter((name) => !sets.some((set) => set.name === name));
  if (missing.length > 0) return { problem: `${folder}: no set named ${missing.join(', ')}` };
  return { sets: only.length === 0 ? sets : sets.filter(({ name }) => only.includes(name)) };
}

/** Or what is wrong. */
function namesIn(folder: string): string[] | string {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .toSorted();
  } catch (thrown) {
    return `${folder}: ${toError(thrown).message}`;
  }
}

/** Or what is wrong. */
function readSet(file: string): EvaluationSet | string {
  try {
    if (statSync(file).size > MOST_BYTES) return `${file}: longer than ${MOST_BYTES / 1e6} MB`;
    const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file)));
    const read = SHAPE.safeParse(json);
    if (read.success) return read.data;
    const [issue] = read.error.issues;
    return `${file}: ${issue?.path.join('.') || 'the file'}: ${issue?.message ?? 'not a set'}`;
  } catch (thrown) {
    return `${file}: ${toError(thrown).message}`;
  }
}
