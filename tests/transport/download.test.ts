/** Files from platforms: no name server, no redirect and no endless body leads us inside or holds us up. Real sockets. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { LookupAddress } from 'node:dns';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { download } from '../../src/transport/download.ts';
import { createHttpClient, type HttpClient } from '../../src/transport/http-client.ts';
import { createGuardedLookup, type Resolve } from '../../src/transport/guarded-lookup.ts';
import { createHostCheck } from '../../src/transport/own-hosts.ts';
import { isPublicAddress } from '../../src/transport/public-address.ts';
import { createFastClock } from '../bots/support/test-deps.ts';

type Handle = (request: IncomingMessage, response: ServerResponse) => void;

let platform: Server;
let root: string;
let handle: Handle;
let inside: Server;
let innerUrl: string;
let innerCalls: number;
const clients: HttpClient[] = [];

beforeEach(async () => {
  platform = createServer((request, response) => handle(request, response));
  root = await listen(platform);
  innerCalls = 0;
  inside = createServer((_request, response) => {
    innerCalls += 1;
    response.end('secret of the inner service');
  });
  // Of any address of this machine: whatever leads here would be heard.
  innerUrl = await listen(inside);
});

afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
  for (const server of [platform, inside]) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

function clientWith(resolve?: Resolve): HttpClient {
  const clock = createFastClock(20);
  const client = createHttpClient({ clock, trustedOrigin: root, ...(resolve ? { resolve } : {}) });
  clients.push(client);
  return client;
}

const fetchFile = (path: string, resolve?: Resolve, headers?: Record<string, string>) =>
  download(clientWith(resolve), {
    url: path.startsWith('http') ? path : `${root}${path}`,
    isOwnHost: createHostCheck(['.viber.com'], root),
    maxBytes: 1_000,
    ...(headers ? { headers } : {}),
  });

/** A name server that tells what it is told to, and remembers how often it was asked. */
function nameServer(...answers: LookupAddress[][]): Resolve & { asked: number } {
  const resolve = Object.assign(
    ((_name, _options, callback) => {
      const answer = answers[Math.min(resolve.asked, answers.length - 1)] ?? [];
      resolve.asked += 1;
      callback(null, answer);
    }) as Resolve,
    { asked: 0 },
  );
  return resolve;
}
const v4 = (address: string): LookupAddress => ({ address, family: 4 });

describe('the own API root', () => {
  test('is asked whatever its address is, and a file comes whole', async () => {
    handle = (_request, response) => response.end('picture');
    expect(await fetchFile('/a')).toEqual({ ok: true, bytes: Buffer.from('picture') });
  });

  test('may pass us on to itself', async () => {
    handle = ({ url }, response) =>
      url === '/a' ? response.writeHead(302, { location: '/b' }).end() : response.end('b');
    expect(await fetchFile('/a')).toEqual({ ok: true, bytes: Buffer.from('b') });
  });

  test.each([404, 410, 403])('status %i: the file is gone', async (status) => {
    handle = (_request, response) => response.writeHead(status).end();
    expect(await fetchFile('/a')).toEqual({ ok: false, reason: 'gone' });
  });
});

describe('a redirect', () => {
  test.each([
    ['to an inner service', () => innerUrl],
    ['to an inner service by name', () => innerUrl.replace('127.0.0.1', 'localhost')],
    ['to the metadata of a cloud', () => 'http://169.254.169.254/latest/meta-data/'],
    ['to an address in other clothes', () => innerUrl.replace('127.0.0.1', '[::ffff:127.0.0.1]')],
    ['to a stranger', () => 'https://example.com/'],
    ['to a file of this machine', () => 'file:///etc/passwd'],
    ['to a name that only looks like ours', () => 'https://viber.com.evil.example/'],
    ['with credentials', () => `http://user:password@${innerUrl.slice('http://'.length)}`],
  ])('%s is not followed', async (_name, target) => {
    const resolve = nameServer([]);
    handle = (_request, response) => response.writeHead(302, { location: target() }).end();
    expect(await fetchFile('/a', resolve)).toEqual({ ok: false, reason: 'unavailable' });
    expect([innerCalls, resolve.asked]).toEqual([0, 0]);
  });

  test('without end ends', async () => {
    let calls = 0;
    handle = (_request, response) => {
      calls += 1;
      response.writeHead(302, { location: `/${calls}` }).end();
    };
    expect(await fetchFile('/a')).toEqual({ ok: false, reason: 'unavailable' });
    expect(calls).toBeLessThanOrEqual(4);
  });

  test('to another own host goes without our token, and only if that host is outside', async () => {
    const resolve = nameServer([v4('127.0.0.1')]);
    handle = (_request, response) =>
      response.writeHead(307, { location: 'https://dl-media.viber.com/x' }).end();
    expect(await fetchFile('/a', resolve, { authorization: 'Bearer t' })).toMatchObject({ ok: false });
    expect(resolve.asked).toBe(1);
  });
});

describe('a name server', () => {
  test.each([
    ['loopback', [v4('127.0.0.1')]],
    ['a private network', [v4('10.1.2.3')]],
    ['the metadata of a cloud', [v4('169.254.169.254')]],
    ['carrier-grade NAT', [v4('100.64.0.1')]],
    ['IPv6 loopback', [{ address: '::1', family: 6 }]],
    ['an inner IPv4 address in IPv6 clothes', [{ address: '::ffff:127.0.0.1', family: 6 }]],
    ['a unique local address', [{ address: 'fd00::1', family: 6 }]],
    ['one inner address among public ones', [v4('93.184.216.34'), v4('127.0.0.1')]],
    ['no address at all', []],
  ])('that answers %s for an own host is not believed', async (_name, addresses) => {
    const resolve = nameServer(addresses);
    const { port } = platform.address() as AddressInfo;
    let heard = 0;
    handle = (_request, response) => {
      heard += 1;
      response.end('x');
    };
    const client = clientWith(resolve);
    const outcome = await client.request({ method: 'GET', url: `http://dl-media.viber.com:${port}/x` });
    expect(outcome.kind).toBe('not-sent');
    expect([heard, resolve.asked]).toEqual([0, 1]);
  });

  test('is asked once, and the socket gets the very addresses that were looked at', () => {
    const resolve = nameServer([v4('93.184.216.34'), v4('93.184.216.35')], [v4('127.0.0.1')]);
    const given: unknown[] = [];
    const lookup = createGuardedLookup(resolve);
    lookup('dl-media.viber.com', { all: true }, (error, addresses) => given.push(error, addresses));
    expect(given).toEqual([null, [v4('93.184.216.34'), v4('93.184.216.35')]]);
    expect(resolve.asked).toBe(1);
    lookup('dl-media.viber.com', {}, (error) => given.push(error?.code));
    expect(given.at(-1)).toBe('ENOTPUBLIC');
  });

  test('an address in the URL itself is looked at too', async () => {
    const client = clientWith();
    for (const url of [innerUrl, innerUrl.replace('127.0.0.1', '[::ffff:7f00:1]'), 'http://[::1]:80/']) {
      expect(await client.request({ method: 'GET', url })).toMatchObject({ kind: 'not-sent' });
    }
    expect(innerCalls).toBe(0);
  });
});

test('a proxy may be an inner machine, and is asked for the outer one by its name', async () => {
  const asked: string[] = [];
  const proxy = createServer();
  proxy.on('connect', (request, socket) => {
    asked.push(request.url ?? '');
    socket.end('HTTP/1.1 502 no way\r\n\r\n');
  });
  const proxyUrl = (await listen(proxy)).replace('127.0.0.1', 'localhost');
  const client = createHttpClient({ clock: createFastClock(20), trustedOrigin: root, proxy: proxyUrl });
  clients.push(client);
  expect((await client.request({ method: 'GET', url: 'https://dl-media.viber.com/x' })).kind).toBe(
    'not-sent',
  );
  expect(asked).toEqual(['dl-media.viber.com:443']);
  expect((await client.request({ method: 'GET', url: 'https://169.254.169.254/' })).kind).toBe('not-sent');
  expect(asked).toHaveLength(1);
  proxy.closeAllConnections();
  await new Promise((resolve) => proxy.close(resolve));
});

describe('a body', () => {
  test('without end is cut at the bound', async () => {
    let sent = 0;
    handle = (_request, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(500))) sent += 500;
      };
      response.on('drain', more);
      more();
    };
    expect(await fetchFile('/endless')).toEqual({ ok: false, reason: 'too-large' });
    expect(sent).toBeLessThan(10_000_000);
  });

  test('that says it is too large is not even begun', async () => {
    handle = (_request, response) => {
      response.writeHead(200, { 'content-length': '5000000000' });
      response.write('x');
    };
    expect(await fetchFile('/large')).toEqual({ ok: false, reason: 'too-large' });
  });

  test('that comes drop by drop ends with its time', async () => {
    handle = (_request, response) => {
      const drip = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(drip));
    };
    expect(await fetchFile('/slow')).toEqual({ ok: false, reason: 'unavailable' });
  });

  test('that breaks off is not half a file', async () => {
    handle = (_request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half', () => response.destroy());
    };
    expect(await fetchFile('/cut')).toEqual({ ok: false, reason: 'unavailable' });
  });
});

test.each([
  ['8.8.8.8', true],
  ['2a00:1450:4010::1', true],
  ['0.0.0.0', false],
  ['10.0.0.1', false],
  ['127.255.0.1', false],
  ['169.254.169.254', false],
  ['172.16.0.1', false],
  ['172.32.0.1', true],
  ['192.168.1.1', false],
  ['100.127.255.255', false],
  ['198.18.0.1', false],
  ['224.0.0.1', false],
  ['255.255.255.255', false],
  ['::', false],
  ['::1', false],
  ['::ffff:8.8.8.8', false],
  ['64:ff9b::a00:1', false],
  ['2002:7f00:1::', false],
  ['2001:0:1::1', false],
  ['fe80::1', false],
  ['fe80::1%eth0', false],
  ['fd12::1', false],
  ['ff02::1', false],
  ['2001:db8::1', false],
  ['localhost', false],
  ['', false],
])('is %s of the world? %s', (address, isPublic) => {
  expect(isPublicAddress(address)).toBe(isPublic);
});

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
