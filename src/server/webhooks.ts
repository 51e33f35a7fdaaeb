/**
 * The way in for platforms that call us: cap, verify and parse (the adapter), store (the door), acknowledge. 200 is said
 * only after the disk has synced. This is the busiest path of the house and works on the bare request on purpose;
 * it must never trust a content type, log a refused body or hold bytes over the cap.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../core/clock.ts';
import { toError } from '../core/errors.ts';
import { platformOf, type AccountId } from '../core/ids.ts';
import { LIMITS } from '../core/limits.ts';
import { Overloaded, type Door } from '../core/ports/accept.ts';
import { isHosted, type ChannelAdapter, type WebhookRequest } from '../core/ports/channel.ts';
import type { Log } from '../core/ports/log.ts';
import type { Metrics } from '../core/ports/metrics.ts';
import { discardRest, readBody } from './body.ts';

export interface WebhookDeps {
  door: Door;
  adapters: readonly ChannelAdapter[];
  /** Nothing is taken for it now; its platform keeps what comes, and sends it again. */
  isOff?: (account: AccountId) => boolean;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  /** Told of what could, or could not, be stored. */
  stored?(isStored: boolean): void;
}

export type RawHandler = (request: IncomingMessage, response: ServerResponse) => void;

export const WEBHOOK_PREFIX = '/webhooks/';

const NO_BODY = ['Content-Length', '0'];
const POST_ONLY = ['Allow', 'POST', ...NO_BODY];
const PLAIN = ['Content-Type', 'text/plain; charset=utf-8'];
const RETRY_AFTER = ['Retry-After', String(LIMITS.webhookRetryAfterMs / 1000), 'Content-Length', '0'];
/** A full disk fails every call: one line in this time says it, the counter counts them all. */
const LOG_PAUSE_MS = 1_000;

/** Handles everything under `/webhooks/`: `/webhooks/telegram` is the account `main`, `/webhooks/telegram/opt` another. */
export function createWebhooks(deps: WebhookDeps): RawHandler {
  const routes = routesOf(deps.adapters);
  const take = createTaker(deps);
  return (request, response) => {
    const { url = '', method } = request;
    const mark = url.indexOf('?');
    const adapter = routes.get(mark < 0 ? url : url.slice(0, mark));
    const search = mark < 0 ? '' : url.slice(mark + 1);
    if (adapter && (method === 'POST' || method === 'GET')) {
      return void take(request, response, { adapter, method, search });
    }
    response.writeHead(adapter ? 405 : 404, adapter ? POST_ONLY : NO_BODY).end();
    discardRest(request, deps.clock);
  };
}

/** A call to the address of one adapter. A GET is a handshake: some platforms make sure that an address is ours. */
interface Call {
  adapter: ChannelAdapter;
  method: WebhookRequest['method'];
  search: string;
}

function createTaker(deps: WebhookDeps) {
  const { door, metrics, clock, isOff = () => false } = deps;
  const logFailure = createFailureLog(deps);

  return async (
    request: IncomingMessage,
    response: ServerResponse,
    { adapter, method, search }: Call,
  ): Promise<void> => {
    const { platform } = adapter.facts;
    if (!door.open || (method === 'GET' && isOff(adapter.account))) {
      postpone(response, platform, metrics);
      return discardRest(request, clock);
    }
    const body = await readBody(
      request,
      adapter.facts.batches ? LIMITS.webhookBatchBytes : LIMITS.webhookBodyBytes,
    );
    if (!body.ok) {
      metrics.count('webhook_refused_total', { platform, status: body.why });
      if (body.why === 'broken') return void response.destroy();
      response.writeHead(413, NO_BODY).end();
      return discardRest(request, clock);
    }
    try {
      const query = readQuery(search);
      const intake = adapter.receive({ method, headers: textHeaders(request), query, body: body.bytes });
      if (!intake.ok) {
        metrics.count('webhook_refused_total', { platform, status: String(intake.status) });
        response.writeHead(intake.status, intake.status === 405 ? POST_ONLY : NO_BODY).end();
        return;
      }
      // One address may serve several accounts. The running ones have what is theirs at once, and know it when it comes again.
      const updates = intake.updates.filter(({ event }) => !isOff(event.account));
      if (updates.length > 0) {
        await door.sink(updates);
        deps.stored?.(true);
      }
      if (isOff(adapter.account) || updates.length < intake.updates.length) {
        return postpone(response, platform, metrics);
      }
      if (intake.plain === undefined) acknowledge(response, intake.answer);
      else response.writeHead(200, PLAIN).end(intake.plain);
    } catch (thrown) {
      if (!(thrown instanceof Overloaded)) {
        logFailure(adapter.account, toError(thrown));
        deps.stored?.(false);
      }
      postpone(response, platform, metrics);
    }
  };
}

function postpone(response: ServerResponse, platform: string, metrics: Metrics): void {
  metrics.count('webhook_postponed_total', { platform });
  if (!response.headersSent) response.writeHead(503, RETRY_AFTER).end();
}

function routesOf(adapters: readonly ChannelAdapter[]): Map<string, ChannelAdapter> {
  const routes = new Map<string, ChannelAdapter>();
  for (const adapter of adapters) {
    // Browsers have a door of their own, which files what they bring; nothing may come past it.
    if (isHosted(adapter)) continue;
    const platform = platformOf(adapter.account);
    const name = adapter.account.slice(platform.length + 1);
    routes.set(`${WEBHOOK_PREFIX}${platform}/${name}`, adapter);
    if (name === 'main') routes.set(`${WEBHOOK_PREFIX}${platform}`, adapter);
  }
  return routes;
}

function acknowledge(response: ServerResponse, answer: unknown): void {
  if (answer === null) {
    response.writeHead(200, NO_BODY).end();
    return;
  }
  const body = Buffer.from(JSON.stringify(answer));
  response
    .writeHead(200, ['Content-Type', 'application/json', 'Content-Length', String(body.length)])
    .end(body);
}

/** A header that may come several times (set-cookie) means nothing in a webhook and is left out. */
function textHeaders(request: IncomingMessage): WebhookRequest['headers'] {
  const headers: WebhookRequest['headers'] = {};
  for (const name in request.headers) {
    const value = request.headers[name];
    if (typeof value === 'string') headers[name] = value;
  }
  return headers;
}

const NO_QUERY: WebhookRequest['query'] = {};

function readQuery(search: string): WebhookRequest['query'] {
  return search === '' ? NO_QUERY : Object.fromEntries(new URLSearchParams(search));
}

function createFailureLog({ log, clock }: WebhookDeps): (account: AccountId, error: Error) => void {
  let quietUntil = -Infinity;
  return (account, error) => {
    const now = clock.monotonic();
    if (now < quietUntil) return;
    quietUntil = now + LOG_PAUSE_MS;
    log.error({ account, error }, 'a webhook could not be stored and was answered 503');
  };
}
