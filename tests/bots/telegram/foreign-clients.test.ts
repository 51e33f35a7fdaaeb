/** The emulator as other people's libraries see it: grammY and telegraf, by long poll and by webhook, unchanged. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Bot, GrammyError, InlineKeyboard, InputFile, Keyboard, webhookCallback } from 'grammy';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Input, Markup, Telegraf } from 'telegraf';
import { startTelegramEmulator, type Phone } from '../../../bots/telegram/emulator/index.ts';
import type { TelegramEmulator } from '../../../bots/telegram/emulator/emulator.ts';
import { eventually, PNG } from '../support/test-deps.ts';

let emulator: TelegramEmulator;
let phone: Phone;
const cleanUps: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  emulator = await startTelegramEmulator();
  phone = emulator.user(52_001);
});

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
  await emulator.close();
});

describe('grammY', () => {
  test('long poll: text, buttons, taps, contact, files', async () => {
    const bot = grammy();
    const seen: string[] = [];
    bot.command('start', (ctx) =>
      ctx.reply(`payload ${ctx.match}`, {
        reply_markup: new InlineKeyboard().text('Да', 'yes').url('Сайт', 'https://shop.example'),
      }),
    );
    bot.callbackQuery('yes', async (ctx) => {
      await ctx.answerCallbackQuery({ text: 'принято' });
      await ctx.editMessageText('выбрано: <b>да</b>', { parse_mode: 'HTML' });
      await ctx.reply('номер?', { reply_markup: new Keyboard().requestContact('Номер').resized().oneTime() });
    });
    bot.on('message:contact', (ctx) =>
      ctx.reply(`номер ${ctx.message.contact.phone_number}`, { reply_markup: { remove_keyboard: true } }),
    );
    bot.on('message:photo', async (ctx) => {
      const file = await ctx.getFile();
      const answer = await fetch(`${emulator.apiRoot}/file/bot${emulator.token}/${file.file_path}`);
      seen.push(Buffer.from(await answer.arrayBuffer()).toString());
      await ctx.replyWithPhoto(new InputFile(PNG, 'a.png'), { caption: 'назад' });
    });
    bot.on('edited_message:text', (ctx) => void seen.push(`edited ${ctx.editedMessage.text}`));
    bot.on('my_chat_member', (ctx) => void seen.push(ctx.myChatMember.new_chat_member.status));
    await startPolling(bot);

    phone.start('abc');
    expect(await phone.waitForMessage()).toMatchObject({ text: 'payload abc' });
    const shown: string[] = [];
    phone.watch(
      (event) => void shown.push(event.type === 'tap-answered' ? `answered ${event.text}` : event.type),
    );
    phone.tap('Да');
    expect(await phone.waitForMessage()).toMatchObject({ text: 'номер?' });
    expect(shown).toEqual(expect.arrayContaining(['answered принято', 'edit']));
    expect(phone.received()[0]).toMatchObject({
      text: 'выбрано: да',
      entities: [{ type: 'bold', offset: 9, length: 2 }],
    });
    phone.tap('Номер');
    expect(await phone.waitForMessage()).toMatchObject({ text: `номер ${phone.person.phone}` });
    expect(phone.keyboard()).toBeNull();
    phone.photo(Buffer.from('bytes of a photo'));
    expect(await phone.waitForMessage()).toMatchObject({ caption: 'назад' });
    phone.edit('исправлено', phone.text('опечатка') === null ? 0 : undefined);
    phone.block();
    await eventually(() => seen.includes('kicked'), 'the block arrives');
    expect(seen).toEqual(['bytes of a photo', 'edited исправлено', 'kicked']);
    await expect(bot.api.sendMessage(52_001, 'x')).rejects.toThrow(
      /403: Forbidden: bot was blocked by the user/,
    );
  });

  test('webhook with its secret, answered in the response', async () => {
    const bot = grammy({ canUseWebhookReply: (method) => method === 'sendMessage' });
    bot.on('message:text', async (ctx) => {
      await ctx.reply(`эхо ${ctx.message.text}`);
    });
    const url = await listen(webhookCallback(bot, 'http', { secretToken: 'secret-of-grammy' }));
    await bot.api.setWebhook(url, { secret_token: 'secret-of-grammy' });
    phone.text('раз');
    expect(await phone.waitForMessage()).toMatchObject({ text: 'эхо раз' });
    await eventually(
      () => emulator.calls().some(({ method }) => method === 'sendMessage'),
      'the call is listed',
    );
  });

  test('a webhook that expects another secret gets nothing through', async () => {
    const bot = grammy();
    const url = await listen(webhookCallback(bot, 'http', { secretToken: 'expected' }));
    await bot.api.setWebhook(url, { secret_token: 'another' });
    phone.text('раз');
    await eventually(() => deliveries().length > 0, 'a delivery was tried');
    expect(deliveries()[0]).toMatchObject({ status: 401 });
    expect((await bot.api.getWebhookInfo()).pending_update_count).toBe(1);
  });

  test('errors come as its own error class', async () => {
    const bot = grammy();
    phone.start();
    const failure = await bot.api
      .sendMessage(52_001, '<b>open', { parse_mode: 'HTML' })
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(GrammyError);
    expect(failure).toMatchObject({
      error_code: 400,
      description: `Bad Request: can't parse entities: Can't find end tag corresponding to start tag "b"`,
    });
    emulator.fault({ method: 'sendMessage', status: 429, retryAfter: 9 });
    await expect(bot.api.sendMessage(52_001, 'x')).rejects.toMatchObject({ parameters: { retry_after: 9 } });
  });

  test('two pollers of one token: the older one is told of a conflict', async () => {
    const first = emulatorCall('getUpdates', { timeout: 20 });
    await polling();
    phone.text('раз');
    const second = emulatorCall('getUpdates', { timeout: 20 });
    expect([(await first).status, (await second).status]).toEqual([200, 200]);
    const third = emulatorCall('getUpdates', { timeout: 20, offset: 999_999 });
    await polling();
    const fourth = emulatorCall('getUpdates', { timeout: 0, offset: 999_999 });
    expect((await third).status).toBe(409);
    expect((await fourth).status).toBe(200);
  });
});

describe('telegraf', () => {
  test('long poll: text, buttons, taps, documents', async () => {
    const bot = new Telegraf(emulator.token, { telegram: { apiRoot: emulator.apiRoot } });
    bot.start((ctx) => ctx.reply('привет', Markup.inlineKeyboard([Markup.button.callback('Да', 'yes')])));
    bot.action('yes', async (ctx) => {
      await ctx.answerCbQuery();
      await ctx.replyWithDocument(Input.fromBuffer(PNG, 'чек.png'), { caption: 'вот' });
    });
    bot.on('text', (ctx) => ctx.replyWithHTML('<i>текст</i>'));
    void bot.launch();
    cleanUps.push(async () => bot.stop());
    phone.start();
    expect(await phone.waitForMessage()).toMatchObject({ text: 'привет' });
    phone.tap('Да');
    const sent = await phone.waitForMessage();
    expect(sent).toMatchObject({ caption: 'вот', document: { file_name: 'чек.png', file_size: PNG.length } });
    phone.text('ещё');
    expect(await phone.waitForMessage()).toMatchObject({ text: 'текст', entities: [{ type: 'italic' }] });
  });

  test('webhook', async () => {
    const bot = new Telegraf(emulator.token, {
      telegram: { apiRoot: emulator.apiRoot, webhookReply: false },
    });
    bot.on('text', (ctx) => ctx.reply(`эхо ${ctx.text}`));
    const url = await listen(bot.webhookCallback('/hook', { secretToken: 'secret-of-telegraf' }));
    await bot.telegram.setWebhook(`${url}hook`, { secret_token: 'secret-of-telegraf' });
    phone.text('раз');
    expect(await phone.waitForMessage()).toMatchObject({ text: 'эхо раз' });
  });
});

function grammy(extra: { canUseWebhookReply?: (method: string) => boolean } = {}): Bot {
  const bot = new Bot(emulator.token, { client: { apiRoot: emulator.apiRoot, ...extra } });
  bot.catch((error) => {
    throw error.error;
  });
  return bot;
}

async function startPolling(bot: Bot): Promise<void> {
  await new Promise<void>((resolve) => {
    void bot.start({
      onStart: () => resolve(),
      allowed_updates: ['message', 'edited_message', 'callback_query', 'my_chat_member'],
    });
  });
  cleanUps.push(() => bot.stop());
}

type Listener = (request: IncomingMessage, response: ServerResponse) => unknown;

async function listen(listener: Listener): Promise<string> {
  const server = createServer((request, response) => void listener(request, response));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  cleanUps.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

function polling(): Promise<void> {
  return eventually(() => emulator.world.bots.get(emulator.token)!.updates.polling, 'a poll waits');
}

function deliveries() {
  return emulator.world.bots.get(emulator.token)!.updates.deliveries();
}

function emulatorCall(method: string, payload: object): Promise<Response> {
  return fetch(`${emulator.apiRoot}/bot${emulator.token}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(payload),
  });
}
