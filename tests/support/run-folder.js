/**
 * Where the tests of one run put their files: in memory where the machine has room there, as thousands of small databases wait
 * for a disk at every commit. A killed process loses nothing by it, and nothing here pulls a plug. The folder goes with the run.
 */
import { existsSync, mkdirSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';

const MEMORY = '/dev/shm';
const NAME = 'prilavok-tests-';
const ROOM_BYTES = 2_000_000_000;

/** Makes it and lets `tmpdir()` name it from now on, here and in every process started from here. */
export function openRunFolder() {
  if (!hasRoom()) return;
  removeLeftBehind();
  const folder = join(MEMORY, `${NAME}${process.pid}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  process.env.TMPDIR = folder;
  // Whoever else only reads the settings of the tests leaves nothing behind either.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
}

function hasRoom() {
  if (process.platform !== 'linux' || !existsSync(MEMORY)) return false;
  const { bavail, bsize } = statfsSync(MEMORY);
  return bavail * bsize >= ROOM_BYTES;
}

/** By runs that were interrupted. */
function removeLeftBehind() {
  for (const name of readdirSync(MEMORY)) {
    if (!name.startsWith(NAME) || existsSync(join('/proc', name.slice(NAME.length)))) continue;
    rmSync(join(MEMORY, name), { recursive: true, force: true });
  }
}
