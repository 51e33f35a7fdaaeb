/**
 * The emulator as somebody else's library sees it: viber-bot, unchanged but for its fixed host. What it does otherwise than we do is
 * held here as a fact, because installations that come from it bring habits along.
 */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import viberBot from 'viber-bot';
import type { ViberEmulator } from '../../../bots/viber/emulator/emulator.ts';
import { startViberEmulator } from '../../../bots/viber/emulator/index.ts';
import type { Phone } from '../../../bots/viber/emulator/phone.ts';
import { hmacSha256 } from '../../../src/transport/signature.ts';
import { eventually } from '../support/test-deps.ts';

const { Bot, Message } = viberBot;
type ViberBot = InstanceType<typeof Bot>;

let emulator: ViberEmulator;
let phone: Phone;
let bot: ViberBot;
let url: string;
/** What the library answered to callbacks, in order. */
let answers: string[];
const cleanUps: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  emulator = await startViberEmulator();
  phone = emulator.user('01234567890A=');
  bot = new Bot({ authToken: emulator.token, name: 'Shop', avatar: 'https://shop.example/a.jpg' });
  // Its host is a constant; there is no setting for it.
  Reflect.set(Reflect.get(bot, '_client') as object, '_url', `${emulator.apiRoot}/pa`);
  answers = [];
  const listener = bot.middleware();
  const server = createServer((request, response) => {
    const end = response.end.bind(response);
    response.end = ((body?: unknown, ...rest: []) => {
      if (typeof body === 'string' || Buffer.isBuffer(body)) answers.push(body.toString());
      return end(body, ...rest);
    }) as typeof response.end;
    listener(request, response);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  cleanUps.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  await bot.setWebhook(url);
});

afterEach(async () => {
  await emulator.close();
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

describe('it works against the emulator', () => {
  test('text, keyboard, taps, contact, place, picture, file, link, carousel', async () => {
    const seen: string[] = [];
    const key = (fields: object) => ({
      Columns: 6,
      Rows: 1,
      ActionType: 'reply',
      ActionBody: 'status',
      Text: 'Статус',
      ...fields,
    });
    const keyboard = {
      Type: 'keyboard',
      Buttons: [key({}), key({ ActionType: 'share-phone', Text: 'Номер' })],
    };
    bot.onTextMessage(/^привіт/, (_message, response) => {
      void response.send([
        new Message.Text('вітаємо'),
        new Message.Text('що далі?', keyboard, null, null, null, 3),
      ]);
    });
    bot.onTextMessage(/^status$/, (_message, response) => {
      const carousel = {
        Type: 'rich_media',
        ButtonsGroupColumns: 6,
        ButtonsGroupRows: 1,
        Buttons: [key({ Text: 'Один' }), key({ Text: 'Два' })],
      };
      void response.send([
        new Message.Picture('https://shop.example/a.jpg', 'чек'),
        new Message.File('https://shop.example/a.pdf', 7, 'a.pdf'),
        new Message.Location(50.45, 30.52),
        new Message.Contact('Anna', '380501234567'),
        new Message.Url('https://shop.example'),
        new Message.RichMedia(carousel),
      ]);
    });
    bot.on('message', (message: { contactPhoneNumber?: string; url?: string }) => {
      if (message.contactPhoneNumber !== undefined) seen.push(message.contactPhoneNumber);
      if (message.url !== undefined) seen.push('picture');
    });
    phone.text('привіт 🙂');
    expect(await phone.waitForMessage()).toMatchObject({ text: 'вітаємо', senderName: 'Shop' });
    expect(await phone.waitForMessage()).toMatchObject({ text: 'що далі?' });
    phone.tap('Номер');
    phone.photo();
    phone.tap('Статус');
    await phone.waitForMessage(({ type }) => type === 'rich_media');
    expect(phone.received().map(({ type }) => type)).toEqual([
      'text',
      'text',
      'picture',
      'file',
      'location',
      'contact',
      'url',
      'rich_media',
    ]);
    await eventually(() => seen.length === 2, 'number and picture');
    expect(new Set(seen)).toEqual(new Set([phone.chat.phone, 'picture']));
    expect(emulator.calls().map(({ outcome }) => outcome)).toEqual(emulator.calls().map(() => 'ok'));
  });

  test('account, details, presence; a refusal comes as the answer it got', async () => {
    phone.text('x');
    expect(await bot.getBotProfile()).toMatchObject({ name: 'Прилавок', webhook: url });
    expect(await bot.getUserDetails({ id: phone.chat.userId })).toMatchObject({ name: 'Anna' });
    expect(await bot.getOnlineStatus([phone.chat.userId])).toMatchObject({ users: [{ online_status: 0 }] });
    const refusal = await bot
      .sendMessage({ id: 'nobody=' }, new Message.Text('x'))
      .catch((error: unknown) => error);
    expect(refusal).toMatchObject({ status: 5, status_message: 'receiverNotRegistered' });
  });

  test('its ids keep all their digits', async () => {
    const tokens: string[] = [];
    bot.on('delivered', (event: { message_token: string }) => void tokens.push(event.message_token));
    phone.text('x');
    const [token] = await bot.sendMessage({ id: phone.chat.userId }, new Message.Text('раз'));
    await eventually(() => tokens.length === 1, 'the receipt');
    expect(tokens).toEqual([phone.received()[0]!.token]);
    // Those of its own calls do not: they are read by plain JSON.parse and no longer fit the receipt.
    expect(String(token)).not.toBe(tokens[0]);
  });
});

describe('where it differs from us', () => {
  const body =
    '{"event":"message","timestamp":1795300000000,"message_token":5912661846655238145,"sender":{"id":"x=","name":"Anna"},"message":{"type":"text","text":"раз"}}';

  test('a call that is signed in the header alone is never answered', async () => {
    const signature = hmacSha256(emulator.token, Buffer.from(body));
    const post = (query: string, headers: Record<string, string>) =>
      fetch(url + query, { method: 'POST', body, headers, signal: AbortSignal.timeout(700) });
    await expect(post('', { 'X-Viber-Content-Signature': signature })).rejects.toThrow(/aborted|timeout/i);
    expect((await post(`?sig=${signature}`, {})).status).toBe(200);
  });

  test('a call that is not signed hangs as well, instead of being refused', async () => {
    const forged = fetch(url, { method: 'POST', body, signal: AbortSignal.timeout(700) });
    await expect(forged).rejects.toThrow(/aborted|timeout/i);
  });

  test('the greeting of one visitor stands in the answers to everything that comes later', async () => {
    bot.onConversationStarted((profile, _isSubscribed, _context, greet) =>
      greet(new Message.Text(`Вітаємо, ${profile.name}!`)),
    );
    phone.chat.name = 'Анна';
    phone.start('ord_42');
    await eventually(
      () => answers.some((answer) => answer.includes('Анна')) || phone.received().length > 0,
      'Anna',
    );
    answers.length = 0;
    const other = emulator.user('other=');
    other.chat.name = 'Борис';
    other.text('я нічого не відкривав');
    await eventually(() => answers.length > 0, 'the answers to Borys');
    expect(answers.join()).toContain('Вітаємо, Анна!');
  });

  test('failures of messages are not asked for, and come as errors when they are', async () => {
    expect(emulator.world.eventTypes).not.toContain('failed');
    const errors: unknown[] = [];
    bot.onError((error) => void errors.push(error));
    emulator.world.eventTypes.push('failed');
    phone.text('x');
    phone.failNext('no money');
    await bot.sendMessage({ id: phone.chat.userId }, new Message.Text('раз'));
    await eventually(() => errors.length === 1, 'the failure');
    expect(errors).toEqual([expect.objectContaining({ event: 'failed', desc: 'no money' })]);
  });

  test('only the last of several messages carries the keyboard', async () => {
    phone.text('x');
    const keyboard = {
      Type: 'keyboard',
      Buttons: [{ Columns: 6, Rows: 1, ActionType: 'reply', ActionBody: 'a', Text: 'А' }],
    };
    const text = (words: string) => new Message.Text(words, keyboard);
    await bot.sendMessage({ id: phone.chat.userId }, [text('1'), text('2')]);
    expect(phone.received().map((message) => message.keyboard?.length)).toEqual([undefined, 1]);
  });
});
