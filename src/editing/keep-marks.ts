/**
 * What `translations.txt` remembers, kept right by a publication: whoever published an original and its translation has nothing left to do.
 * Only where there is such a file. It is a help for editors, so whatever goes wrong with it never stops a publication.
 */
import { lstat, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TRANSLATIONS_FILE } from '../content/faq/lint/translations.ts';
import { toError } from '../core/errors.ts';
import type { Log } from '../core/ports/log.ts';
import { readEditable } from './faq-folder.ts';

export interface KeepMarksDeps {
  /** FAQ_DIR. */
  dir: string;
  /** From what the file says so far: what it should say of the answers as they are now. */
  remake(before: string): Promise<string>;
  log: Log;
}

/** To be called when the published files are in their places. The paths that it wrote, below FAQ_DIR. Never throws. */
export async function keepMarks({ dir, remake, log }: KeepMarksDeps): Promise<string[]> {
  const file = join(dir, TRANSLATIONS_FILE);
  const fresh = join(dir, `.${TRANSLATIONS_FILE}.prilavok-new`);
  try {
    const before = await readEditable(file);
    if (before === null) return [];
    const after = await remake(before);
    if (after === before) return [];
    await rm(fresh, { force: true });
    const { mode } = await lstat(file);
    await writeFile(fresh, after, { flush: true, flag: 'wx', mode });
    // Somebody confirmed a translation meanwhile: theirs stays.
    if ((await readEditable(file)) !== before) return [];
    await rename(fresh, file);
    return [TRANSLATIONS_FILE];
  } catch (thrown) {
    log.warn({ step: 'faq', error: toError(thrown) }, `${TRANSLATIONS_FILE} could not be kept right`);
    return [];
  } finally {
    await rm(fresh, { force: true }).catch(() => {});
  }
}
