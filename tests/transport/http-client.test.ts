/** Outbound HTTP: what is told apart, what is bounded, what never leaks. Real sockets throughout. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, createServer as createTcpServer, type AddressInfo } from 'node:net';
import { createServer as createTlsServer } from 'node:https';
import { systemClock } from '../../src/core/clock.ts';
import { createHttpClient, type HttpClient } from '../../src/transport/http-client.ts';
import { createFastClock } from '../bots/support/test-deps.ts';
import { CERTIFICATE, PRIVATE_KEY } from './self-signed.ts';

let client: HttpClient;
let server: Server;
let url: string;
let handle: (request: IncomingMessage, response: ServerResponse) => void;

beforeEach(async () => {
  server = createServer((request, response) => handle(request, response));
  url = await listen(server);
  client = createHttpClient({ clock: createFastClock(100), secrets: ['s3cret-token'] });
});

afterEach(async () => {
  await client.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

test('an answer comes whole, with its status', async () => {
  handle = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      response.writeHead(418, { 'x-a': 'b' });
      response.write('got ');
      response.end(Buffer.concat(chunks));
    });
  };
  const outcome = await client.request({
    method: 'POST',
    url: `${url}/x?y=1`,
    body: 'тело',
    headers: { 'x-b': 'c' },
  });
  expect(outcome).toMatchObject({ kind: 'answer', status: 418, headers: { 'x-a': 'b' } });
  if (outcome.kind === 'answer') expect(outcome.body.toString()).toBe('got тело');
});

describe('certainly not sent', () => {
  test.each([
    ['connection refused', 'http://127.0.0.1:1/s3cret-token'],
    ['no such name', 'http://s3cret-token.invalid/'],
    ['not a URL', 'nonsense'],
  ])('%s', async (_name, target) => {
    const outcome = await client.request({ method: 'GET', url: target });
    expect(outcome.kind).toBe('not-sent');
    expect(JSON.stringify(outcome)).not.toContain('s3cret-token');
  });

  test('an untrusted certificate', async () => {
    const tls = createTlsServer(
      { key: PRIVATE_KEY, cert: CERTIFICATE },
      (_request, response) => void response.end(),
    );
    const target = (await listen(tls)).replace('http:', 'https:').replace('127.0.0.1', 'localhost');
    const real = createHttpClient({ clock: systemClock });
    expect(await real.request({ method: 'GET', url: target })).toMatchObject({ kind: 'not-sent' });
    await real.close();
    const trusting = createHttpClient({ clock: systemClock, ca: CERTIFICATE });
    expect(await trusting.request({ method: 'GET', url: target })).toMatchObject({
      kind: 'answer',
      status: 200,
    });
    await trusting.close();
    tls.closeAllConnections();
    await new Promise((resolve) => tls.close(resolve));
  });

  test('a time-out while waiting for a free connection', async () => {
    const single = createHttpClient({ clock: createFastClock(100), connections: 1 });
    let seen = 0;
    handle = () => {
      seen += 1;
    };
    const outcomes = await Promise.all([
      single.request({ method: 'POST', url, body: '1', timeoutMs: 10_000 }),
      single.request({ method: 'POST', url, body: '2', timeoutMs: 5_000 }),
    ]);
    expect(outcomes.map((outcome) => outcome.kind)).toEqual(['unknown', 'not-sent']);
    await single.close();
    expect(seen).toBe(1);
  });
});

describe('nobody knows', () => {
  test('a reset after the request was read', async () => {
    handle = (request) => void request.socket.resetAndDestroy();
    expect(await client.request({ method: 'POST', url, body: 'x' })).toMatchObject({ kind: 'unknown' });
  });

  test('a reset in the middle of the answer', async () => {
    handle = (request, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('half', () => request.socket.resetAndDestroy());
    };
    expect(await client.request({ method: 'POST', url, body: 'x' })).toMatchObject({ kind: 'unknown' });
  });

  test('silence, and a trickle that never ends', async () => {
    handle = () => {};
    expect(await client.request({ method: 'POST', url, body: 'x' })).toMatchObject({
      kind: 'unknown',
      reason: 'timed out',
    });
    handle = (_request, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write('.'), 5);
      response.on('close', () => clearInterval(timer));
    };
    expect(await client.request({ method: 'POST', url, body: 'x' })).toMatchObject({ kind: 'unknown' });
  });

  test('closing the client', async () => {
    handle = () => {};
    const pending = client.request({ method: 'POST', url, body: 'x' });
    await new Promise((resolve) => setTimeout(resolve, 30));
    await client.close();
    expect(await pending).toMatchObject({ kind: 'unknown' });
  });
});

test('an answer over the bound is not read', async () => {
  handle = (_request, response) => void response.end('x'.repeat(5_000));
  expect(await client.request({ method: 'GET', url, maxBytes: 1_000 })).toEqual({
    kind: 'oversized',
    status: 200,
  });
});

test('redirects are not followed', async () => {
  handle = (_request, response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
  expect(await client.request({ method: 'GET', url })).toMatchObject({ kind: 'answer', status: 302 });
});

test('connections are kept', async () => {
  const sockets = new Set<unknown>();
  handle = (request, response) => {
    sockets.add(request.socket);
    response.end();
  };
  for (let count = 0; count < 20; count += 1) await client.request({ method: 'GET', url });
  // A second one is opened when a call begins in the very moment in which the first is being handed back.
  expect(sockets.size).toBeLessThanOrEqual(2);
});

test('a proxy carries the request', async () => {
  const asked: string[] = [];
  const proxy = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end('by proxy');
  });
  proxy.on('connect', (request, socket, head) => {
    asked.push(request.url ?? '');
    const { port, hostname } = new URL(`http://${request.url}`);
    const upstream = connect(Number(port), hostname, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      upstream.write(head);
      upstream.pipe(socket).pipe(upstream);
    });
  });
  handle = (_request, response) => void response.end('direct');
  const proxyUrl = await listen(proxy);
  const proxied = createHttpClient({ clock: systemClock, proxy: proxyUrl });
  expect(await proxied.request({ method: 'GET', url: `${url}/x` })).toMatchObject({
    kind: 'answer',
    status: 200,
  });
  expect(asked.length).toBe(1);
  await proxied.close();
  proxy.closeAllConnections();
  await new Promise((resolve) => proxy.close(resolve));
});

test('a server that speaks no HTTP is an unknown outcome', async () => {
  const tcp = createTcpServer((socket) => {
    socket.on('data', () => socket.end('SSH-2.0-x\r\n'));
    socket.on('error', () => {});
  });
  const target = await listen(tcp as unknown as Server);
  expect(await client.request({ method: 'POST', url: target, body: 'x' })).toMatchObject({ kind: 'unknown' });
  await new Promise((resolve) => tcp.close(resolve));
});

async function listen(listener: Pick<Server, 'listen' | 'address'>): Promise<string> {
  await new Promise<void>((resolve) => void listener.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(listener.address() as AddressInfo).port}`;
}
