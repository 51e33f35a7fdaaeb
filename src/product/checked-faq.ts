/**
 * The checked FAQ, kept beside the data so that a start after a kill need not parse it again. What is kept is used only if
 * every byte that went into it is the same: the files, the shop's settings, the parser itself. Losing it costs a moment.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { ContentFinding } from '../content/finding.ts';
import type { FaqOptions, FaqSet, LoadedFaq } from '../content/faq/load-faq.ts';

const PARSER = fileURLToPath(new URL('../content/faq', import.meta.url));
const kept = z.object({ key: z.string(), set: z.custom<FaqSet>(), warnings: z.custom<ContentFinding[]>() });

/** As `loadFaq`; `cacheFile` null: always parses. */
export async function loadCheckedFaq(
  dir: string,
  options: FaqOptions,
  cacheFile: string | null,
): Promise<LoadedFaq> {
  const key = cacheFile === null ? null : fingerprint(dir, options);
  const known = cacheFile !== null && key !== null ? readKept(cacheFile, key) : null;
  if (known) return known;
  // The parser and its Markdown library are loaded only when there is something to parse.
  const { loadFaq } = await import('../content/faq/load-faq.ts');
  const loaded = loadFaq(dir, options);
  // An edit that happened while the files were read must not be kept under the old fingerprint.
  if (loaded.ok && cacheFile !== null && key !== null && fingerprint(dir, options) === key) {
    keep(cacheFile, { key, set: loaded.set, warnings: loaded.warnings });
  }
  return loaded;
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

function readKept(file: string, key: string): LoadedFaq | null {
  try {
    const found = kept.parse(JSON.parse(readFileSync(file, 'utf8')));
    return found.key === key ? { ok: true, set: found.set, warnings: found.warnings } : null;
  } catch {
    return null;
  }
}

function keep(file: string, value: z.infer<typeof kept>): void {
  try {
    const half = `${file}.${process.pid}`;
    writeFileSync(half, JSON.stringify(value), { mode: 0o600 });
    renameSync(half, file);
  } catch {
    // A full disk is told by those who need it; the next start parses again.
  }
}
