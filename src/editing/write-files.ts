/**
 * Files of answers written as one: all of them first beside their places, then moved there. What was saved by somebody else meanwhile
 * is never overwritten. Writes nothing outside the folder and nothing through a link.
 */
import { constants } from 'node:fs';
import {
  access,
  lstat,
  mkdir,
  open,
  readdir,
  realpath,
  rename,
  rm,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { toError } from '../core/errors.ts';
import type { FaqUnwritten } from '../core/ports/faq-desk.ts';
import type { FaqFileChange } from '../core/ports/faq-draft-store.ts';
import { readEditable } from './faq-folder.ts';

export type Written =
  | { ok: true }
  /** Nothing was changed. `changed`: somebody saved one of them meanwhile. */
  | { ok: false; why: 'changed'; message: string }
  | { ok: false; why: 'failed'; reason: FaqUnwritten; message: string };

const FRESH = /^\..+\.md\.prilavok-new$/u;
/** `ru/payment.md`: a language, a name, nothing that leads elsewhere. */
const PATH = /^[a-z]{2}\/[^/\\\0]+\.md$/u;

const REASONS: Record<string, FaqUnwritten> = {
  EACCES: 'denied',
  EPERM: 'denied',
  EROFS: 'denied',
  ENOSPC: 'full',
  EDQUOT: 'full',
};

/** Where a file of answers should be is something else. */
class NoFile extends Error {}

/** Throws only if some files were moved and the others could not be: then the journal has to settle it. */
export async function writeFiles(dir: string, wanted: readonly FaqFileChange[]): Promise<Written> {
  const changes = wanted.filter(({ before, after }) => before !== after);
  try {
    for (const { path } of changes) await guard(dir, path);
    for (const { path, after } of changes) if (after !== null) await writeBeside(join(dir, path), after);
    for (const { path, before } of changes) {
      if ((await readNow(dir, path)) === before) continue;
      await removeBeside(dir, changes);
      return { ok: false, why: 'changed', message: `${path} was saved by somebody else meanwhile` };
    }
  } catch (thrown) {
    await removeBeside(dir, changes);
    return failure(thrown);
  }
  await move(dir, changes);
  return { ok: true };
}

/** As an outcome: why something could not be written. */
export function failure(thrown: unknown): Extract<Written, { why: 'failed' }> {
  const { code } = thrown as { code?: unknown };
  const known = typeof code === 'string' ? REASONS[code] : undefined;
  const reason = known ?? (thrown instanceof NoFile ? 'no-file' : 'other');
  return { ok: false, why: 'failed', reason, message: toError(thrown).message };
}

/** What a crash left beside the files. */
export async function sweepFresh(dir: string, languages: readonly string[]): Promise<void> {
  for (const language of languages) {
    const names = await readdir(join(dir, language)).catch(() => []);
    for (const name of names) {
      if (FRESH.test(name)) await rm(join(dir, language, name), { force: true });
    }
  }
}

/** Null: there is no such file. Throws for what cannot be edited. */
export async function readNow(dir: string, path: string): Promise<string | null> {
  const file = join(dir, path);
  const stat = await lstat(file).catch(() => null);
  if (stat === null) return null;
  const text = await readEditable(file);
  if (text === null) throw new NoFile(`${path} is a link, no text, or too large`);
  return text;
}

async function guard(dir: string, path: string): Promise<void> {
  if (!PATH.test(path) || path.includes('/.')) throw new NoFile(`${path} is no file of answers`);
  const folder = dirname(join(dir, path));
  await mkdir(folder, { recursive: true });
  const inside = relative(await realpath(dir), await realpath(folder));
  if (inside !== dirname(path)) throw new NoFile(`${dirname(path)} is a link and leads elsewhere`);
  await access(folder, constants.W_OK);
  await readNow(dir, path);
}

async function writeBeside(file: string, text: string): Promise<void> {
  const there = await lstat(file).catch(() => null);
  const fresh = beside(file);
  await rm(fresh, { force: true });
  await writeFile(fresh, text, { flush: true, flag: 'wx', ...(there ? { mode: there.mode } : {}) });
}

async function removeBeside(dir: string, changes: readonly FaqFileChange[]): Promise<void> {
  for (const { path } of changes) await rm(beside(join(dir, path)), { force: true }).catch(() => {});
}

async function move(dir: string, changes: readonly FaqFileChange[]): Promise<void> {
  for (const { path, after } of changes) {
    const file = join(dir, path);
    if (after !== null) await rename(beside(file), file);
    else await unlink(file).catch(() => {});
  }
  for (const folder of new Set(changes.map(({ path }) => dirname(join(dir, path))))) {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  }
}

/** Hidden, so that nobody reads it as an answer. */
function beside(file: string): string {
  const name = file.slice(dirname(file).length + 1);
  return join(dirname(file), `.${name}.prilavok-new`);
}
