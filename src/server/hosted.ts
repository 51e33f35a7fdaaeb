/**
 * The way in for platforms that we are ourselves: `/chat/<account>/…` goes to the adapter of that account as a web-standard request,
 * and its answer, a stream perhaps, goes back. Mounted bare like webhooks: the adapter sets its own headers. Must hold no more of
 * a body than the adapter asks for.
 */
import { getRequestListener } from '@hono/node-server';
import { IncomingMessage } from 'node:http';
import { platformOf } from '../core/ids.ts';
import { isHosted, type ChannelAdapter, type HostedAdapter } from '../core/ports/channel.ts';
import { clientAddress } from './client-address.ts';
import type { RawHandler } from './webhooks.ts';

export interface Hosted {
  /** True: it was for one of ours and is taken care of. */
  take: (...call: Parameters<RawHandler>) => boolean;
  /** The house is about to stop. */
  leave(): void;
}

export const HOSTED_PREFIX = '/chat/';
/** The short address for the one line that a shop puts into its page. */
const SHORT = '/widget.js';
const ACCOUNT = /^\/chat\/([a-z][a-z0-9]{0,19})\//;

/** `publicUrl` null: only this machine calls, without a proxy. */
export function createHosted(deps: {
  adapters: readonly ChannelAdapter[];
  publicUrl: string | null;
}): Hosted {
  const byName = new Map<string, HostedAdapter>();
  for (const adapter of deps.adapters) {
    if (isHosted(adapter)) byName.set(adapter.account.slice(platformOf(adapter.account).length + 1), adapter);
  }
  const listen = getRequestListener(
    (request, { incoming }) => {
      const url = new URL(request.url);
      const short = url.pathname === SHORT;
      const adapter = byName.get(short ? 'main' : (ACCOUNT.exec(url.pathname)?.[1] ?? ''));
      if (adapter === undefined || !(incoming instanceof IncomingMessage)) return notFound();
      const from = clientAddress(incoming, deps.publicUrl !== null);
      return adapter.handle(short ? shortened(request, url) : request, from);
    },
    { overrideGlobalObjects: false },
  );
  return {
    take(request, response) {
      const { url = '' } = request;
      const isOurs = url.startsWith(HOSTED_PREFIX) || url === SHORT || url.startsWith(`${SHORT}?`);
      if (!isOurs || (!url.startsWith(HOSTED_PREFIX) && !byName.has('main'))) return false;
      void listen(request, response);
      return true;
    },
    leave() {
      for (const adapter of byName.values()) adapter.leave();
    },
  };
}

function shortened(request: Request, url: URL): Request {
  const { method, headers } = request;
  return new Request(new URL(`/chat/main${SHORT}`, url), { method, headers });
}

function notFound(): Response {
  const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };
  return new Response(JSON.stringify({ error: 'not-found' }), { status: 404, headers });
}
