/** What a platform, a forger or a broken line could send by way of Telegram: a clear result each, nothing lost, nothing thrown. */
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startTelegramEmulator } from '../../../bots/telegram/emulator/index.ts';
import type { TelegramEmulator } from '../../../bots/telegram/emulator/emulator.ts';
import { createTelegramAdapter } from '../../../bots/telegram/index.ts';
import type { ChannelAdapter, WebhookRequest } from '../../../src/core/ports/channel.ts';
import { createFastClock, createTestDeps } from '../support/test-deps.ts';

const SECRET = 'a-secret-of-the-webhook-0123456789';

let emulator: TelegramEmulator;
let adapter: ChannelAdapter;

beforeEach(async () => {
  emulator = await startTelegramEmulator();
  adapter = createTelegramAdapter(
    {
      account: 'telegram:main',
      token: emulator.token,
      apiRoot: emulator.apiRoot,
      mode: 'webhook',
      webhookUrl: 'http://127.0.0.1:1/webhooks/telegram',
      webhookSecret: SECRET,
      proxy: null,
    },
    createTestDeps({ clock: createFastClock(20) }),
  );
});
afterEach(async () => {
  await adapter.close();
  await emulator.close();
});

const text = readFileSync(new URL('../../recordings/telegram/text.json', import.meta.url));
const posted = (body: Uint8Array, over: Partial<WebhookRequest> = {}): WebhookRequest => ({
  method: 'POST',
  headers: { 'x-telegram-bot-api-secret-token': SECRET },
  query: {},
  body,
  ...over,
});

test('an update by GET is none, however well it knows the secret', () => {
  const intake = adapter.receive(posted(text, { method: 'GET' }));
  expect(intake.ok ? intake.updates : []).toEqual([]);
});

test('a secret in another case, doubled or with blanks is another', () => {
  for (const wrong of [SECRET.toUpperCase(), SECRET + SECRET, ` ${SECRET} `, SECRET.slice(0, -1), '']) {
    const headers = { 'x-telegram-bot-api-secret-token': wrong };
    expect(adapter.receive(posted(text, { headers })).ok).toBe(false);
  }
});

test('an id beyond what numbers hold is ignored and never becomes the id of somebody else', () => {
  const body = text.toString().replaceAll(/"id":\s*\d+/g, '"id": 9007199254740993');
  const intake = adapter.receive(posted(Buffer.from(body)));
  const addresses = intake.ok ? intake.updates.map(({ event }) => event.address) : [];
  expect(addresses).not.toContain('9007199254740992');
});

test('two updates in one call are no update, and what is no list of fields is none either', () => {
  for (const body of [`[${text.toString()},${text.toString()}]`, `${text.toString()}${text.toString()}`]) {
    const intake = adapter.receive(posted(Buffer.from(body)));
    expect(intake.ok ? intake.updates : []).toEqual([]);
  }
});

describe('files of customers', () => {
  const photo = { kind: 'photo' as const, ref: 'x' };

  test('that never end are given up, not waited for', async () => {
    emulator.fault({ method: 'getFile', drop: 'hang' });
    expect(await adapter.fetchMedia(photo, 1_000)).toEqual({ ok: false, reason: 'unavailable' });
  });

  test('are not looked up where a redirect leads', async () => {
    let asked = 0;
    const inner: Server = createServer((_request, response) => {
      asked += 1;
      response.end('the inner service');
    });
    await new Promise<void>((resolve) => void inner.listen(0, '127.0.0.1', resolve));
    const location = `http://127.0.0.1:${(inner.address() as AddressInfo).port}/latest/meta-data`;
    emulator.fault({ method: 'getFile', status: 302, body: '', headers: { location } });
    expect((await adapter.fetchMedia(photo, 1_000)).ok).toBe(false);
    expect(asked).toBe(0);
    inner.close();
  });
});
