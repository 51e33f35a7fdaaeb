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

/** Those of phrasings that stand in `files`, the surest first. */
export function stolenFindings(
  stolen: readonly Stolen[],
  files: readonly { entries: readonly PhrasingPlaces[] }[],
): ContentFinding[] {
  const findings: ContentFinding[] = [];
  const entries = new Map<string, PhrasingPlaces>(
    files.flatMap((file) => file.entries.map((entry) => [`${entry.locale} ${entry.id}`, entry] as const)),
  );
  for (const { id, locale, phrasing, thief, score } of stolen.toSorted((a, b) => b.score - a.score)) {
    const entry = entries.get(`${locale} ${id}`);
    if (entry === undefined) continue;
    const line = entry.phrasingLines[entry.phrasings.indexOf(phrasing)] ?? entry.line;
    const values = { phrasing, id, thief, percent: Math.round(score * 100) };
    sinkFor(entry.file, findings).warn(line, 'faq.stolen', values);
  }
  return findings;
}
