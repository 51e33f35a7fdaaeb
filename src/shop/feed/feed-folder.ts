/**
 * What the feed leaves on the disk: the snapshots and one small file that says which of them is live, which one waits for a
 * person, and what the server called them. That file is replaced whole; whatever it does not name is litter of a crash.
 */
import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { codeOf, PrilavokError, toError } from '../../core/errors.ts';

/** What the server or the file system called one version of the feed. */
export interface FeedVersion {
  etag: string | null;
  lastModified: string | null;
}

const VERSION = { etag: z.string().nullable(), lastModified: z.string().nullable() };
const KEPT = z.object({
  file: z.string().regex(/^snapshot-\d+\.sqlite$/u),
  count: z.int(),
  /** How many of the variants that were live before it lacks. */
  lost: z.int(),
  digest: z.string(),
  /** When it was read, and when the shop last said that it still holds; UTC ms. */
  readAtMs: z.int(),
  confirmedAtMs: z.int(),
  ...VERSION,
});
const STATE = z.object({
  /** Of the address: what was read from another one counts for nothing. */
  source: z.string(),
  live: KEPT.nullable(),
  /** Read to its end, but too small to be believed. */
  waiting: KEPT.nullable(),
});

export type KeptSnapshot = z.output<typeof KEPT>;
export type FeedState = z.output<typeof STATE>;

const STATE_FILE = 'feed.json';
const ACCEPT_FILE = 'accept';

export interface FeedFolder {
  path(name: string): string;
  /** Empty where there is none, of another source, or unreadable. */
  read(source: string): Promise<FeedState>;
  /** All or nothing; returns when it is safe on the disk. */
  write(state: FeedState): Promise<void>;
  /** A name that no snapshot has had. */
  newName(): string;
  /** Removes every file that the state does not name. */
  sweep(state: FeedState): Promise<void>;
  /** Whether a person has accepted this snapshot. */
  isAccepted(digest: string): Promise<boolean>;
}

/** Makes the folder. Throws DATA_DIR_UNUSABLE. */
export async function openFeedFolder(dir: string): Promise<FeedFolder> {
  try {
    await mkdir(dir, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new PrilavokError('DATA_DIR_UNUSABLE', `${dir} cannot be made: ${toError(cause).message}`, {
      cause,
    });
  }
  let last = 0;
  for (const name of await readdir(dir))
    last = Math.max(last, Number(/^snapshot-(\d+)\./u.exec(name)?.[1] ?? 0));
  return {
    path: (name) => join(dir, name),
    read: (source) => readState(dir, source),
    write: (state) => replace(dir, STATE_FILE, JSON.stringify(state)),
    newName() {
      last += 1;
      return `snapshot-${last}.sqlite`;
    },
    async sweep({ live, waiting }) {
      const named = new Set([STATE_FILE, ...(waiting ? [ACCEPT_FILE, waiting.file] : []), live?.file]);
      // A file that somebody still reads cannot be removed on every system; the next sweep takes it.
      for (const name of await readdir(dir))
        if (!named.has(name)) await rm(join(dir, name), { force: true }).catch(() => {});
    },
    isAccepted: async (digest) => (await readOr(join(dir, ACCEPT_FILE), '')).trim() === digest,
  };
}

/** What the command leaves for the server, which is the folder's only other writer. */
export async function acceptWaiting(dir: string, digest: string): Promise<void> {
  await replace(dir, ACCEPT_FILE, digest);
}

/** The state as it stands, whatever its source; null when there is none. For the command. */
export async function peekState(dir: string): Promise<FeedState | null> {
  return parsed(await readOr(join(dir, STATE_FILE), ''));
}

/** One value for an address, which may hold a secret. */
export function sourceKey(address: string): string {
  return createHash('sha256').update(address).digest('base64url').slice(0, 22);
}

async function readState(dir: string, source: string): Promise<FeedState> {
  const state = parsed(await readOr(join(dir, STATE_FILE), ''));
  return state?.source === source ? state : { source, live: null, waiting: null };
}

function parsed(text: string): FeedState | null {
  try {
    return STATE.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

async function readOr(path: string, otherwise: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return otherwise;
    throw error;
  }
}

async function replace(dir: string, name: string, text: string): Promise<void> {
  const path = join(dir, name);
  const handle = await open(`${path}.new`, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${path}.new`, path);
  // The renaming itself has to reach the disk; where folders cannot be opened it does so by itself.
  const folder = await open(dir, 'r').catch(() => null);
  await folder?.sync().catch(() => {});
  await folder?.close();
}
