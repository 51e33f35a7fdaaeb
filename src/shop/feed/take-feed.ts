/**
 * A fetched feed → a snapshot on the disk and a verdict: may it replace the one that is live? Leaves nothing behind of a feed
 * that may not, except of one that a person can still accept.
 */
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Clock } from '../../core/clock.ts';
import { LIMITS } from '../../core/limits.ts';
import type { FeedFolder, FeedVersion, KeptSnapshot } from './feed-folder.ts';
import { readFeed, type FeedReport, type FeedTrouble } from './read-feed.ts';
import { createSnapshotWriter, type Snapshot } from './snapshot-file.ts';

export type Verdict =
  | { kind: 'live'; kept: KeptSnapshot; report: FeedReport }
  /** The same variants as before, whatever else the file says. */
  | { kind: 'same'; report: FeedReport }
  /** Too much of what was live is not in it. */
  | { kind: 'waiting'; kept: KeptSnapshot; report: FeedReport }
  | { kind: 'refused'; trouble: FeedTrouble; detail: string; report: FeedReport };

export interface TakeFeedOptions {
  folder: FeedFolder;
  /** What it would replace. */
  live: { kept: KeptSnapshot; snapshot: Snapshot } | null;
  currency: string;
  unavailable: 'out' | 'backorder';
  clock: Clock;
  signal: AbortSignal;
}

/** Rejects when the disk does not take it. */
export async function takeFeed(
  fetched: { path: string; charset: string | null; version: FeedVersion },
  options: TakeFeedOptions,
): Promise<Verdict> {
  const { folder, live, clock } = options;
  const file = folder.newName();
  const remove = () => rm(folder.path(file), { force: true });
  await remove();
  const writer = createSnapshotWriter(folder.path(file));
  let found = 0;
  let isDone = false;
  try {
    const reading = await readFeed(createReadStream(fetched.path, { highWaterMark: LIMITS.feedPieceBytes }), {
      ...options,
      charset: fetched.charset,
      take(variant) {
        const isNew = writer.add(variant);
        if (isNew && live?.snapshot.has(variant.id)) found += 1;
        return isNew;
      },
    });
    const { report } = reading;
    if (!reading.ok) return { kind: 'refused', trouble: reading.trouble, detail: reading.detail, report };
    const { count, digest } = await writer.finish();
    const nowMs = clock.now();
    const before = live?.kept.count ?? 0;
    const lost = before - found;
    const kept = { file, count, lost, digest, readAtMs: nowMs, confirmedAtMs: nowMs, ...fetched.version };
    if (live?.kept.digest === digest) return { kind: 'same', report };
    isDone = true;
    return lost > before * LIMITS.feedLostShare && !(await folder.isAccepted(digest))
      ? { kind: 'waiting', kept, report }
      : { kind: 'live', kept, report };
  } finally {
    if (!isDone) {
      writer.drop();
      await remove();
    }
  }
}
