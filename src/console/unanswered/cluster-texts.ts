/** The different wordings of a cluster in its own language, as phrasings of an entry could be. Pure. */
import type { ClusterDetail } from '../../api/unanswered.ts';

/** Longer than a phrasing may be: a story, not a way to ask. */
const PHRASING_CHARS = 200;
const MOST = 60;

/** Newest first, each once, however its letters and marks are written. */
export function textsOf({ questions, locale, title }: ClusterDetail): string[] {
  const seen = new Map<string, string>();
  for (const text of [title, ...questions.filter((one) => one.locale === locale).map((one) => one.text)]) {
    const clean = text.replace(/\s+/gu, ' ').trim();
    const key = clean
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
    if (key !== '' && clean.length <= PHRASING_CHARS && !seen.has(key)) seen.set(key, clean);
  }
  return [...seen.values()].slice(0, MOST);
}

/** What is ticked at first: a good handful. */
export const TICKED = 6;
