/** The stand-in is as strict as the platform: what it refuses, when it says so, how it repeats, what it forgets. */
import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { WhatsAppEmulator } from '../../../bots/whatsapp/emulator/emulator.ts';
import { startWhatsAppEmulator } from '../../../bots/whatsapp/emulator/index.ts';
import type { Phone } from '../../../bots/whatsapp/emulator/phone.ts';
import { createManualClock } from '../../support/manual-clock.ts';
import { eventually } from '../support/test-deps.ts';
import { startWebhookServer } from '../support/webhook-server.ts';
import { PERSON } from './rig.ts';

const T0 = Date.parse('2026-11-23T09:00:00Z');

let emulator: WhatsAppEmulator;
let phone: Phone;

beforeEach(async () => {
  emulator = await startWhatsAppEmulator();
  phone = emulator.user(PERSON);
  phone.text('привет');
});
afterEach(() => emulator.close());

interface Answer {
  status: number;
  body: { error?: { code: number; error_subcode?: number; error_data?: { details: string } } } & Record<
    string,
    unknown
  >;
}

async function ask(path: string, init: RequestInit = {}, token = emulator.token): Promise<Answer> {
  const answer = await fetch(`${emulator.apiRoot}/v26.0/${path}`, {
    ...init,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  });
  return { status: answer.status, body: (await answer.json()) as Answer['body'] };
}
const post = (message: object, number = emulator.phoneNumberId) =>
  ask(`${number}/messages`, {
    method: 'POST',
    body: JSON.stringify({ messaging_product: 'whatsapp', to: PERSON, ...message }),
  });
const text = (body: string) => ({ type: 'text', text: { body } });
const button = (...titles: string[]) => ({
  type: 'interactive',
  interactive: {
    type: 'button',
    body: { text: '?' },
    action: { buttons: titles.map((title, id) => ({ type: 'reply', reply: { id: `${id}`, title } })) },
  },
});
const list = (rows: object[], more = {}) => ({
  type: 'interactive',
  interactive: {
    type: 'list',
    body: { text: '?' },
    action: { button: 'Открыть', sections: [{ rows }] },
    ...more,
  },
});
const rows = (count: number) =>
  Array.from({ length: count }, (_, id) => ({ id: `${id}`, title: `Тема ${id}` }));

describe('a message', () => {
  test('is accepted with its id, and who it goes to', async () => {
    const { status, body } = await post(text('здравствуйте'));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      messaging_product: 'whatsapp',
      contacts: [{ input: PERSON, wa_id: PERSON, user_id: phone.chat.person.userId }],
      messages: [{ id: expect.stringMatching(/^wamid\./), message_status: 'accepted' }],
    });
  });

  test.each([
    ['4097 characters', text('я'.repeat(4097)), 131009],
    ['nothing', text(''), 131009],
    ['no text', { type: 'text' }, 131008],
    ['an unknown type', { type: 'poll' }, 131051],
    ['an unknown field', { ...text('x'), buttons: [] }, 100],
    ['four buttons', button('а', 'б', 'в', 'г'), 131009],
    ['a title of 21', button('я'.repeat(21)), 131009],
    ['titles alike', button('да', 'да'), 131009],
    ['eleven rows', list(rows(11)), 131009],
    [
      'rows alike',
      list([
        { id: '1', title: 'а' },
        { id: '2', title: 'а' },
      ]),
      131009,
    ],
    [
      'ids alike',
      list([
        { id: '1', title: 'а' },
        { id: '1', title: 'б' },
      ]),
      131009,
    ],
    ['a row title of 25', list([{ id: '1', title: 'я'.repeat(25) }]), 131009],
    ['a row id of 201', list([{ id: 'я'.repeat(201), title: 'а' }]), 131009],
    ['a description of 73', list([{ id: '1', title: 'а', description: 'я'.repeat(73) }]), 131009],
    [
      'a body of 1025 above buttons',
      { ...button('да'), interactive: { ...button('да').interactive, body: { text: 'я'.repeat(1025) } } },
      131009,
    ],
    ['a file that was never brought', { type: 'image', image: { id: '404' } }, 131009],
    ['callback data of 513', { ...text('x'), biz_opaque_callback_data: 'x'.repeat(513) }, 131009],
    ['no receiver', { ...text('x'), to: undefined }, 131008],
    ['a number without WhatsApp', { ...text('x'), to: '10000000000' }, 131026],
    ['ourselves', { ...text('x'), to: '79990000001' }, 131021],
  ])('with %s is refused', async (_name, message, code) => {
    const { status, body } = await post(message);
    expect([status, body.error?.code]).toEqual([400, code]);
    expect(phone.received()).toEqual([]);
  });

  test('`to` wins over `recipient`', async () => {
    const other = emulator.user('380501234567');
    other.text('привіт');
    await post({ ...text('кому?'), recipient: other.chat.person.userId });
    expect([phone.received().length, other.received().length]).toEqual([1, 0]);
  });

  test('needs the token, a version and a number of ours', async () => {
    const answers = [
      await ask(`${emulator.phoneNumberId}/messages`, { method: 'POST', body: '{}' }, 'wrong'),
      await post(text('x'), '999'),
    ];
    expect(answers.map(({ status, body }) => [status, body.error?.code])).toEqual([
      [401, 190],
      [400, 100],
    ]);
    const bare = await fetch(`${emulator.apiRoot}/${emulator.phoneNumberId}/messages`, { method: 'POST' });
    expect(bare.status).toBe(400);
  });
});

describe('time', () => {
  test('the window closes a day after the last word; our own words do not open it', async () => {
    await emulator.close();
    const clock = createManualClock(T0);
    emulator = await startWhatsAppEmulator({ clock });
    emulator.world.statusDelayMs = 0;
    phone = emulator.user(PERSON);
    phone.text('привет');
    clock.advance(24 * 60 * 60_000 - 1_000);
    await post(text('успели'));
    clock.advance(2_000);
    await post(text('поздно'));
    expect(phone.received().map(({ text: shown }) => shown)).toEqual(['успели']);
  });

  test('bursts to one person are paid back by waiting', async () => {
    await emulator.close();
    const clock = createManualClock(T0);
    emulator = await startWhatsAppEmulator({ clock, limits: { throughput: 1_000 } });
    emulator.user(PERSON).text('привет');
    for (let count = 0; count < 45; count += 1) expect((await post(text('x'))).status).toBe(200);
    expect((await post(text('x'))).body.error?.code).toBe(131056);
    clock.advance(6_000);
    expect((await post(text('x'))).status).toBe(200);
    expect((await post(text('x'))).body.error?.code).toBe(131056);
  });

  test('80 calls a second and number, and the next second again', async () => {
    await emulator.close();
    const clock = createManualClock(T0);
    emulator = await startWhatsAppEmulator({ clock, limits: { pairBurst: 1_000 } });
    emulator.user(PERSON).text('привет');
    for (let count = 0; count < 80; count += 1) expect((await post(text('x'))).status).toBe(200);
    expect(await post(text('x'))).toMatchObject({ status: 429, body: { error: { code: 130429 } } });
    clock.advance(1_000);
    expect((await post(text('x'))).status).toBe(200);
  });

  test('files run out: addresses in minutes, those of customers in a week, uploaded ones in a month', async () => {
    await emulator.close();
    const clock = createManualClock(T0);
    emulator = await startWhatsAppEmulator({ clock });
    const uploaded = await upload('image/png', Buffer.from('png'));
    const id = uploaded.body['id'] as string;
    const { body } = await ask(id);
    const url = body['url'] as string;
    const fetched = (token: string) => fetch(url, { headers: { authorization: `Bearer ${token}` } });
    expect((await fetched(emulator.token)).status).toBe(200);
    expect((await fetched('wrong')).status).toBe(404);
    clock.advance(5 * 60_000 + 1);
    expect((await fetched(emulator.token)).status).toBe(404);
    clock.advance(30 * 24 * 60 * 60_000);
    expect((await ask(id)).body.error).toMatchObject({ code: 100, error_subcode: 33 });
  });
});

describe('an upload', () => {
  test('is looked at: its type, its size, its form', async () => {
    expect((await upload('image/png', Buffer.from('png'))).status).toBe(200);
    expect((await upload('application/zip', Buffer.from('zip'))).body.error?.code).toBe(100);
    expect((await upload('image/png', Buffer.alloc(5_000_001))).body.error?.code).toBe(131053);
    expect((await upload('image/png', Buffer.alloc(0))).body.error?.code).toBe(131053);
    const bare = await ask(`${emulator.phoneNumberId}/media`, { method: 'POST', body: '{}' });
    expect(bare.body.error?.code).toBe(100);
  });
});

describe('the webhook', () => {
  test('is entered only where the handshake is answered', async () => {
    const server = await startWebhookServer('/hook');
    server.handle = async ({ query }) => ({ status: 200, body: query['hub.challenge'] ?? '' });
    expect(await emulator.setWebhook(server.url, 'x')).toBe(true);
    server.handle = async () => ({ status: 200, body: 'ok' });
    expect(await emulator.setWebhook(server.url, 'x')).toBe(false);
    server.handle = async () => 403;
    expect(await emulator.setWebhook(server.url, 'x')).toBe(false);
    await server.close();
  });

  test('gets bytes of ASCII with slashes escaped, signed as they are, and only the fields it wants', async () => {
    const server = await startWebhookServer('/hook');
    server.handle = async ({ query }) => ({ status: 200, body: query['hub.challenge'] ?? '' });
    await emulator.setWebhook(server.url, 'x', ['messages']);
    const got: { body: string; signature: string | undefined; right: string }[] = [];
    server.handle = async ({ body, headers }) => {
      const right = createHmac('sha256', emulator.appSecret).update(body).digest('hex');
      got.push({
        body: Buffer.from(body).toString('latin1'),
        signature: headers['x-hub-signature-256'],
        right: `sha256=${right}`,
      });
      return 200;
    };
    phone.prefer('stop');
    phone.text('Їжак 🦔 a/b');
    await eventually(() => got.length === 1, 'the call');
    expect(got[0]?.body).toContain('\\u0407\\u0436\\u0430\\u043a \\ud83e\\udd94 a\\/b');
    expect(got[0]?.signature).toBe(got[0]?.right);
    await server.close();
  });

  test('is tried again with longer and longer pauses for a week, by the clock', async () => {
    await emulator.close();
    const clock = createManualClock(T0);
    emulator = await startWhatsAppEmulator({ clock });
    const server = await startWebhookServer('/hook');
    server.handle = async ({ query }) => ({ status: 200, body: query['hub.challenge'] ?? '' });
    await emulator.setWebhook(server.url, 'x');
    server.handle = async () => 500;
    emulator.user(PERSON).text('привет');
    const tries = () => emulator.deliveries().length;
    await eventually(() => tries() === 1, 'the first try');
    for (const [wait, count] of [
      [1_000, 2],
      [2_000, 3],
      [4_000, 4],
    ] as const) {
      clock.advance(wait - 1);
      expect(tries()).toBe(count - 1);
      clock.advance(1);
      await eventually(() => tries() === count, `try ${count}`);
    }
    clock.advance(8 * 24 * 60 * 60_000);
    await eventually(() => tries() === 5, 'the last try');
    clock.advance(24 * 60 * 60_000);
    expect(tries()).toBe(5);
    await server.close();
  });
});

function upload(mime: string, bytes: Buffer): Promise<Answer> {
  const form = new FormData();
  form.set('messaging_product', 'whatsapp');
  form.set('type', mime);
  form.set('file', new Blob([new Uint8Array(bytes)], { type: mime }), 'a.bin');
  return fetch(`${emulator.apiRoot}/v26.0/${emulator.phoneNumberId}/media`, {
    method: 'POST',
    headers: { authorization: `Bearer ${emulator.token}` },
    body: form,
  }).then(async (answer) => ({ status: answer.status, body: (await answer.json()) as Answer['body'] }));
}
