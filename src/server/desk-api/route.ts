/**
 * One door of the API: its method, its path, who may use it and what it takes, next to the function behind it. Nothing is
 * open that does not stand in the table; a route without roles does not exist.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { API_ERRORS, type ApiErrorCode } from '../../api/errors.ts';
import type { Role } from '../../core/ports/desk-store.ts';
import type { SignedIn } from '../auth/sessions.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** `anyone`: before signing in. Otherwise exactly these roles. */
export type Access = 'anyone' | readonly Role[];

/** What the router found out about a request before a handler sees it. */
export interface Visit {
  param(name: string): string;
  /** The caller's network address. */
  address: string;
  cookies: string | undefined;
  incoming: IncomingMessage;
  outgoing: ServerResponse;
}

/** `handled`: the handler has taken over the bare response (live stream). */
export type Reply = Answer | 'handled';

export interface Answer {
  status: number;
  /** JSON, unless bytes; undefined: no body. */
  body?: unknown;
  headers?: Record<string, string>;
  /** Values of Set-Cookie. */
  cookies?: string[];
}

export interface Route {
  method: Method;
  /** Below `/api`; `:x` stands for one segment. */
  path: string;
  access: Access;
  /** How the body is read: not at all, as JSON, or as bytes up to this many. */
  body: 'none' | 'json' | { bytesUpTo: number };
  run(
    visit: Visit,
    me: SignedIn | null,
    input: { body: unknown; query: Record<string, string> },
  ): Promise<Reply>;
}

interface Shape<B, Q> {
  method: Method;
  path: string;
  body?: z.ZodType<B>;
  query?: z.ZodType<Q>;
}

type Call<B, Q> = Visit & { body: B; query: Q };

/** A route for signed-in people of these roles. */
export function deskRoute<B = undefined, Q = undefined>(
  shape: Shape<B, Q> & {
    roles: readonly Role[];
    bytesUpTo?: number;
    handle: (call: Call<B, Q> & { me: SignedIn }) => Promise<Reply>;
  },
): Route {
  const { method, path, roles, handle, bytesUpTo } = shape;
  return {
    method,
    path,
    access: roles,
    body: bytesUpTo ? { bytesUpTo } : shape.body ? 'json' : 'none',
    run(visit, me, input) {
      if (!me) return Promise.resolve(refuse('not-signed-in', 'Sign in first'));
      return withInput(shape, input, (body, query) => handle({ ...visit, me, body, query }));
    },
  };
}

/** A route that needs no session: signing in and one-time links. */
export function openRoute<B = undefined, Q = undefined>(
  shape: Shape<B, Q> & { handle: (call: Call<B, Q> & { me: SignedIn | null }) => Promise<Reply> },
): Route {
  const { method, path, handle } = shape;
  return {
    method,
    path,
    access: 'anyone',
    body: shape.body ? 'json' : 'none',
    run: (visit, me, input) =>
      withInput(shape, input, (body, query) => handle({ ...visit, me, body, query })),
  };
}

export function ok(body: unknown, cookies?: string[]): Answer {
  return { status: 200, body, ...(cookies ? { cookies } : {}) };
}

export const DONE: Answer = { status: 204 };

/** A refusal in the one shape of the API. `message` is for logs and scripts, in English, and names no secret. */
export function refuse(error: ApiErrorCode, message: string, retryAfterMs?: number): Answer {
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
  const headers =
    retryAfterMs === undefined ? {} : { 'Retry-After': String(Math.max(1, Math.ceil(retryAfterMs / 1000))) };
  return { status: API_ERRORS[error], body: { error, message, ...wait }, headers };
}

function withInput<B, Q>(
  shape: Shape<B, Q>,
  input: { body: unknown; query: Record<string, string> },
  next: (body: B, query: Q) => Promise<Reply>,
): Promise<Reply> {
  const body = read(shape.body, input.body, 'body');
  if ('fault' in body) return Promise.resolve(body.fault);
  const query = read(shape.query, input.query, 'query');
  if ('fault' in query) return Promise.resolve(query.fault);
  return next(body.value, query.value);
}

/** Without a schema the handler's type parameter is `undefined` (or bytes, which are passed on as they came). */
function read<T>(
  schema: z.ZodType<T> | undefined,
  value: unknown,
  what: string,
): { value: T } | { fault: Answer } {
  if (!schema) return { value: value as T };
  const parsed = schema.safeParse(value);
  if (parsed.success) return { value: parsed.data };
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.') ?? '';
  return {
    fault: refuse('bad-request', `${what}${where ? ` field ${where}` : ''}: ${issue?.message ?? 'wrong'}`),
  };
}
