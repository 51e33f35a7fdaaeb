/**
 * Files from and to customers in `<data>/media`. A name is ours (128 random bits and the extension of what the bytes are),
 * so nothing a stranger says reaches the file system. A file is complete or absent: temporary name, sync, rename.
 */
import { constants } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Random } from '../core/clock.ts';
import { codeOf } from '../core/errors.ts';
import { newPublicId } from '../core/ids.ts';
import { LIMITS } from '../core/limits.ts';
import type { MediaStore, SavedMedia } from '../core/ports/media.ts';
import { mimeOfExtension, sniff } from './sniff.ts';

export interface MediaStoreOptions {
  folder: string;
  random: Random;
  fileBytes?: number;
  quotaBytes?: number;
}

const FILE_NAME = /^[A-Za-z0-9_-]{22}\.([a-z0-9]{2,4})$/;

/** Opens the folder (making it, owner only), clears half-written files and counts what is there. */
export async function createMediaStore(options: MediaStoreOptions): Promise<MediaStore> {
  const { folder, random } = options;
  const fileBytes = options.fileBytes ?? LIMITS.mediaBytes;
  const quotaBytes = options.quotaBytes ?? LIMITS.mediaQuotaBytes;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  let used = await takeStock(folder);

  return {
    async save(bytes): Promise<SavedMedia> {
      if (bytes.length > fileBytes) return { ok: false, reason: 'too-large' };
      if (used + bytes.length > quotaBytes) return { ok: false, reason: 'quota' };
      // Counted before the write, so that parallel saves cannot pass the quota together.
      used += bytes.length;
      const is = sniff(bytes);
      const file = `${newPublicId(random)}.${is.extension}`;
      try {
        await writeWhole(folder, file, bytes);
      } catch (error) {
        used -= bytes.length;
        throw error;
      }
      return { ok: true, file, mime: is.mime, kind: is.kind, bytes: bytes.length };
    },
    async read(file) {
      const extension = FILE_NAME.exec(file)?.[1];
      if (!extension) return null;
      try {
        const bytes = await readFile(join(folder, file), { flag: constants.O_RDONLY | constants.O_NOFOLLOW });
        return { bytes, mime: mimeOfExtension(extension) };
      } catch (error) {
        // A link in the folder is none of ours and is not followed.
        if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ELOOP') return null;
        throw error;
      }
    },
    async remove(file) {
      if (!FILE_NAME.test(file)) return;
      const path = join(folder, file);
      try {
        const { size } = await stat(path);
        await rm(path);
        used -= size;
      } catch (error) {
        if (codeOf(error) !== 'ENOENT') throw error;
      }
    },
  };
}

async function writeWhole(folder: string, file: string, bytes: Uint8Array): Promise<void> {
  const temporary = join(folder, `${file}.part`);
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, join(folder, file));
    await syncFolder(folder);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** The rename itself must survive a power cut too; some file systems cannot sync a folder, which is no fault of ours. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
    return;
  }
}

async function takeStock(folder: string): Promise<number> {
  let used = 0;
  for (const name of await readdir(folder)) {
    if (name.endsWith('.part')) await rm(join(folder, name), { force: true });
    else used += (await stat(join(folder, name))).size;
  }
  return used;
}
