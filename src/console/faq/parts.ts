/** The parts of a written entry: empty ones, and whether two are the same. */
import type { FaqParts } from '../../api/faq.ts';

export const NO_PARTS: FaqParts = {
  question: '',
  phrasings: [],
  answer: '',
  validFrom: null,
  validTo: null,
  channels: [],
};

export function sameParts(a: FaqParts | null, b: FaqParts | null): boolean {
  if (a === null || b === null) return a === b;
  return (
    a.question === b.question &&
    a.answer === b.answer &&
    a.validFrom === b.validFrom &&
    a.validTo === b.validTo &&
    sameTexts(a.phrasings, b.phrasings) &&
    sameTexts(a.channels, b.channels)
  );
}

/** True when both are written into a file alike: spaces at the ends and empty phrasings say nothing. */
export function saysSame(a: FaqParts | null, b: FaqParts | null): boolean {
  return sameParts(a && tidied(a), b && tidied(b));
}

function tidied(parts: FaqParts): FaqParts {
  return {
    ...parts,
    question: oneLine(parts.question),
    phrasings: parts.phrasings.map(oneLine).filter((text) => text !== ''),
    answer: parts.answer.replace(/[ \t]+$/gmu, '').trim(),
  };
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

function sameTexts(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, at) => text === b[at]);
}
