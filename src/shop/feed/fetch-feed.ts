/**
 * Brings the feed to where it can be read: over HTTP into a file, or straight from the shop's folder. Asks only for what is new.
 * A feed's address comes from a person, so every step of it is looked at: https, and no machine of our own network unless that
 * was said. One try; waiting and trying again is the caller's. What it says of a failure holds no part of the address.
 */
import { createWriteStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { sep } from 'node:path';
import { finished } from 'node:stream/promises';
import { codeOf } from '../../core/errors.ts';
import { LIMITS } from '../../core/limits.ts';
import type { AnswerHeaders, HttpClient, HttpOutcome } from '../../transport/http-client.ts';
import type { FeedVersion } from './feed-folder.ts';

export type FeedSource =
  /** `trusted`: this address may be an inner machine, and http. */
  | { kind: 'url'; url: string; trusted: boolean }
  /** `inside`: the folder that the file must not lead out of. */
  | { kind: 'file'; path: string; inside: string };

export type Fetched =
  | { kind: 'new'; path: string; charset: string | null; version: FeedVersion }
  | { kind: 'same' }
  | { kind: 'failed'; detail: string; retryAfterMs: number | null };

/** `http` has been given the trusted origin. `path`: where to put it; what stands there is replaced. Never rejects. */
export async function fetchFeed(
  source: FeedSource,
  known: FeedVersion | null,
  { http, path }: { http: HttpClient; path: string },
): Promise<Fetched> {
  return source.kind === 'file' ? lookAtFile(source, known) : download(source, known, { http, path });
}

async function lookAtFile(
  { path, inside }: { path: string; inside: string },
  known: FeedVersion | null,
): Promise<Fetched> {
  try {
    const [real, folder] = [await realpath(path), await realpath(inside)];
    if (!real.startsWith(`${folder}${sep}`)) return failed('the file leads out of the folder of the shop');
    const found = await stat(real);
    if (!found.isFile()) return failed('this is no file');
    if (found.size > LIMITS.feedBytes) return failed('the file is too large');
    const etag = `${found.mtimeMs}-${found.size}`;
    if (known?.etag === etag) return { kind: 'same' };
    return { kind: 'new', path: real, charset: null, version: { etag, lastModified: null } };
  } catch (error) {
    return failed(
      codeOf(error) === 'ENOENT' ? 'there is no such file' : `the file cannot be read (${codeOf(error)})`,
    );
  }
}

async function download(
  { url, trusted }: { url: string; trusted: boolean },
  known: FeedVersion | null,
  { http, path }: { http: HttpClient; path: string },
): Promise<Fetched> {
  const address = withoutCredentials(url);
  if (address === null)
    return failed('the name or password in SHOP_FEED_URL is not written as it must be: a % in it is %25');
  const { at: first, authorization } = address;
  let at = first;
  for (let step = 0; step <= LIMITS.feedRedirects; step += 1) {
    const isFirstHost = URL.parse(at)?.origin === URL.parse(first)?.origin;
    if (!at.startsWith('https://') && !(trusted && isFirstHost))
      return failed('it leads to an address without https');
    const file = createWriteStream(path, { mode: 0o600 });
    const outcome = await http.request({
      method: 'GET',
      url: at,
      headers: headersFor(known, isFirstHost ? authorization : null),
      timeoutMs: LIMITS.feedFetchMs,
      maxBytes: LIMITS.feedBytes,
      into: file,
    });
    const written = await finished(file.end()).then(
      () => true,
      () => false,
    );
    const next = redirectOf(outcome, at);
    if (next === null) return written ? toFetched(outcome, path) : failed('the disk does not take it');
    at = next;
  }
  return failed('it is passed on too often');
}

function headersFor(known: FeedVersion | null, authorization: string | null): Record<string, string> {
  return {
    accept: 'application/xml, text/xml;q=0.9, */*;q=0.5',
    'accept-encoding': 'gzip',
    'user-agent': 'Prilavok (product feed)',
    ...(authorization ? { authorization } : {}),
    ...(known?.etag ? { 'if-none-match': known.etag } : {}),
    ...(known?.lastModified ? { 'if-modified-since': known.lastModified } : {}),
  };
}

/** A name and password in the address are sent as what they are; null when nobody can tell what they are. */
function withoutCredentials(url: string): { at: string; authorization: string | null } | null {
  const parsed = URL.parse(url);
  if (parsed === null) return null;
  if (parsed.username === '' && parsed.password === '') return { at: parsed.href, authorization: null };
  const pair = decoded(`${parsed.username}:${parsed.password}`);
  if (pair === null) return null;
  parsed.username = '';
  parsed.password = '';
  return { at: parsed.href, authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function redirectOf(outcome: HttpOutcome, from: string): string | null {
  if (outcome.kind !== 'answer' || ![301, 302, 303, 307, 308].includes(outcome.status)) return null;
  const { location } = outcome.headers;
  return typeof location === 'string' ? (URL.parse(location, from)?.href ?? null) : null;
}

function toFetched(outcome: HttpOutcome, path: string): Fetched {
  if (outcome.kind === 'oversized') return failed('it is too large');
  if (outcome.kind !== 'answer') return failed(`it cannot be reached (${outcome.reason})`);
  const { status, headers } = outcome;
  if (status === 304) return { kind: 'same' };
  if (status === 200) {
    const charset = /charset\s*=\s*"?([\w.:-]{1,40})/iu.exec(one(headers, 'content-type') ?? '')?.[1] ?? null;
    const version = { etag: one(headers, 'etag'), lastModified: one(headers, 'last-modified') };
    return { kind: 'new', path, charset, version };
  }
  const why: Record<number, string> = {
    401: 'the shop wants a password',
    403: 'the shop does not let us in',
    404: 'there is nothing at this address',
    410: 'there is nothing at this address any more',
  };
  return { ...failed(why[status] ?? `the shop answers ${status}`), retryAfterMs: retryAfter(headers) };
}

function retryAfter(headers: AnswerHeaders): number | null {
  const seconds = Number(one(headers, 'retry-after'));
  return seconds > 0 && seconds < 86_400 ? seconds * 1_000 : null;
}

function one(headers: AnswerHeaders, name: string): string | null {
  const value = headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? null;
}

function failed(detail: string): { kind: 'failed'; detail: string; retryAfterMs: number | null } {
  return { kind: 'failed', detail, retryAfterMs: null };
}
