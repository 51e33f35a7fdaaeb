/**
 * Translations that were left behind when their original was changed. A small file beside the FAQ remembers of each translation which
 * original it was made from: `<id> <locale> <mark of the original> <own mark>`. Whoever changes both at once has to do nothing; a
 * translation that still says the same is confirmed by a command. Works without git, clocks and dates of files.
 */
import type { Locale } from '../../../core/locale.ts';
import { sinkFor } from '../../finding.ts';
import type { LintContext } from './lint-context.ts';
import type { FaqFile, WrittenEntry } from '../faq-file.ts';

/** The name of that file in the FAQ folder. */
export const TRANSLATIONS_FILE = 'translations.txt';

const HEAD =
  '# Which original each translation was made from. Written by `npm run faq:check -- --translated`, not by hand.';

interface Known {
  original: string;
  own: string;
}

export function lintTranslations({ files, languages, translations, findings }: LintContext): void {
  if (!translations) return;
  const known = readMarks(translations);
  for (const { entry, original } of translated(files, languages)) {
    if (!isStale(known.get(keyOf(entry)), entry, original)) continue;
    const place = `${original.file}:${original.line}`;
    sinkFor(entry.file, findings).warn(entry.line, 'faq.stale', { id: entry.id, original: place });
  }
}

/**
 * The file anew, after translations were looked at: those of `confirmed` (ids, or `all`) are taken to be in step with their originals,
 * and so is every one that was changed itself. The others stay as the file has them.
 */
export function writeTranslations(
  files: readonly FaqFile[],
  languages: readonly Locale[],
  before: string | null,
  confirmed: ReadonlySet<string> | 'all',
): string {
  const known = readMarks(before ?? '');
  const lines = translated(files, languages).map(({ entry, original }) => {
    const was = known.get(keyOf(entry));
    const isConfirmed = confirmed === 'all' || confirmed.has(entry.id);
    const marks =
      was !== undefined && !isConfirmed && isStale(was, entry, original)
        ? was
        : { original: original.mark, own: entry.mark };
    return `${entry.id} ${entry.locale} ${marks.original} ${marks.own}`;
  });
  return `${[HEAD, ...lines.toSorted()].join('\n')}\n`;
}

/** The original was changed, and the translation was not. */
function isStale(known: Known | undefined, entry: WrittenEntry, original: WrittenEntry): boolean {
  return known !== undefined && known.original !== original.mark && known.own === entry.mark;
}

/** Every translation with its original: the entry in the first language of the shop that has it. */
function translated(
  files: readonly FaqFile[],
  languages: readonly Locale[],
): { entry: WrittenEntry; original: WrittenEntry }[] {
  const originals = new Map<string, WrittenEntry>();
  const entries = files.flatMap((file) => file.entries);
  for (const locale of languages) {
    for (const entry of entries) {
      if (entry.locale === locale && !originals.has(entry.id)) originals.set(entry.id, entry);
    }
  }
  return entries.flatMap((entry) => {
    const original = originals.get(entry.id);
    return original === undefined || original.locale === entry.locale ? [] : [{ entry, original }];
  });
}

function readMarks(text: string): Map<string, Known> {
  const known = new Map<string, Known>();
  for (const line of text.split('\n')) {
    const [id, locale, original, own] = line.trim().split(/\s+/u);
    // A line that was merged badly is one that is not known: nothing is told of it.
    if (id && locale && original && own && !id.startsWith('#'))
      known.set(`${id} ${locale}`, { original, own });
  }
  return known;
}

const keyOf = ({ id, locale }: WrittenEntry): string => `${id} ${locale}`;
