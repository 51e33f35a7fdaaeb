/**
 * Calls of the Graph API, one account's. An answer with an error of Meta's own shape was certainly not carried out; anything
 * else that is not a plain yes leaves it open. Never throws, never retries, never shows the token.
 */
import { z } from 'zod';
import type { HttpCall, HttpClient, HttpOutcome } from '../../src/transport/http-client.ts';
import { USAGE_HEADER, type UsageWatch } from './usage.ts';

export type CallOutcome = { ok: true; answer: Record<string, unknown> } | { ok: false; failure: CallFailure };

export type CallFailure =
  /** Meta said no. `code` as documented; 0 and 190 are about the token. */
  | { kind: 'graph'; status: number; code: number; subcode: number; transient: boolean; message: string }
  | { kind: 'too-many' }
  /** Certainly not carried out. */
  | { kind: 'not-sent'; reason: string }
  /** Nobody knows. */
  | { kind: 'unknown'; reason: string };

export interface Graph {
  /** `path` without the version: `1065/messages`, `1022/subscribed_apps?fields=…`. `token` speaks for another than the account. */
  get(path: string, token?: string): Promise<CallOutcome>;
  post(path: string, body: object): Promise<CallOutcome>;
  /** A form with a file. */
  upload(path: string, form: { contentType: string; body: Uint8Array }): Promise<CallOutcome>;
}

const UPLOAD_TIMEOUT_MS = 60_000;

const errorSchema = z.object({
  error: z.object({
    code: z.number(),
    message: z.string().catch(''),
    error_subcode: z.number().catch(0),
    is_transient: z.boolean().catch(false),
  }),
});
const answerSchema = z.record(z.string(), z.unknown());

/** The calls of one account. */
export function createGraph(
  http: HttpClient,
  { apiRoot, apiVersion, token }: { apiRoot: string; apiVersion: string; token: string },
  usage: Pick<UsageWatch, 'saw'>,
): Graph {
  const call = async (path: string, request: Omit<HttpCall, 'url'>, bearer = token): Promise<CallOutcome> => {
    const outcome = await http.request({
      ...request,
      url: `${apiRoot}/${apiVersion}/${path}`,
      headers: { ...request.headers, authorization: `Bearer ${bearer}` },
    });
    if (outcome.kind === 'answer') usage.saw(outcome.headers[USAGE_HEADER]);
    return toOutcome(outcome);
  };
  return {
    get: (path, bearer) => call(path, { method: 'GET' }, bearer),
    post: (path, body) =>
      call(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    upload: (path, { contentType, body }) =>
      call(path, {
        method: 'POST',
        headers: { 'content-type': contentType },
        body,
        timeoutMs: UPLOAD_TIMEOUT_MS,
      }),
  };
}

/** The platform has answered, and not that it is in trouble. */
export function isWell(outcome: CallOutcome): boolean {
  if (outcome.ok || outcome.failure.kind === 'too-many') return true;
  return outcome.failure.kind === 'graph' && outcome.failure.status < 500;
}

function toOutcome(outcome: HttpOutcome): CallOutcome {
  switch (outcome.kind) {
    case 'not-sent':
    case 'unknown':
      return { ok: false, failure: outcome };
    case 'oversized':
      return unknown(`status ${outcome.status}, too large an answer`);
    case 'answer':
      return ofAnswer(outcome.status, outcome.body);
  }
}

function ofAnswer(status: number, body: Buffer): CallOutcome {
  const value = parseJson(body);
  const refused = errorSchema.safeParse(value);
  if (refused.success) {
    const { code, message, error_subcode: subcode, is_transient: transient } = refused.data.error;
    return { ok: false, failure: { kind: 'graph', status, code, subcode, transient, message } };
  }
  const answer = answerSchema.safeParse(value);
  if (status >= 200 && status < 300 && answer.success) return { ok: true, answer: answer.data };
  // A page of something in between: only this one certainly stopped the request there.
  if (status === 429) return { ok: false, failure: { kind: 'too-many' } };
  return unknown(`HTTP status ${status} without an answer of Meta's`);
}

function unknown(reason: string): CallOutcome {
  return { ok: false, failure: { kind: 'unknown', reason } };
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}
