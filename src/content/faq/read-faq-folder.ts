/** The FAQ folder as texts: `<dir>/<locale>/<topic>.md` for every language of the shop. Reads, and judges nothing but the files themselves. */
import { join } from 'node:path';
import { isLocale, type Locale } from '../../core/locale.ts';
import { sinkFor, type ContentFinding } from '../finding.ts';
import { listFolder, readContentFile, shownPath } from '../read-file.ts';
import type { FaqSource } from './faq-file.ts';

/** Files that can be read as text, in the order of their names; what is wrong with the others goes to `findings`. */
export function readFaqFolder(
  dir: string,
  locales: readonly Locale[],
  findings: ContentFinding[],
): FaqSource[] {
  const folders = listFolder(dir);
  if (folders === null) {
    sinkFor(shownPath(dir), findings).error(0, 'faq.no-folder');
    return [];
  }
  const files: FaqSource[] = [];
  for (const { name, isFolder } of folders) {
    if (!isFolder) continue;
    const place = join(dir, name);
    if (!isLocale(name) || !locales.includes(name)) {
      const languages = locales.join(', ');
      sinkFor(shownPath(place), findings).error(0, 'faq.language', { name, languages });
      continue;
    }
    for (const topic of topicsIn(place, findings)) {
      const path = join(place, topic);
      const text = readContentFile(path, dir, findings);
      if (text !== null) files.push({ file: shownPath(path), locale: name, text });
    }
  }
  return files;
}

function topicsIn(place: string, findings: ContentFinding[]): string[] {
  const names: string[] = [];
  for (const { name, isFolder } of listFolder(place) ?? []) {
    const say = sinkFor(shownPath(join(place, name)), findings);
    if (isFolder) say.error(0, 'faq.folder-inside');
    else if (!name.endsWith('.md')) say.warn(0, 'faq.not-read');
    else names.push(name);
  }
  return names;
}
