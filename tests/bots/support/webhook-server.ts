/** A bare HTTP server in front of an adapter's `receive`, so that an emulator can really call it. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { WebhookRequest } from '../../../src/core/ports/channel.ts';

export interface Reply {
  status: number;
  headers?: Record<string, string>;
  body?: string;
}

/** Listens on loopback; `url` ends in `path`. Until a handler is set every call is answered 503. */
export async function startWebhookServer(path: string) {
  const rig = {
    url: '',
    handle: async (_request: WebhookRequest): Promise<number | Reply> => 503,
    close: async () => {},
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const headers = request.headers as Record<string, string | undefined>;
      void (async () => {
        const method = request.method === 'GET' ? ('GET' as const) : ('POST' as const);
        const webhookRequest = {
          method,
          headers,
          query: queryOf(request.url ?? ''),
          body: Buffer.concat(chunks),
        };
        const reply = await rig.handle(webhookRequest);
        if (typeof reply === 'number') response.writeHead(reply).end();
        else response.writeHead(reply.status, reply.headers).end(reply.body);
      })();
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  rig.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
  rig.close = () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return rig;
}

function queryOf(url: string): Record<string, string> {
  return Object.fromEntries(new URL(url, 'http://x').searchParams);
}
