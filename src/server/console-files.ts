/**
 * The built console, read into memory once: what is not in this list cannot be asked for, so no path can climb out of the
 * folder. Hashed assets are cached for good, the page itself never.
 */
import { readdir, readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { CONSOLE_PAGES } from '../api/pages.ts';

export interface ConsoleFiles {
  /** False when the console has not been built. */
  readonly built: boolean;
  /** Answers a GET or HEAD for a page or file of the console; false when there is none under this path. */
  serve(request: IncomingMessage, response: ServerResponse, path: string): boolean;
}

interface StoredFile {
  bytes: Buffer;
  zipped: Buffer | null;
  headers: Record<string, string>;
}

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
  '.mp3': 'audio/mpeg',
};
const ZIPPABLE = /^(text\/|application\/(json|manifest)|image\/svg)/;
const zip = promisify(gzip);

/** Reads `folder` (dist/console); an absent folder gives a console that is not built. */
export async function loadConsoleFiles(folder: string): Promise<ConsoleFiles> {
  const files = new Map<string, StoredFile>();
  for (const path of await listFiles(folder)) files.set(`/${path}`, await load(folder, path));
  const page = files.get('/index.html');
  files.delete('/index.html');
  // The playground hands out its own page, and only where there is a playground.
  files.delete('/playground.html');
  const pages = CONSOLE_PAGES.map(patternOf);
  return {
    built: page !== undefined,
    serve(request, response, path) {
      if (request.method !== 'GET' && request.method !== 'HEAD') return false;
      const file = files.get(path) ?? (pages.some((pattern) => pattern.test(path)) ? page : undefined);
      if (!file) return false;
      send(request, response, file);
      return true;
    },
  };
}

async function listFiles(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && extname(entry.name) in TYPES)
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(folder.length + 1)
          .replaceAll('\\', '/'),
      );
  } catch {
    return [];
  }
}

async function load(folder: string, path: string): Promise<StoredFile> {
  const bytes = await readFile(join(folder, path));
  const type = TYPES[extname(path)] ?? 'application/octet-stream';
  const lasting = path.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'public, max-age=3600';
  return {
    bytes,
    zipped: ZIPPABLE.test(type) && bytes.length > 1_000 ? await zip(bytes) : null,
    headers: { 'Content-Type': type, 'Cache-Control': path === 'index.html' ? 'no-cache' : lasting },
  };
}

function send(request: IncomingMessage, response: ServerResponse, file: StoredFile): void {
  const zipped = file.zipped && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  const bytes = zipped && file.zipped ? file.zipped : file.bytes;
  response.writeHead(200, {
    ...file.headers,
    'Content-Length': bytes.length,
    ...(zipped ? { 'Content-Encoding': 'gzip' } : {}),
    ...(file.zipped ? { Vary: 'Accept-Encoding' } : {}),
  });
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

function patternOf(page: string): RegExp {
  return new RegExp(`^${page.replace(/:[a-z]+/g, '[A-Za-z0-9_-]{1,200}')}$`);
}
