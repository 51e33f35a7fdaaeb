/** How the emulator hands out updates: polls, webhooks, their conflicts, repeats and ages. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { eventually } from '../support/test-deps.ts';
import { startWebhookServer } from '../support/webhook-server.ts';
import { startEmulatorRig, settle, textsOf, type EmulatorRig } from './emulator-rig.ts';

let rig: EmulatorRig;

beforeEach(async () => {
  rig = await startEmulatorRig();
});

afterEach(() => rig.emulator.close());

describe('getUpdates', () => {
  test('gives the same updates until an offset confirms them', async () => {
    ['раз', 'два', 'три'].forEach((text) => rig.phone.text(text));
    expect(textsOf(await rig.updates())).toEqual(['раз', 'два', 'три']);
    expect(textsOf(await rig.updates({ limit: 2 }))).toEqual(['раз', 'два']);
    const [first] = await rig.updates();
    expect(textsOf(await rig.updates({ offset: first!.update_id + 1 }))).toEqual(['два', 'три']);
    expect(textsOf(await rig.updates())).toEqual(['два', 'три']);
    expect(textsOf(await rig.updates({ offset: -1 }))).toEqual(['три']);
  });

  test('waits for the time-out, and ends at once when something comes', async () => {
    const waiting = rig.updates({ timeout: 30 });
    await rig.polling();
    rig.phone.text('наконец');
    expect(textsOf(await waiting)).toEqual(['наконец']);
    const empty = rig.updates({ timeout: 30, offset: 999_999 });
    await rig.polling();
    rig.clock.advance(29_999);
    await rig.polling();
    rig.clock.advance(1);
    expect(await empty).toEqual([]);
  });

  test('an update is dropped after a day, a tap after 150 seconds', async () => {
    rig.phone.text('старое');
    rig.phone.tapData('x');
    rig.clock.advance(150_000);
    expect((await rig.updates()).map((update) => Object.keys(update)[1])).toEqual(['message']);
    rig.clock.advance(86_400_000);
    expect(await rig.updates()).toEqual([]);
  });

  test('kinds that were not asked for do not come; asking again changes it', async () => {
    await rig.updates({ allowed_updates: ['callback_query'] });
    expect(rig.phone.text('мимо')).toBeNull();
    rig.phone.tapData('x');
    expect((await rig.updates()).length).toBe(1);
    await rig.updates({ allowed_updates: [] });
    expect(rig.phone.text('снова')).not.toBeNull();
  });

  test('is refused while a webhook is set, and ended by one', async () => {
    const waiting = rig.call('getUpdates', { timeout: 30 });
    await rig.polling();
    await rig.call('setWebhook', { url: 'http://127.0.0.1:1/' });
    expect(await waiting).toMatchObject({
      error_code: 409,
      description: 'Conflict: terminated by setWebhook request',
    });
    expect((await rig.call('getUpdates')).description).toMatch(
      /^Conflict: can't use getUpdates method while webhook/,
    );
    await rig.call('deleteWebhook');
    expect((await rig.call('getUpdates')).ok).toBe(true);
  });

  test('a repeat of what was confirmed can be asked for', async () => {
    const update = rig.phone.text('раз')!;
    await rig.updates({ offset: update.update_id + 1 });
    expect(rig.emulator.redeliver(5)).toBe(1);
    expect(textsOf(await rig.updates({ offset: update.update_id + 1 }))).toEqual(['раз']);
    expect(await rig.updates({ offset: update.update_id + 1 })).toEqual([]);
  });

  test('the order can be shaken', async () => {
    rig.emulator.shuffle(3);
    ['раз', 'два'].forEach((text) => rig.phone.text(text));
    expect(await rig.updates()).toEqual([]);
    rig.phone.text('три');
    const texts = textsOf(await rig.updates());
    expect(texts).not.toEqual(['раз', 'два', 'три']);
    expect(texts.toSorted((a, b) => String(a).localeCompare(String(b)))).toEqual(['два', 'раз', 'три']);
  });
});

describe('webhook', () => {
  test('carries the secret, repeats at once and then ever later', async () => {
    const server = await startWebhookServer('/hook');
    const attempts: { atMs: number; secret: string | undefined }[] = [];
    let status = 500;
    server.handle = async ({ headers }) => {
      attempts.push({ atMs: rig.clock.now(), secret: headers['x-telegram-bot-api-secret-token'] });
      return status;
    };
    await rig.call('setWebhook', { url: server.url, secret_token: 'abc_DEF-1' });
    rig.phone.text('раз');
    const startMs = rig.clock.now();
    await eventually(() => attempts.length === 1, 'the first attempt');
    for (const [count, waitMs] of [0, 2_000, 4_000, 8_000, 16_000, 32_000].entries()) {
      await eventually(() => rig.deliveries() === count + 1, 'the refusal is read');
      rig.clock.advance(waitMs);
      await eventually(() => attempts.length === count + 2, `attempt ${count + 2}`);
    }
    expect(attempts.map(({ atMs }) => atMs - startMs)).toEqual([0, 0, 2_000, 6_000, 14_000, 30_000, 62_000]);
    expect(new Set(attempts.map(({ secret }) => secret))).toEqual(new Set(['abc_DEF-1']));
    expect(await rig.info()).toMatchObject({
      pending_update_count: 1,
      last_error_message: 'Wrong response from the webhook: 500',
    });
    status = 200;
    await eventually(() => rig.deliveries() === 7, 'the refusal is read');
    rig.clock.advance(120_000);
    await eventually(async () => (await rig.info())['pending_update_count'] === 0, 'the update is taken');
    await server.close();
  });

  test('Retry-After is believed', async () => {
    const server = await startWebhookServer('/hook');
    server.handle = async () => ({ status: 503, headers: { 'retry-after': '30' } });
    await rig.call('setWebhook', { url: server.url });
    rig.phone.text('раз');
    await eventually(() => rig.deliveries() === 1, 'the first attempt');
    rig.clock.advance(29_000);
    await settle();
    expect(rig.deliveries()).toBe(1);
    rig.clock.advance(1_000);
    await eventually(() => rig.deliveries() === 2, 'the second attempt');
    await server.close();
  });

  test('one chat waits for its turn, others and taps do not', async () => {
    const server = await startWebhookServer('/hook');
    const open: { body: string; end: (status: number) => void }[] = [];
    server.handle = ({ body }) =>
      new Promise((end) => void open.push({ body: Buffer.from(body).toString(), end }));
    await rig.call('setWebhook', { url: server.url });
    rig.phone.text('первое');
    rig.phone.text('второе');
    rig.phone.tapData('тап');
    rig.emulator.user(52_002).text('сосед');
    await eventually(() => open.length === 3, 'three calls are open');
    await settle();
    expect(open.length).toBe(3);
    open.find(({ body }) => body.includes('первое'))!.end(200);
    await eventually(() => open.some(({ body }) => body.includes('второе')), 'the next of the chat');
    for (const { end } of open) end(200);
    await server.close();
  });

  test('a day of 410 takes it away; the updates stay for a poll', async () => {
    const server = await startWebhookServer('/hook');
    server.handle = async () => ({ status: 410, headers: { 'retry-after': '3600' } });
    await rig.call('setWebhook', { url: server.url });
    rig.phone.text('раз');
    await eventually(() => rig.deliveries() === 1, 'the first attempt');
    for (let hour = 0; hour < 24; hour += 1) {
      const before = rig.deliveries();
      rig.clock.advance(3_600_000);
      await eventually(() => rig.deliveries() > before || rig.webhookUrl() === '', 'the next attempt');
      if (rig.webhookUrl() === '') break;
    }
    expect(rig.webhookUrl()).toBe('');
    expect(textsOf(await rig.updates())).toEqual(['раз']);
    await server.close();
  });

  test('is checked as the platform checks it', async () => {
    const refused = async (payload: object): Promise<string> =>
      (await rig.call('setWebhook', payload)).description;
    expect(await refused({ url: 'http://shop.example/' })).toBe(
      'Bad Request: bad webhook: An HTTPS URL must be provided for webhook',
    );
    expect(await refused({ url: 'https://shop.example:8444/' })).toContain(
      'only on ports 80, 88, 443 or 8443',
    );
    expect(await refused({ url: 'nonsense' })).toContain('invalid URL');
    expect(await refused({ url: 'https://shop.example/', secret_token: 'ключ' })).toContain(
      'unallowed characters',
    );
    expect(await rig.call('setWebhook', { url: 'https://shop.example/' })).toMatchObject({
      description: 'Webhook was set',
    });
    expect(await rig.call('setWebhook', { url: 'https://shop.example/' })).toMatchObject({
      description: 'Too Many Requests: retry after 1',
      parameters: { retry_after: 1 },
    });
    rig.clock.advance(1_000);
    expect(await rig.call('setWebhook', { url: 'https://shop.example/' })).toMatchObject({
      description: 'Webhook is already set',
    });
    expect(await rig.call('deleteWebhook')).toMatchObject({ description: 'Webhook was deleted' });
  });
});
