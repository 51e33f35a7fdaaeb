/** The emulator's control surface and its faults, as scripts and the playground page use them. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { request } from 'node:http';
import { startTelegramEmulator, type Phone } from '../../../bots/telegram/emulator/index.ts';
import type { TelegramEmulator } from '../../../bots/telegram/emulator/emulator.ts';
import { eventually } from '../support/test-deps.ts';

let emulator: TelegramEmulator;
let phone: Phone;

beforeEach(async () => {
  emulator = await startTelegramEmulator();
  phone = emulator.user(5);
});

afterEach(() => emulator.close());

describe('people', () => {
  test('do over HTTP what they do in code', async () => {
    await act('start', { payload: 'abc' });
    await act('text', { text: 'привет' });
    await act('contact');
    await act('contact', { phone: '1', userId: 77 });
    await act('photo', { caption: 'вот' });
    await act('file', { base64: 'YQ==', name: 'a.txt' });
    await act('location', { latitude: 1, longitude: 2 });
    await act('voice');
    await act('video');
    await act('sticker');
    await act('edit', { text: 'исправлено', messageId: 12 });
    await act('block');
    await act('unblock');
    const { result } = await bot('getUpdates', {});
    expect((result as object[]).map((update) => Object.keys(update)[1])).toEqual([
      ...Array.from({ length: 10 }, () => 'message'),
      'edited_message',
      'my_chat_member',
      'my_chat_member',
    ]);
    expect(phone.messages()).toHaveLength(10);
  });

  test('press buttons by label or by data; a button that is not there is said', async () => {
    phone.start();
    await bot('sendMessage', {
      chat_id: 5,
      text: '?',
      reply_markup: { inline_keyboard: [[{ text: 'Да', callback_data: 'y' }]] },
    });
    expect((await act('button', { label: 'Да' })).status).toBe(200);
    expect((await act('button', { data: 'forged' })).status).toBe(200);
    expect((await act('button', { label: 'Нет' })).status).toBe(409);
    expect((await act('fly')).status).toBe(404);
  });

  test('can be given a name and a language', async () => {
    await act('profile', { firstName: 'Анна', languageCode: 'uk' });
    expect(phone.text('x')).toMatchObject({ message: { from: { first_name: 'Анна', language_code: 'uk' } } });
  });
});

test('a phone is streamed as it changes', async () => {
  phone.start();
  const seen: string[] = [];
  const stream = request(`${emulator.apiRoot}/__sim/user/5/events`, (response) => {
    response.on('data', (chunk: Buffer) => seen.push(chunk.toString()));
    response.on('error', () => {});
  });
  stream.on('error', () => {});
  stream.end();
  await eventually(() => seen.join('').includes('event: snapshot'), 'the snapshot');
  await bot('sendMessage', { chat_id: 5, text: 'живой' });
  await bot('sendChatAction', { chat_id: 5, action: 'typing' });
  await eventually(() => /event: message\n.*живой[\s\S]*event: typing/.test(seen.join('')), 'both events');
  stream.destroy();
});

describe('faults', () => {
  beforeEach(() => void phone.start());

  test('hit as many calls as they say, of one method, one chat', async () => {
    await control('fault', { method: 'sendMessage', address: '5', status: 429, retryAfter: 3, times: 2 });
    emulator.user(6).start();
    expect(await bot('sendMessage', { chat_id: 6, text: 'x' })).toMatchObject({ ok: true });
    expect(await bot('sendMessage', { chat_id: 5, text: 'x' })).toMatchObject({
      parameters: { retry_after: 3 },
    });
    expect(await bot('getMe', {})).toMatchObject({ ok: true });
    expect(await bot('sendMessage', { chat_id: 5, text: 'x' })).toMatchObject({ error_code: 429 });
    expect(await bot('sendMessage', { chat_id: 5, text: 'x' })).toMatchObject({ ok: true });
  });

  test('can hit a share of the calls', async () => {
    await control('fault', { method: 'sendMessage', status: 500, share: 0.3, times: 1_000 });
    let failed = 0;
    for (let count = 0; count < 100; count += 1)
      if (!(await bot('sendMessage', { chat_id: 5, text: 'x' })).ok) failed += 1;
    expect(failed).toBeGreaterThan(10);
    expect(failed).toBeLessThan(55);
  });

  test('delay, trickle and cut answers of calls that were carried out', async () => {
    emulator.fault({ method: 'getMe', delayMs: 50 });
    const startedAt = performance.now();
    expect(await bot('getMe', {})).toMatchObject({ ok: true });
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(45);
    for (const drop of ['mid', 'after'] as const) {
      emulator.fault({ method: 'sendMessage', drop });
      await expect(bot('sendMessage', { chat_id: 5, text: drop })).rejects.toThrow();
    }
    emulator.fault({ method: 'sendMessage', drop: 'trickle' });
    void bot('sendMessage', { chat_id: 5, text: 'trickle' }).catch(() => null);
    await eventually(() => phone.received().length === 3, 'all three are shown');
    emulator.fault({ method: 'sendMessage', drop: 'before' });
    await expect(bot('sendMessage', { chat_id: 5, text: 'lost' })).rejects.toThrow();
    expect(phone.received().map(({ text }) => text)).toEqual(['mid', 'after', 'trickle']);
    expect(emulator.calls().at(-1)).toMatchObject({ outcome: 'not carried out (fault: before)' });
  });

  test('end when they are cleared', async () => {
    await control('fault', { method: '*', status: 500, times: 100 });
    await control('clear', {});
    expect(await bot('getMe', {})).toMatchObject({ ok: true });
  });
});

test('updates of any kind, other bots, calls and repeats', async () => {
  await control('update', { kind: 'hologram', payload: { from: { id: 5 } } });
  await control('bot', { token: `8:${'b'.repeat(35)}`, username: 'other_bot' });
  const { result } = await bot('getUpdates', {});
  expect(result).toMatchObject([{ hologram: { from: { id: 5 } } }]);
  await bot('getUpdates', { offset: 999_999_999 });
  expect(await (await control('redeliver', { count: 9 })).json()).toEqual({ ok: true, count: 1 });
  const calls = await fetch(`${emulator.apiRoot}/__sim/calls`);
  const text = await calls.text();
  expect(text).toContain('getUpdates');
  expect(text).not.toContain(emulator.token);
  expect((await fetch(`${emulator.apiRoot}/__sim/nothing`)).status).toBe(404);
});

test('only pages on loopback may use it', async () => {
  const allowed = async (origin: string): Promise<string | null> => {
    const answer = await fetch(`${emulator.apiRoot}/__sim/calls`, { headers: { origin } });
    return answer.headers.get('access-control-allow-origin');
  };
  expect(await allowed('http://127.0.0.1:8080')).toBe('http://127.0.0.1:8080');
  expect(await allowed('http://localhost:8080')).toBe('http://localhost:8080');
  expect(await allowed('https://evil.example')).toBeNull();
  expect(await allowed('http://127.0.0.1.evil.example')).toBeNull();
});

function act(name: string, fields: object = {}): Promise<Response> {
  return control(`user/5/${name}`, fields);
}

function control(path: string, fields: object): Promise<Response> {
  return fetch(`${emulator.apiRoot}/__sim/${path}`, { method: 'POST', body: JSON.stringify(fields) });
}

async function bot(method: string, payload: object): Promise<{ ok: boolean; result: unknown }> {
  const answer = await fetch(`${emulator.apiRoot}/bot${emulator.token}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(payload),
  });
  return (await answer.json()) as { ok: boolean; result: unknown };
}
