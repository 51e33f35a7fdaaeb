/**
 * A small shop that speaks the order port over HTTP, on a free port of this machine: behind it lies a real embedded shop, in front
 * of it what real shops do wrong. It holds connectors to their contract where the trouble is in between.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHmac } from 'node:crypto';
import type { Clock } from '../../src/core/clock.ts';
import type { ShopFailure, ShopOrders, ShopResult } from '../../src/core/ports/shop.ts';

/** How it answers everything from now on. `lost`: it does what it was asked and never says so. */
export type Fault =
  'none' | 'throttled' | 'unavailable' | 'silent' | 'lost' | 'html' | 'half' | 'empty' | 'denied' | 'wrong';

export interface HttpShop {
  url: string;
  /** Calls that reached it, as `POST /cancel`. */
  calls: string[];
  fault(next: Fault): void;
  /** A call of the shop as it would make it: signed, at `atMs` by its own clock. */
  hook(body: string, atMs: number): { headers: Record<string, string>; body: Uint8Array };
  close(): Promise<void>;
}

export const HOOK_SECRET = 'hook-secret-of-the-test-shop';
const STATUS: Partial<Record<ShopFailure['kind'], number>> = {
  not_found: 404,
  rejected: 409,
  unsupported: 501,
};
const never = new AbortController().signal;

export async function openHttpShop(shop: ShopOrders, clock: Clock): Promise<HttpShop> {
  const calls: string[] = [];
  const hanging = new Set<ServerResponse>();
  let fault: Fault = 'none';
  const server = createServer((request, response) => {
    void (async () => {
      const input = await readJson(request);
      calls.push(`${request.method} ${request.url}`);
      if (fault === 'silent' || fault === 'lost') hanging.add(response);
      if (fault === 'silent') return;
      if (spoil(response, fault)) return;
      const result = await carryOut(shop, request.url ?? '', input);
      if (fault === 'lost') return;
      const status = result.ok ? 200 : (STATUS[result.failure.kind] ?? 500);
      const body = fault === 'wrong' ? { id: 7, lines: 'none' } : result.ok ? result.value : result.failure;
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    })();
  });
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    fault: (next) => void (fault = next),
    hook(body, atMs) {
      const stamp = String(Math.floor(atMs / 1_000));
      const mac = createHmac('sha256', HOOK_SECRET).update(`${stamp}.${body}`).digest('hex');
      return {
        headers: { 'x-shop-time': stamp, 'x-shop-signature': mac },
        body: new TextEncoder().encode(body),
      };
    },
    async close() {
      void clock;
      for (const response of hanging) response.destroy();
      server.closeAllConnections();
      await new Promise((done) => void server.close(done));
    },
  };
}

/** True when it has answered already, and wrongly. */
function spoil(response: ServerResponse, fault: Fault): boolean {
  const json = { 'content-type': 'application/json' };
  switch (fault) {
    case 'throttled':
      response.writeHead(429, { ...json, 'retry-after': '7' }).end('{"error":"slow down"}');
      return true;
    case 'unavailable':
      response.writeHead(503).end('upstream connect error');
      return true;
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html><h1>Maintenance</h1></html>');
      return true;
    case 'half':
      response.writeHead(200, json).end('[{"id":"ML-2001","number":"ML-20');
      return true;
    case 'empty':
      response.writeHead(200, json).end();
      return true;
    case 'denied':
      response.writeHead(401, json).end('{"error":"bad key"}');
      return true;
    case 'none':
    case 'silent':
    case 'lost':
    case 'wrong':
      return false;
  }
}

async function carryOut(shop: ShopOrders, path: string, input: never): Promise<ShopResult<unknown>> {
  const { by, limit, id, cursor, budget, key, ...rest } = input as Record<string, never>;
  switch (path) {
    case '/find':
      return shop.findOrders(by as never, limit as never, never);
    case '/get':
      return shop.getOrder(id as never, never);
    case '/changes':
      return shop.changes(cursor ?? null, budget as never, never);
    case '/note':
      return shop.addNote(rest as never, key as never, never);
    case '/pay':
      return shop.paymentLink(id as never, key as never, never);
    case '/cancel':
      return shop.cancel(rest as never, key as never, never);
    case '/address':
      return shop.changeAddress(rest as never, key as never, never);
    default:
      return { ok: false, failure: { kind: 'unsupported' } };
  }
}

async function readJson(request: IncomingMessage): Promise<never> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}') as never;
}
