/**
 * The checked FAQ, kept beside the data, for two reasons: a start after a kill need not parse it again (if every byte that
 * went into it is the same: the files, the shop's settings, the parser itself), and a file that was broken meanwhile does
 * not keep the counter closed: the last good set stays live, with the findings told. Losing it costs a moment.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { ContentFinding } from '../content/finding.ts';
import type { FaqReader } from '../content/faq/load-faq-aside.ts';
import type { FaqOptions, FaqSet, LoadedFaq } from '../content/faq/load-faq.ts';
import { keepJson, readKeptJson } from './kept-json.ts';

const PARSER = fileURLToPath(new URL('../content/faq', import.meta.url));
/** Raised when the shape of entries changes. */
const FORMAT = 2;
const kept = z.object({
  format: z.literal(FORMAT),
  key: z.string(),
  set: z.custom<FaqSet>(),
  warnings: z.custom<ContentFinding[]>(),
});

export interface CheckedFaqOptions {
  /** Broken files do not count while there is a kept set: at a start nothing else is live. */
  fallBack?: boolean;
  /** Customers are being served: files are read in a thread beside them. */
  aside?: FaqReader;
}

/**
 * As `loadFaq`; `cacheFile` null: always parses. `fallBack`: if the files are broken, the kept set is returned with the
 * errors among its warnings: at a start nothing else is live.
 */
export async function loadCheckedFaq(
  dir: string,
  options: FaqOptions,
  cacheFile: string | null,
  { fallBack = false, aside }: CheckedFaqOptions = {},
): Promise<LoadedFaq> {
  const key = cacheFile === null ? null : fingerprint(dir, options);
  const known = cacheFile === null ? null : readKeptJson(cacheFile, kept);
  if (known && known.key === key) return { ok: true, set: known.set, warnings: known.warnings };
  const loaded = aside ? await aside.load(dir, options) : await loadHere(dir, options);
  // An edit that happened while the files were read must not be kept under the old fingerprint.
  if (loaded.ok && cacheFile !== null && key !== null && fingerprint(dir, options) === key) {
    keepJson(cacheFile, { format: FORMAT, key, set: loaded.set, warnings: loaded.warnings });
  }
  return loaded.ok || !known || !fallBack ? loaded : { ok: true, set: known.set, warnings: loaded.findings };
}

/** The parser and its Markdown library are loaded only when there is something to parse. */
async function loadHere(dir: string, options: FaqOptions): Promise<LoadedFaq> {
  const { loadFaq } = await import('../content/faq/load-faq.ts');
  return loadFaq(dir, options);
}

function fingerprint(dir: string, options: FaqOptions): string | null {
  const hash = createHash('sha256').update(JSON.stringify([process.version, options]));
  try {
    for (const file of filesBelow(PARSER)) hash.update(`${file}\0${statSync(file).mtimeMs}\0`);
    for (const file of filesBelow(dir)) hash.update(`${file}\0`).update(readFileSync(file)).update('\0');
  } catch {
    return null; // whatever is wrong with the files, the parser says it better
  }
  return hash.digest('base64url');
}

function filesBelow(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true, recursive: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}
