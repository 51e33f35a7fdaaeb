/**
 * Which messages in the chats are ours: a file that is written before and after each send. A paired phone shows our words and
 * those that people type on it alike, and a send whose answer was lost, or a crash in the middle of one, leaves a message that
 * nobody has named. The journal tells them apart, and lets a second try of a part find what the first one has sent.
 */
import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename, writeFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../src/core/clock.ts';
import { codeOf } from '../../src/core/errors.ts';
import { LIMITS } from '../../src/core/limits.ts';

/** One part of ours: begun at `atMs`, and `id` once we know which message it became. */
export interface SentEntry {
  key: string;
  chat: string;
  /** Of what was sent; see `printOf`. */
  print: string;
  atMs: number;
  id: string | null;
}

export interface SentJournal {
  /** On disk when it resolves: before that, nothing may be sent. A key that was begun before keeps its first time. */
  begin(key: string, chat: string, print: string): Promise<SentEntry>;
  /** The message that a begun part has become. */
  settle(key: string, id: string): Promise<void>;
  /** It was certainly not sent. */
  forget(key: string): Promise<void>;
  byKey(key: string): SentEntry | null;
  byId(id: string): SentEntry | null;
  /** Begun, and not known what became of them, oldest first. */
  open(): SentEntry[];
  close(): Promise<void>;
}

/** The phone's clock and ours may differ by this much. */
export const CLOCKS_DIFFER_MS = 120_000;

const FILE = 'sent.jsonl';

/** What identifies the words of a part among the messages of a chat: of files only kind and caption can be compared. */
export function printOf(what: { kind: 'text' | 'file' | 'location'; text: string }): string {
  return createHash('sha256').update(`${what.kind}\n${what.text.trim()}`).digest('base64url').slice(0, 22);
}

/** Opens the journal of a folder, which is made when it is not there; lines that are too old or broken are left out. */
export async function openSentJournal(folder: string, clock: Clock): Promise<SentJournal> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, FILE);
  const entries = await readEntries(path, clock.now());
  await rewrite(path, entries);
  return createJournal(path, await open(path, 'a', 0o600), entries, clock);
}

type Line = { key: string; chat: string; print: string; atMs: number } | { key: string; id: string | null };

function createJournal(
  path: string,
  first: FileHandle,
  entries: Map<string, SentEntry>,
  clock: Clock,
): SentJournal {
  const ids = new Map<string, string>();
  for (const { key, id } of entries.values()) if (id !== null) ids.set(id, key);
  const lines = createLines(path, first, entries);
  const makeRoom = (): void => {
    for (const [key, { id, atMs }] of entries) {
      if (entries.size <= LIMITS.linkedSentKept && clock.now() - atMs < LIMITS.linkedSentMs) return;
      entries.delete(key);
      if (id !== null) ids.delete(id);
    }
  };
  return {
    async begin(key, chat, print) {
      const known = entries.get(key);
      if (known !== undefined) return known;
      const entry: SentEntry = { key, chat, print, atMs: clock.now(), id: null };
      makeRoom();
      entries.set(key, entry);
      await lines.add({ key, chat, print, atMs: entry.atMs });
      return entry;
    },
    async settle(key, id) {
      const entry = entries.get(key);
      if (entry === undefined || entry.id === id) return;
      entry.id = id;
      ids.set(id, key);
      await lines.add({ key, id });
    },
    async forget(key) {
      if (entries.delete(key)) await lines.add({ key, id: null });
    },
    byKey: (key) => entries.get(key) ?? null,
    byId: (id) => entries.get(ids.get(id) ?? '') ?? null,
    open: () => [...entries.values()].filter(({ id }) => id === null),
    close: () => lines.close(),
  };
}

/** The file behind the entries: one line after the other, each on disk before the next; written anew when most of it is past. */
function createLines(path: string, first: FileHandle, entries: Map<string, SentEntry>) {
  let file = first;
  let count = entries.size * 2;
  let last: Promise<void> = Promise.resolve();

  const append = async (line: Line): Promise<void> => {
    await file.appendFile(`${JSON.stringify(line)}\n`);
    await file.datasync();
    count += 1;
    if (count <= LIMITS.linkedSentKept * 4) return;
    await file.close();
    await rewrite(path, entries);
    file = await open(path, 'a', 0o600);
    count = entries.size * 2;
  };
  return {
    add(line: Line): Promise<void> {
      const mine = last.then(() => append(line));
      last = mine.catch(() => {});
      return mine;
    },
    async close(): Promise<void> {
      await last;
      await file.close();
    },
  };
}

async function readEntries(path: string, nowMs: number): Promise<Map<string, SentEntry>> {
  const entries = new Map<string, SentEntry>();
  for (const line of (await readText(path)).split('\n')) {
    const read = readLine(line);
    if (read === null) continue;
    if ('chat' in read) entries.set(read.key, { ...read, id: null });
    else if (read.id === null) entries.delete(read.key);
    else {
      const entry = entries.get(read.key);
      if (entry !== undefined) entry.id = read.id;
    }
  }
  const kept = [...entries].filter(([, { atMs }]) => nowMs - atMs < LIMITS.linkedSentMs);
  return new Map(kept.slice(-LIMITS.linkedSentKept));
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return '';
    throw error;
  }
}

/** The last line may have been cut by a crash: what it said was not done yet. */
function readLine(line: string): Line | null {
  try {
    const value = JSON.parse(line) as Record<string, unknown>;
    const { key, chat, print, atMs, id } = value;
    if (typeof key !== 'string') return null;
    if (typeof chat === 'string' && typeof print === 'string' && typeof atMs === 'number') {
      return { key, chat, print, atMs };
    }
    return typeof id === 'string' || id === null ? { key, id } : null;
  } catch {
    return null;
  }
}

async function rewrite(path: string, entries: Map<string, SentEntry>): Promise<void> {
  const lines = [...entries.values()].flatMap(({ id, ...entry }) => [
    JSON.stringify(entry),
    ...(id === null ? [] : [JSON.stringify({ key: entry.key, id })]),
  ]);
  const fresh = `${path}.new`;
  await writeFile(fresh, lines.map((line) => `${line}\n`).join(''), { mode: 0o600, flush: true });
  await rename(fresh, path);
}
