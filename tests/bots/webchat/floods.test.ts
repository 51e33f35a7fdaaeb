/** Files that lie about themselves or never end, and visitors who write, open or upload too much. */
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { textOf } from '../../../bots/webchat/emulator/visitor.ts';
import { systemClock } from '../../../src/core/clock.ts';
import { LIMITS } from '../../../src/core/limits.ts';
import { PNG } from '../support/test-deps.ts';
import { openChat, SHOP, type ChatRig } from './chat-rig.ts';

let chat: ChatRig;

/** Each group has its own: one address may not open many sessions at once, which is what another group is about. */
function withOwnChat(): void {
  beforeAll(async () => {
    chat = await openChat();
  });
  afterAll(() => chat.close());
}

describe('uploads', () => {
  withOwnChat();
  test('what a file is, its bytes say', async () => {
    const visitor = chat.visitor();
    await visitor.open();
    const html = Buffer.from('<script>alert(1)</script>');
    const lies: [string, Uint8Array, string][] = [
      ['picture.png', html, 'document'],
      ['picture.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 'document'],
      ['script.html', Buffer.concat([PNG, html]), 'photo'],
      ['x.php', Buffer.concat([Buffer.from('GIF89a'), html]), 'document'],
    ];
    for (const [name, bytes, kind] of lies) {
      const file = await visitor.uploads(bytes, name);
      expect(file.kind).toBe(kind);
      const down = await visitor.downloads(file.id);
      const type = down?.headers.get('content-type');
      expect(type).toBe(kind === 'photo' ? file.mime : 'application/octet-stream');
      expect(down?.headers.get('content-disposition')).toMatch(/^attachment/);
      expect(down?.headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  test('empty, too large, and too many without a message', async () => {
    const visitor = chat.visitor();
    await visitor.open();
    expect((await visitor.call('POST', 'files', new Uint8Array(0))).status).toBe(400);
    expect((await visitor.call('POST', 'files', new Uint8Array(LIMITS.mediaBytes + 1))).status).toBe(413);
    const { id } = chat.mailbox.readVisitor('webchat:main', visitor.knows.address)!;
    for (let index = 0; index < LIMITS.visitorLooseFiles; index += 1) {
      const file = { id: `loose-file-number-${1000 + index}`, file: 'x.png', name: 'x', mime: 'image/png' };
      await chat.mailbox.addFile({
        ...file,
        kind: 'photo',
        bytes: 1,
        visitorId: id,
        atMs: systemClock.now(),
      });
    }
    expect((await visitor.call('POST', 'files', PNG)).status).toBe(429);
    // Nobody named them within the hour: they go, and their bytes with them.
    const later = systemClock.now() + LIMITS.looseFileMs + 1_000;
    const { files } = await chat.mailbox.housekeep(later, 500);
    expect(files.length).toBeGreaterThanOrEqual(LIMITS.visitorLooseFiles);
    expect((await visitor.call('POST', 'files', PNG)).status).toBe(200);
  });

  test('a day of uploads has an end', async () => {
    const visitor = chat.visitor();
    await visitor.open();
    const { id } = chat.mailbox.readVisitor('webchat:main', visitor.knows.address)!;
    const limit = { amount: LIMITS.uploadBytesPerVisitor, windowMs: LIMITS.uploadWindowMs };
    const now = systemClock.now();
    expect(await chat.mailbox.spend(`files of ${id}`, LIMITS.uploadBytesPerVisitor - 10, limit, now)).toBe(
      true,
    );
    expect((await visitor.call('POST', 'files', PNG)).status).toBe(429);
  });
});

describe('floods', () => {
  withOwnChat();
  test('one visitor who writes too fast is asked to wait, another is not', async () => {
    const loud = chat.visitor();
    const calm = chat.visitor();
    await loud.open();
    await calm.open();
    const bodies = Array.from({ length: 40 }, (_, index) => ({
      kind: 'text',
      cid: `flood-${1000 + index}`,
      text: 'a',
    }));
    const answers = await Promise.all(bodies.map((body) => loud.call('POST', 'messages', body)));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(15);
    expect(await refused[0]?.json()).toEqual({ error: 'slow-down', retryAfterMs: expect.any(Number) });
    expect(refused[0]?.headers.get('retry-after')).toMatch(/^\d+$/);
    expect((await calm.call('POST', 'messages', { kind: 'text', cid: 'calm-0001', text: 'b' })).status).toBe(
      200,
    );
  });

  test('new visitors of one address have a pace, and a bound that outlives a restart', async () => {
    const own = await openChat();
    const sessions = await Promise.all(
      Array.from({ length: 40 }, () => own.visitor().call('POST', 'session', {})),
    );
    expect(sessions.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(9);
    await own.close();
  });

  test('too many tabs: the oldest makes room', async () => {
    const visitor = chat.visitor();
    await visitor.open();
    const streams: Response[] = [];
    for (let index = 0; index <= LIMITS.chatStreamsPerVisitor; index += 1) {
      streams.push(await visitor.call('GET', 'stream'));
    }
    expect(await streams[0]?.text()).toContain('"reason":"too-many"');
    for (const stream of streams.slice(1)) await stream.body?.cancel();
  });

  test('a tab that does not read is dropped before its backlog grows', async () => {
    const visitor = chat.visitor();
    const { visitor: address } = await visitor.open();
    const socket = connect(Number(new URL(chat.url).port), '127.0.0.1').pause();
    const { token } = visitor.knows;
    socket.write(
      `GET /chat/main/api/stream HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: ${SHOP}\r\nAuthorization: Bearer ${token}\r\n\r\n`,
    );
    const [part] = chat.adapter.render({ text: 'ы'.repeat(3_900) });
    // More than the kernel takes on both sides.
    for (let index = 0; index < 2_000; index += 100) {
      const keys = Array.from({ length: 100 }, (_, at) => `slow-${index + at}`);
      await Promise.all(keys.map((key) => chat.adapter.send(address, part!, key)));
    }
    const cut = new Promise<void>((resolve) => void socket.once('close', () => resolve()));
    socket.on('error', () => {});
    socket.resume();
    await cut;
    await visitor.open();
    expect(visitor.items()).toHaveLength(50);
    expect(textOf(visitor.items()[0]!)).toBe('ы'.repeat(3_900));
  });
});
