/** What the matcher says of phrasings that lead elsewhere without themselves, as findings at their lines. */
import { sinkFor, type ContentFinding } from '../../finding.ts';
import type { WrittenEntry } from '../faq-file.ts';

/** A phrasing that another entry would answer if it were not written down; `score` 0…1. */
export interface Stolen {
  id: string;
  locale: string;
  phrasing: string;
  thief: string;
  score: number;
}

/** Where the phrasings of an entry stand. */
export type PhrasingPlaces = Pick<
  WrittenEntry,
  'id' | 'locale' | 'file' | 'line' | 'phrasings' | 'phrasingLines'
>;

/** Something that can answer, and by what question it is known. */
export type Named = Pick<WrittenEntry, 'id' | 'locale' | 'question'>;

/** Those of phrasings that stand in `files`, the surest first; `named`: all that can answer. */
export function stolenFindings(
  stolen: readonly Stolen[],
  files: readonly { entries: readonly PhrasingPlaces[] }[],
  named: readonly Named[],
): ContentFinding[] {
  const findings: ContentFinding[] = [];
  const entries = new Map<string, PhrasingPlaces>(
    files.flatMap((file) => file.entries.map((entry) => [`${entry.locale} ${entry.id}`, entry] as const)),
  );
  const names = new Map(named.map((one) => [`${one.locale} ${one.id}`, one.question]));
  const inAny = new Map(named.map((one) => [one.id, one.question]));
  const otherOf = (thief: string, locale: string) => {
    const stands = entries.get(`${locale} ${thief}`);
    const question = names.get(`${locale} ${thief}`) ?? inAny.get(thief) ?? thief;
    return { question, ...(stands ? { place: `${stands.file}:${stands.line}` } : {}) };
  };
  for (const { id, locale, phrasing, thief, score } of stolen.toSorted((a, b) => b.score - a.score)) {
    const entry = entries.get(`${locale} ${id}`);
    if (entry === undefined) continue;
    const line = entry.phrasingLines[entry.phrasings.indexOf(phrasing)] ?? entry.line;
    const { question, ...place } = otherOf(thief, locale);
    const values = { phrasing, id, thief, question, percent: Math.round(score * 100) };
    sinkFor(entry.file, findings, { id: thief, question, ...place }).warn(line, 'faq.stolen', values);
  }
  return findings;
}
