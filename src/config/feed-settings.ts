/** The settings of the product feed, checked: where it is, how often it is read, and what its words mean. */
import { isAbsolute, resolve, sep } from 'node:path';

export interface FeedSettings {
  source:
    | { kind: 'url'; url: string; /** May be http, and an inner machine. */ trusted: boolean }
    | { kind: 'file'; path: string; /** What it must not lead out of. */ inside: string };
  /** What `available="false"` means. */
  unavailable: 'out' | 'backorder';
  everyMs: number;
}

type Parsed<T> = { ok: T } | { wrong: string };
type Check = <T, D>(key: string, otherwise: D, read: (text: string) => Parsed<T>) => T | D;

const MINUTE_MS = 60_000;

/** Null when there is no feed. `check` reads one variable and books what is wrong with it. */
export function readFeedSettings(check: Check, shopDir: string): FeedSettings | null {
  const trusted = check('SHOP_FEED_TRUSTED', false, readYesNo);
  const source = check('SHOP_FEED_URL', null, (text) => readSource(text, { trusted, shopDir }));
  const everyMs = check('SHOP_FEED_MINUTES', 60 * MINUTE_MS, readMinutes);
  const unavailable = check('SHOP_FEED_UNAVAILABLE', 'out' as const, readUnavailable);
  return source && { source, everyMs, unavailable };
}

function readSource(
  text: string,
  { trusted, shopDir }: { trusted: boolean; shopDir: string },
): Parsed<FeedSettings['source']> {
  const url = URL.parse(text);
  if (url && !canDecode([url.username, url.password, url.protocol === 'file:' ? url.pathname : '']))
    return { wrong: 'has a % that stands for nothing; write %25 for a % in a name, a password or a path' };
  if (url?.protocol === 'https:') return { ok: { kind: 'url', url: text, trusted } };
  if (url?.protocol === 'http:') {
    return trusted
      ? { ok: { kind: 'url', url: text, trusted } }
      : { wrong: 'must begin with https://; for an inner machine without it set SHOP_FEED_TRUSTED=yes' };
  }
  if (url && url.protocol !== 'file:' && text.includes('://'))
    return { wrong: 'must be an address such as https://shop.example/feed.xml, or a file in SHOP_DIR' };
  const name = url?.protocol === 'file:' ? decodeURIComponent(url.pathname) : text;
  const path = isAbsolute(name) ? name : resolve(shopDir, name);
  return path.startsWith(`${shopDir}${sep}`)
    ? { ok: { kind: 'file', path, inside: shopDir } }
    : { wrong: 'must be a file inside SHOP_DIR, or an address that begins with https://' };
}

function canDecode(texts: string[]): boolean {
  try {
    texts.forEach((text) => decodeURIComponent(text));
    return true;
  } catch {
    return false;
  }
}

function readMinutes(text: string): Parsed<number> {
  const minutes = /^\d{1,4}$/.test(text) ? Number(text) : NaN;
  return minutes >= 5 && minutes <= 1_440
    ? { ok: minutes * MINUTE_MS }
    : { wrong: 'must be a whole number of minutes, 5 to 1440' };
}

function readUnavailable(text: string): Parsed<'out' | 'backorder'> {
  if (text === 'out') return { ok: 'out' };
  return text === 'order' ? { ok: 'backorder' } : { wrong: 'must be out or order' };
}

function readYesNo(text: string): Parsed<boolean> {
  return text === 'yes' || text === 'no' ? { ok: text === 'yes' } : { wrong: 'must be yes or no' };
}
