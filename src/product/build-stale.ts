/**
 * Builds pages for browsers when their sources are newer than what was built, so that a checkout needs no build step. A
 * production install has no builder and comes with everything built.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

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

export async function buildStale(root: string, pages: Pages): Promise<Build> {
  const built = join(root, pages.built);
  const builder = join(root, 'node_modules/vite/bin/vite.js');
  const builtAt = existsSync(built) ? (await stat(built)).mtimeMs : 0;
  if (!existsSync(builder)) return builtAt > 0 ? 'fresh' : { missing: `run "npm run ${pages.script}" first` };
  const newestOf = await Promise.all(pages.sources.map((source) => newest(join(root, source))));
  if (builtAt > Math.max(...newestOf)) return 'fresh';
  const args = [builder, 'build', '--config', join(root, pages.config), ...(pages.options ?? [])];
  return (await run([...args, '--logLevel', 'error'], root))
    ? 'built'
    : { missing: `the build failed (npm run ${pages.script})` };
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
