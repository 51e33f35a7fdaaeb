/** Customers' files from the messenger to our folder: what they really are, and why there is none. Emulator, adapter and disk are real. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { TelegramEmulator } from '../../bots/telegram/emulator/emulator.ts';
import { startTelegramEmulator, type Phone } from '../../bots/telegram/emulator/index.ts';
import { createTelegramAdapter } from '../../bots/telegram/index.ts';
import { systemRandom } from '../../src/core/clock.ts';
import type { IncomingMedia, Json } from '../../src/core/content.ts';
import type { ChannelAdapter, WebhookRequest } from '../../src/core/ports/channel.ts';
import { createMediaStore } from '../../src/media/media-store.ts';
import { createMediaTasks } from '../../src/media/media-task.ts';
import { createTestDeps, PNG } from '../bots/support/test-deps.ts';

const ACCOUNT = 'telegram:main' as const;
const SECRET = 'a-secret-of-the-webhook-0123456789';
let emulator: TelegramEmulator;
let phone: Phone;
let adapter: ChannelAdapter;
let folder: string;

beforeEach(async () => {
  emulator = await startTelegramEmulator();
  phone = emulator.user(52_001);
  folder = await mkdtemp(join(tmpdir(), 'media-task-'));
  const { token, apiRoot } = emulator;
  const webhook = {
    mode: 'webhook' as const,
    webhookUrl: 'http://127.0.0.1:1/',
    webhookSecret: SECRET,
    proxy: null,
  };
  adapter = createTelegramAdapter({ account: ACCOUNT, token, apiRoot, ...webhook }, createTestDeps());
});
afterEach(async () => {
  await adapter.close();
  await emulator.close();
  await rm(folder, { recursive: true, force: true });
});

/** The first file of an update, as the adapter reads it. */
function mediaOf(update: unknown): IncomingMedia {
  const request: WebhookRequest = {
    method: 'POST',
    headers: { 'x-telegram-bot-api-secret-token': SECRET },
    query: {},
    body: Buffer.from(JSON.stringify(update)),
  };
  const intake = adapter.receive(request);
  const event = intake.ok ? intake.updates[0]?.event : undefined;
  if (event?.type !== 'message') throw new Error('not a message');
  return event.content.media![0]!;
}

async function fetched(media: IncomingMedia, quotaBytes = 1_000_000): Promise<unknown> {
  const store = await createMediaStore({ folder, random: systemRandom, quotaBytes, fileBytes: 100_000 });
  const handler = createMediaTasks(new Map([[ACCOUNT, adapter]]), store)['media.fetch']!;
  const input = { messageId: 'm', index: 0, account: ACCOUNT, media } as unknown as Json;
  const identity = { account: ACCOUNT, address: '52001', locale: 'ru' as const, verifiedPhone: null };
  const task = { id: 1, conversationId: 1, kind: 'media.fetch', key: 'k', input, attempt: 1, identity };
  const outcome = await handler(task, AbortSignal.timeout(20_000));
  if ('retry' in outcome) return outcome;
  return outcome.ok ? (outcome.value as { media: unknown }).media : outcome;
}

test.each<[string, (phone: Phone) => unknown]>([
  ['photo', (one) => one.photo(PNG)],
  ['audio', (one) => one.audio(PNG)],
  ['voice', (one) => one.voice(PNG)],
  ['video', (one) => one.video(PNG)],
  ['sticker', (one) => one.sticker()],
])('a %s is copied under a name of ours', async (_kind, act) => {
  expect(await fetched(mediaOf(act(phone)))).toMatchObject({
    file: expect.stringMatching(/^[\w-]{22}\.\w+$/),
  });
  expect(await readdir(folder)).toHaveLength(1);
});

test('a picture that is none is kept as what it is: bytes that nobody shows', async () => {
  const media = mediaOf(phone.photo(Buffer.from('<script>alert(1)</script>')));
  expect(media.kind).toBe('photo');
  expect(await fetched(media)).toMatchObject({
    mime: 'application/octet-stream',
    file: expect.stringMatching(/\.bin$/),
  });
});

test('a text that says it is a picture, and a name that climbs, lead nowhere', async () => {
  const media = mediaOf(phone.document(Buffer.from('%PDF-1.7'), '../../etc/cron.d/x.png', 'image/png'));
  expect(await fetched(media)).toMatchObject({
    mime: 'application/pdf',
    file: expect.stringMatching(/^[\w-]{22}\.pdf$/),
  });
});

test('why there is none: too large, gone, no room', async () => {
  expect(await fetched(mediaOf(phone.photo(Buffer.alloc(100_001))))).toEqual({ missing: 'too-large' });
  expect(await fetched({ kind: 'photo', ref: 'no-such-file' })).toEqual({ missing: 'gone' });
  expect(await fetched(mediaOf(phone.photo(Buffer.alloc(101))), 100)).toEqual({ missing: 'quota' });
  expect(await readdir(folder)).toEqual([]);
});

test('a platform that is down is asked again', async () => {
  emulator.fault({ method: 'getFile', status: 500 });
  expect(await fetched(mediaOf(phone.photo(PNG)))).toEqual({ retry: 'unavailable' });
});
