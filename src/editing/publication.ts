/**
 * A publication from its journal to its files: written down whole before the first file is touched, and ended in one commit after the
 * last. Whatever happens in between, the next start finishes it or takes it back; drafts are only gone when their words are in the files.
 */
import { join } from 'node:path';
import { toError } from '../core/errors.ts';
import type {
  FaqDraftStore,
  FaqFileChange,
  FaqFileMark,
  FaqPublication,
} from '../core/ports/faq-draft-store.ts';
import type { Log } from '../core/ports/log.ts';
import { hashOf, readEditable } from './faq-folder.ts';
import { readWritten } from './written-text.ts';
import { failure, readNow, sweepFresh, writeFiles, type Written } from './write-files.ts';

export interface PublicationDeps {
  dir: string;
  /** Version control is to hold what is published. */
  git: boolean;
  store: Pick<
    FaqDraftStore,
    'openFaqPublication' | 'readFaqPublication' | 'dropFaqPublication' | 'recordFaqRevision'
  >;
  /** What is kept right beside the files of a publication, once they are in their places: the paths that were written. Never throws. */
  keepMarks(): Promise<string[]>;
  log: Log;
}

export type CarriedOut = { ok: true; revision: number } | Extract<Written, { ok: false }>;

export async function carryOut(deps: PublicationDeps, publication: FaqPublication): Promise<CarriedOut> {
  const { dir, store, keepMarks, log } = deps;
  await store.openFaqPublication(publication);
  let written: Written;
  try {
    written = await writeFiles(dir, publication.files);
  } catch (thrown) {
    // Some are moved, the rest cannot be: those go back.
    log.error({ step: 'faq', error: toError(thrown) }, 'A publication of answers stopped half-way');
    await takeBack(dir, publication.files);
    written = failure(thrown);
  }
  if (!written.ok) {
    await store.dropFaqPublication();
    return written;
  }
  // Before the journal is closed: a crash in between leaves it to the next start.
  const marks = await keepMarks();
  return { ok: true, revision: await end(deps, publication, marks) };
}

/** At the start, before anything reads the files. */
export async function settlePublication(deps: PublicationDeps, languages: readonly string[]): Promise<void> {
  const { dir, store, keepMarks, log } = deps;
  await sweepFresh(dir, languages);
  const publication = await store.readFaqPublication();
  if (!publication) return;
  const { files } = publication;
  const states = await Promise.all(files.map((file) => stateOf(dir, file)));
  if (states.some((state) => state === 'other')) {
    // Somebody wrote on while nobody ran: their words stay, and what was half done is taken back around them.
    await takeBack(dir, files);
    await store.dropFaqPublication();
    log.warn({ step: 'faq' }, 'A publication that was cut off was taken back; its drafts are still there');
    return;
  }
  const left = files.filter((_, at) => states[at] === 'before');
  const written = await writeFiles(dir, left);
  if (!written.ok) throw new Error(`A publication that was cut off cannot be finished: ${written.message}`);
  await end(deps, publication, await keepMarks());
  log.info({ step: 'faq', files: files.length }, 'A publication that was cut off is finished');
}

/** What is to be committed is written down with it: a crash before version control has it leaves it to the next start. */
async function end(
  { dir, git, store }: PublicationDeps,
  { files, revision }: FaqPublication,
  marks: readonly string[],
): Promise<number> {
  const texts = files.map(({ path, after }) => ({ path, text: after }));
  const kept = await Promise.all(
    marks.map(async (path) => ({ path, text: await readEditable(join(dir, path)) })),
  );
  const uncommitted = git ? [...texts, ...kept].map((file) => markOf(file)) : [];
  return store.recordFaqRevision({ ...revision, files: texts, uncommitted, publication: true });
}

/** Whether a file stands as it was published; not if somebody has saved it since. */
export async function standsAs(dir: string, { path, version }: FaqFileMark): Promise<boolean> {
  const text = await readNow(dir, path).catch(() => undefined);
  return text !== undefined && markOf({ path, text }).version === version;
}

function markOf({ path, text }: { path: string; text: string | null }): FaqFileMark {
  return { path, version: text === null ? null : hashOf(text) };
}

/** `after` also where somebody wrote on upon what was published: all entries of it are there. */
async function stateOf(
  dir: string,
  { path, before, after }: FaqFileChange,
): Promise<'before' | 'after' | 'other'> {
  const now = await readNow(dir, path).catch(() => undefined);
  if (now === undefined) return 'other';
  if (now === after) return 'after';
  if (now === before) return 'before';
  if (now === null || after === null) return 'other';
  const there = new Set(readWritten(now).pieces.map(({ raw }) => raw.trimEnd()));
  const isWhole = readWritten(after).pieces.every(({ raw }) => there.has(raw.trimEnd()));
  return isWhole ? 'after' : 'other';
}

/** Files that stand as published go back to what they were; those that somebody changed stay. */
async function takeBack(dir: string, files: readonly FaqFileChange[]): Promise<void> {
  for (const { path, before, after } of files) {
    await writeFiles(dir, [{ path, before: after, after: before }]).catch(() => {});
  }
}
