/** What `translations.txt` should say of the files in a folder as they are now. For the thread, and for a start after a crash. */
import { readFaq, type FaqOptions } from '../content/faq/load-faq.ts';
import { writeTranslations } from '../content/faq/lint/translations.ts';
import { readFaqFolder } from '../content/faq/read-faq-folder.ts';
import type { ContentFinding } from '../content/finding.ts';
import { shownPath } from '../content/read-file.ts';

/** `before`: what it says so far. Faults of the files are not told: the checks do that. */
export function remakeMarks(dir: string, options: FaqOptions, before: string): string {
  const untold: ContentFinding[] = [];
  const languages = options.locales ?? options.shop.languages;
  const sources = readFaqFolder(dir, languages, untold);
  const files = readFaq(sources, shownPath(dir), options, untold);
  return writeTranslations(files, languages, before, new Set());
}
