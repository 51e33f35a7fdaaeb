/**
 * Calls of the Bot API through grammY's client, sent by our own HTTP client: one total time-out, no retries, and an answer
 * that says whether a failed call may have been carried out. Never throws; never shows the token.
 */
import { Api, GrammyError, HttpError } from 'grammy';
import type { Readable } from 'node:stream';
import { LIMITS } from '../../src/core/limits.ts';
import type { HttpClient, HttpOutcome } from '../../src/transport/http-client.ts';

export type CallOutcome = { ok: true; result: unknown } | { ok: false; failure: CallFailure };

export type CallFailure =
  /** Telegram said no, in its own envelope. */
  | { kind: 'api'; code: number; description: string; retryAfterS?: number; migrateTo?: number }
  /** Certainly not carried out. */
  | { kind: 'not-sent'; reason: string }
  /** Nobody knows. */
  | { kind: 'unknown'; reason: string };

export type Call = (method: string, payload: Record<string, unknown>) => Promise<CallOutcome>;

/**
 * A caller of methods. `timeoutMs` is for one call in all; long polls need more than sends.
 */
export function createCall(
  http: HttpClient,
  {
    apiRoot,
    token,
    timeoutMs = LIMITS.sendTimeoutMs,
  }: { apiRoot: string; token: string; timeoutMs?: number },
): Call {
  const api = new Api(token, {
    apiRoot,
    fetch: createFetch(http, timeoutMs),
    // Only a second line behind our own time-out, which tells "not sent" from "unknown".
    timeoutSeconds: timeoutMs / 1000 + 10,
  });
  // grammY's raw client is a proxy that answers to any method name; its types list each by itself.
  const raw = api.raw as unknown as Record<string, (payload?: object) => Promise<unknown>>;
  return async (method, payload) => {
    try {
      return { ok: true, result: await (TAKES_NOTHING.has(method) ? raw[method]!() : raw[method]!(payload)) };
    } catch (error) {
      return { ok: false, failure: toFailure(error) };
    }
  };
}

/** The platform has answered, and not that it is in trouble. */
export function isWell(outcome: CallOutcome): boolean {
  return outcome.ok || (outcome.failure.kind === 'api' && outcome.failure.code < 500);
}

/** grammY's client takes a first argument of these for a signal. */
const TAKES_NOTHING = new Set(['getMe', 'getWebhookInfo']);

interface FetchInit {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Readable;
}

/** Carries what happened to a request through grammY, which wraps every rejection of its fetch. */
class TransportFailure extends Error {
  readonly failure: CallFailure;

  constructor(failure: CallFailure) {
    super(failure.kind);
    this.failure = failure;
  }
}

function createFetch(http: HttpClient, timeoutMs: number) {
  return async (url: string, init: FetchInit): Promise<{ json(): unknown }> => {
    const { 'content-type': contentType = 'application/json' } = init.headers ?? {};
    const outcome = await http.request({
      method: 'POST',
      url,
      headers: { 'content-type': contentType },
      timeoutMs,
      ...(init.body === undefined ? {} : { body: init.body }),
    });
    return { json: () => readEnvelope(outcome) };
  };
}

function readEnvelope(outcome: HttpOutcome): unknown {
  if (outcome.kind === 'not-sent') throw new TransportFailure(outcome);
  if (outcome.kind === 'unknown') throw new TransportFailure(outcome);
  if (outcome.kind === 'oversized') throw unknown(`status ${outcome.status}, too large an answer`);
  const envelope = parseJson(outcome.body);
  if (isEnvelope(envelope)) return envelope;
  // A page of something in between, not of Telegram: only these two certainly stopped the request there.
  if (outcome.status === 429)
    throw new TransportFailure({ kind: 'not-sent', reason: 'status 429 from a proxy' });
  if (outcome.status === 413) {
    throw new TransportFailure({ kind: 'api', code: 413, description: 'Request Entity Too Large' });
  }
  throw unknown(`status ${outcome.status} without an envelope`);
}

function unknown(reason: string): TransportFailure {
  return new TransportFailure({ kind: 'unknown', reason });
}

function toFailure(error: unknown): CallFailure {
  if (error instanceof GrammyError) {
    const { retry_after: retryAfterS, migrate_to_chat_id: migrateTo } = error.parameters;
    return {
      kind: 'api',
      code: error.error_code,
      description: error.description,
      ...(retryAfterS === undefined ? {} : { retryAfterS }),
      ...(migrateTo === undefined ? {} : { migrateTo }),
    };
  }
  if (error instanceof HttpError && error.error instanceof TransportFailure) return error.error.failure;
  return { kind: 'unknown', reason: error instanceof Error ? error.name : 'unreadable failure' };
}

function isEnvelope(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('ok' in value)) return false;
  return (
    value.ok === true || (value.ok === false && 'error_code' in value && typeof value.error_code === 'number')
  );
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}
