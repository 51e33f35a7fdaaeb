/**
 * What a schema of content asks for, so that it can be said in every language of the console: schemas name their hints by code, and
 * the sentences that zod makes itself are put into our words.
 */
import type { z } from 'zod';
import { fillPhrase, type PhraseValues } from '../core/phrase.ts';
import { FIX_WORDS, type FixCode } from './faults/fixes.ts';
import { advice, type Advice } from './finding.ts';

/** What is counted, as hints name it. */
export type CountedUnit =
  'days' | 'minutes' | 'months' | 'hours' | 'weeks' | 'parts' | 'points' | 'people' | 'messages';

/** Filled while the schemas are made: zod carries a hint's English only. */
const byEnglish = new Map<string, Advice>();

/** The English of a hint, for a schema's message. */
export function hint(code: FixCode, values: PhraseValues = {}): string {
  const english = fillPhrase(FIX_WORDS[code], values);
  byEnglish.set(english, advice(code, values));
  return english;
}

/** What to write instead of what an issue complains of. */
export function hintFor(issue: z.core.$ZodIssue): Advice {
  const named = byEnglish.get(issue.message);
  if (named !== undefined) return named;
  // A sentence that a schema gave, in English only.
  if (!/^(Invalid|Too) /u.test(issue.message)) return { hint: issue.message };
  return ofKind(issue);
}

function ofKind(issue: z.core.$ZodIssue): Advice {
  if (issue.code === 'too_big') {
    const values = { max: Number(issue.maximum) };
    if (issue.origin === 'string') return advice('fix.at-most-characters', values);
    return advice(isCounted(issue.origin) ? 'fix.at-most-items' : 'fix.at-most', values);
  }
  if (issue.code === 'too_small') {
    const values = { min: Number(issue.minimum) };
    if (issue.origin === 'string') return advice('fix.text');
    return advice(isCounted(issue.origin) ? 'fix.at-least-items' : 'fix.at-least', values);
  }
  if (issue.code === 'invalid_value') return advice('fix.one-of', { names: issue.values.join(', ') });
  if (issue.code === 'invalid_type') return advice(TYPES[issue.expected] ?? 'fix.text');
  return { hint: issue.message };
}

function isCounted(origin: string): boolean {
  return origin === 'array' || origin === 'set' || origin === 'map';
}

const TYPES: Partial<Record<string, FixCode>> = {
  string: 'fix.text',
  number: 'fix.number',
  int: 'fix.whole',
  boolean: 'fix.true-false',
  array: 'fix.list',
  object: 'fix.group',
  record: 'fix.group',
};
