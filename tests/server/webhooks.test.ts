import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { LIMITS } from '../../src/core/limits.ts';
import { Overloaded, type Door } from '../../src/core/ports/accept.ts';
import { ask, type Ask } from './support/browser.ts';
import { openHouse, type House } from './support/open-house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

let next = 0;
function update(text = 'привет', from = 'anna'): string {
  next += 1;
  return JSON.stringify({ id: `u${next}`, from, text });
}

function post(body: string | Uint8Array, more: Ask & { path?: string } = {}) {
  const headers = { 'x-parrot-secret': house.parrot.secret, ...more.headers };
  return ask(house.port, more.path ?? '/webhooks/parrot', { method: 'POST', body, ...more, headers });
}

describe('a good call', () => {
  test('is stored before it is acknowledged, once for each id', async () => {
    const body = update('первое', 'boris');
    for (let round = 0; round < 3; round += 1) expect((await post(body)).status).toBe(200);
    const [row] = await house.store.listConversations({ view: 'all', search: 'анна', limit: 10 });
    const lines = await house.store.readThread(row?.id ?? 0, { limit: 10 });
    expect(lines.filter(({ kind }) => kind === 'in')).toHaveLength(1);
  });

  test('reaches the account by its short and its long path, whatever content type it claims', async () => {
    expect((await post(update(), { path: '/webhooks/parrot/main' })).status).toBe(200);
    expect((await post(update(), { headers: { 'content-type': 'text/html' } })).status).toBe(200);
    expect((await post(update(), { path: '/webhooks/parrot?x=1&y=%zz' })).status).toBe(200);
  });
});

describe('a bad call', () => {
  test.each([
    ['no secret', ''],
    ['a wrong secret', 'another-secret-of-the-p'],
    ['a prefix of the secret', 'a-secret-of-the'],
    ['the secret with a tail', 'a-secret-of-the-parrot!'],
    ['the secret twice', 'a-secret-of-the-parrot, a-secret-of-the-parrot'],
  ])('%s is 401 and nothing is stored', async (_name, secret) => {
    const before = (await house.store.readLoad()).conversations;
    const body = update('привет', `stranger-${next}`);
    const seen = await post(body, { headers: { 'x-parrot-secret': secret } });
    expect([seen.status, seen.text]).toEqual([401, '']);
    expect((await house.store.readLoad()).conversations).toBe(before);
  });

  test.each([
    ['junk', 'not json'],
    ['half a document', '{"id":'],
    ['nothing', ''],
    ['bytes', Buffer.from([0xff, 0xfe, 0x00, 0x80])],
  ])('%s is 400', async (_name, body) => {
    expect((await post(body)).status).toBe(400);
  });

  test('an unknown account or platform is 404, another method 405', async () => {
    for (const path of ['/webhooks/parrot/other', '/webhooks/owl', '/webhooks/', '/webhooks/parrot/main/x']) {
      expect((await post(update(), { path })).status).toBe(404);
    }
    const seen = await ask(house.port, '/webhooks/parrot', { method: 'PUT', body: 'x' });
    expect([seen.status, seen.headers['allow']]).toEqual([405, 'POST']);
    expect((await ask(house.port, '/webhooks/parrot')).status).toBe(405);
  });

  test('one byte over the cap is 413, at the cap it is read', async () => {
    const big = Buffer.alloc(LIMITS.webhookBodyBytes + 1, 0x20);
    expect((await post(big)).status).toBe(413);
    expect((await post(big.subarray(1))).status).toBe(400);
    const chunked = await post(big, { headers: { 'transfer-encoding': 'chunked' } });
    expect(chunked.status).toBe(413);
  });

  test('a body without end is cut off, and its memory is not kept', async () => {
    const socket = connect(house.port, '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    socket.write('POST /webhooks/parrot HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n');
    const piece = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
    const closed = new Promise<number>((resolve) => {
      let sent = 0;
      socket.on('error', () => {});
      socket.on('close', () => resolve(sent));
      const more = (): void => {
        if (socket.destroyed) return;
        sent += piece.length;
        if (socket.write(piece)) setImmediate(more);
        else socket.once('drain', more);
      };
      more();
    });
    expect(await closed).toBeLessThan(60_000_000);
    expect(answer).toContain('413');
    expect((await post(update())).status).toBe(200);
  });
});

describe('when nothing can be stored', () => {
  const busy = (door: Partial<Door>) => ({ ...house.engine.door, open: true, ...door }) as Door;

  async function answerOf(door: Door) {
    const other = await openHouse({ deps: { door } });
    try {
      const headers = { 'x-parrot-secret': other.parrot.secret };
      return await ask(other.port, '/webhooks/parrot', { method: 'POST', body: update(), headers });
    } finally {
      await other.close();
    }
  }

  test('a full inbox and a full disk are 503 with a time to come back', async () => {
    const doors = [
      busy({ open: false }),
      busy({ sink: () => Promise.reject(new Overloaded()) }),
      busy({ sink: () => Promise.reject(Object.assign(new Error('disk full'), { code: 'SQLITE_FULL' })) }),
    ];
    for (const door of doors) {
      const seen = await answerOf(door);
      expect([seen.status, seen.headers['retry-after'], seen.text]).toEqual([503, '5', '']);
    }
  });
});
