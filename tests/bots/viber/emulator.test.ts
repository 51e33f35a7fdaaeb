/** The emulator is as strict as the platform: what it checks, how it answers, how it calls back. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ViberEmulator } from '../../../bots/viber/emulator/emulator.ts';
import { startViberEmulator } from '../../../bots/viber/emulator/index.ts';
import type { Phone } from '../../../bots/viber/emulator/phone.ts';
import type { WebhookRequest } from '../../../src/core/ports/channel.ts';
import { hmacSha256 } from '../../../src/transport/signature.ts';
import { createManualClock, type ManualClock } from '../../support/manual-clock.ts';
import { eventually } from '../support/test-deps.ts';
import { startWebhookServer } from '../support/webhook-server.ts';

type Fields = Record<string, unknown>;

let emulator: ViberEmulator;
let phone: Phone;
let webhook: Awaited<ReturnType<typeof startWebhookServer>>;
let requests: WebhookRequest[];
let answer: number;

beforeEach(async () => {
  requests = [];
  answer = 200;
  webhook = await startWebhookServer('/hook');
  webhook.handle = async (request) => {
    requests.push(request);
    return answer;
  };
});

afterEach(async () => {
  await emulator.close();
  await webhook.close();
});

async function start(clock?: ManualClock): Promise<void> {
  emulator = await startViberEmulator(clock === undefined ? {} : { clock });
  phone = emulator.user('p=');
  await call('set_webhook', { url: webhook.url });
}

describe('messages', () => {
  beforeEach(async () => {
    await start();
    phone.text('привіт');
  });

  const key: Fields = { Columns: 6, Rows: 1, ActionType: 'reply', ActionBody: 'x', Text: 'Так' };
  const keyboard = (...keys: Fields[]): Fields => ({ keyboard: { Type: 'keyboard', Buttons: keys } });
  const group = (...keys: Fields[]): Fields => ({
    type: 'rich_media',
    min_api_version: 7,
    rich_media: { Type: 'rich_media', ButtonsGroupColumns: 6, ButtonsGroupRows: 2, Buttons: keys },
  });
  const text: Fields = { type: 'text', text: 'x' };
  const picture: Fields = { type: 'picture', text: '', media: 'https://shop.example/a.jpg?x=1' };
  const file: Fields = { type: 'file', size: 5, file_name: 'a.pdf', media: 'https://shop.example/a' };
  const video: Fields = { type: 'video', size: 5, media: 'https://shop.example/a.mp4' };

  test.each<[string, Fields]>([
    ['text', text],
    ['7000 characters', { ...text, text: 'я'.repeat(7_000) }],
    ['a picture with 512 characters', { ...picture, text: 'я'.repeat(512) }],
    ['a file', file],
    ['a film', { ...video, duration: 180 }],
    ['a place', { type: 'location', location: { lat: -90, lon: 180 } }],
    ['a card', { type: 'contact', contact: { name: 'Anna', phone_number: '+380501234567' } }],
    ['a link', { type: 'url', media: 'https://shop.example' }],
    ['a sticker', { type: 'sticker', sticker_id: 1 }],
    ['a keyboard alone', keyboard(key)],
    ['a grid', { ...text, ...keyboard({ ...key, Columns: 2 }, { ...key, Columns: 4 }, key) }],
    ['share keys', { ...text, min_api_version: 3, ...keyboard({ ...key, ActionType: 'share-phone' }) }],
    ['a carousel', group({ ...key, Rows: 2 }, key, key)],
  ])('taken: %s', async (_name, fields) => {
    expect(await send(fields)).toMatchObject({ status: 0 });
  });

  test.each<[string, Fields, number]>([
    ['no type', {}, 4],
    ['an unknown type', { type: 'hologram' }, 3],
    ['no words', { type: 'text', text: '' }, 4],
    ['7001 characters', { ...text, text: 'я'.repeat(7_001) }, 3],
    ['513 characters below a picture', { ...picture, text: 'я'.repeat(513) }, 3],
    ['a picture that is none', { ...picture, media: 'https://shop.example/a.webp' }, 3],
    ['a picture over http', { ...picture, media: 'http://shop.example/a.jpg' }, 3],
    ['a file without size', { ...file, size: undefined }, 4],
    ['a file without extension', { ...file, file_name: 'noext' }, 4],
    ['a program', { ...file, file_name: 'a.pdf.exe' }, 3],
    ['a file of 50 MB and one byte', { ...file, size: 50_000_001 }, 3],
    ['a film of 26 MB and one byte', { ...video, size: 26_000_001 }, 3],
    ['a film of three minutes and a second', { ...video, duration: 181 }, 3],
    ['a place beyond the pole', { type: 'location', location: { lat: 91, lon: 0 } }, 3],
    ['a card with a long name', { type: 'contact', contact: { name: 'x'.repeat(29), phone_number: '1' } }, 3],
    ['no sender', { ...text, sender: undefined }, 4],
    ['a sender of 29 characters', { ...text, sender: { name: 'x'.repeat(29) } }, 3],
    ['4001 characters of tracking', { ...text, tracking_data: 'x'.repeat(4_001) }, 3],
    ['a future API', { ...text, min_api_version: 99 }, 13],
    ['a row of five columns', { ...text, ...keyboard({ ...key, Columns: 5 }) }, 3],
    ['a row of seven columns', { ...text, ...keyboard({ ...key, Columns: 3 }, { ...key, Columns: 4 }) }, 3],
    ['a key three rows high', { ...text, ...keyboard({ ...key, Rows: 3 }) }, 3],
    [
      'uneven neighbours',
      { ...text, ...keyboard({ ...key, Columns: 3 }, { ...key, Columns: 3, Rows: 2 }) },
      3,
    ],
    ['25 keys', { ...text, ...keyboard(...Array.from({ length: 25 }, () => key)) }, 3],
    ['no keys', { ...text, ...keyboard() }, 3],
    ['snake case', { ...text, keyboard: { type: 'keyboard', buttons: [key] } }, 3],
    ['camel case in a key', { ...text, ...keyboard({ ...key, actionBody: 'x' }) }, 3],
    ['a key without words', { ...text, ...keyboard({ ...key, Text: '' }) }, 4],
    ['a key of 251 characters', { ...text, ...keyboard({ ...key, Text: 'x'.repeat(251) }) }, 3],
    ['a key that opens nothing', { ...text, ...keyboard({ ...key, ActionType: 'open-url' }) }, 3],
    ['share keys for old apps', { ...text, ...keyboard({ ...key, ActionType: 'share-phone' }) }, 13],
    ['a carousel for old apps', { ...group(key, key), min_api_version: 1 }, 13],
    ['a group that is not full', group(key), 3],
    ['share keys in a carousel', group(key, { ...key, ActionType: 'share-phone' }), 3],
    ['seven groups', group(...Array.from({ length: 14 }, () => key)), 3],
    ['30 kB', { ...text, tracking_data: 'x', extra: 'x'.repeat(30_000) }, 3],
  ])('refused: %s', async (_name, fields, status) => {
    expect(await send(fields)).toMatchObject({ status });
    expect(phone.received()).toEqual([]);
  });

  test('to nobody, to a stranger, with a wrong token', async () => {
    expect(await send(text, { receiver: 'nobody=' })).toMatchObject({ status: 5 });
    emulator.user('stranger=');
    expect(await send(text, { receiver: 'stranger=' })).toMatchObject({ status: 6 });
    phone.block();
    expect(await send(text)).toMatchObject({ status: 6 });
    expect(await call('send_message', text, 'wrong')).toMatchObject({ status: 2 });
    expect(await call('no_such_method', {})).toMatchObject({ status: 3 });
    expect(await call('set_webhook', { url: '' })).toMatchObject({ status: 0 });
    expect(await send(text)).toMatchObject({ status: 10 });
  });

  test('a file behind an address is fetched, and the message fails without it', async () => {
    webhook.handle = async ({ method }) => (method === 'GET' ? { status: 200, body: 'bytes' } : 200);
    await send({ ...picture, media: `${webhook.url}/a.jpg` });
    await eventually(() => phone.received()[0]?.file !== undefined, 'the picture is there');
    webhook.handle = async ({ method }) => (method === 'GET' ? 404 : 200);
    await send({ ...picture, media: `${webhook.url}/b.jpg` });
    await eventually(() => phone.received()[1]?.state === 'failed', 'the failure');
  });

  test('to many at once; who somebody is, twice in twelve hours; who is there', async () => {
    emulator.user('q=').text('привіт');
    const broadcast = await call('broadcast_message', {
      ...text,
      sender: { name: 'Shop' },
      broadcast_list: ['p=', 'q=', 'nobody='],
    });
    expect(broadcast).toMatchObject({ status: 0, failed_list: [{ receiver: 'nobody=', status: 5 }] });
    const list = Array.from({ length: 301 }, (_, index) => `${index}`);
    expect(await call('broadcast_message', { ...text, broadcast_list: list })).toMatchObject({ status: 3 });
    const statuses = [];
    for (let time = 0; time < 3; time += 1) statuses.push(await call('get_user_details', { id: 'p=' }));
    expect(statuses).toMatchObject([{ status: 0, user: { name: 'Anna' } }, { status: 0 }, { status: 12 }]);
    expect(await call('get_online', { ids: ['p=', 'nobody='] })).toMatchObject({
      users: [{ online_status: 0 }, { online_status: 3 }],
    });
  });
});

describe('callbacks', () => {
  test('are signed over the bytes that are sent, letters beyond ASCII and ids beyond 2^53 included', async () => {
    await start();
    phone.text('де моє замовлення? 🙂 ‏שלום');
    await eventually(() => requests.length === 3, 'probe, subscription, message');
    for (const { body, headers, query } of requests) {
      expect(headers['x-viber-content-signature']).toBe(hmacSha256(emulator.token, body));
      expect(query['sig']).toBe(headers['x-viber-content-signature']);
      const token = /"message_token":(\d+)/.exec(Buffer.from(body).toString())?.[1] ?? '';
      expect(BigInt(token)).toBeGreaterThan(2n ** 53n);
    }
    expect(Buffer.from(requests.at(-1)!.body).toString()).toContain('замовлення');
  });

  test('that are not answered 200 come again ever more seldom, for an hour', async () => {
    const clock = createManualClock(Date.parse('2026-11-22T12:00:00Z'));
    await start(clock);
    answer = 503;
    const before = emulator.deliveries().length;
    emulator.callback({ event: 'message', timestamp: 1, message_token: '5912661846655238145' });
    let waitMs = 1_000;
    for (let tries = 1; tries <= 22; tries += 1) {
      await eventually(() => emulator.deliveries().length === before + tries, `try ${tries}`);
      clock.advance(waitMs - 1);
      expect(emulator.deliveries()).toHaveLength(before + tries);
      clock.advance(1);
      waitMs = Math.min(waitMs * 2, 256_000);
    }
    await eventually(() => emulator.deliveries().length === before + 23, 'the last try');
    clock.advance(2 * 3_600_000);
    await call('get_account_info', {});
    expect(emulator.deliveries()).toHaveLength(before + 23);
  });

  test('can come twice and in the opposite order', async () => {
    await start();
    phone.text('0');
    emulator.shuffle(2);
    phone.text('1');
    phone.text('2');
    await eventually(() => words().length === 3, 'all of them');
    emulator.redeliver(1);
    await eventually(() => words().length === 4, 'the repeat');
    expect(words()).toEqual(expect.arrayContaining(['0', '1', '2', '2']));
  });

  test('come by kind as asked for; messages always', async () => {
    await start();
    await call('set_webhook', { url: webhook.url, event_types: ['failed'] });
    requests.length = 0;
    phone.start();
    phone.text('x');
    await eventually(() => words().length === 1, 'the message');
    const kinds = requests.map(({ body }) => /"event":"(\w+)"/.exec(Buffer.from(body).toString())?.[1]);
    expect(new Set(kinds)).toEqual(new Set(['subscribed', 'message']));
    expect(await call('set_webhook', { url: webhook.url, event_types: ['typing'] })).toMatchObject({
      status: 3,
    });
    expect(await call('set_webhook', { url: 'http://shop.example/' })).toMatchObject({ status: 1 });
    answer = 500;
    expect(await call('set_webhook', { url: webhook.url })).toMatchObject({ status: 1 });
  });
});

describe('the control surface', () => {
  test('does over HTTP what people do', async () => {
    await start();
    const acts: [string, Fields][] = [
      ['start', { context: 'abc' }],
      ['text', { text: 'привіт' }],
      ['contact', {}],
      ['photo', { caption: 'вот' }],
      ['file', { base64: 'YQ==', name: 'a.txt' }],
      ['video', {}],
      ['sticker', {}],
      ['location', { latitude: 1, longitude: 2 }],
      ['read', {}],
      ['fail', {}],
      ['block', {}],
      ['unblock', {}],
    ];
    for (const [act, fields] of acts) expect((await control(`user/p%3D/${act}`, fields)).status).toBe(200);
    expect((await control('user/p%3D/button', { label: 'нет' })).status).toBe(409);
    expect((await control('user/p%3D/fly', {})).status).toBe(404);
    expect(phone.messages()).toHaveLength(7);
    expect((await control('callback', { event: 'x' })).status).toBe(200);
    expect((await control('shuffle', {})).status).toBe(200);
    expect(await (await control('redeliver', { count: 1 })).json()).toMatchObject({ count: 1 });
    const calls = (await (await fetch(`${emulator.apiRoot}/__sim/calls`)).json()) as object[];
    expect(calls).toMatchObject([{ method: 'set_webhook' }]);
  });
});

function words(): string[] {
  return requests.flatMap(({ body }) => /"text":"([^"]*)"/.exec(Buffer.from(body).toString())?.[1] ?? []);
}

async function send(fields: Fields, more: Fields = {}): Promise<Fields> {
  return call('send_message', { receiver: 'p=', sender: { name: 'Shop' }, ...fields, ...more });
}

async function call(method: string, fields: Fields, token = emulator.token): Promise<Fields> {
  const response = await fetch(`${emulator.apiRoot}/pa/${method}`, {
    method: 'POST',
    headers: { 'x-viber-auth-token': token },
    body: JSON.stringify(fields),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Fields;
}

function control(path: string, fields: Fields): Promise<Response> {
  return fetch(`${emulator.apiRoot}/__sim/${path}`, { method: 'POST', body: JSON.stringify(fields) });
}
