/**
 * Files over slow lines, on real sockets: what gets on gets through, of visitors and of operators alike; what crawls, never ends
 * or is no file is cut as before. The waits are shortened, nothing else.
 */
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createVisitor } from '../../bots/webchat/emulator/visitor.ts';
import { LIMITS } from '../../src/core/limits.ts';
import { openChat, SHOP, type ChatRig } from '../bots/webchat/chat-rig.ts';
import { openBrowser, type Browser } from './support/browser.ts';
import { openHouse, type House } from './support/open-house.ts';

const TIMES = {
  headersMs: 2_000,
  checkMs: 100,
  requestMs: 700,
  uploadLookMs: 500,
  uploadLeastBytes: 1_000,
  uploadMs: 4_000,
};
const STEADY = { bytes: 1_000, everyMs: 50 };
const CRAWL = { bytes: 10, everyMs: 50 };
const CONTINUE = 'HTTP/1.1 100 Continue\r\n\r\n';
const PNG = Buffer.from('\x89PNG\r\n\x1a\nrest of it', 'latin1');

let chat: ChatRig;
let house: House;
let anna: Browser;
let token: string;

beforeAll(async () => {
  chat = await openChat();
  house = await openHouse({ deps: { adapters: [chat.adapter], timeouts: TIMES } });
  await house.hire('anna');
  anna = openBrowser(house);
  await anna.signIn('anna');
  const visitor = createVisitor({ url: `${house.url}/chat/main`, origin: SHOP });
  token = (await visitor.open()).token ?? '';
});
afterAll(async () => {
  await house.close();
  await chat.close();
});

interface Upload {
  status: number;
  body: string;
  ms: number;
  sent: number;
}

interface Sending {
  length: number;
  pace: typeof STEADY;
  body?: Buffer;
  /** Called once the server has read the headers. */
  begun?: () => void;
}

/** Sends `bytes` of a body that was announced as `length` long, so many every so often, until answered or cut. */
function upload(
  path: string,
  headers: Record<string, string>,
  { length, pace, body = Buffer.alloc(length, 1), begun }: Sending,
): Promise<Upload> {
  const started = performance.now();
  const asked = begun ? { Expect: '100-continue' } : {};
  const about = { Host: `127.0.0.1:${house.port}`, 'Content-Length': length, ...asked, ...headers };
  const lines = Object.entries(about);
  return new Promise((resolve) => {
    const socket = connect(house.port, '127.0.0.1');
    let text = '';
    let sent = 0;
    socket.write(`POST ${path} HTTP/1.1\r\n${lines.map((line) => line.join(': ')).join('\r\n')}\r\n\r\n`);
    const timer = setInterval(() => {
      if (sent < length) socket.write(body.subarray(sent, sent + pace.bytes));
      sent = Math.min(length, sent + pace.bytes);
    }, pace.everyMs);
    const end = (): void => {
      clearInterval(timer);
      socket.destroy();
      const status = Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 0);
      resolve({ status, body: text, ms: performance.now() - started, sent });
    };
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.startsWith(CONTINUE)) {
        text = text.slice(CONTINUE.length);
        begun?.();
      }
      if (/\r\n\r\n[^]/.test(text) || text.includes('408')) end();
    });
    socket.on('error', () => {});
    socket.on('close', end);
  });
}

const asVisitor = () => ({ Origin: SHOP, Authorization: `Bearer ${token}`, 'X-File-Name': 'slow.png' });
const asOperator = () => ({
  Origin: house.url,
  Cookie: [...anna.cookies].map((pair) => pair.join('=')).join('; '),
  'X-CSRF-Token': anna.csrf,
  'Content-Type': 'application/octet-stream',
});

describe.each([
  ['a visitor', '/chat/main/api/files', asVisitor],
  ['an operator', '/api/media?name=slow.png', asOperator],
] as const)('a file of %s', (_who, path, headers) => {
  test('over a line that is slow and gets on arrives whole', async () => {
    const body = Buffer.concat([PNG, Buffer.alloc(30_000)]);
    const seen = await upload(path, headers(), { length: body.length, pace: STEADY, body });
    expect(seen.status).toBe(200);
    expect(seen.ms).toBeGreaterThan(TIMES.requestMs + TIMES.uploadLookMs);
    expect(seen.body).toContain(`"bytes":${body.length}`);
  });

  test('that crawls is cut', async () => {
    const seen = await upload(path, headers(), { length: 30_000, pace: CRAWL });
    expect([seen.status, seen.sent < 1_000]).toEqual([408, true]);
  });

  test('that never ends is cut', async () => {
    const seen = await upload(path, headers(), { length: 19_000_000, pace: STEADY });
    expect(seen.status).toBe(408);
    expect(seen.ms).toBeGreaterThan(TIMES.uploadMs - 100);
    expect(seen.ms).toBeLessThan(TIMES.uploadMs + 10_000);
  });
});

test.each([
  [
    'a message of a visitor',
    '/chat/main/api/messages',
    () => ({ ...asVisitor(), 'Content-Type': 'application/json' }),
  ],
  ['a webhook', '/webhooks/parrot', () => ({})],
  [
    'a command',
    '/api/conversations/x/commands',
    () => ({ ...asOperator(), 'Content-Type': 'application/json' }),
  ],
] as const)('%s has no such patience', async (_what, path, headers) => {
  const seen = await upload(path, headers(), { length: 30_000, pace: STEADY });
  expect([200, 204]).not.toContain(seen.status);
  expect(seen.ms).toBeLessThan(TIMES.uploadMs - 1_000);
  expect(seen.sent).toBeLessThan(30_000);
});

test('a file of a stranger is refused at once and not waited for', async () => {
  const seen = await upload('/chat/main/api/files', { Origin: SHOP }, { length: 30_000, pace: STEADY });
  expect([seen.status, seen.sent < 10_000]).toEqual([401, true]);
});

test('so many files of one address are taken at once, the next is asked to wait', async () => {
  const other = createVisitor({ url: `${house.url}/chat/main`, origin: SHOP });
  const headers = { ...asVisitor(), Authorization: `Bearer ${(await other.open()).token}` };
  const all: Promise<Upload>[] = [];
  for (let count = 0; count < LIMITS.chatUploadsPerAddress; count += 1) {
    await new Promise<void>((begun) => {
      all.push(upload('/chat/main/api/files', headers, { length: 19_000_000, pace: STEADY, begun }));
    });
  }
  const small = { length: PNG.length, pace: STEADY, body: PNG };
  const seen = await upload('/chat/main/api/files', headers, small);
  expect([seen.status, seen.body.includes('busy')]).toEqual([503, true]);
  await Promise.all(all);
  const after = await upload('/chat/main/api/files', headers, small);
  expect(after.status).toBe(200);
}, 30_000);
