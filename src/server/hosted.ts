/**
 * The way in for platforms that we are ourselves: `/chat/<account>/…` goes to the adapter of that account as a web-standard request,
 * and its answer, a stream perhaps, goes back. Mounted bare like webhooks: the adapter sets its own headers. Must hold no more of
 * a body than the adapter asks for.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../core/clock.ts';
import { toError } from '../core/errors.ts';
import { platformOf } from '../core/ids.ts';
import { isHosted, type ChannelAdapter, type HostedAdapter } from '../core/ports/channel.ts';
import type { Log } from '../core/ports/log.ts';
import { discardRest } from './body.ts';
import { clientAddress } from './client-address.ts';
import type { Patience } from './patience.ts';

export interface Hosted {
  /** True: it was for one of ours and is taken care of. */
  take(request: IncomingMessage, response: ServerResponse): boolean;
  /** The house is about to stop. */
  leave(): void;
}

export interface HostedDoorDeps {
  adapters: readonly ChannelAdapter[];
  /** Null: only this machine calls, without a proxy. */
  publicUrl: string | null;
  clock: Clock;
  log: Log;
  patience: Patience;
}

/** The short address for the one line that a shop puts into its page. */
const SHORT = /^\/widget\.js(\?|$)/;
const ACCOUNT = /^\/chat\/([a-z][a-z0-9]{0,19})\//;
const PREFIX = '/chat/';

export function createHosted(deps: HostedDoorDeps): Hosted {
  const byName = new Map<string, HostedAdapter>();
  for (const adapter of deps.adapters) {
    if (isHosted(adapter)) byName.set(adapter.account.slice(platformOf(adapter.account).length + 1), adapter);
  }
  return {
    take(request, response) {
      const { url = '' } = request;
      const main = byName.get('main');
      const isShort = main !== undefined && SHORT.test(url);
      if (!isShort && !url.startsWith(PREFIX)) return false;
      const adapter = isShort ? main : byName.get(ACCOUNT.exec(url)?.[1] ?? '');
      if (adapter === undefined) notFound(request, response, deps.clock);
      else void serve(deps, adapter, { request, response, path: isShort ? `${PREFIX}main${url}` : url });
      return true;
    },
    leave() {
      for (const adapter of byName.values()) adapter.leave();
    },
  };
}

interface Call {
  request: IncomingMessage;
  response: ServerResponse;
  path: string;
}

async function serve(deps: HostedDoorDeps, adapter: HostedAdapter, call: Call): Promise<void> {
  const { request, response } = call;
  const body = createBody(request, deps.clock);
  try {
    const asked = toRequest(call, body.stream);
    const from = clientAddress(request, deps.publicUrl !== null);
    const answer =
      asked === null
        ? new Response(null, { status: 400 })
        : await adapter.handle(asked, from, () => deps.patience.allow(request));
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    await pump(answer.body, response);
  } catch (thrown) {
    deps.log.error({ account: adapter.account, error: toError(thrown) }, 'a call of a browser failed');
    response.destroy();
  } finally {
    body.discard();
  }
}

/** Null: what node lets through and the standard does not. */
function toRequest({ request, path }: Call, stream: ReadableStream<Uint8Array>): Request | null {
  try {
    const { method = 'GET' } = request;
    const headers = new Headers();
    for (const [name, value] of Object.entries(request.headers)) {
      if (typeof value === 'string') headers.set(name, value);
    }
    const url = new URL(path, `http://${request.headers.host ?? 'localhost'}`);
    // A path of two slashes, or a host with a path, must not become another address.
    if (!url.pathname.startsWith(PREFIX)) return null;
    const hasBody = method !== 'GET' && method !== 'HEAD';
    return new Request(url, { method, headers, ...(hasBody ? { body: stream, duplex: 'half' } : {}) });
  } catch {
    return null;
  }
}

/** The body as it is asked for, chunk by chunk. What nobody wants is let go under the server's bounds. */
function createBody(request: IncomingMessage, clock: Clock) {
  let wanted = true;
  const discard = (): void => {
    if (!wanted) return;
    wanted = false;
    if (!request.complete) discardRest(request, clock);
  };
  const stream = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const whenWanted = (act: () => void) => (): void => {
          if (wanted) act();
        };
        request.on('data', (chunk: Buffer) => {
          if (!wanted) return;
          controller.enqueue(chunk);
          request.pause();
        });
        request.once(
          'end',
          whenWanted(() => {
            wanted = false;
            controller.close();
          }),
        );
        const broken = whenWanted(() => controller.error(new Error('the request broke off')));
        request.once('close', broken).once('error', broken);
        request.pause();
      },
      pull: () => void request.resume(),
      cancel: discard,
    },
    { highWaterMark: 0 },
  );
  return { stream, discard };
}

/** Writes as fast as the browser reads. An answer that breaks off, or a browser that goes, ends both sides. */
async function pump(body: ReadableStream<Uint8Array> | null, response: ServerResponse): Promise<void> {
  if (body === null) return void response.end();
  const reader = body.getReader();
  const gone = (): void => void reader.cancel().catch(() => {});
  response.once('close', gone).on('error', gone);
  response.flushHeaders();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (!response.write(value)) await drained(response);
    }
    response.end();
  } catch {
    // Cut and not ended: what was sent so far must not pass for the whole.
    response.destroy();
  }
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      response.off('drain', go).off('close', go);
      resolve();
    };
    response.once('drain', go).once('close', go);
  });
}

function notFound(request: IncomingMessage, response: ServerResponse, clock: Clock): void {
  response.writeHead(404, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end('{"error":"not-found"}');
  if (!request.complete) discardRest(request, clock);
}
