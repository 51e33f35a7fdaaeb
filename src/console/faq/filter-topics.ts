/** What the tree of topics shows for what is looked for. Pure. */
import type { FaqRow, FaqTopic, FaqTree } from '../../api/faq.ts';
import type { ApiLocale } from '../../api/words.ts';

/** Entries by what is to be done about them. */
export const ONLY = ['all', 'drafts', 'problems', 'untranslated'] as const;
export type Only = (typeof ONLY)[number];

interface Wish {
  search: string;
  only: Only;
  locale: ApiLocale;
}

/** Topics without a fitting entry are left out; words are looked for in every language, in ids and in topics. */
export function filterTopics(tree: FaqTree, { search, only, locale }: Wish): FaqTopic[] {
  const wanted = folded(search).split(' ').filter(Boolean);
  return tree.topics
    .map((topic) => {
      const named = folded([topic.name, ...Object.values(topic.title), ...topic.tags].join(' '));
      const isNamed = wanted.length > 0 && wanted.every((word) => named.includes(word));
      const entries = topic.entries.filter(
        (row) => isFor(row, only, tree.languages) && (isNamed || holds(row, wanted)),
      );
      return { ...topic, entries };
    })
    .filter(({ entries }) => entries.length > 0)
    .toSorted((a, b) => titleOf(a, locale).localeCompare(titleOf(b, locale), locale));
}

function titleOf(topic: FaqTopic, locale: ApiLocale): string {
  return topic.title[locale] ?? topic.name;
}

function isFor(row: FaqRow, only: Only, languages: readonly ApiLocale[]): boolean {
  switch (only) {
    case 'all':
      return true;
    case 'drafts':
      return row.state === 'draft' || row.state === 'new' || row.state === 'removed';
    case 'problems':
      return row.problems.length > 0 || row.state === 'expired';
    case 'untranslated':
      return languages.some((locale) => row.question[locale] === undefined);
  }
}

function holds(row: FaqRow, wanted: readonly string[]): boolean {
  const text = folded([row.id, ...Object.values(row.question)].join(' '));
  return wanted.every((word) => text.includes(word));
}

function folded(text: string): string {
  return text.toLowerCase().replaceAll('ё', 'е').replace(/[’ʼ']/gu, '').replace(/\s+/gu, ' ').trim();
}
