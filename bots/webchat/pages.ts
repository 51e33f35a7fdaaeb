/**
 * The built widget: loader, frame page and assets, read into memory once, so that no path can climb out of the folder. The frame
 * gets the strictest policy that it can live under, and only the shop's pages may show it.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { WebchatConfig } from './config.ts';

export interface Pages {
  /** Null: there is no such file. `path` is `widget.js`, `frame` or `assets/…`. */
  serve(path: string, request: Request): Promise<Response | null>;
  /** False: nothing has been built. */
  built(): Promise<boolean>;
}

interface Page {
  bytes: Uint8Array<ArrayBuffer>;
  zipped: Uint8Array<ArrayBuffer> | null;
  etag: string;
  type: string;
}

const LOADER = 'loader.js';
const FRAME = 'frame.html';
/** Address → file. */
const NAMES: Record<string, string> = { 'widget.js': LOADER, frame: FRAME };
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.mp3': 'audio/mpeg',
  '.woff2': 'font/woff2',
};
const ZIPPABLE = /^(text\/|image\/svg|application\/json)/;
const ZIP_FROM_BYTES = 500;
const zip = promisify(gzip);

/** Reads `folder` at the first request. */
export function createPages(config: WebchatConfig, folder: string): Pages {
  let files: Promise<Map<string, Page>> | null = null;
  const read = (): Promise<Map<string, Page>> => (files ??= load(folder));
  return {
    async serve(path, request) {
      const name = NAMES[path] ?? (path.startsWith('assets/') ? path : null);
      if (name === null) return null;
      const page = (await read()).get(name);
      return page === undefined ? null : answer(page, headersOf(config, name), request);
    },
    async built() {
      const found = await read();
      return found.has(LOADER) && found.has(FRAME);
    },
  };
}

function headersOf(config: WebchatConfig, name: string): Record<string, string> {
  const common = {
    'x-content-type-options': 'nosniff',
    // Shown on other sites: that is what it is for.
    'cross-origin-resource-policy': 'cross-origin',
    'referrer-policy': 'no-referrer',
  };
  if (name === LOADER) {
    return { ...common, 'cache-control': 'public, max-age=300', 'access-control-allow-origin': '*' };
  }
  if (name === FRAME) {
    return {
      ...common,
      'cache-control': 'no-cache',
      'content-security-policy': framePolicy(config),
      'permissions-policy': 'camera=(), microphone=(), payment=(), geolocation=(self)',
      'x-robots-tag': 'noindex, nofollow',
    };
  }
  return {
    ...common,
    'cache-control': 'public, max-age=31536000, immutable',
    'access-control-allow-origin': '*',
  };
}

/** No inline script or style, no foreign code, nothing made from strings; pictures of cards may lie anywhere on https. */
export function framePolicy({ origins }: WebchatConfig): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob: data: https:",
    "media-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
    `frame-ancestors 'self' ${origins.join(' ')}`,
    // Whatever the shop's page forgets to say in its iframe, holds here.
    'sandbox allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads',
  ].join('; ');
}

function answer(page: Page, headers: Record<string, string>, request: Request): Response {
  const fixed = { ...headers, etag: page.etag, vary: 'Accept-Encoding' };
  if (request.headers.get('if-none-match') === page.etag)
    return new Response(null, { status: 304, headers: fixed });
  const zipped = page.zipped !== null && /\bgzip\b/.test(request.headers.get('accept-encoding') ?? '');
  const bytes = zipped && page.zipped !== null ? page.zipped : page.bytes;
  return new Response(request.method === 'HEAD' ? null : bytes, {
    status: 200,
    headers: {
      ...fixed,
      'content-type': page.type,
      'content-length': String(bytes.length),
      ...(zipped ? { 'content-encoding': 'gzip' } : {}),
    },
  });
}

async function load(folder: string): Promise<Map<string, Page>> {
  const files = new Map<string, Page>();
  for (const path of await listFiles(folder)) {
    const bytes = Uint8Array.from(await readFile(join(folder, path)));
    const type = TYPES[extname(path)] ?? '';
    const zipped =
      ZIPPABLE.test(type) && bytes.length > ZIP_FROM_BYTES ? Uint8Array.from(await zip(bytes)) : null;
    const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
    files.set(path, { bytes, zipped, etag, type });
  }
  return files;
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
