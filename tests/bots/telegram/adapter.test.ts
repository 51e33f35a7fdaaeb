/** What is Telegram's own in its adapter: set-up, second tries, the care for its webhook, the meaning of its errors. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startTelegramEmulator, type Phone } from '../../../bots/telegram/emulator/index.ts';
import type { TelegramEmulator } from '../../../bots/telegram/emulator/emulator.ts';
import { createTelegramAdapter, type TelegramConfig } from '../../../bots/telegram/index.ts';
import { LIMITS } from '../../../src/core/limits.ts';
import type { ChannelAdapter, IncomingUpdate } from '../../../src/core/ports/channel.ts';
import {
  createFastClock,
  createRecordingLog,
  createTestDeps,
  eventually,
  PNG,
} from '../support/test-deps.ts';

const SECRET = 'a-secret-of-the-webhook-0123456789';
const WEBHOOK = 'http://127.0.0.1:1/webhooks/telegram';

let emulator: TelegramEmulator;
let phone: Phone;
let log: ReturnType<typeof createRecordingLog>;
const adapters: ChannelAdapter[] = [];

beforeEach(async () => {
  emulator = await startTelegramEmulator();
  phone = emulator.user(52_001);
  log = createRecordingLog();
});

afterEach(async () => {
  for (const adapter of adapters.splice(0)) await adapter.close();
  await emulator.close();
});

test('a webhook without a secret is refused at creation', () => {
  expect(() => adapterOf({ mode: 'webhook', webhookUrl: WEBHOOK, webhookSecret: null })).toThrow(
    /TELEGRAM_WEBHOOK_SECRET/,
  );
  expect(() => adapterOf({ mode: 'webhook', webhookUrl: WEBHOOK, webhookSecret: '' })).toThrow(
    /TELEGRAM_WEBHOOK_SECRET/,
  );
});

describe('opening', () => {
  test('registers the webhook with its secret, the kinds it wants and the menu in every language', async () => {
    const menu = [{ command: 'menu', description: { ru: 'Меню', uk: 'Меню', en: 'Menu' } }];
    const adapter = adapterOf({ mode: 'webhook', webhookUrl: WEBHOOK, webhookSecret: SECRET }, { menu });
    await adapter.open(async () => {});
    expect(callOf('setWebhook')).toMatchObject({
      url: WEBHOOK,
      secret_token: SECRET,
      allowed_updates: expect.arrayContaining(['callback_query']),
    });
    await eventually(
      () => emulator.calls().filter(({ method }) => method === 'setMyCommands').length === 4,
      'the menus',
    );
    const menus = emulator.calls().filter(({ method }) => method === 'setMyCommands');
    expect(menus.map(({ params }) => params['language_code'])).toEqual([undefined, 'ru', 'uk', 'en']);
  });

  test('a wrong token is said to the person who starts', async () => {
    for (const overrides of [{}, { mode: 'webhook' as const, webhookUrl: WEBHOOK, webhookSecret: SECRET }]) {
      const adapter = adapterOf({ ...overrides, token: `1:${'x'.repeat(35)}` });
      await expect(adapter.open(async () => {})).rejects.toMatchObject({ code: 'PLATFORM_REFUSED' });
    }
  });

  test('an address that Telegram refuses is said too', async () => {
    const adapter = adapterOf({
      mode: 'webhook',
      webhookUrl: 'http://shop.example/x',
      webhookSecret: SECRET,
    });
    await expect(adapter.open(async () => {})).rejects.toThrow(/HTTPS/);
  });

  test('a dead network does not stop the start; it is tried again', async () => {
    emulator.fault({ method: 'deleteWebhook', drop: 'before', times: 3 });
    const events = await openPolling();
    phone.text('когда-нибудь');
    await eventually(() => events().length === 1, 'the message arrives');
  });

  test('closing while the network is dead ends the tries', async () => {
    emulator.fault({ method: '*', drop: 'before', times: 1_000 });
    const clock = createFastClock(100);
    const adapter = createTelegramAdapter(configOf({}), createTestDeps({ clock, log }));
    await adapter.open(async () => {});
    await adapter.close();
    expect(clock.waiting()).toBe(0);
  });
});

describe('looking after intake', () => {
  test('a webhook that was taken away is registered again', async () => {
    const adapter = createTelegramAdapter(
      configOf({ mode: 'webhook', webhookUrl: WEBHOOK, webhookSecret: SECRET }),
      createTestDeps({ clock: createFastClock(LIMITS.webhookCheckMs / 50, LIMITS.sendTimeoutMs), log }),
    );
    adapters.push(adapter);
    await adapter.open(async () => {});
    const { updates } = emulator.world.bots.get(emulator.token)!;
    updates.setWebhook(null, false);
    await eventually(() => updates.webhook?.url === WEBHOOK, 'the webhook stands again');
    expect(log.lines.join('\n')).toContain('registering it again');
  });

  test('another poller is named in the log, and polling goes on', async () => {
    const events = await openPolling();
    await eventually(() => emulator.world.bots.get(emulator.token)!.updates.polling, 'the poll is open');
    await fetch(`${emulator.apiRoot}/bot${emulator.token}/getUpdates?timeout=0`);
    await eventually(
      () => log.lines.some((line) => line.includes('another program polls')),
      'the conflict is logged',
    );
    phone.text('после спора');
    await eventually(() => events().length === 1, 'the message arrives');
  });

  test('a poll that is told to wait waits', async () => {
    emulator.fault({ method: 'getUpdates', status: 429, retryAfter: 30 });
    const events = await openPolling();
    phone.text('дождались');
    await eventually(() => emulator.calls().some(({ outcome }) => outcome.includes('429')), 'the refusal');
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(events()).toEqual([]);
    await eventually(() => events().length === 1, 'the message arrives');
  });

  test('an outage of polling passes', async () => {
    emulator.fault({ method: 'getUpdates', status: 502, body: '<html>', times: 2 });
    emulator.fault({ method: 'getUpdates', drop: 'before', times: 2 });
    const events = await openPolling();
    phone.text('дождались');
    await eventually(() => events().length === 1, 'the message arrives');
  });

  test('a platform that answers empty at once is not asked in a spin', async () => {
    emulator.fault({ method: 'getUpdates', body: { ok: true, result: [] }, times: 10_000 });
    const adapter = createTelegramAdapter(configOf({}), createTestDeps({ log }));
    adapters.push(adapter);
    await adapter.open(async () => {});
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(emulator.calls().filter(({ method }) => method === 'getUpdates').length).toBeLessThan(5);
  });
});

describe('sending', () => {
  beforeEach(() => void phone.start());

  test('edits and deletes, and the repeat of one that was carried out', async () => {
    const adapter = adapterOf({});
    const [part] = adapter.render({ text: 'раз' });
    const sent = await adapter.send('52001', part!, 'k');
    const messageId = sent.kind === 'sent' ? Number(sent.externalId) : 0;
    const edit = {
      kind: 'edit' as const,
      body: { method: 'editMessageText', payload: { message_id: messageId, text: 'два' } },
    };
    const done = { kind: 'sent', externalId: String(messageId) };
    expect(await adapter.send('52001', edit, 'k')).toEqual(done);
    expect(await adapter.send('52001', edit, 'k')).toEqual(done);
    expect(phone.received().at(-1)).toMatchObject({ text: 'два' });
    const remove = {
      kind: 'delete' as const,
      body: { method: 'deleteMessage', payload: { message_id: messageId } },
    };
    expect(await adapter.send('52001', remove, 'k')).toEqual(done);
    expect(await adapter.send('52001', remove, 'k')).toEqual(done);
  });

  test('a large picture goes as a document, an odd file name does no harm', async () => {
    const adapter = adapterOf({});
    const media = {
      kind: 'photo' as const,
      file: 'sample.png',
      name: 'a"b;\r\nx: y.png',
      mime: 'image/png',
      bytes: 10_000_001,
    };
    expect(await adapter.send('52001', adapter.render({ media })[0]!, 'k')).toMatchObject({ kind: 'sent' });
    expect(phone.received().at(-1)).toMatchObject({
      document: { file_name: 'a_b___x: y.png', file_size: PNG.length },
    });
  });

  test('taps are answered and typing is shown', async () => {
    const seen: string[] = [];
    phone.watch((event) => void seen.push(event.type));
    const adapter = adapterOf({});
    adapter.signal('52001', { kind: 'typing' });
    const tap = phone.tapData('x') as unknown as { callback_query: { id: string } };
    adapter.signal('52001', { kind: 'tap-answered', tapId: tap.callback_query.id });
    await eventually(() => seen.includes('typing') && seen.includes('tap-answered'), 'both are seen');
  });

  test('signals are few at once: the rest is dropped, not queued', async () => {
    emulator.fault({ method: 'sendChatAction', drop: 'hang', times: 1_000 });
    const adapter = adapterOf({});
    for (let count = 0; count < 500; count += 1) adapter.signal('52001', { kind: 'typing' });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(emulator.calls().length).toBeLessThanOrEqual(LIMITS.signalsAtOnce);
  });
});

describe('files of customers', () => {
  test('come within their bound, with name and type', async () => {
    const adapter = adapterOf({});
    const event = phone.document(Buffer.from('содержимое'), 'чек.pdf', 'application/pdf') as unknown as {
      message: { document: { file_id: string } };
    };
    const ref = event.message.document.file_id;
    const media = { kind: 'document' as const, ref, name: 'чек.pdf', mime: 'application/pdf' };
    const fetched = await adapter.fetchMedia(media, 1_000);
    expect(fetched).toMatchObject({ ok: true, mime: 'application/pdf', name: 'чек.pdf' });
    if (fetched.ok) expect(Buffer.from(fetched.bytes).toString()).toBe('содержимое');
    expect(await adapter.fetchMedia(media, 5)).toEqual({ ok: false, reason: 'too-large' });
    expect(await adapter.fetchMedia({ ...media, bytes: 2_000 }, 1_000)).toEqual({
      ok: false,
      reason: 'too-large',
    });
    expect(await adapter.fetchMedia({ ...media, ref: 'gone' }, 1_000)).toEqual({ ok: false, reason: 'gone' });
  });

  test.each(['../../secret', '/etc/passwd', 'http://169.254.169.254/x', 'a/../../b', 'a?x=1'])(
    'a path such as %s is not asked for',
    async (path) => {
      emulator.fault({ method: 'getFile', body: { ok: true, result: { file_id: 'x', file_path: path } } });
      expect(await adapterOf({}).fetchMedia({ kind: 'photo', ref: 'x' }, 1_000)).toEqual({
        ok: false,
        reason: 'unavailable',
      });
    },
  );

  test('an outage is not the end of a file', async () => {
    emulator.fault({ method: 'getFile', drop: 'before' });
    expect(await adapterOf({}).fetchMedia({ kind: 'photo', ref: 'x' }, 1_000)).toEqual({
      ok: false,
      reason: 'unavailable',
    });
  });
});

test('a page of a proxy in front is no word of Telegram', async () => {
  phone.start();
  const adapter = adapterOf({});
  const [part] = adapter.render({ text: 'x' });
  const results: [number, string][] = [
    [403, 'unknown'],
    [429, 'retry'],
    [413, 'refused'],
    [200, 'unknown'],
  ];
  for (const [status, kind] of results) {
    emulator.fault({ method: 'sendMessage', status, body: '<html>blocked by policy</html>' });
    expect(await adapter.send('52001', part!, 'k')).toMatchObject({ kind });
  }
  emulator.fault({ method: 'sendMessage', status: 200, body: { hello: 'world' } });
  expect(await adapter.send('52001', part!, 'k')).toMatchObject({ kind: 'unknown' });
});

function configOf(overrides: Partial<TelegramConfig>): TelegramConfig {
  return {
    account: 'telegram:main',
    token: emulator.token,
    apiRoot: emulator.apiRoot,
    mode: 'poll',
    webhookUrl: null,
    webhookSecret: null,
    proxy: null,
    ...overrides,
  };
}

function adapterOf(
  overrides: Partial<TelegramConfig>,
  deps: Parameters<typeof createTestDeps>[0] = {},
): ChannelAdapter {
  const adapter = createTelegramAdapter(configOf(overrides), createTestDeps({ log, ...deps }));
  adapters.push(adapter);
  return adapter;
}

async function openPolling(): Promise<() => IncomingUpdate[]> {
  const events: IncomingUpdate[] = [];
  const adapter = adapterOf({}, { clock: createFastClock(20) });
  await adapter.open(async (updates) => void events.push(...updates));
  return () => events;
}

function callOf(method: string): Record<string, unknown> | undefined {
  return emulator.calls().find((call) => call.method === method)?.params;
}
