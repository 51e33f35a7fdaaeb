/**
 * Bytes of a content file to text, with the suspicion that files from outside deserve: size, encoding, links that lead
 * out of the folder. First step of every content reader. Never throws; never reads a file that is too large.
 */
import { lstatSync, readFileSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { toError } from '../core/errors.ts';
import { LIMITS } from '../core/limits.ts';
import { sinkFor, type ContentFinding, type FindingSink } from './finding.ts';

/** The text with `\n` line ends and without a byte order mark, or null after an error was added to `findings`. */
export function readContentFile(path: string, root: string, findings: ContentFinding[]): string | null {
  const say = sinkFor(shownPath(path), findings);
  try {
    if (!staysInside(path, root)) {
      say.error(0, 'file.link-outside');
      return null;
    }
    const stat = statSync(path);
    if (!stat.isFile()) {
      say.error(0, 'file.not-regular');
      return null;
    }
    if (stat.size > LIMITS.contentFileBytes) {
      say.error(0, 'file.too-large', { limit: LIMITS.contentFileBytes / 1_000_000 });
      return null;
    }
    return decode(readFileSync(path), say);
  } catch (thrown) {
    say.error(0, 'file.unreadable', { reason: toError(thrown).message });
    return null;
  }
}

/** Paths for people: relative to the working folder when inside of it. */
export function shownPath(path: string): string {
  const short = relative(process.cwd(), path);
  return short === '' || short.startsWith('..') ? path : short.split(sep).join('/');
}

/** Names in a folder, sorted, without hidden files and editors' backups; null when the folder cannot be read. */
export function listFolder(dir: string): { name: string; isFolder: boolean }[] | null {
  try {
    return readdirSync(dir)
      .filter((name) => !name.startsWith('.') && !/(~|\.swp|\.tmp|\.bak|\.orig)$/u.test(name))
      .toSorted()
      .map((name) => ({ name, isFolder: isFolder(join(dir, name)) }));
  } catch {
    return null;
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false; // a dangling link: reported when it is read as a file
  }
}

function staysInside(path: string, root: string): boolean {
  const real = realpathSync(path);
  if (!lstatSync(path).isSymbolicLink() && real === path) return true;
  const inside = relative(realpathSync(root), real);
  return inside !== '' && !inside.startsWith('..');
}

function decode(bytes: Buffer, say: FindingSink): string | null {
  const strict = new TextDecoder('utf-8', { fatal: true });
  try {
    const text = strict.decode(bytes).replaceAll('\r\n', '\n').replaceAll('\r', '\n');
    const zero = text.indexOf('\0');
    if (zero === -1) return text;
    const line = text.slice(0, zero).split('\n').length;
    say.error(line, 'file.zero-byte');
    return null;
  } catch {
    say.error(firstBadLine(bytes), 'file.not-utf8');
    return null;
  }
}

function firstBadLine(bytes: Buffer): number {
  const strict = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  for (let start = 0; start < bytes.length; line += 1) {
    const end = bytes.indexOf(0x0a, start);
    const stop = end === -1 ? bytes.length : end;
    try {
      strict.decode(bytes.subarray(start, stop));
    } catch {
      return line;
    }
    start = stop + 1;
  }
  return 0;
}
