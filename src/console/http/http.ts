/**
 * One request to the server. Every refusal, and every lost connection, becomes an `ApiFailure` with a code that the
 * console has words for; nothing else is thrown.
 */
import { CSRF_HEADER } from '../../api/bounds.ts';
import type { ApiError, ApiErrorCode } from '../../api/errors.ts';

/** `offline`: no answer came; whether the request was carried out is not known. */
export type FailureCode = ApiErrorCode | 'offline';

export class ApiFailure extends Error {
  readonly code: FailureCode;
  readonly retryAfterMs: number | null;

  constructor(code: FailureCode, message: string, retryAfterMs: number | null = null) {
    super(message);
    this.name = 'ApiFailure';
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}

export interface Http {
  get<T>(path: string): Promise<T>;
  send<T>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<T>;
  upload<T>(path: string, file: Blob): Promise<T>;
}

const TIMEOUT_MS = 20_000;
/** As long as the server waits for a file over a slow line. */
const UPLOAD_TIMEOUT_MS = 1_200_000;

/** `csrf` gives the session's token, `signedOut` hears that the session has ended. */
export function createHttp(csrf: () => string | null, signedOut: () => void): Http {
  async function call<T>(path: string, init: RequestInit, timeoutMs: number): Promise<T> {
    const response = await reach(path, { ...init, signal: AbortSignal.timeout(timeoutMs) });
    if (response.ok) return (response.status === 204 ? undefined : await readJson(response)) as T;
    const failure = await readFailure(response);
    if (failure.code === 'not-signed-in') signedOut();
    throw failure;
  }
  const guarded = (more: Record<string, string>): Record<string, string> => {
    const token = csrf();
    return token === null ? more : { ...more, [CSRF_HEADER]: token };
  };
  return {
    get: (path) => call(path, { headers: { accept: 'application/json' } }, TIMEOUT_MS),
    send: (method, path, body) =>
      call(
        path,
        {
          method,
          headers: guarded({ 'content-type': 'application/json' }),
          body: JSON.stringify(body ?? {}),
        },
        TIMEOUT_MS,
      ),
    upload: (path, file) =>
      call(
        path,
        { method: 'POST', headers: guarded({ 'content-type': 'application/octet-stream' }), body: file },
        UPLOAD_TIMEOUT_MS,
      ),
  };
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch (error) {
    throw new ApiFailure('offline', error instanceof Error ? error.message : 'no connection');
  }
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    throw new ApiFailure('offline', 'the answer broke off');
  }
}

async function readFailure(response: Response): Promise<ApiFailure> {
  const body = (await response.json().catch(() => null)) as Partial<ApiError> | null;
  if (typeof body?.error === 'string') {
    return new ApiFailure(body.error, body.message ?? body.error, body.retryAfterMs ?? null);
  }
  // A gateway in front of the server answered in its place.
  const away = response.status === 502 || response.status === 503 || response.status === 504;
  return new ApiFailure(away ? 'offline' : 'internal', `HTTP ${response.status}`);
}
