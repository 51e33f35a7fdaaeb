/** Findings put beside the field that they are about, as far as their code tells. Pure. */
import type { FaqParts, FaqProblem } from '../../api/faq.ts';

export interface FieldProblemsOf {
  question: FaqProblem[];
  /** Of the list as a whole. */
  phrasings: FaqProblem[];
  /** By their place in the list: the first that was found at each. */
  phrasing: Map<number, FaqProblem>;
  answer: FaqProblem[];
  validity: FaqProblem[];
  other: FaqProblem[];
}

type Field = 'question' | 'phrasings' | 'answer' | 'validity' | 'other';

const FIELDS: readonly [RegExp, Field][] = [
  [/valid|expire|review|date|channel|platform/u, 'validity'],
  [/phras|steal|stolen|shared|twin|few/u, 'phrasings'],
  [/answer|link|button|slot|html|markup|table|picture|image|long|shown|list|flow|heading/u, 'answer'],
  [/question|id\b/u, 'question'],
];

export function problemsByField(problems: readonly FaqProblem[], parts: FaqParts): FieldProblemsOf {
  const found: FieldProblemsOf = {
    question: [],
    phrasings: [],
    phrasing: new Map(),
    answer: [],
    validity: [],
    other: [],
  };
  for (const problem of problems) {
    const at = phrasingOf(problem, parts.phrasings);
    if (at !== -1 && !found.phrasing.has(at)) found.phrasing.set(at, problem);
    else found[fieldOf(problem)].push(problem);
  }
  return found;
}

function fieldOf({ what, message }: FaqProblem): Field {
  const said = (what?.code ?? message).toLowerCase();
  return FIELDS.find(([pattern]) => pattern.test(said))?.[1] ?? 'other';
}

/** A finding that quotes a phrasing is about that one. */
function phrasingOf({ what }: FaqProblem, phrasings: readonly string[]): number {
  const quoted = Object.values(what?.values ?? {}).map((value) => String(value).trim().toLowerCase());
  return phrasings.findIndex((text) => {
    const own = text.trim().toLowerCase();
    return own !== '' && quoted.includes(own);
  });
}
