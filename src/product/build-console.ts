/**
 * Builds the operators' console when its sources are newer than what was built, so that a checkout needs no build step.
 * A production install has no builder and comes with the console built.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

export type ConsoleBuild = 'fresh' | 'built' | { missing: string };

/** `root`: the folder of package.json. */
export async function buildConsole(root: string): Promise<ConsoleBuild> {
  const built = join(root, 'dist/console/index.html');
  const builder = join(root, 'node_modules/vite/bin/vite.js');
  const builtAt = existsSync(built) ? (await stat(built)).mtimeMs : 0;
  if (!existsSync(builder)) return builtAt > 0 ? 'fresh' : { missing: 'run "npm run build" first' };
  const sources = Math.max(await newest(join(root, 'src/console')), await newest(join(root, 'src/api')));
  if (builtAt > sources) return 'fresh';
  return (await run(builder, root))
    ? 'built'
    : { missing: 'the build of the console failed (npm run build)' };
}

async function newest(folder: string): Promise<number> {
  let latest = 0;
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    latest = Math.max(latest, (await stat(join(entry.parentPath, entry.name))).mtimeMs);
  }
  return latest;
}

function run(builder: string, root: string): Promise<boolean> {
  const args = [
    builder,
    'build',
    '--config',
    join(root, 'src/console/vite.config.ts'),
    '--logLevel',
    'error',
  ];
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}
