/** The answers that are live while what was saved by hand waits: a copy of what was agreed to, made anew at every start from the rows. */
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FaqFileText } from '../core/ports/faq-draft-store.ts';

export async function writeHeldCopy(heldDir: string, files: readonly FaqFileText[]): Promise<void> {
  const fresh = `${heldDir}.new`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true, mode: 0o700 });
  for (const { path, text } of files) {
    const file = join(fresh, path);
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(file, text, { mode: 0o600 });
  }
  await rm(heldDir, { recursive: true, force: true });
  await rename(fresh, heldDir);
}
