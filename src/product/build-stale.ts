/**
 * Builds pages for browsers when their sources are newer than what was built, so that a checkout needs no build step. A
 * production install has no builder and comes with everything built.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { systemClock } from '../core/clock.ts';
import { codeOf } from '../core/errors.ts';

/** Longer than any build takes. */
const LEFT_BEHIND_MS = 60_000;
const LOOK_MS = 50;

/** `missing` says what to do. */
export type Build = 'fresh' | 'built' | { missing: string };

/** All paths are relative to `root`, the folder of package.json. */
export interface Pages {
  /** A file that every build writes anew. */
  built: string;
  sources: string[];
  config: string;
  /** Further words of the builder's command line. */
  options?: string[];
  /** The npm script that does the same. */
  script: string;
}

/** Whoever finds another process building waits for it: two at once would write into each other. */
export async function buildStale(root: string, pages: Pages): Promise<Build> {
  if (await isFresh(root, pages)) return 'fresh';
  const builder = join(root, 'node_modules/vite/bin/vite.js');
  if (!existsSync(builder)) {
    return existsSync(join(root, pages.built)) ? 'fresh' : { missing: `run "npm run ${pages.script}" first` };
  }
  const lock = join(root, 'dist', `.building-${pages.script.replaceAll(':', '-')}`);
  await takeTurn(lock);
  try {
    if (await isFresh(root, pages)) return 'fresh';
    const args = [builder, 'build', '--config', join(root, pages.config), ...(pages.options ?? [])];
    const built = await run([...args, '--logLevel', 'error'], root);
    return built ? 'built' : { missing: `the build failed (npm run ${pages.script})` };
  } finally {
    await rm(lock, { recursive: true, force: true });
  }
}

async function isFresh(root: string, pages: Pages): Promise<boolean> {
  const built = join(root, pages.built);
  if (!existsSync(built)) return false;
  const { mtimeMs } = await stat(built);
  const newestOf = await Promise.all(pages.sources.map((source) => newest(join(root, source))));
  return mtimeMs > Math.max(...newestOf);
}

/** A folder is a lock that only one can make. One that was left by a crash is taken over. */
async function takeTurn(lock: string): Promise<void> {
  await mkdir(dirname(lock), { recursive: true });
  for (;;) {
    try {
      return await mkdir(lock);
    } catch (thrown) {
      if (codeOf(thrown) !== 'EEXIST') throw thrown;
    }
    const made = await stat(lock).catch(() => null);
    if (made !== null && systemClock.now() - made.mtimeMs > LEFT_BEHIND_MS) {
      await rm(lock, { recursive: true, force: true });
    } else await new Promise<void>((next) => void systemClock.after(LOOK_MS, next));
  }
}

/** A file, or everything in a folder. */
async function newest(path: string): Promise<number> {
  const own = await stat(path);
  if (!own.isDirectory()) return own.mtimeMs;
  let latest = 0;
  for (const entry of await readdir(path, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    latest = Math.max(latest, (await stat(join(entry.parentPath, entry.name))).mtimeMs);
  }
  return latest;
}

function run(args: string[], root: string): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}
