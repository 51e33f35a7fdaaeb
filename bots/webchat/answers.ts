/** Answers of the chat's calls: JSON that nobody keeps, and refusals in the protocol's words. */
import type { Refusal } from './protocol.ts';

const STATUS: Record<Refusal['error'], number> = {
  'bad-request': 400,
  session: 401,
  origin: 403,
  identity: 403,
  'not-found': 404,
  method: 405,
  conflict: 409,
  'too-large': 413,
  unsupported: 415,
  'slow-down': 429,
  busy: 503,
};
const HEADERS = {
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
};
const FIRST_WAIT_MS = 1_000;

export function answerJson(value: unknown): Response {
  return new Response(JSON.stringify(value), { status: 200, headers: HEADERS });
}

export function done(): Response {
  return new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } });
}

/** `waitMs` for what passes by itself. */
export function refuse(error: Refusal['error'], waitMs?: number): Response {
  const passes = error === 'slow-down' || error === 'busy';
  const retryAfterMs = passes ? Math.ceil(waitMs ?? FIRST_WAIT_MS) : undefined;
  const refusal: Refusal = { error, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  const retry = retryAfterMs === undefined ? {} : { 'retry-after': String(Math.ceil(retryAfterMs / 1_000)) };
  return new Response(JSON.stringify(refusal), { status: STATUS[error], headers: { ...HEADERS, ...retry } });
}
