/**
 * The built widget: loader, frame page and assets, read into memory once, so that no path can climb out of the folder. The frame
 * gets the strictest policy that it can live under, and only the shop's pages may show it.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip, type ZlibOptions } from 'node:zlib';
import type { WebchatConfig } from './config.ts';

export interface Pages {
  /** Null: there is no such file. `path` is `widget.js`, `frame` or `assets/…`. */
  serve(path: string, request: Request): Promise<Response | null>;
  /** False: nothing has been built. */
  built(): Promise<boolean>;
}

interface Page {
  bytes: Uint8Array<ArrayBuffer>;
  /** By encoding, the smallest first; empty where packing is not worth it. */
  packed: ReadonlyMap<Encoding, Uint8Array<ArrayBuffer>>;
  etag: string;
  type: string;
  inline: Inline;
}

/** What stands in a page, as sources of a policy: `'sha256-…'`. */
export interface Inline {
  scripts: readonly string[];
  styles: readonly string[];
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
const PACKABLE = /^(text\/|image\/svg|application\/json)/;
const PACK_FROM_BYTES = 300;
/** Browsers take the smaller one over https; whoever does not know it, the other. */
type Encoding = 'br' | 'gzip';
/** Once per start: the work of packing tightly is paid back by every visitor. */
const GZIP: ZlibOptions = { level: 9 };

/** Reads `folder` at the first request. */
export function createPages(config: WebchatConfig, folder: string): Pages {
  let files: Promise<Map<string, Page>> | null = null;
  const read = (): Promise<Map<string, Page>> => (files ??= load(folder));
  return {
    async serve(path, request) {
      const name = NAMES[path] ?? (path.startsWith('assets/') ? path : null);
      if (name === null) return null;
      const page = (await read()).get(name);
      return page === undefined ? null : answer(page, headersOf(config, name, page), request);
    },
    async built() {
      const found = await read();
      return found.has(LOADER) && found.has(FRAME);
    },
  };
}

function headersOf(config: WebchatConfig, name: string, { inline }: Page): Record<string, string> {
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
      // Whoever would rewrite it on the way would break its hashes.
      'cache-control': 'no-cache, no-transform',
      'content-security-policy': framePolicy(config, inline),
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

/**
 * No script or style but the page's own, known by their hashes; nothing made from strings; pictures of cards may lie anywhere on
 * https.
 */
export function framePolicy({ origins }: WebchatConfig, { scripts, styles }: Inline): string {
  return [
    "default-src 'none'",
    `script-src ${scripts.join(' ') || "'none'"}`,
    `style-src ${styles.join(' ') || "'none'"}`,
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
  const encoding = encodingOf(page, request.headers.get('accept-encoding') ?? '');
  const bytes = encoding === null ? page.bytes : page.packed.get(encoding)!;
  return new Response(request.method === 'HEAD' ? null : bytes, {
    status: 200,
    headers: {
      ...fixed,
      'content-type': page.type,
      'content-length': String(bytes.length),
      ...(encoding === null ? {} : { 'content-encoding': encoding }),
    },
  });
}

/** The first that there is and that is not refused by `;q=0`. */
function encodingOf({ packed }: Page, accepted: string): Encoding | null {
  const names = accepted.split(',').map((one) => one.trim().toLowerCase());
  const takes = (name: string): boolean =>
    names.some((one) => one.split(/\s*;/)[0] === name && !/;\s*q=0(\.0*)?$/.test(one));
  for (const name of packed.keys()) if (takes(name)) return name;
  return null;
}

async function load(folder: string): Promise<Map<string, Page>> {
  const files = new Map<string, Page>();
  for (const path of await listFiles(folder)) {
    const bytes = Uint8Array.from(await readFile(join(folder, path)));
    const type = TYPES[extname(path)] ?? '';
    const packed = PACKABLE.test(type) && bytes.length > PACK_FROM_BYTES ? await pack(bytes) : NOT_PACKED;
    const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
    files.set(path, { bytes, packed, etag, type, inline: inlineOf(path, bytes) });
  }
  return files;
}

function inlineOf(path: string, bytes: Uint8Array): Inline {
  const text = path === FRAME ? new TextDecoder().decode(bytes) : '';
  return { scripts: hashes(text, 'script'), styles: hashes(text, 'style') };
}

/** The build sees to it that no element of these ends inside itself. */
function hashes(html: string, element: 'script' | 'style'): string[] {
  const found = html.matchAll(new RegExp(`<${element}\\b[^>]*>([^]*?)</${element}>`, 'g'));
  return [...found].map(([, text = '']) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`);
}

const NOT_PACKED: Page['packed'] = new Map();

async function pack(bytes: Uint8Array): Promise<Page['packed']> {
  const packed = new Map<Encoding, Uint8Array<ArrayBuffer>>();
  packed.set('br', Uint8Array.from(await promisify(brotliCompress)(bytes)));
  packed.set('gzip', Uint8Array.from(await promisify(gzip)(bytes, GZIP)));
  return packed;
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
