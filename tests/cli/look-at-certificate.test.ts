/** What doctor says of a certificate, looked at over a real TLS connection. */
import { afterEach, expect, test } from '@jest/globals';
import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net';
import { createServer } from 'node:tls';
import { lookAtCertificate } from '../../src/cli/doctor/look-at-certificate.ts';
import {
  EXPIRED,
  EXPIRED_KEY,
  LEAF,
  LEAF_KEY,
  MIDDLE,
  OTHER,
  OTHER_KEY,
  ROOT,
} from '../transport/private-authority.ts';
import { CERTIFICATE, PRIVATE_KEY } from '../transport/self-signed.ts';

const NOW = Date.UTC(2027, 5, 1);
const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});

async function listen(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const shows = (cert: string, key: string): Promise<number> =>
  listen(createServer({ cert, key }, (socket) => void socket.on('error', () => {}).resume()));

async function look(port: number, { nowMs = NOW, name = 'localhost', known = [ROOT] } = {}) {
  return lookAtCertificate({ host: '127.0.0.1', port, name }, nowMs, known);
}

test('a whole chain of an authority that the world knows is fine, with who and until when', async () => {
  const port = await shows(LEAF + MIDDLE, LEAF_KEY);
  const { level, message } = await look(port);
  expect([level, message]).toEqual([
    'ok',
    expect.stringMatching(/^for localhost, by Test Middle, until 2126-\d\d-\d\d \(\d+ days\)$/),
  ]);
});

test('one that soon runs out should have been renewed', async () => {
  const port = await shows(LEAF + MIDDLE, LEAF_KEY);
  const until = Date.parse('2126-10-20');
  expect(await look(port, { nowMs: until })).toMatchObject({
    level: 'warn',
    message: expect.stringContaining('is the renewal running?'),
  });
});

test('one that ran out', async () => {
  const port = await shows(EXPIRED + MIDDLE, EXPIRED_KEY);
  expect(await look(port)).toMatchObject({
    level: 'error',
    message: expect.stringMatching(/^ran out on 2025-01-01: renew/),
  });
});

test('one of the future: the clock is asked about', async () => {
  const port = await shows(LEAF + MIDDLE, LEAF_KEY);
  expect(await look(port, { nowMs: Date.UTC(2020, 0, 1) })).toMatchObject({
    level: 'error',
    message: expect.stringContaining('clock'),
  });
});

test('one that comes without the link that signed it', async () => {
  const port = await shows(LEAF, LEAF_KEY);
  expect(await look(port)).toMatchObject({
    level: 'error',
    message: expect.stringMatching(/without the one of Test Middle.*fullchain\.pem/),
  });
});

test('one signed by itself', async () => {
  const port = await shows(CERTIFICATE, PRIVATE_KEY);
  expect(await look(port)).toMatchObject({
    level: 'error',
    message: expect.stringContaining('signed by itself'),
  });
});

test.each([
  ['without its root', LEAF + MIDDLE],
  ['with its root', LEAF + MIDDLE + ROOT],
])('a chain of an authority that nobody knows, sent %s', async (_name, chain) => {
  const port = await shows(chain, LEAF_KEY);
  expect(await look(port, { known: [] })).toMatchObject({
    level: 'error',
    message: expect.stringMatching(/^is signed by Test Middle, whom the world does not know/),
  });
});

test('one for another name', async () => {
  const port = await shows(OTHER + MIDDLE, OTHER_KEY);
  expect(await look(port, { name: 'help.shop.example' })).toMatchObject({
    level: 'error',
    message: expect.stringMatching(/^is for another\.example and not for help\.shop\.example/),
  });
});

test('a name beside the first one is as good', async () => {
  const port = await shows(LEAF + MIDDLE, LEAF_KEY);
  expect(await look(port, { name: 'help.shop.example' })).toMatchObject({ level: 'ok' });
});

test('nobody, or nobody who speaks TLS, is told as such', async () => {
  expect(await look(1)).toMatchObject({ level: 'warn', message: expect.stringContaining('nobody listens') });
  const plain = await listen(
    createTcpServer(
      (socket) =>
        void socket
          .on('error', () => {})
          .resume()
          .end('HTTP/1.1 400 no\r\n\r\n'),
    ),
  );
  expect(await look(plain)).toMatchObject({
    level: 'warn',
    message: expect.stringContaining('speaks no TLS'),
  });
});
