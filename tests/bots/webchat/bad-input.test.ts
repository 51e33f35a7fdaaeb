/** What strangers try: forged tokens and origins, texts that would be code, broken and endless bodies, other people's lines. */
import { readdir, readFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { messageRequestSchema } from '../../../bots/webchat/protocol.ts';
import { systemClock } from '../../../src/core/clock.ts';
import { LIMITS } from '../../../src/core/limits.ts';
import { eventually } from '../support/test-deps.ts';
import { openChat, SHOP, type ChatRig } from './chat-rig.ts';

let chat: ChatRig;

/** Each group has its own: one address may not open many sessions at once, which is what another group is about. */
function withOwnChat(): void {
  beforeAll(async () => {
    chat = await openChat();
  });
  afterAll(() => chat.close());
}

/** A bare call, for headers that a client would not send. */
function ask(path: string, init: { method?: string; headers?: Record<string, string>; body?: string } = {}) {
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: string }>(
    (resolve, reject) => {
      const { method = 'GET', headers = {}, body } = init;
      const sent = httpRequest(`${chat.url}${path}`, { method, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString(),
          }),
        );
      });
      sent.on('error', reject);
      sent.end(body);
    },
  );
}

describe('who may call', () => {
  withOwnChat();
  const json = { 'content-type': 'application/json' };

  test.each([
    ['another site', 'https://evil.example'],
    ['another scheme', 'http://shop.example'],
    ['another port', 'https://shop.example:8443'],
    ['a site below', 'https://a.shop.example'],
    ['a longer name', 'https://shop.example.evil.example'],
    ['a frame without origin', 'null'],
    ['capitals', 'https://SHOP.example'],
  ])('%s is refused, on every call', async (_name, origin) => {
    const calls = [
      ask('/chat/main/api/config', { headers: { origin } }),
      ask('/chat/main/api/session', { method: 'POST', headers: { ...json, origin }, body: '{}' }),
      ask('/chat/main/api/stream', { headers: { origin } }),
      ask('/chat/main/api/messages', { method: 'OPTIONS', headers: { origin } }),
    ];
    for (const answer of await Promise.all(calls)) {
      expect(answer.status).toBe(403);
      expect(JSON.parse(answer.body)).toEqual({ error: 'origin' });
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    }
  });

  test('the shop is let in by name, and its browser is told so', async () => {
    const config = await ask('/chat/main/api/config', { headers: { origin: SHOP } });
    expect(config.status).toBe(200);
    expect(config.headers).toMatchObject({ 'access-control-allow-origin': SHOP, vary: 'Origin' });
    expect(config.headers['access-control-allow-credentials']).toBeUndefined();
    const before = await ask('/chat/main/api/messages', { method: 'OPTIONS', headers: { origin: SHOP } });
    expect(before.status).toBe(204);
    expect(before.headers['access-control-allow-headers']).toContain('authorization');
  });

  test('our own frame is let in; what says nothing of itself may only read', async () => {
    const own = await ask('/chat/main/api/session', {
      method: 'POST',
      headers: { ...json, origin: chat.url },
      body: '{}',
    });
    expect(own.status).toBe(200);
    expect(
      (await ask('/chat/main/api/config', { headers: { 'sec-fetch-site': 'same-origin' } })).status,
    ).toBe(200);
    expect((await ask('/chat/main/api/config', { headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(
      403,
    );
    expect((await ask('/chat/main/api/session', { method: 'POST', headers: json, body: '{}' })).status).toBe(
      403,
    );
  });

  test('unknown accounts, calls and methods', async () => {
    const headers = { origin: SHOP };
    expect((await ask('/chat/other/api/config', { headers })).status).toBe(404);
    expect((await ask('/chat/main/api/nothing', { headers })).status).toBe(404);
    expect((await ask('/chat/main/api/config/more', { headers })).status).toBe(404);
    expect((await ask('/chat/main/api/__proto__', { headers })).status).toBe(404);
    expect((await ask('/chat/main/api/config', { method: 'POST', headers })).status).toBe(405);
    expect((await ask('/chat/main/api/messages', { method: 'GET', headers })).status).toBe(405);
    expect((await ask('/chat/main/../../etc/passwd', { headers })).status).toBe(404);
    expect((await ask('/chat/main/assets/..%2f..%2fwebchat.sqlite', { headers })).status).toBe(404);
  });
});

describe('tokens', () => {
  withOwnChat();
  test('missing, forged, cut, longer and those of others', async () => {
    const visitor = chat.visitor();
    await visitor.open();
    const token = visitor.knows.token ?? '';
    for (const given of [
      '',
      'Bearer',
      `Bearer ${'A'.repeat(43)}`,
      `Bearer ${token.slice(0, 42)}`,
      `Bearer ${token}A`,
      token,
    ]) {
      const answer = await ask('/chat/main/api/history', { headers: { origin: SHOP, authorization: given } });
      expect([answer.status, JSON.parse(answer.body)]).toEqual([401, { error: 'session' }]);
    }
  });

  test('only hashes of tokens lie on the disk, and none in the log', async () => {
    const visitor = chat.visitor();
    await visitor.open();
    await visitor.says('секрет');
    const token = visitor.knows.token ?? '';
    for (const name of await readdir(chat.folder)) {
      if (!name.startsWith('webchat.sqlite')) continue;
      expect((await readFile(`${chat.folder}/${name}`)).includes(token)).toBe(false);
    }
    for (const line of chat.log.lines) expect(line).not.toContain(token);
  });

  test('signing out ends the token, its streams, and tells the desk that nobody is there', async () => {
    const visitor = chat.visitor();
    const { visitor: address } = await visitor.open();
    const stream = await visitor.call('GET', 'stream');
    expect((await visitor.call('DELETE', 'session')).status).toBe(204);
    expect(await stream.text()).toContain('"reason":"session"');
    expect((await visitor.call('GET', 'history')).status).toBe(401);
    const gone = { type: 'reachability', reachable: false, address };
    expect(chat.events.at(-1)).toMatchObject(gone);
    const [part] = chat.adapter.render({ text: 'эй' });
    expect(await chat.adapter.send(address, part!, 'gone')).toMatchObject({
      kind: 'refused',
      unreachable: true,
    });
  });
});

describe('texts', () => {
  withOwnChat();
  test.each([
    '<img src=x onerror=alert(1)>',
    '"><svg/onload=alert(1)>',
    '[click](javascript:alert(1))',
    '\u202egnp.exe',
    '\u0000\u0007',
    '{{constructor.constructor("alert(1)")()}}',
  ])('%j stays a text and nothing else', async (text) => {
    const visitor = chat.visitor();
    await visitor.open();
    const item = await visitor.says(text);
    expect(item).toMatchObject({ text: [{ text }], buttons: [], cards: [], files: [] });
    expect(Object.keys(item?.text[0] ?? {})).toEqual(['text']);
  });

  test('4000 characters are taken, 4001, none and only blanks are not', async () => {
    const visitor = chat.visitor();
    await visitor.open();
    expect(await visitor.says('ё'.repeat(4_000))).toMatchObject({ seq: 1 });
    for (const text of ['ё'.repeat(4_001), '', ' \n\t '])
      await expect(visitor.says(text)).rejects.toThrow('400');
    await expect(visitor.says('🙂'.repeat(2_001))).rejects.toThrow('400');
  });

  test('links of ours that would run something are not shown', async () => {
    const parts = chat.adapter.render({
      text: 'x',
      buttons: [
        { kind: 'url', label: 'js', url: 'javascript:alert(1)' },
        { kind: 'url', label: 'data', url: 'data:text/html,x' },
        { kind: 'url', label: 'ok', url: 'https://shop.example/' },
      ],
      cards: [{ title: 't', imageUrl: 'http://inner.example/x.png' }],
    });
    const shown = JSON.stringify(parts);
    expect(shown).toContain('https://shop.example/');
    for (const bad of ['javascript:', 'data:text', 'inner.example']) expect(shown).not.toContain(bad);
  });

  test('a message of any shape is taken or refused, never an error', async () => {
    const visitor = chat.visitor();
    await visitor.open();
    const kinds = ['text', 'tap', 'phone', 'location', 'files', 'start', 'leave', 'edit', 'revoke', 'x'];
    const sign = {
      method: 'POST' as const,
      query: {},
      headers: { authorization: `Bearer ${visitor.knows.token}` },
    };
    fc.assert(
      fc.property(fc.constantFrom(...kinds), fc.dictionary(fc.string(), fc.jsonValue()), (kind, rest) => {
        const body = Buffer.from(JSON.stringify({ cid: 'property-1', ...rest, kind }));
        const intake = chat.adapter.receive({ ...sign, body });
        const fits = messageRequestSchema.safeParse(JSON.parse(body.toString())).success;
        expect(intake.ok ? fits : [400, 404].includes(intake.status)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe('bodies', () => {
  withOwnChat();
  const head = async () => {
    const visitor = chat.visitor();
    await visitor.open();
    return { origin: SHOP, authorization: `Bearer ${visitor.knows.token}` };
  };

  test('not JSON, another type, broken UTF-8, too large', async () => {
    const headers = await head();
    const json = { ...headers, 'content-type': 'application/json' };
    const post = (body: string, own: Record<string, string> = json) =>
      ask('/chat/main/api/messages', { method: 'POST', headers: own, body });
    expect((await post('{"kind":')).status).toBe(400);
    expect((await post('null')).status).toBe(400);
    expect((await post('[]')).status).toBe(400);
    expect((await post('{}', { ...headers, 'content-type': 'text/plain' })).status).toBe(415);
    expect((await post('{}', headers)).status).toBe(415);
    expect((await post(`{"x":"${'y'.repeat(LIMITS.chatBodyBytes)}"}`)).status).toBe(413);
    expect((await post('[[[['.repeat(7_000))).status).toBe(400);
  });

  test('a body that never ends is refused at its bound', async () => {
    const { authorization, origin } = await head();
    const socket = connect(Number(new URL(chat.url).port), '127.0.0.1');
    let answer = '';
    socket.on('data', (bytes: Buffer) => (answer += bytes.toString()));
    socket.on('error', () => {});
    socket.write(
      `POST /chat/main/api/messages HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: ${origin}\r\nAuthorization: ${authorization}\r\n` +
        'Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n',
    );
    const chunk = `1000\r\n${'x'.repeat(4_096)}\r\n`;
    const timer = setInterval(() => socket.write(chunk), 1);
    await eventually(() => answer.includes('413'), 'it is told');
    clearInterval(timer);
    socket.destroy();
  });

  test('a body that stops in the middle holds nobody up', async () => {
    const quick = await openChat({
      clock: { ...systemClock, after: (ms, fn) => systemClock.after(ms / 100, fn) },
    });
    const visitor = quick.visitor();
    await visitor.open();
    const socket = connect(Number(new URL(quick.url).port), '127.0.0.1');
    let answer = '';
    socket.on('data', (bytes: Buffer) => (answer += bytes.toString()));
    socket.write(
      `POST /chat/main/api/messages HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: ${SHOP}\r\n` +
        `Authorization: Bearer ${visitor.knows.token}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{`,
    );
    await eventually(() => answer.includes('400'), 'it is given up');
    socket.destroy();
    await quick.close();
  });
});

describe('other people', () => {
  withOwnChat();
  test('nobody reads, marks, taps or takes what belongs to another visitor', async () => {
    const owner = chat.visitor();
    const { visitor: address } = await owner.open();
    const token = 'AAAAAAAAAAAAAAAAAAAAAA.0';
    const parts = chat.adapter.render({ text: 'x', buttons: [{ kind: 'reply', label: 'да', token }] });
    const sent = await chat.adapter.send(address, parts[0]!, 'theirs');
    const item = sent.kind === 'sent' ? sent.externalId : '';
    const thief = chat.visitor();
    await thief.open();
    await expect(thief.post({ kind: 'tap', item, token })).rejects.toThrow('404');
    await expect(thief.post({ kind: 'revoke', id: item })).rejects.toThrow('404');
    expect(thief.items()).toEqual([]);
    await thief.call('POST', 'marks', { read: 100 });
    expect(chat.events.some((event) => event.type === 'receipt' && event.messageId === item)).toBe(false);
  });
});
