/**
 * The folder of answers as it lies on the disk, every file taken apart into its entries. Only what can be edited is in it: no links, no
 * folders in folders, nothing that is not text. Reading changes nothing and throws for nothing that a file may hold.
 */
import { createHash } from 'node:crypto';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { LIMITS } from '../core/limits.ts';
import type { Locale } from '../core/locale.ts';
import type { FaqFileText } from '../core/ports/faq-draft-store.ts';
import { readWritten, type WrittenPiece, type WrittenText } from './written-text.ts';

export interface FaqFolder {
  files: FolderFile[];
  /** Files that cannot be edited as they are: links, no UTF-8, too large. */
  unusable: string[];
  /** Of all bytes, in whatever order the files come. */
  hash: string;
}

export interface FolderFile extends FaqFileText {
  locale: Locale;
  /** The name of the file without its ending. */
  topic: string;
  written: WrittenText;
  front: { owner: string | null; reviewBy: string | null; tags: string[] };
}

export interface FaqFolderReader {
  read(): Promise<FaqFolder>;
  /** The same of texts that lie elsewhere. */
  of(files: readonly FaqFileText[]): Promise<FaqFolder>;
}

/** `languages` may change with the shop's settings. Files that have not changed are not taken apart anew. */
export function createFaqFolder(dir: string, languages: () => readonly Locale[]): FaqFolderReader {
  let known = new Map<string, FolderFile>();
  const take = async (texts: readonly FaqFileText[], unusable: string[]): Promise<FaqFolder> => {
    const keys = unusable.map((path) => `!${path}`);
    const files: FolderFile[] = [];
    const fresh = new Map(known);
    for (const { path, text } of texts) {
      const key = hashOf(`${path}\0${text}`);
      keys.push(key);
      let file = known.get(key);
      if (!file) {
        file = toFile(path, text);
        // Taking a file apart takes milliseconds; between two of them others get their turn.
        await new Promise((next) => void setImmediate(next));
      }
      fresh.set(key, file);
      files.push(file);
    }
    known = new Map([...fresh].slice(-Math.max(2 * files.length, 100)));
    return { files, unusable, hash: hashOf(keys.toSorted().join('\n')) };
  };
  return {
    async read() {
      const { texts, unusable } = await readTexts(dir, languages());
      return take(texts, unusable);
    },
    of: (files) => take(files, []),
  };
}

/** The first entry of this id in this language. */
export function findPiece(
  { files }: Pick<FaqFolder, 'files'>,
  id: string,
  locale: Locale,
): { file: FolderFile; piece: WrittenPiece } | null {
  for (const file of files) {
    if (file.locale !== locale) continue;
    const piece = file.written.pieces.find((one) => one.id === id);
    if (piece) return { file, piece };
  }
  return null;
}

/** Changes with every byte of an entry, and not with what stands around it. "" for none. */
export function versionOf(piece: Pick<WrittenPiece, 'raw'> | null): string {
  return piece === null ? '' : hashOf(piece.raw.replace(/\r\n?/gu, '\n').trimEnd());
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}

/** Of one file as a text; null when it is not there or cannot be edited. */
export async function readEditable(path: string): Promise<string | null> {
  try {
    const stat = await lstat(path);
    if (!stat.isFile() || stat.size > LIMITS.contentFileBytes) return null;
    const bytes = await readFile(path);
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}

async function readTexts(
  dir: string,
  languages: readonly Locale[],
): Promise<{ texts: FaqFileText[]; unusable: string[] }> {
  const texts: FaqFileText[] = [];
  const unusable: string[] = [];
  let bytes = 0;
  for (const locale of languages) {
    for (const name of await namesIn(join(dir, locale))) {
      const path = `${locale}/${name}`;
      const text = await readEditable(join(dir, locale, name));
      bytes += text?.length ?? 0;
      if (text === null || bytes > LIMITS.faqFolderBytes) unusable.push(path);
      else texts.push({ path, text });
    }
  }
  return { texts, unusable };
}

async function namesIn(dir: string): Promise<string[]> {
  try {
    if (!(await lstat(dir)).isDirectory()) return [];
    const names = await readdir(dir);
    return names.filter((name) => name.endsWith('.md') && !name.startsWith('.')).toSorted();
  } catch {
    return [];
  }
}

function toFile(path: string, text: string): FolderFile {
  const [locale = '', name = ''] = path.split('/');
  const written = readWritten(text);
  return {
    path,
    text,
    locale: locale as Locale,
    topic: name.replace(/\.md$/u, ''),
    written,
    front: readFront(written.head),
  };
}

/** Faults in it are told by the checks of the content; here it is only shown. */
function readFront(head: string): FolderFile['front'] {
  const block = /^\uFEFF?---[ \t]*\r?\n(.*?)\r?\n---/su.exec(head)?.[1];
  const none = { owner: null, reviewBy: null, tags: [] };
  if (block === undefined || block.length > 10_000) return none;
  try {
    const front: unknown = parse(block, { maxAliasCount: 0, logLevel: 'silent' });
    if (typeof front !== 'object' || front === null) return none;
    const { owner, reviewBy, tags } = front as Record<string, unknown>;
    return {
      owner: typeof owner === 'string' ? owner : null,
      reviewBy: typeof reviewBy === 'string' ? reviewBy : null,
      tags: Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : [],
    };
  } catch {
    return none;
  }
}
