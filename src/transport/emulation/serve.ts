/**
 * The HTTP floor of every platform emulator: plain node:http, whole bodies in memory, sockets that can be cut on purpose.
 * Serves tests, the playground and the bench; no part of what runs in production beside the emulators.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What arrived, with its whole body. */
export interface Incoming {
  method: string;
  /** Without the query. */
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: Buffer;
  response: ServerResponse;
}

export interface Served {
  /** `http://127.0.0.1:<port>` */
  url: string;
  port: number;
  /** Open connections of clients. */
  connections(): Promise<number>;
  /** Cuts every connection and stops. */
  close(): Promise<void>;
}

/** Listens on loopback. A handler that throws answers 500 with the reason, so that a fault of an emulator is seen. */
export async function serve(
  port: number,
  handle: (incoming: Incoming) => void | Promise<void>,
): Promise<Served> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('error', () => response.destroy());
    request.on('end', () => {
      const body = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
      void run(handle, toIncoming(request, response, body));
    });
  });
  server.keepAliveTimeout = 60_000;
  await listen(server, port);
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    connections: () => countConnections(server),
    close: () => stop(server),
  };
}

/** Answers JSON, unless the connection is gone. */
export function answerJson(response: ServerResponse, status: number, value: unknown): void {
  answer(response, status, 'application/json', JSON.stringify(value));
}

/** Answers any body, unless the connection is gone or an answer has begun. */
export function answer(
  response: ServerResponse,
  status: number,
  contentType: string,
  body: string | Uint8Array,
  headers: Record<string, string> = {},
): void {
  if (response.headersSent || response.destroyed) return;
  const length = typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength;
  response.writeHead(status, { 'content-type': contentType, 'content-length': length, ...headers });
  response.end(body);
}

/** Cuts the connection with a reset, as a dying server does. */
export function cut(response: ServerResponse): void {
  response.socket?.resetAndDestroy();
}

function toIncoming(request: IncomingMessage, response: ServerResponse, body: Buffer): Incoming {
  const url = request.url ?? '/';
  const mark = url.indexOf('?');
  return {
    method: request.method ?? 'GET',
    path: mark < 0 ? url : url.slice(0, mark),
    query: mark < 0 ? NO_QUERY : new URLSearchParams(url.slice(mark + 1)),
    headers: request.headers,
    body,
    response,
  };
}

const NO_QUERY = new URLSearchParams();

async function run(handle: (incoming: Incoming) => void | Promise<void>, incoming: Incoming): Promise<void> {
  try {
    await handle(incoming);
  } catch (error) {
    answerJson(incoming.response, 500, { emulator: error instanceof Error ? error.stack : String(error) });
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function countConnections(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.getConnections((error, count) => (error === null ? resolve(count) : reject(error)));
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
