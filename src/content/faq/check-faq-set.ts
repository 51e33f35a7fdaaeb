/**
 * What only the whole set can tell: ids that occur twice, translations that are missing, links that lead nowhere, and
 * phrasings that two entries claim. Last step before a set may go live.
 */
import type { Locale } from '../../core/locale.ts';
import { sinkFor, type ContentFinding } from '../finding.ts';
import { nearestOf } from '../nearest.ts';
import type { FaqFile, WrittenEntry } from './faq-file.ts';
import { foldPhrasing } from './read-entry.ts';

interface SetFacts {
  locales: readonly Locale[];
  knownFlows: readonly string[];
  folder: string;
}

type ById = ReadonlyMap<string, WrittenEntry>;

/** Appends to `findings`. */
export function checkFaqSet(files: readonly FaqFile[], facts: SetFacts, findings: ContentFinding[]): void {
  const entries = files.flatMap((file) => file.entries);
  const byLocale = new Map<Locale, Map<string, WrittenEntry>>();
  for (const locale of facts.locales) byLocale.set(locale, new Map());
  for (const entry of entries) {
    const known = byLocale.get(entry.locale);
    const first = known?.get(entry.id);
    if (first === undefined) known?.set(entry.id, entry);
    else {
      const place = `${first.file}:${first.line}`;
      sinkFor(entry.file, findings).error(entry.line, 'faq.id-twice', { id: entry.id, place });
    }
  }
  checkTranslations(byLocale, facts, findings);
  checkLinks(entries, facts, findings);
  for (const known of byLocale.values()) checkSharedPhrasings(known, findings);
}

function checkTranslations(
  byLocale: ReadonlyMap<Locale, ById>,
  facts: SetFacts,
  findings: ContentFinding[],
): void {
  const everywhere = new Map<string, WrittenEntry>();
  for (const known of byLocale.values()) {
    for (const [id, entry] of known) if (!everywhere.has(id)) everywhere.set(id, entry);
  }
  for (const [language, known] of byLocale) {
    const folder = `${facts.folder}/${language}/`;
    if (known.size === 0) {
      sinkFor(`${facts.folder}/${language}`, findings).error(0, 'faq.no-answers-in', { language, folder });
      continue;
    }
    for (const [id, entry] of everywhere) {
      if (known.has(id)) continue;
      sinkFor(entry.file, findings).warn(entry.line, 'faq.not-translated', { id, language, folder });
    }
  }
}

function checkLinks(entries: readonly WrittenEntry[], facts: SetFacts, findings: ContentFinding[]): void {
  const ids = new Set(entries.map((entry) => entry.id));
  for (const entry of entries) {
    const say = sinkFor(entry.file, findings);
    for (const { link, line } of entry.linkLines) {
      if (link.to === 'faq' && !ids.has(link.id)) {
        say.error(line, 'faq.link-no-entry', { id: link.id }, nearestOf(link.id, ids));
      }
      if (link.to === 'flow' && !facts.knownFlows.includes(link.flow)) {
        say.error(line, 'faq.link-no-flow', { flow: link.flow }, nearestOf(link.flow, facts.knownFlows));
      }
    }
  }
}

interface Claim {
  entry: WrittenEntry;
  line: number;
  phrasing: string;
}

/** Told at every entry that claims the words: whoever edits one of them need not have seen the others. */
function checkSharedPhrasings(known: ById, findings: ContentFinding[]): void {
  const claims = new Map<string, Claim[]>();
  for (const entry of known.values()) {
    const lines = [entry.line, ...entry.phrasingLines];
    [entry.question, ...entry.phrasings].forEach((phrasing, index) => {
      const key = foldPhrasing(phrasing);
      const all = claims.get(key) ?? [];
      if (all.at(-1)?.entry === entry) return;
      claims.set(key, [...all, { entry, line: lines[index] ?? entry.line, phrasing }]);
    });
  }
  for (const all of claims.values()) {
    const [first, second] = all;
    if (first === undefined || second === undefined) continue;
    for (const claim of all) {
      const { entry, line, phrasing } = claim;
      const other = claim === first ? second : first;
      const { id, question, file } = other.entry;
      const about = { id, question, place: `${file}:${other.line}` };
      sinkFor(entry.file, findings, about).warn(line, 'faq.phrasing-shared', { phrasing, question });
    }
  }
}
