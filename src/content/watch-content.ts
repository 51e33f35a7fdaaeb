/**
 * Notices that somebody edited content and loads it anew: told by the file system where it tells, found by a look at sizes
 * and times every few seconds where it does not (network mounts, editors that replace files). A set is used only if nothing
 * changed while it was read, so a half-saved file never goes live; a set with faults is logged and the last good one stays.
 */
import { lstatSync, readdirSync, watch, type FSWatcher } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../core/clock.ts';
import { toError } from '../core/errors.ts';
import { LIMITS } from '../core/limits.ts';
import type { Log } from '../core/ports/log.ts';

export interface WatchOptions<T> {
  folders: readonly string[];
  /** Reads everything; throws with one finding a line when it cannot be used. */
  load(): T | Promise<T>;
  /** Swaps a good set in. */
  use(set: T): void;
  clock: Clock;
  log: Log;
}

export interface ContentWatch {
  /** Loads now, whatever the file system says; true when a new set went live. */
  reload(): Promise<boolean>;
  /** Runs while nothing is loaded: who changes several files that belong together. */
  alone<R>(act: () => Promise<R>): Promise<R>;
  close(): void;
}

/** How deep folders are looked into: a loop of links must not hang the look. */
const MAX_DEPTH = 6;
/** Loads in a row that a file changed under; then the next quiet moment is waited for. */
const MAX_TRIES = 5;

export function watchContent<T>(options: WatchOptions<T>): ContentWatch {
  const { folders, clock } = options;
  let closed = false;
  let cancelQuiet: (() => void) | null = null;
  const touched = (): void => {
    if (closed) return;
    cancelQuiet?.();
    cancelQuiet = clock.after(LIMITS.contentQuietMs, () => !closed && loading.reloadIfChanged());
  };
  const loading = createLoading(options, { isClosed: () => closed, again: touched });
  const watchers = folders.map((folder) => watchFolder(folder, touched)).filter((one) => one !== null);
  let cancelLook = (): void => {};
  const look = (): void => {
    // The look only wakes the same quiet time, so that a file in the middle of being copied is left alone.
    if (!loading.isCurrent()) touched();
    cancelLook = clock.after(LIMITS.contentLookMs, look);
  };
  cancelLook = clock.after(LIMITS.contentLookMs, look);

  return {
    reload: loading.reload,
    alone: loading.alone,
    close() {
      closed = true;
      cancelQuiet?.();
      cancelLook();
      for (const watcher of watchers) watcher.close();
    },
  };
}

interface Loading extends Pick<ContentWatch, 'reload' | 'alone'> {
  reloadIfChanged(): void;
  /** The files are those that were read last. */
  isCurrent(): boolean;
}

/** One load at a time, in turn with whoever changes files. */
function createLoading<T>(
  { folders, load, use, log }: WatchOptions<T>,
  { isClosed, again }: { isClosed(): boolean; again(): void },
): Loading {
  let running: Promise<boolean> = Promise.resolve(false);
  let known = fingerprint(folders);

  const loadOnce = async (): Promise<boolean> => {
    for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
      const before = fingerprint(folders);
      const outcome = await attemptLoad(load);
      if (fingerprint(folders) !== before) continue;
      known = before;
      if (isClosed()) return false;
      if (!outcome.ok) {
        for (const line of outcome.error.message.split('\n')) log.error({ step: 'content' }, line);
        log.error(
          { step: 'content' },
          'Content was not changed: the last good set stays live until this is mended',
        );
        return false;
      }
      use(outcome.set);
      return true;
    }
    again();
    return false;
  };
  const reload = (): Promise<boolean> => {
    running = running.then(loadOnce);
    return running;
  };
  const isCurrent = () => fingerprint(folders) === known;
  return {
    reload,
    reloadIfChanged: () => void (isCurrent() || reload()),
    isCurrent,
    alone(act) {
      const acted = running.then(act);
      running = acted.then(
        () => false,
        () => false,
      );
      return acted;
    },
  };
}

async function attemptLoad<T>(
  load: () => T | Promise<T>,
): Promise<{ ok: true; set: T } | { ok: false; error: Error }> {
  try {
    return { ok: true, set: await load() };
  } catch (thrown) {
    return { ok: false, error: toError(thrown) };
  }
}

function watchFolder(folder: string, touched: () => void): FSWatcher | null {
  try {
    return watch(folder, { recursive: true }, touched).on('error', touched);
  } catch {
    return null; // the regular look finds changes there
  }
}

/** Names, sizes and times of all content files. Databases and other things a shop folder may hold do not count. */
function fingerprint(folders: readonly string[]): string {
  const seen: string[] = [];
  for (const folder of folders) addFolder(folder, 0, seen);
  return seen.join('\n');
}

function addFolder(folder: string, depth: number, seen: string[]): void {
  let names: string[];
  try {
    names = readdirSync(folder).toSorted();
  } catch {
    return;
  }
  for (const name of names) {
    if (name.startsWith('.')) continue;
    const path = join(folder, name);
    try {
      const stat = lstatSync(path);
      if (stat.isDirectory() && depth < MAX_DEPTH) addFolder(path, depth + 1, seen);
      else if (/\.(md|ya?ml)$/u.test(name)) seen.push(`${path} ${stat.size} ${stat.mtimeMs} ${stat.ino}`);
    } catch {
      // Gone between the two calls: the next look sees it so.
    }
  }
}
