/** The refusals that are answered with another way to say the same. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { TelegramEmulator } from '../../../bots/telegram/emulator/emulator.ts';
import { startTelegramEmulator, type Phone } from '../../../bots/telegram/emulator/index.ts';
import { createTelegramAdapter } from '../../../bots/telegram/index.ts';
import type { ChannelAdapter } from '../../../src/core/ports/channel.ts';
import { createTestDeps, PNG } from '../support/test-deps.ts';

let emulator: TelegramEmulator;
let phone: Phone;
let adapter: ChannelAdapter;

beforeEach(async () => {
  emulator = await startTelegramEmulator();
  phone = emulator.user(52_001);
  phone.start();
  const { token, apiRoot } = emulator;
  const poll = { mode: 'poll' as const, webhookUrl: null, webhookSecret: null, proxy: null };
  adapter = createTelegramAdapter({ account: 'telegram:main', token, apiRoot, ...poll }, createTestDeps());
});

afterEach(async () => {
  await adapter.close();
  await emulator.close();
});

test('HTML that Telegram cannot read goes as plain text', async () => {
  const refusal = {
    ok: false,
    error_code: 400,
    description: "Bad Request: can't parse entities: Unsupported start tag",
  };
  emulator.fault({ method: 'sendMessage', status: 400, body: refusal });
  const [part] = adapter.render({ text: '**a < b** & [c](https://x.example)' });
  expect(await adapter.send('52001', part!, 'k')).toMatchObject({ kind: 'sent' });
  expect(phone.received().at(-1)).toMatchObject({ text: 'a < b & c (https://x.example)' });
  expect(phone.received().at(-1)!.entities).toBeUndefined();
});

test('a button whose address is refused is left out, the message goes', async () => {
  const [part] = adapter.render({
    text: '**x**',
    buttons: [
      { kind: 'url', label: 'Посылка', url: 'http://intranet/track' },
      { kind: 'reply', label: 'Меню', token: 't.1' },
    ],
  });
  expect(await adapter.send('52001', part!, 'k')).toMatchObject({ kind: 'sent' });
  expect(phone.received().at(-1)).toMatchObject({
    text: 'x',
    entities: [{ type: 'bold' }],
    reply_markup: { inline_keyboard: [[{ text: 'Меню', callback_data: 't.1' }]] },
  });
});

test('a picture that is none to Telegram goes as a file, with all its bytes', async () => {
  const refusal = { ok: false, error_code: 400, description: 'Bad Request: PHOTO_INVALID_DIMENSIONS' };
  emulator.fault({ method: 'sendPhoto', status: 400, body: refusal });
  const media = {
    kind: 'photo' as const,
    file: 'sample.png',
    name: 'a.png',
    mime: 'image/png',
    bytes: PNG.length,
  };
  const [part] = adapter.render({ text: 'чек', media });
  expect(await adapter.send('52001', part!, 'k')).toMatchObject({ kind: 'sent' });
  expect(phone.received().at(-1)).toMatchObject({ caption: 'чек', document: { file_size: PNG.length } });
});

test('a chat that has moved is followed once', async () => {
  const moved = {
    ok: false,
    error_code: 400,
    description: 'Bad Request: group chat was upgraded',
    parameters: { migrate_to_chat_id: 52_001 },
  };
  emulator.fault({ method: 'sendMessage', address: '777', status: 400, body: moved });
  const [part] = adapter.render({ text: 'x' });
  expect(await adapter.send('777', part!, 'k')).toMatchObject({ kind: 'sent' });
});
