/** The data folder and the clock: can we write, is there room, does time make sense. */
import { mkdir, readdir, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Clock } from '../../core/clock.ts';
import { codeOf } from '../../core/errors.ts';
import { LIMITS } from '../../core/limits.ts';
import type { Finding } from '../../core/ports/channel.ts';

const LITTLE_BYTES = 1_000_000_000;
const TOO_LITTLE_BYTES = 100_000_000;
/** Nothing of this program existed before; a machine without a clock battery wakes up in 1970 or 2000. */
const EARLIEST_MS = Date.UTC(2026, 0, 1);
const NEARLY_FULL = 0.9;
const BACKWARDS_MS = 5 * 60_000;

export async function checkFolder(folder: string): Promise<Finding[]> {
  const subject = 'data folder';
  const probe = join(folder, '.doctor');
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(probe, 'can be deleted');
    await rm(probe);
  } catch (error) {
    const message = `${folder} cannot be written (${codeOf(error) ?? 'unknown'}): check its owner, or set DATA_DIR`;
    return [{ level: 'error', subject, message }];
  }
  return [{ level: 'ok', subject, message: folder }, await checkRoom(folder)];
}

async function checkRoom(folder: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const level = free < TOO_LITTLE_BYTES ? 'error' : free < LITTLE_BYTES ? 'warn' : 'ok';
  const advice = level === 'ok' ? '' : ': make room; on a full disk customers are asked to wait';
  return { level, subject: 'disk', message: `${(free / 1e9).toFixed(1)} GB free${advice}` };
}

/** Customers' files have a room of their own; when it is full new ones are not kept, and the console says so. */
export async function checkMedia(dataDir: string): Promise<Finding[]> {
  const subject = 'files';
  const folder = join(dataDir, 'media');
  const names = await readdir(folder).catch(() => null);
  if (names === null) return [];
  let used = 0;
  for (const name of names) used += (await stat(join(folder, name))).size;
  const full = used / LIMITS.mediaQuotaBytes;
  const room = `${(used / 1e9).toFixed(1)} of ${LIMITS.mediaQuotaBytes / 1e9} GB used by ${names.length} files`;
  if (full < NEARLY_FULL) return [{ level: 'ok', subject, message: room }];
  const advice = 'new files of customers will soon not be kept: move old ones out of the folder media';
  return [{ level: 'warn', subject, message: `${room}; ${advice}` }];
}

/** A clock that stepped back would hold up whatever is planned, and sign people out. */
export async function checkClock(databaseFile: string, clock: Clock): Promise<Finding[]> {
  const subject = 'clock';
  const now = clock.now();
  const shown = new Date(now).toISOString();
  if (now < EARLIEST_MS) {
    return [
      { level: 'error', subject, message: `${shown} cannot be right: set the time, better let NTP do it` },
    ];
  }
  const written = await lastWritten(databaseFile);
  if (written > now + BACKWARDS_MS) {
    const message = `${shown} is before the last write of the database (${new Date(written).toISOString()}): set the time`;
    return [{ level: 'error', subject, message }];
  }
  return [{ level: 'ok', subject, message: `${shown}, ${Intl.DateTimeFormat().resolvedOptions().timeZone}` }];
}

async function lastWritten(file: string): Promise<number> {
  let latest = 0;
  for (const path of [file, `${file}-wal`, dirname(file)]) {
    latest = Math.max(
      latest,
      await stat(path).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0,
      ),
    );
  }
  return latest;
}
