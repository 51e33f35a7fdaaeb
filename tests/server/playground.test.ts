/** The playground's routes: who may ask, what a phone can do, what the pages are told. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LIMITS } from '../../src/core/limits.ts';
import { listen, openPlaygroundDesk, type PlaygroundDesk } from './playground-desk.ts';

const ANNA = 'telegram.5000001';
const ANNA_CHAT = 5_000_001;
const PNG = Buffer.from('89504e470d0a1a0a0000', 'hex');

let desk: PlaygroundDesk;
beforeEach(async () => {
  desk = await openPlaygroundDesk();
});
afterEach(() => desk.close());

const act = (wish: object, id = ANNA) => desk.post(`/api/customers/${id}/acts`, wish);
const screen = async (id = ANNA) => {
  const found = (await desk.state()).customers.find((one) => one.id === id);
  if (found === undefined) throw new Error('no such customer');
  return found.screen;
};

describe('who may ask', () => {
  test.each([
    ['a foreign name, as a page with its own DNS would use', { host: 'evil.example' }],
    ['a name that only begins like ours', { host: '127.0.0.1.evil.example' }],
    ['another site’s page', { origin: 'https://evil.example' }],
    ['a page of another port', { origin: 'http://127.0.0.1:9' }],
    ['a browser that says it is another site', { 'sec-fetch-site': 'cross-site' }],
    ['a proxy', { 'x-forwarded-for': '203.0.113.9' }],
    ['a proxy of the standard', { forwarded: 'for=203.0.113.9' }],
  ])('%s is refused', async (_who, headers) => {
    const own = { host: `127.0.0.1:${desk.port}` };
    expect(await desk.post('/api/sign-in', {}, { ...own, ...headers })).toMatchObject({ status: 403 });
    expect(await desk.get('/api/state', { ...own, ...headers })).toMatchObject({ status: 403 });
  });

  test('our own page is let in and gets a path of this host, not a whole address', async () => {
    const headers = {
      host: `localhost:${desk.port}`,
      origin: `http://localhost:${desk.port}`,
      'sec-fetch-site': 'same-origin',
    };
    const answer = await desk.post('/api/sign-in', {}, headers);
    expect(answer).toMatchObject({ status: 200, json: { path: '/link/a-token' } });
  });

  test('a link from elsewhere may open the page, but no more', async () => {
    const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
    expect((await desk.get('', headers)).status).toBe(503);
    expect((await desk.post('/api/sign-in', {}, headers)).status).toBe(403);
  });
});

test('the page comes with leave to frame the console', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'prilavok-page-'));
  await writeFile(join(folder, 'playground.html'), '<!doctype html><title>x</title>');
  const built = await openPlaygroundDesk({ consoleDir: folder });
  const answer = await built.get('');
  expect(answer).toMatchObject({ status: 200, text: expect.stringContaining('<title>x') });
  expect(answer.headers['content-security-policy']).toContain("frame-src 'self'");
  await built.close();
  await rm(folder, { recursive: true });
});

describe('acts', () => {
  test('a phone starts, writes and edits; the shop fetches just that', async () => {
    await act({ do: 'start' });
    await act({ do: 'text', text: 'где мой закас?' });
    const [, asked] = (await screen()).messages;
    await act({ do: 'edit', messageId: asked?.id, text: 'где мой заказ?' });
    const kinds = (await desk.updates()).map((update) => Object.keys(update)[1]);
    expect(kinds).toEqual(['message', 'message', 'edited_message']);
    expect((await screen()).messages.at(-1)).toMatchObject({
      from: 'customer',
      edited: true,
      text: [{ text: 'где мой заказ?', marks: [], href: null }],
    });
  });

  test('formatting, links and buttons are seen; a tap reaches the shop with its data', async () => {
    await act({ do: 'start' });
    await desk.bot('sendMessage', {
      chat_id: ANNA_CHAT,
      text: '<b>Заказ</b> <a href="https://example.com/t">трек</a>, https://example.com/a.',
      parse_mode: 'HTML',
      reply_markup: { inline_keyboard: [[{ text: 'Да', callback_data: 'm1.0' }]] },
    });
    const message = (await screen()).messages.at(-1);
    expect(message?.text).toEqual([
      { text: 'Заказ', marks: ['bold'], href: null },
      { text: ' ', marks: [], href: null },
      { text: 'трек', marks: [], href: 'https://example.com/t' },
      { text: ', ', marks: [], href: null },
      { text: 'https://example.com/a', marks: [], href: 'https://example.com/a' },
      { text: '.', marks: [], href: null },
    ]);
    expect(message?.buttons).toEqual([[{ label: 'Да', url: null }]]);
    const { json } = await act({ do: 'tap', messageId: message?.id, button: 0 });
    expect(json).toEqual({ tapId: expect.any(String) });
    const tapped = (await desk.updates()).at(-1)?.['callback_query'];
    expect(tapped).toMatchObject({ data: 'm1.0' });
  });

  test('a key that asks for the number gives the own one, and goes', async () => {
    await act({ do: 'start' });
    const keyboard = [[{ text: 'Мой номер', request_contact: true }]];
    await desk.bot('sendMessage', {
      chat_id: ANNA_CHAT,
      text: 'Номер?',
      reply_markup: { keyboard, one_time_keyboard: true },
    });
    expect((await screen()).keyboard).toEqual([[{ label: 'Мой номер', shares: 'phone' }]]);
    await act({ do: 'key', key: 0 });
    const sent = (await desk.updates()).at(-1)?.['message'];
    expect(sent).toMatchObject({ contact: { phone_number: '79990001001', user_id: ANNA_CHAT } });
    expect((await screen()).keyboard).toBeNull();
  });

  test('blocking and unblocking is shown and told', async () => {
    await act({ do: 'start' });
    await act({ do: 'block' });
    expect((await screen()).blocked).toBe(true);
    await act({ do: 'unblock' });
    expect((await screen()).blocked).toBe(false);
    const kinds = (await desk.updates()).map((update) => Object.keys(update)[1]);
    expect(kinds).toEqual(['message', 'my_chat_member', 'my_chat_member']);
  });

  test.each([
    [{ do: 'tap', messageId: 1, button: 0 }, 404],
    [{ do: 'key', key: 3 }, 404],
    [{ do: 'edit', messageId: 1, text: 'x' }, 404],
    [{ do: 'text', text: '   ' }, 400],
    [{ do: 'text', text: 'x'.repeat(5_000) }, 400],
    [{ do: 'location', latitude: 91, longitude: 0 }, 400],
    [{ do: 'fly' }, 400],
  ])('%j is answered with %i', async (wish, status) => {
    await act({ do: 'start' });
    expect((await act(wish)).status).toBe(status);
  });

  test('what is no JSON, no customer, no address', async () => {
    expect((await desk.post(`/api/customers/${ANNA}/acts`, Buffer.from('{'))).status).toBe(400);
    expect((await act({ do: 'start' }, '1')).status).toBe(404);
    expect((await desk.get('/api/nothing')).status).toBe(404);
    expect((await desk.get('/elsewhere')).status).toBe(404);
  });
});

describe('files', () => {
  test('a picture is shown, anything else only saved, and neither can do anything', async () => {
    await act({ do: 'start' });
    await desk.post(`/api/customers/${ANNA}/files?kind=photo&caption=${encodeURIComponent('шов')}`, PNG);
    await desk.post(`/api/customers/${ANNA}/files?kind=document&name=a.html`, Buffer.from('<script>'));
    const [photo, page] = (await screen()).messages.slice(-2);
    expect(photo).toMatchObject({ media: { kind: 'photo', bytes: PNG.length }, text: [{ text: 'шов' }] });
    const picture = await desk.get(`/api/customers/${ANNA}/files/${photo?.media?.file}`);
    expect(picture.headers).toMatchObject({ 'content-type': 'image/png', 'content-disposition': 'inline' });
    const saved = await desk.get(`/api/customers/${ANNA}/files/${page?.media?.file}`);
    expect(saved.headers['content-type']).toBe('application/octet-stream');
    expect(saved.headers['content-disposition']).toMatch(/^attachment/);
    expect(saved.headers['content-security-policy']).toContain('sandbox');
  });

  test('nothing and too much are refused', async () => {
    const path = `/api/customers/${ANNA}/files?kind=photo`;
    expect((await desk.post(path, Buffer.alloc(0))).status).toBe(413);
    const declared = { 'content-length': String(LIMITS.mediaBytes + 1) };
    const refused = desk.post(path, Buffer.alloc(10), declared).catch(() => ({ status: 413 }));
    expect(await refused).toMatchObject({ status: 413 });
  });
});

describe('troubles of a messenger', () => {
  const platform = async () => (await desk.state()).platforms[0];
  const trouble = (name: string, wish: object) => desk.post(`/api/platforms/${name}`, wish);

  test('while it is down calls fail and nothing comes through; then everything does, in order', async () => {
    const heard = await listen(desk);
    await act({ do: 'start' });
    expect(await desk.updates()).toHaveLength(1);
    expect((await trouble('telegram', { trouble: 'down', on: true })).status).toBe(200);
    await heard.until((name) => name === 'platform');
    expect(await platform()).toEqual({
      name: 'telegram',
      troubles: { down: true, twice: false, mixed: false },
    });
    await act({ do: 'text', text: 'раз' });
    await act({ do: 'text', text: 'два' });
    expect(await desk.bot('sendMessage', { chat_id: ANNA_CHAT, text: 'ответ' })).toBeUndefined();
    await trouble('telegram', { trouble: 'down', on: false });
    const texts = (await desk.updates()).map(({ message }) => (message as { text: string }).text);
    expect(texts).toEqual(['раз', 'два']);
    expect((await screen()).messages.filter(({ from }) => from === 'shop')).toEqual([]);
    heard.stop();
  });

  test('an unknown messenger or trouble is refused', async () => {
    expect((await trouble('pigeon', { trouble: 'down', on: true })).status).toBe(404);
    expect((await trouble('telegram', { trouble: 'rain', on: true })).status).toBe(400);
    expect((await desk.post('/api/customers', { name: 'Я', locale: 'ru', platform: 'pigeon' })).status).toBe(
      404,
    );
  });
});

describe('the stream', () => {
  test('greets with everything, then tells what happens on any phone', async () => {
    const heard = await listen(desk);
    const hello = await heard.until((name) => name === 'hello');
    expect(hello).toMatchObject({
      shopName: { ru: 'Мята ru', en: 'Мята en' },
      customers: [{ id: ANNA }, {}],
    });
    await act({ do: 'start' });
    expect(await heard.until((name) => name === 'state')).toMatchObject({
      customer: ANNA,
      state: { started: true },
    });
    await desk.bot('sendChatAction', { chat_id: ANNA_CHAT, action: 'typing' });
    await heard.until((name, { customer }) => name === 'typing' && customer === ANNA);
    await desk.bot('sendMessage', { chat_id: ANNA_CHAT, text: 'Здравствуйте' });
    await heard.until(
      (name, { message }) => name === 'message' && (message as { from: string }).from === 'shop',
    );
    heard.stop();
  });

  test('tells of a new customer and of a letter', async () => {
    const heard = await listen(desk);
    await heard.until((name) => name === 'hello');
    const made = await desk.post('/api/customers', { name: 'Тарас', locale: 'uk', platform: 'telegram' });
    expect(made.status).toBe(201);
    expect(await heard.until((name) => name === 'added')).toMatchObject({ customer: { name: 'Тарас' } });
    desk.letters.push({ to: 'a@example.com', subject: 'Код', text: '123456', atMs: 5 });
    expect(await heard.until((name) => name === 'letters')).toMatchObject({ letters: [{ subject: 'Код' }] });
    heard.stop();
  });

  test('customers are bounded', async () => {
    let last = 201;
    for (let n = 0; n < LIMITS.playgroundCustomers && last === 201; n += 1) {
      last = (await desk.post('/api/customers', { name: `N${n}`, locale: 'ru', platform: 'telegram' }))
        .status;
    }
    expect(last).toBe(503);
    expect((await desk.state()).customers).toHaveLength(LIMITS.playgroundCustomers);
  });
});
