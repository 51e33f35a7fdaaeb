/**
 * A phrasing that another entry has, too, is told at whichever of the two stands later in its file. Whoever edits the other one
 * must see it as well. Pure.
 */
import type { FaqRow, FaqTree } from '../../api/faq.ts';
import type { ApiLocale } from '../../api/words.ts';

/** By the place of the phrasing in `phrasings`: the entry that claims it. */
export function sharedElsewhere(
  tree: FaqTree,
  { id, lang, phrasings }: { id: string; lang: ApiLocale; phrasings: readonly string[] },
): Map<number, FaqRow> {
  const found = new Map<number, FaqRow>();
  for (const row of tree.topics.flatMap(({ entries }) => entries)) {
    if (row.id === id) continue;
    for (const { what, file } of row.problems) {
      if (what === undefined || what.values['other'] !== id || !file.includes(`/${lang}/`)) continue;
      const at = phrasings.findIndex(
        (text) => folded(text) === folded(String(what.values['phrasing'] ?? '')),
      );
      if (at !== -1) found.set(at, row);
    }
  }
  return found;
}

function folded(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
