/** Which channels people have switched off: one small file of the data folder, written whole, so that it outlives a restart. */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../core/errors.ts';
import type { AccountId } from '../core/ids.ts';
import type { Log } from '../core/ports/log.ts';

export interface OffList {
  has(account: AccountId): boolean;
  /** On disk when it resolves. */
  set(account: AccountId, off: boolean): Promise<void>;
}

const FILE = 'channels-off.json';

/** A file that cannot be read counts as empty: a channel that answers is the lesser harm. */
export async function openOffList(dataDir: string, log: Log): Promise<OffList> {
  const path = join(dataDir, FILE);
  const off = new Set<string>(await read(path, log));
  return {
    has: (account) => off.has(account),
    async set(account, isOff) {
      if (isOff) off.add(account);
      else off.delete(account);
      const fresh = `${path}.new`;
      await writeFile(fresh, `${JSON.stringify([...off].toSorted())}\n`, { mode: 0o600, flush: true });
      await rename(fresh, path);
    },
  };
}

async function read(path: string, log: Log): Promise<string[]> {
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'));
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') log.error({ path }, 'the list of channels that are off cannot be read');
    return [];
  }
}
