/**
 * A publication into version control: after it is live, or at the next start if the process ended before. Version control never undoes
 * a publication and never stops one: what it could not do is told.
 */
import type { FaqDraftStore } from '../core/ports/faq-draft-store.ts';
import type { Log } from '../core/ports/log.ts';
import { commitFiles, type CommitFault } from './faq-git.ts';
import { standsAs } from './publication.ts';

export interface CommitDeps {
  /** FAQ_DIR. */
  dir: string;
  store: Pick<FaqDraftStore, 'readFaqUncommitted' | 'setFaqCommit'>;
  log: Log;
}

/** The latest one that waits: those of its files that stand as it left them. Null: nothing waits any more. */
export async function commitPublication({ dir, store, log }: CommitDeps): Promise<CommitFault | null> {
  const waiting = await store.readFaqUncommitted();
  if (!waiting) return null;
  const { revision, by, files } = waiting;
  const paths: string[] = [];
  for (const file of files) if (await standsAs(dir, file)) paths.push(file.path);
  const committed =
    paths.length === 0 ? { commit: null } : await commitFiles(dir, paths, { author: by ?? '', revision });
  if ('fault' in committed) {
    log.error(
      { step: 'faq', revision, code: committed.fault.code },
      `The answers are live, but not committed: ${committed.fault.said}`,
    );
    return committed.fault;
  }
  await store.setFaqCommit(revision, committed.commit);
  return null;
}
