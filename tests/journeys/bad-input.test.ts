/**
 * What strangers, broken clients and attackers send to the real product over real HTTP: each gets a clear answer or a
 * refusal, nothing is lost or shown to whom it does not belong, and the next customer is served as if nothing had been.
 */
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Phone } from '../../bots/telegram/emulator/phone.ts';
import { LIMITS } from '../../src/core/limits.ts';
import { openProduct, type OpenProduct } from '../support/open-product.ts';
import { setUpOperator, type OperatorClient } from '../support/operator-client.ts';
import { SECRET, webhookSettings } from '../support/channel-settings.ts';

let open: OpenProduct;
let olga: OperatorClient;
let nextPerson = 61_000;

beforeAll(async () => {
  open = await openProduct({
    env: {
      ...(await webhookSettings()),
    },
  });
  olga = await setUpOperator(open);
}, 30_000);

afterAll(() => open.stop());

/** After whatever was done: the process answers, and a customer is answered. */
afterEach(async () => {
  expect((await fetch(`${open.url}/readyz`)).status).toBe(200);
  const phone = customer();
  phone.text('Сколько стоит доставка курьером?');
  expect((await hears(phone, /390/)).length).toBeGreaterThan(10);
});

function customer(language = 'ru'): Phone {
  nextPerson += 1;
  const phone = open.telegram.user(nextPerson);
  phone.person.languageCode = language;
  phone.person.firstName = `Гость ${nextPerson}`;
  return phone;
}

async function hears(phone: Phone, expected: RegExp): Promise<string> {
  return (await phone.waitForMessage((one) => expected.test(one.text ?? ''))).text ?? '';
}

function post(body: string | Uint8Array<ArrayBuffer>, secret: string | null = SECRET): Promise<Response> {
  const headers = secret === null ? {} : { 'x-telegram-bot-api-secret-token': secret };
  return fetch(`${open.url}/webhooks/telegram`, { method: 'POST', body, headers });
}

function update(id: number, more: Record<string, unknown> = {}): string {
  const from = { id: nextPerson, is_bot: false, first_name: 'x', language_code: 'ru' };
  const chat = { id: nextPerson, type: 'private', first_name: 'x' };
  return JSON.stringify({
    update_id: id,
    message: { message_id: id, date: 1, from, chat, text: 'привет', ...more },
  });
}

async function stored(): Promise<number> {
  return (await olga.rows('all')).length;
}

/** What a customer wrote, as the console shows it. */
async function heard(phone: Phone): Promise<string[]> {
  const row = (await olga.rows('all')).find(({ name }) => name.includes(phone.person.firstName));
  const lines = await olga.lines(row?.id ?? '');
  return lines.filter(({ kind }) => kind === 'in').map(({ content }) => content?.text ?? '');
}

describe('a webhook call that is not the platform’s', () => {
  test.each([
    ['no secret', null],
    ['an empty one', ''],
    ['a wrong one', 'b-secret-of-32-characters-or-more'],
    ['all but its last letter', SECRET.slice(0, -1)],
    ['one letter more', `${SECRET}x`],
    ['one in capitals', SECRET.toUpperCase()],
  ])('%s: 401, nothing stored', async (_name, secret) => {
    const before = await stored();
    expect((await post(update(900_001), secret)).status).toBe(401);
    expect(await stored()).toBe(before);
  });

  test('a body over 1 MB: 413', async () => {
    const before = await stored();
    expect((await post(update(900_002, { text: 'я'.repeat(600_000) }))).status).toBe(413);
    expect(await stored()).toBe(before);
  });

  test.each([
    ['words', 'hello'],
    ['half a document', update(900_003).slice(0, 40)],
    ['nothing', ''],
    ['bytes that are no text', Uint8Array.from([0xff, 0xfe, 0, 0x80])],
    ['a number', '42'],
    ['a list', '[]'],
    ['nothing in JSON', 'null'],
    ['brackets 100,000 deep', '['.repeat(100_000)],
  ])('%s instead of an update: refused or ignored, never stored', async (_name, body) => {
    const before = await stored();
    expect([200, 400]).toContain((await post(body)).status);
    expect(await stored()).toBe(before);
  });

  test('words and half a document are refused as such', async () => {
    for (const body of ['hello', update(900_004).slice(0, 40)]) expect((await post(body)).status).toBe(400);
  });

  test('names that mean something to JavaScript change nothing', async () => {
    const body = `{"update_id":900005,"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}`;
    expect((await post(body)).status).toBe(200);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('an update that nobody has seen before', () => {
  test('a kind of tomorrow is acknowledged, and nobody is written to', async () => {
    const phone = customer();
    const from = { id: phone.person.id, is_bot: false, first_name: 'x' };
    const answer = await post(JSON.stringify({ update_id: 900_100, hologram: { from, beam: 'x' } }));
    expect(answer.status).toBe(200);
    phone.send({ hologram: { file_id: 'x', depth: 3 } });
    phone.text('Сколько стоит доставка курьером?');
    await hears(phone, /390/);
    expect(await heard(phone)).toEqual(['Сколько стоит доставка курьером?']);
  });

  test('what we know of and do not take is stored, and answered', async () => {
    const phone = customer();
    phone.send({ dice: { emoji: '🎲', value: 3 } });
    await phone.waitForMessage();
    expect(await heard(phone)).toHaveLength(1);
  });

  test('the same update twice is one line', async () => {
    const phone = customer();
    const body = update(900_200, {
      from: { id: phone.person.id, first_name: phone.person.firstName, is_bot: false, language_code: 'ru' },
    });
    expect((await post(body)).status).toBe(200);
    expect((await post(body)).status).toBe(200);
    expect(await heard(phone)).toHaveLength(1);
  });

  test('fields of wrong types are refused or ignored, and nothing is thrown', async () => {
    for (const more of [{ text: 7 }, { chat: 'x' }, { from: [] }, { date: 'gestern' }, { message_id: {} }]) {
      expect([200, 400]).toContain((await post(update(900_300, more))).status);
    }
  });
});

describe('a strange text', () => {
  test('100 kB: stored cut, with a mark, and answered', async () => {
    const phone = customer();
    phone.text('доставка '.repeat(12_000));
    await phone.waitForMessage();
    const [line = ''] = await heard(phone);
    expect(line).toHaveLength(LIMITS.incomingTextChars + 1);
    expect(line.endsWith('…')).toBe(true);
  });

  test('100 kB of emoji is not cut through the middle of one', async () => {
    const phone = customer();
    phone.text(`я${'🧶'.repeat(25_000)}`);
    await phone.waitForMessage();
    const [line = ''] = await heard(phone);
    expect(line.isWellFormed()).toBe(true);
    expect(line).not.toContain('\uFFFD');
  });

  test('zero-width characters inside a question do not hide it', async () => {
    const phone = customer();
    phone.text('сколько стоит доставка курьером'.split('').join('\u200B'));
    await hears(phone, /390/);
  });

  test('nothing but zero-width characters, and nothing but marks, is answered as not understood', async () => {
    for (const text of ['\u200B\u200D\uFEFF\u2060', '\u0301'.repeat(500), '???', '🙈'.repeat(200)]) {
      const phone = customer();
      phone.text(text);
      const answer = await phone.waitForMessage();
      expect(answer.text?.length ?? 0).toBeGreaterThan(10);
    }
  });

  test('right-to-left text and its override are kept as written and answered', async () => {
    const text = 'مرحبا \u202Eגלית txet lanretxe\u202C שלום';
    const phone = customer();
    phone.text(text);
    await phone.waitForMessage();
    expect(await heard(phone)).toEqual([text]);
  });

  test('markup and slots in a name stay what they are', async () => {
    const phone = customer();
    phone.person.firstName = `<b>*{shop.name}*</b> ${nextPerson}`;
    phone.start();
    expect(await hears(phone, /магазина/)).toContain('<b>*{shop.name}*</b>');
  });

  test('a NUL and lone surrogates do not stop the conversation', async () => {
    const phone = customer();
    phone.text('при\u0000вет \uD83E');
    await phone.waitForMessage();
  });
});

describe('a forged tap', () => {
  test.each(['nothing.0', '', '0', '../../etc/passwd', "1' OR '1'='1", 'x'.repeat(64), '9007199254740993.1'])(
    'data %j: the menu, not a deed',
    async (data) => {
      const phone = customer();
      phone.start();
      await phone.waitForMessage();
      phone.tapData(data);
      await hears(phone, /кнопка уже не работает/);
    },
  );

  test('a button of another customer’s message does nothing for a stranger', async () => {
    const owner = customer();
    owner.start();
    const menu = await owner.waitForMessage((one) => one.reply_markup !== undefined);
    const data = /"callback_data":"([^"]+)"/.exec(JSON.stringify(menu.reply_markup))?.[1] ?? '';
    expect(data).not.toBe('');
    const stranger = customer();
    stranger.start();
    await stranger.waitForMessage();
    stranger.tapData(data);
    await hears(stranger, /кнопка уже не работает/);
  });
});

describe('somebody after another person’s order', () => {
  /** What every card of an order begins with, and what only a whole one has. */
  const CARD = /^Заказ ML-\d+ от|Итого|Посылка/;

  test.each<[string, Parameters<Phone['contact']>[0]]>([
    ['another person’s card', { phone: '79990001001', userId: 777 }],
    ['a card without an owner', { phone: '79990001001', userId: null }],
    ['a forwarded card', { phone: '79990001001', forwarded: true, userId: 778 }],
  ])('%s shows no order', async (_name, card) => {
    const phone = customer();
    phone.text('где мой заказ?');
    await hears(phone, /номер заказа/);
    phone.contact(card);
    await hears(phone, /не видно, что номер ваш/);
    expect(phone.received().some(({ text }) => CARD.test(text ?? '') || /ML-1007/.test(text ?? ''))).toBe(
      false,
    );
  });

  test.each([
    "ML-1007' OR '1'='1",
    "1007'; DROP TABLE orders; --",
    '<b>ML-1007</b><script>alert(1)</script>',
    '**ML-1007** [x](https://evil.example) {shop.name}',
    'ML-1007%',
    'ML-100_',
  ])('the number %j is no number and opens nothing', async (number) => {
    const phone = customer();
    phone.text('где мой заказ?');
    await hears(phone, /номер заказа/);
    phone.text(number);
    await hears(phone, /Не вижу в сообщении номера/);
    const shown = JSON.stringify(phone.received());
    expect(shown).not.toMatch(/"type":"text_link"|"url":"https:\/\/evil/);
    expect(phone.received().some(({ text }) => CARD.test(text ?? ''))).toBe(false);
  });

  test.each(['1111', '0000', "1' OR"])(
    'the right number with the digits %j opens nothing',
    async (digits) => {
      const phone = customer();
      phone.text('где мой заказ?');
      await hears(phone, /номер заказа/);
      phone.text('ML-1007');
      await hears(phone, /Прежде чем рассказать/);
      phone.tap('4 цифры телефона');
      await hears(phone, /последние четыре цифры телефона, на который/);
      phone.text(digits);
      await hears(phone, /не нашёл|Нужны только четыре последние цифры|Прежде чем/);
      expect(phone.received().some(({ text }) => CARD.test(text ?? ''))).toBe(false);
    },
  );

  test('after all of that the order is still there for its owner', async () => {
    const phone = customer();
    phone.person.phone = '79990001004';
    phone.text('где мой заказ?');
    await hears(phone, /номер заказа/);
    phone.contact();
    await hears(phone, /ML-10/);
  });
});

describe('the desk’s own door', () => {
  test.each([
    ['GET', '/api/conversations?view=all'],
    ['POST', '/api/conversations/1/commands'],
    ['GET', '/api/live'],
    ['GET', '/api/people'],
    ['GET', '/playground'],
    ['GET', '/api/playground/x'],
  ])('%s %s without a session shows nothing', async (method, path) => {
    const answer = await fetch(open.url + path, {
      method,
      redirect: 'manual',
      ...(method === 'POST' ? { body: '{}', headers: { 'content-type': 'application/json' } } : {}),
    });
    expect([401, 403, 404]).toContain(answer.status);
    expect(await answer.text()).not.toContain('Гость');
  });

  test('paths that climb out of the console’s folder', async () => {
    for (const path of ['/..%2f..%2fpackage.json', '/assets/..%2f..%2f..%2f.env', '/%00', '/%zz']) {
      const text = await (await fetch(open.url + path)).text();
      expect(text).not.toMatch(/"dependencies"|TELEGRAM_BOT_TOKEN/);
    }
  });
});
