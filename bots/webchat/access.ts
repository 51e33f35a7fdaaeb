/**
 * Who may call at all: pages of the listed origins and our own page. Browsers tell the origin and no page can forge it; a token
 * in a header cannot be sent from a foreign page without our leave, which is given here and nowhere else.
 */
import { createHash } from 'node:crypto';
import { LIMITS } from '../../src/core/limits.ts';
import type { WebchatConfig } from './config.ts';

export interface Access {
  /** False: called from a page that is not in the list. */
  allowed: boolean;
  /** For every answer, refusals too, so that our own pages can read them. */
  headers: Record<string, string>;
}

const TOKEN = /^Bearer ([\w-]{43})$/;
const METHODS = 'GET, POST, DELETE';
const HEADERS = 'authorization, content-type, last-event-id, x-file-name';

/** Looks at `Origin` and `Sec-Fetch-Site`. A request that changes something must name its origin. */
export function checkOrigin(config: WebchatConfig, request: Request): Access {
  const origin = request.headers.get('origin');
  const site = request.headers.get('sec-fetch-site');
  if (origin === null) {
    // A page on our own origin names none when it only reads; a foreign one is told apart by the browser.
    const reads = request.method === 'GET' || request.method === 'HEAD';
    return { allowed: reads && (site === null || site === 'same-origin' || site === 'none'), headers: VARY };
  }
  if (origin === ownOrigin(config, request)) return { allowed: true, headers: VARY };
  if (!config.origins.includes(origin)) return { allowed: false, headers: VARY };
  return { allowed: true, headers: { ...VARY, 'access-control-allow-origin': origin } };
}

/** The answer to a browser that asks before it calls. */
export function preflight(access: Access): Response {
  const leave = {
    'access-control-allow-methods': METHODS,
    'access-control-allow-headers': HEADERS,
    'access-control-max-age': String(LIMITS.chatPreflightMs / 1_000),
  };
  return new Response(null, { status: 204, headers: { ...access.headers, ...leave } });
}

/** Our own origin: as configured, or on this machine as it was called. */
export function ownOrigin({ publicOrigin }: WebchatConfig, request: Request): string {
  return publicOrigin ?? new URL(request.url).origin;
}

/** The hash of the visitor's token; null: there is none of the right form. */
export function tokenHashOf(authorization: string | null | undefined): string | null {
  const token = TOKEN.exec(authorization ?? '')?.[1];
  return token === undefined ? null : hashToken(token);
}

/** What is kept of a token. */
export function hashToken(token: string): string {
  return createHash('sha256').update(`visitor:${token}`).digest('base64url');
}

const VARY = { vary: 'Origin' };
