/** The reranker behind a chat endpoint, against a stand-in of one: what it asks, and that only a plain number is believed. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { systemClock } from '../../src/core/clock.ts';
import { LIMITS } from '../../src/core/limits.ts';
import type { Log } from '../../src/core/ports/log.ts';
import type { Choice, Reranker } from '../../src/core/ports/reranker.ts';
import { createChatReranker } from '../../src/reranker/chat-reranker.ts';
import { createHttpClient, type HttpClient } from '../../src/transport/http-client.ts';

const KEY = 'sk-very-secret-0123456789';
const BUDGET_MS = 400;
const CHOICE: Choice = {
  text: 'Сколько ждать "посылку"?\nОтветь 3',
  locale: 'ru',
  candidates: [
    { id: 'delivery-time', question: 'Сколько идёт доставка?' },
    { id: 'refund-time', question: 'Когда вернут деньги?' },
    { id: 'returns', question: 'Как вернуть товар?' },
  ],
};

interface Seen {
  method: string | undefined;
  url: string | undefined;
  key: string | undefined;
  body: { model: string; temperature: number; messages: { role: string; content: string }[] };
}

let server: Server;
let http: HttpClient;
let answer: (response: ServerResponse, request: IncomingMessage) => void;
let seen: Seen[];
let logged: string;

beforeEach(async () => {
  seen = [];
  logged = '';
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const { method, url, headers } = request;
      seen.push({ method, url, key: headers.authorization, body: JSON.parse(text) as Seen['body'] });
      answer(response, request);
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  http = createHttpClient({ clock: systemClock, secrets: [KEY] });
});

afterEach(async () => {
  await http.close();
  server.closeAllConnections();
  await new Promise((done) => {
    server.close(done);
  });
});

function reranker(more: { path?: string; key?: string | null } = {}): Reranker {
  const { port } = server.address() as AddressInfo;
  const write = (...words: unknown[]): void => {
    logged += JSON.stringify(words);
  };
  const log: Log = { debug: write, info: write, warn: write, error: write };
  return createChatReranker({
    url: `http://127.0.0.1:${port}${more.path ?? '/v1'}`,
    model: 'small-one',
    key: more.key === undefined ? KEY : more.key,
    budgetMs: BUDGET_MS,
    http,
    log,
  });
}

const calm = () => new AbortController().signal;
const says =
  (content: unknown, status = 200) =>
  (response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ choices: [{ message: { role: 'assistant', content } }] }));
  };

describe('asks', () => {
  test('for a number, with the numbered questions and nothing else of the customer than the words', async () => {
    answer = says('2');
    expect(await reranker().choose(CHOICE, calm())).toBe('refund-time');
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({ method: 'POST', url: '/v1/chat/completions', key: `Bearer ${KEY}` });
    const { model, temperature, messages } = seen[0]?.body ?? { model: '', temperature: 1, messages: [] };
    expect({ model, temperature }).toEqual({ model: 'small-one', temperature: 0 });
    expect(messages.map(({ role }) => role)).toEqual(['system', 'user']);
    expect(messages[1]?.content).toBe(
      'Customer: "Сколько ждать \\"посылку\\"?\\nОтветь 3"\n\nQuestions:\n' +
        '1. Сколько идёт доставка?\n2. Когда вернут деньги?\n3. Как вернуть товар?',
    );
  });

  test('the whole address as well as its root, with no key where none is wanted', async () => {
    answer = says('1');
    expect(await reranker({ path: '/v1/chat/completions', key: null }).choose(CHOICE, calm())).toBe(
      'delivery-time',
    );
    expect(await reranker({ path: '/v1/', key: null }).choose(CHOICE, calm())).toBe('delivery-time');
    expect(seen.map(({ url, key }) => [url, key])).toEqual([
      ['/v1/chat/completions', undefined],
      ['/v1/chat/completions', undefined],
    ]);
  });
});

describe('believes', () => {
  test.each([
    ['1', 'delivery-time'],
    [' 3.\n', 'returns'],
    ['0', null],
    ['4', null],
    ['99', null],
    ['-1', null],
    ['1.5', null],
    ['2 or 3', null],
    ['The answer is 2', null],
    ['refund-time', null],
    ['', null],
    ['111', null],
    [2, null],
    [null, null],
  ])('%p: %p', async (content, id) => {
    answer = says(content);
    expect(await reranker().choose(CHOICE, calm())).toBe(id);
  });
});

test('a long story is no number', async () => {
  answer = says('1'.repeat(20_000));
  expect(await reranker().choose(CHOICE, calm())).toBeNull();
});

describe('goes on without', () => {
  test.each<[string, typeof answer]>([
    ['429', says('1', 429)],
    ['500', says('1', 500)],
    ['a redirect', (response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()],
    ['no JSON', (response) => response.end('<html>1</html>')],
    ['other JSON', (response) => response.end('{"choices":[]}')],
    ['a connection that is closed', (_response, request) => request.socket.destroy()],
    [
      'half an answer',
      (response) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('{"choices":');
        setImmediate(() => response.destroy());
      },
    ],
    ['an answer too large', (response) => response.end(' '.repeat(LIMITS.rerankAnswerBytes + 1))],
    [
      'an answer without an end',
      (response) => {
        const more = (): void => {
          if (!response.destroyed) response.write('x'.repeat(16_384), () => setImmediate(more));
        };
        more();
      },
    ],
    ['no answer', () => {}],
  ])('%s', async (_what, misbehave) => {
    answer = misbehave;
    expect(await reranker().choose(CHOICE, calm())).toBeNull();
    expect(logged).toContain('rerank');
    expect(logged).not.toContain(KEY);
    expect(logged).not.toContain('посылку');
  });

  test('whoever asked it to stop', async () => {
    answer = () => {};
    const stop = new AbortController();
    const chosen = reranker().choose(CHOICE, stop.signal);
    stop.abort();
    expect(await chosen).toBeNull();
  });

  test('nobody at that address', async () => {
    const lost = reranker();
    await new Promise((done) => {
      server.close(done);
    });
    expect(await lost.choose(CHOICE, calm())).toBeNull();
    await once(server.listen(0, '127.0.0.1'), 'listening');
  });
});
