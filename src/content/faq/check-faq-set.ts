/**
 * What only the whole set can tell: ids that occur twice, translations that are missing, links that lead nowhere, and
 * phrasings that two entries claim. Last step before a set may go live.
 */
import type { Locale } from '../../core/locale.ts';
import { sinkFor, type ContentFinding } from '../finding.ts';
import { didYouMean } from '../nearest.ts';
import type { FaqFile, WrittenEntry } from './faq-file.ts';

interface SetFacts {
  locales: readonly Locale[];
  knownFlows: readonly string[];
  folder: string;
}

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
      const message = `the id "${entry.id}" is already used in ${first.file}:${first.line}`;
      sinkFor(entry.file, findings).error(entry.line, message, 'give one of the two another id');
    }
  }
  checkTranslations(byLocale, facts, findings);
  checkLinks(entries, facts, findings);
  checkSharedPhrasings(byLocale, findings);
}

function checkTranslations(
  byLocale: ReadonlyMap<Locale, ReadonlyMap<string, WrittenEntry>>,
  facts: SetFacts,
  findings: ContentFinding[],
): void {
  const everywhere = new Map<string, WrittenEntry>();
  for (const known of byLocale.values()) {
    for (const [id, entry] of known) if (!everywhere.has(id)) everywhere.set(id, entry);
  }
  for (const [locale, known] of byLocale) {
    if (known.size === 0) {
      const hint = `put files into ${facts.folder}/${locale}/, or take the language out of shop.yaml`;
      sinkFor(`${facts.folder}/${locale}`, findings).error(0, `there are no answers in "${locale}"`, hint);
      continue;
    }
    for (const [id, entry] of everywhere) {
      if (known.has(id)) continue;
      const hint = `add "## … {#${id}}" to a file in ${facts.folder}/${locale}/; until then another language is shown`;
      sinkFor(entry.file, findings).warn(entry.line, `"${id}" is not translated into "${locale}"`, hint);
    }
  }
}

function checkLinks(entries: readonly WrittenEntry[], facts: SetFacts, findings: ContentFinding[]): void {
  const ids = new Set(entries.map((entry) => entry.id));
  for (const entry of entries) {
    const say = sinkFor(entry.file, findings);
    for (const { link, line } of entry.linkLines) {
      if (link.to === 'faq' && !ids.has(link.id)) {
        say.error(line, `the link faq:${link.id} leads to no entry`, didYouMean(link.id, ids));
      }
      if (link.to === 'flow' && !facts.knownFlows.includes(link.flow)) {
        say.error(line, `the link flow:${link.flow} leads to no flow`, didYouMean(link.flow, facts.knownFlows));
      }
    }
  }
}

function checkSharedPhrasings(
  byLocale: ReadonlyMap<Locale, ReadonlyMap<string, WrittenEntry>>,
  findings: ContentFinding[],
): void {
  for (const known of byLocale.values()) {
    const owners = new Map<string, WrittenEntry>();
    for (const entry of known.values()) {
      const lines = [entry.line, ...entry.phrasingLines];
      [entry.question, ...entry.phrasings].forEach((text, index) => {
        const key = text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
        const owner = owners.get(key);
        owners.set(key, owner ?? entry);
        if (owner === undefined || owner === entry) return;
        const message = `"${text}" also stands in "${owner.id}" (${owner.file}:${owner.line})`;
        const hint = 'leave it in the entry whose answer fits, or the bot has to ask which is meant';
        sinkFor(entry.file, findings).warn(lines[index] ?? entry.line, message, hint);
      });
    }
  }
}
