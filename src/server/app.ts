/**
 * The HTTP server: one socket for webhooks, the operators' API, the console and health. It decides where a request goes,
 * bounds what a slow or hostile client can hold, and never dies of a request. Webhooks go first and bare; everything
 * else gets the security headers before anybody sees it.
 */
import { getRequestListener } from '@hono/node-server';
import {
  createServer as createHttpServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { PrilavokError, toError } from '../core/errors.ts';
import { newPublicId, type AccountId, type Address, type OperatorId } from '../core/ids.ts';
import { LIMITS } from '../core/limits.ts';
import { createAuth, type Auth } from './auth/auth.ts';
import { isLoopbackHost } from './auth/same-origin.ts';
import { loadConsoleFiles, type ConsoleFiles } from './console-files.ts';
import { fileHeaders } from './desk-api/media-routes.ts';
import { apiRoutes } from './desk-api/routes.ts';
import { createRouter } from './desk-api/router.ts';
import { securityHeaders } from './headers.ts';
import { createHealth, type Health } from './health.ts';
import { createHosted, type Hosted } from './hosted.ts';
import { createLive, type Live } from './live.ts';
import { createPatience, type Patience } from './patience.ts';
import { MEDIA_LINK_PREFIX } from './media-links.ts';
import type { ServerDeps } from './server-deps.ts';
import { createWebhooks, WEBHOOK_PREFIX, type RawHandler } from './webhooks.ts';

export interface PrilavokServer {
  /** Starts to answer. Rejects with PrilavokError PORT_TAKEN. */
  listen(): Promise<{ port: number; url: string }>;
  /** A customer types there: the consoles show it for a moment. */
  customerTypes(account: AccountId, address: Address): void;
  /** Stops accepting at once, ends streams, lets answers under way finish. May be called again. */
  close(): Promise<void>;
  /** A link that signs this operator in, once: for the playground. Call after `listen`. */
  createSignInLink(operatorId: OperatorId): string;
  /** The link for the first admin, or null when there is an operator. `preset` fixes its token. Call after `listen`. */
  createSetupLink(preset: string | null): Promise<string | null>;
}

interface House {
  deps: ServerDeps;
  auth: Auth;
  live: Live;
  health: Health;
  webhooks: RawHandler;
  hosted: Hosted;
  api: RawHandler;
  console: ConsoleFiles;
  headers: readonly (readonly [string, string])[];
  patience: Patience;
  /** Without a public address only this machine may ask, and it must call us by its own name. */
  localOnly: boolean;
}

const ANYWHERE = '0.0.0.0';
/** How often connections that have fallen idle are closed while stopping. */
const IDLE_CHECK_MS = 50;

/** Builds the server; nothing is open before `listen`. */
export function createServer(deps: ServerDeps): PrilavokServer {
  const secure = deps.publicUrl?.startsWith('https:') ?? false;
  const auth = createAuth({ ...deps, secure });
  const { store, clock, log, release } = deps;
  const live = createLive({ store, sessions: auth.sessions, clock, log, release });
  const { notReady = () => [], notes = () => [] } = deps;
  const health = createHealth({ store, clock, notReady, notes });
  let port = deps.port;
  const baseUrl = (): string => deps.publicUrl ?? `http://${nameForLinks(deps.host)}:${port}`;
  const patience = createPatience(clock, deps.timeouts);
  const apiDeps = { ...deps, auth, live, baseUrl, patience };
  const api = createRouter(apiDeps, apiRoutes(apiDeps));
  const hosted = createHosted({ ...deps, patience });
  let server: Server | null = null;
  let closing: Promise<void> | null = null;

  return {
    async listen() {
      const house: House = {
        deps,
        auth,
        live,
        health,
        webhooks: createWebhooks({ ...deps, stored: health.stored }),
        hosted,
        patience,
        api: asHandler(getRequestListener(api.fetch, { overrideGlobalObjects: false })),
        console: await loadConsoleFiles(deps.consoleDir),
        headers: Object.entries(securityHeaders({ secure, framedByUs: deps.playground })),
        localOnly:
          deps.publicUrl === null &&
          deps.host !== ANYWHERE &&
          deps.host !== '::' &&
          isLoopbackHost(nameForLinks(deps.host)),
      };
      server = bounded(deps, (request, response) => dispatch(house, request, response));
      port = await open(server, deps.port, deps.host);
      await live.start();
      deps.presence.start();
      return { port, url: baseUrl() };
    },
    customerTypes(account, address) {
      store.findConversation(account, address).then(
        (id) => id !== null && live.typing(id),
        () => {},
      );
    },
    close() {
      hosted.leave();
      closing ??= stop(server, { live, health, deps });
      return closing;
    },
    createSignInLink: (operatorId) => `${baseUrl()}/link/${auth.links.make(operatorId)}`,
    async createSetupLink(preset) {
      const token = await auth.openFirstSetup(preset);
      return token === null ? null : `${baseUrl()}/setup/${token}`;
    },
  };
}

function dispatch(house: House, request: IncomingMessage, response: ServerResponse): void {
  const { url = '/' } = request;
  house.patience.watch(request);
  try {
    if (url.startsWith(WEBHOOK_PREFIX)) return house.webhooks(request, response);
    const mark = url.indexOf('?');
    const path = mark < 0 ? url : url.slice(0, mark);
    if (path === '/healthz') return house.health.alive(response);
    if (path === '/readyz') return finish(house, response, house.health.ready(response));
    const isForeign = house.localOnly && !isLoopbackHost(request.headers.host);
    if (!isForeign && house.hosted.take(request, response)) return;
    for (const [name, value] of house.headers) response.setHeader(name, value);
    if (isForeign) return refuse(response, 421, 'Unknown host');
    if (path.startsWith('/api/')) return house.api(request, response);
    const { mounts = {} } = house.deps;
    const prefix = Object.keys(mounts).find((start) => path === start || path.startsWith(`${start}/`));
    if (prefix !== undefined) return mounts[prefix]?.(request, response);
    if (path.startsWith(MEDIA_LINK_PREFIX)) return finish(house, response, sendLinked(house, url, response));
    if (house.console.serve(request, response, path)) return;
    refuse(response, house.console.built || path !== '/' ? 404 : 503, notThere(house.console, path));
  } catch (thrown) {
    fail(house, response, thrown);
  }
}

/** A file for a messenger's own servers, by a signed link. */
async function sendLinked({ deps }: House, url: string, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const file = deps.mediaLinks?.open(pathname, searchParams) ?? null;
  const stored = file === null ? null : await deps.media.read(file);
  if (!stored) return refuse(response, 404, 'There is no such file');
  response.writeHead(200, { ...fileHeaders(stored.mime, null), 'Content-Length': stored.bytes.length });
  response.end(stored.bytes);
}

function notThere(files: ConsoleFiles, path: string): string {
  return files.built || path !== '/'
    ? 'There is no such page'
    : 'The console is not built: run npm run build';
}

function finish(house: House, response: ServerResponse, work: Promise<void>): void {
  work.catch((thrown: unknown) => fail(house, response, thrown));
}

/** The last resort: logged under an id, answered in general words, and the server goes on. */
function fail({ deps }: House, response: ServerResponse, thrown: unknown): void {
  const id = newPublicId(deps.random);
  deps.log.error({ error: toError(thrown), id }, 'a request failed');
  if (response.headersSent) response.destroy();
  else refuse(response, 500, `Something went wrong; the log has it under ${id}`);
}

function refuse(response: ServerResponse, status: number, message: string): void {
  const error = status === 404 ? 'not-found' : status === 421 ? 'bad-request' : 'internal';
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
  });
  response.end(JSON.stringify({ error, message }));
}

function bounded(deps: ServerDeps, handler: RawHandler): Server {
  const times = deps.timeouts;
  const server = createHttpServer(
    {
      headersTimeout: times?.headersMs ?? LIMITS.headersTimeoutMs,
      // The widest net; the house's patience is shorter.
      requestTimeout: (times?.uploadMs ?? LIMITS.uploadMs) + (times?.uploadLookMs ?? LIMITS.uploadLookMs),
      connectionsCheckingInterval: times?.checkMs ?? LIMITS.headersTimeoutMs / 2,
      keepAliveTimeout: LIMITS.keepAliveMs,
    },
    handler,
  );
  server.maxConnections = LIMITS.connections;
  return server;
}

function open(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException): void => reject(explain(error, port, host));
    server.once('error', onError);
    server.listen(port, host, () => {
      server.off('error', onError);
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

function explain(error: NodeJS.ErrnoException, port: number, host: string): Error {
  if (error.code === 'EADDRINUSE') {
    const text = `Port ${port} is in use by another program. Stop that one, or set PORT to a free port.`;
    return new PrilavokError('PORT_TAKEN', text, { cause: error });
  }
  if (error.code === 'EACCES') {
    const text = `Port ${port} may not be used by this user. Set PORT to 1024 or more.`;
    return new PrilavokError('CONFIG_INVALID', text, { cause: error });
  }
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    const text = `HOST ${host} is no address of this machine. Set HOST to 127.0.0.1, or remove it.`;
    return new PrilavokError('CONFIG_INVALID', text, { cause: error });
  }
  return error;
}

async function stop(
  server: Server | null,
  { live, health, deps }: { live: Live; health: Health; deps: ServerDeps },
): Promise<void> {
  health.stop();
  deps.presence.stop();
  live.stop();
  if (!server) return;
  await new Promise<void>((resolve) => {
    const started = deps.clock.monotonic();
    let cancel = (): void => {};
    // A connection that falls idle after `close` would be kept for its next request, which never comes.
    const hurry = (): void => {
      if (deps.clock.monotonic() - started > LIMITS.shutdownMs / 3) server.closeAllConnections();
      else server.closeIdleConnections();
      cancel = deps.clock.after(IDLE_CHECK_MS, hurry);
    };
    server.close(() => {
      cancel();
      resolve();
    });
    hurry();
  });
}

function asHandler(
  listener: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): RawHandler {
  return (request, response) => void listener(request, response);
}

/** A name for links that people click on this machine. */
function nameForLinks(host: string): string {
  if (host === ANYWHERE || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
