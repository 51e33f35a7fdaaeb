/**
 * The server as one file. Read file by file, and with everything that packages bring along unused, a start takes twice as
 * long; after a crash customers wait for it. Built when the sources are newer, beside earlier ones that may still run.
 * Plain JavaScript, because it runs before everything else. Where there is no builder (a production install) what was
 * built before is taken; where there is neither, the sources are run as they are.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BUILD = fileURLToPath(new URL('./build-bundle.js', import.meta.url));
const SOURCES = ['src/**/*.ts', 'bots/**/*.ts', 'flows/**/*.ts', 'src/cli/*.js', 'package-lock.json'];
const NOT_OURS = [/^src\/console\//, /^bots\/webchat\/widget\//];
/** Earlier ones that a running process may still read parts of. */
const KEPT = 3;

/** The file to start: the bundle, fresh, or null when the sources have to do. */
export async function freshBundle(root = ROOT) {
  const folder = join(root, 'dist/server');
  if (!existsSync(join(root, 'node_modules/rolldown/package.json'))) return newest(folder)[0] ?? null;
  const name = stamp(root);
  const file = join(folder, name, 'main.js');
  if (existsSync(file)) return file;
  const draft = join(folder, `draft-${process.pid}-${name}`);
  if (!(await build(root, draft))) return null;
  try {
    renameSync(draft, join(folder, name));
  } catch {
    // Somebody else has just built the same.
    rmSync(draft, { recursive: true, force: true });
  }
  for (const old of newest(folder).slice(KEPT)) rmSync(join(old, '..'), { recursive: true, force: true });
  return existsSync(file) ? file : null;
}

/** Changes with any source: where it lies, how long it is, when it was written. */
function stamp(root) {
  const hash = createHash('sha256');
  for (const path of SOURCES.flatMap((pattern) => globSync(pattern, { cwd: root })).toSorted()) {
    if (NOT_OURS.some((pattern) => pattern.test(path))) continue;
    const { size, mtimeMs } = statSync(join(root, path));
    hash.update(`${path} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex').slice(0, 16);
}

/** What was built, the latest first. */
function newest(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => !name.startsWith('draft-'))
    .map((name) => join(folder, name, 'main.js'))
    .filter((file) => existsSync(file))
    .toSorted((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
}

/** In a process of its own: the builder's memory must not stay with the server's. */
function build(root, draft) {
  try {
    mkdirSync(join(root, 'dist/server'), { recursive: true });
  } catch {
    return Promise.resolve(false); // a folder that may not be written to: the sources have to do
  }
  return new Promise((resolve) => {
    const stdio = ['ignore', 'ignore', 'inherit'];
    const child = spawn(process.execPath, [BUILD, draft], { cwd: root, stdio });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}

// `npm run build:server`
if (import.meta.main) process.exit((await freshBundle()) === null ? 1 : 0);
