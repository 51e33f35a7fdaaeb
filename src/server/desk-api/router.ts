/**
 * The gate of the API, the same for every route and in this order: our own page? signed in? the session's token? the role?
 * a body that fits? Only then the handler runs. An unexpected error is logged under a random id, which is all that
 * the caller learns; the server goes on.
 */
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { HttpBindings } from '@hono/node-server';
import { Hono, type Context } from 'hono';
import { CSRF_HEADER } from '../../api/bounds.ts';
import { toError } from '../../core/errors.ts';
import { newPublicId } from '../../core/ids.ts';
import { LIMITS } from '../../core/limits.ts';
import { isSameOrigin } from '../auth/same-origin.ts';
import type { SignedIn } from '../auth/sessions.ts';
import { sameSecret } from '../auth/tokens.ts';
import { discardRest, readBody } from '../body.ts';
import { clientAddress } from '../client-address.ts';
import type { ApiDeps } from './api-deps.ts';
import { refuse, type Answer, type Reply, type Route, type Visit } from './route.ts';

type ApiContext = Context<{ Bindings: HttpBindings }>;

/** The API as a Hono app; answers everything below `/api`. */
export function createRouter(deps: ApiDeps, routes: readonly Route[]): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  for (const route of routes) {
    app.on(route.method, `/api${route.path}`, (context) => handle(deps, route, context));
  }
  app.notFound(() => toResponse(refuse('not-found', 'There is no such address')));
  app.onError((error) => toResponse(unexpected(deps, toError(error))));
  return app;
}

async function handle(deps: ApiDeps, route: Route, context: ApiContext): Promise<Response> {
  const { incoming, outgoing } = context.env;
  const gate = await pass(deps, route, context);
  if ('refused' in gate) {
    if (!incoming.complete) discardRest(incoming, deps.clock);
    return toResponse(gate.refused);
  }
  const visit: Visit = {
    param: (name) => context.req.param(name) ?? '',
    address: clientAddress(incoming, deps.publicUrl !== null),
    cookies: incoming.headers.cookie,
    incoming,
    outgoing,
  };
  const reply: Reply = await route.run(visit, gate.me, { body: gate.body, query: context.req.query() });
  return reply === 'handled' ? RESPONSE_ALREADY_SENT : toResponse(reply);
}

type Gate = { refused: Answer } | { me: SignedIn | null; body: unknown };

async function pass(deps: ApiDeps, route: Route, { env: { incoming } }: ApiContext): Promise<Gate> {
  const { headers } = incoming;
  const changes = route.method !== 'GET';
  const { host, origin } = headers;
  const site = headers['sec-fetch-site'];
  if (changes && !isSameOrigin({ site: site ?? 'same-origin', origin, host }, deps.publicUrl)) {
    return { refused: refuse('csrf', 'This request does not come from our own page') };
  }
  const { cookies, sessions } = deps.auth;
  const token = cookies.read(headers.cookie, cookies.session);
  const me = token ? await sessions.find(token) : null;
  if (route.access !== 'anyone') {
    if (!me) return { refused: refuse('not-signed-in', 'Sign in first') };
    const csrf = headers[CSRF_HEADER];
    if (changes && !(typeof csrf === 'string' && sameSecret(csrf, me.csrf))) {
      return { refused: refuse('csrf', `The header ${CSRF_HEADER} is missing or stale`) };
    }
    if (!route.access.includes(me.operator.role)) {
      return { refused: refuse('forbidden', 'Your role does not allow this') };
    }
  }
  const body = await takeBody(deps, route, incoming);
  return 'refused' in body ? body : { me, body: body.value };
}

async function takeBody(
  { patience }: ApiDeps,
  route: Route,
  incoming: HttpBindings['incoming'],
): Promise<{ refused: Answer } | { value: unknown }> {
  if (route.body === 'none') return { value: undefined };
  const json = route.body === 'json';
  if (json && !/^application\/json\b/i.test(incoming.headers['content-type'] ?? '')) {
    return { refused: refuse('bad-request', 'The body must be application/json') };
  }
  const file = typeof route.body === 'object' ? route.body : null;
  const limit = file?.bytesUpTo ?? LIMITS.apiBodyBytes;
  if (file !== null) patience.allow(incoming);
  const body = await readBody(incoming, limit);
  if (!body.ok)
    return {
      refused: refuse(body.why === 'too-large' ? 'too-large' : 'bad-request', 'The body is too large'),
    };
  if (!json) return { value: body.bytes };
  try {
    return { value: JSON.parse(Buffer.from(body.bytes).toString('utf8')) };
  } catch {
    return { refused: refuse('bad-request', 'The body is not JSON') };
  }
}

function unexpected(deps: ApiDeps, error: Error): Answer {
  const id = newPublicId(deps.random);
  deps.metrics.count('api_error_total');
  deps.log.error({ error, id }, 'a request to the API failed');
  return refuse('internal', `Something went wrong; the log has it under ${id}`);
}

function toResponse(answer: Answer): Response {
  const headers = new Headers({ 'Cache-Control': 'no-store', ...answer.headers });
  for (const cookie of answer.cookies ?? []) headers.append('Set-Cookie', cookie);
  const { status, body } = answer;
  if (body === undefined) return new Response(null, { status, headers });
  if (body instanceof Uint8Array) return new Response(new Uint8Array(body), { status, headers });
  headers.set('Content-Type', 'application/json; charset=utf-8');
  return new Response(JSON.stringify(body), { status, headers });
}
