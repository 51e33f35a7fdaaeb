/**
 * Which snapshot of the feed is live, which one waits, and what is wrong: in memory and on the disk, which never disagree for
 * longer than one writing takes. Every change is made here, one after the other, safe on the disk before anybody sees it.
 */
import type { Clock } from '../../core/clock.ts';
import type { Log } from '../../core/ports/log.ts';
import type { FeedFolder, FeedState, FeedVersion, KeptSnapshot } from './feed-folder.ts';
import type { LiveFeed } from './feed-shelf.ts';
import { problemWords, type FeedProblem } from './feed-words.ts';
import { openSnapshot } from './snapshot-file.ts';

export interface FeedBook {
  live(): LiveFeed | null;
  /** As it is on the disk. */
  state(): FeedState;
  problem(): FeedProblem | null;
  /** Remembers what is wrong and says it once; null: all is well. */
  tell(problem: FeedProblem | null): void;
  /** Makes a snapshot the live one; returns the one before, to be closed by the caller. Rejects if it cannot be opened. */
  goLive(kept: KeptSnapshot): Promise<LiveFeed | null>;
  /** What is live still holds. */
  confirm(version: FeedVersion | null): Promise<void>;
  /** Keeps a snapshot until a person accepts it. */
  wait(waiting: KeptSnapshot): Promise<void>;
  /** What waits and has been accepted; null when there is no such thing. */
  accepted(): Promise<KeptSnapshot | null>;
  close(): void;
}

export interface FeedBookOptions {
  folder: FeedFolder;
  /** What was read from another source counts for nothing. */
  source: string;
  clock: Clock;
  log: Log;
}

/** Opens what was live before, if it is whole, and clears away what a crash left. */
export async function openFeedBook({ folder, source, clock, log }: FeedBookOptions): Promise<FeedBook> {
  const opened = (kept: KeptSnapshot): LiveFeed | null => {
    const path = folder.path(kept.file);
    const snapshot = openSnapshot(path);
    return snapshot && { kept, snapshot, path };
  };
  let state = await folder.read(source);
  let live = state.live && opened(state.live);
  if (!live) state = { ...state, live: null };
  await folder.sweep(state);
  let problem = state.waiting && waitingOf(state.waiting, live);

  const save = async (next: FeedState): Promise<void> => {
    await folder.write(next);
    state = next;
  };
  const tell = (next: FeedProblem | null): void => {
    const told = problem && problemWords(problem, live !== null);
    const words = next && problemWords(next, live !== null);
    if (words !== null && words !== told) log.warn({ step: 'shop', feed: next?.kind }, words);
    if (words === null && told !== null) log.info({ step: 'shop' }, 'The feed is well again');
    problem = next && problem?.kind === next.kind ? { ...next, sinceMs: problem.sinceMs } : next;
  };
  return {
    live: () => live,
    state: () => state,
    problem: () => problem,
    tell,
    async goLive(kept) {
      const next = opened(kept);
      if (!next) throw new Error('the snapshot that was just written cannot be opened');
      await save({ ...state, live: kept, waiting: null });
      const before = live;
      live = next;
      tell(null);
      log.info({ step: 'shop', variants: kept.count }, 'A new feed is live');
      return before;
    },
    async confirm(version) {
      if (!live) return;
      const kept = { ...live.kept, ...version, confirmedAtMs: clock.now() };
      await save({ ...state, live: kept, waiting: null });
      live = { ...live, kept };
      tell(null);
      await folder.sweep(state);
    },
    async wait(waiting) {
      await save({ ...state, waiting });
      tell(waitingOf(waiting, live));
      await folder.sweep(state);
    },
    async accepted() {
      const { waiting } = state;
      return waiting && (await folder.isAccepted(waiting.digest)) ? waiting : null;
    },
    close: () => live?.snapshot.close(),
  };
}

function waitingOf(waiting: KeptSnapshot, live: LiveFeed | null): FeedProblem {
  const { lost, count, readAtMs } = waiting;
  return { kind: 'waiting', lost, before: live?.kept.count ?? 0, count, sinceMs: readAtMs };
}
