/** What is Viber's own in its adapter: 64-bit ids, the keyboard's grid, statuses inside 200, the webhook. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { ViberEmulator } from '../../../bots/viber/emulator/emulator.ts';
import { startViberEmulator } from '../../../bots/viber/emulator/index.ts';
import type { Phone } from '../../../bots/viber/emulator/phone.ts';
import { createViberAdapter, viberPlatform, type ViberConfig } from '../../../bots/viber/index.ts';
import { parseWithLongIntegers } from '../../../bots/viber/long-integers.ts';
import { render } from '../../../bots/viber/render.ts';
import { toSendResult } from '../../../bots/viber/send.ts';
import type { RenderableButton } from '../../../src/core/content.ts';
import type { ChannelEvent } from '../../../src/core/event.ts';
import type { ChannelAdapter } from '../../../src/core/ports/channel.ts';
import { hmacSha256 } from '../../../src/transport/signature.ts';
import { createFastClock, createTestDeps, eventually } from '../support/test-deps.ts';
import { startWebhookServer } from '../support/webhook-server.ts';

let emulator: ViberEmulator;
let phone: Phone;
let webhook: Awaited<ReturnType<typeof startWebhookServer>>;
let adapter: ChannelAdapter;
let events: ChannelEvent[];

beforeEach(async () => {
  emulator = await startViberEmulator();
  phone = emulator.user('01234567890A=');
  webhook = await startWebhookServer('/webhooks/viber');
  adapter = adapterOf();
  events = [];
  webhook.handle = async (request) => {
    const intake = adapter.receive(request);
    if (!intake.ok) return intake.status;
    events.push(...intake.updates.map(({ event }) => event));
    return 200;
  };
});

afterEach(async () => {
  await adapter.close();
  await emulator.close();
  await webhook.close();
});

describe('integers beyond 2^53', () => {
  test('keep every digit', () => {
    expect(
      parseWithLongIntegers(
        '{"message_token":5912661846655238145,"timestamp":1795300000000,"a":-9007199254740993}',
      ),
    ).toEqual({
      message_token: '5912661846655238145',
      timestamp: 1_795_300_000_000,
      a: '-9007199254740993',
    });
  });

  test('digits inside strings, fractions and powers stay as they are', () => {
    const text = '{"a":"\\"5912661846655238145","b\\\\":1.2345678901234567,"c":1e21,"d":[true,null,"x"]}';
    expect(parseWithLongIntegers(text)).toEqual(JSON.parse(text));
  });

  test('any other JSON is read like JSON.parse reads it', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const hasLong = /\d{16}/.test(text);
        if (!hasLong) expect(parseWithLongIntegers(text)).toEqual(JSON.parse(text));
      }),
    );
    fc.assert(
      fc.property(fc.bigInt({ min: 10n ** 15n, max: 2n ** 64n }), fc.string(), (token, text) => {
        const body = `{"text":${JSON.stringify(text)},"message_token":${token}}`;
        expect(parseWithLongIntegers(body)).toEqual({ text, message_token: String(token) });
      }),
    );
  });

  test('broken JSON is refused alike', () => {
    for (const text of ['', '{', '"abc', '-', '{"a":"\\', '12345678901234567890x']) {
      expect(() => parseWithLongIntegers(text)).toThrow(SyntaxError);
    }
  });

  test('a receipt names exactly the message that was sent', async () => {
    await adapter.open(async () => {});
    phone.text('привіт');
    const [part] = adapter.render({ text: 'вітаємо' });
    const sent = await adapter.send(phone.chat.userId, part!, 'k');
    const id = sent.kind === 'sent' ? sent.externalId : '';
    expect(Number.isSafeInteger(Number(id))).toBe(false);
    phone.read();
    await eventually(() => receiptsOf(id).length === 2, 'delivered and seen');
    expect(receiptsOf(id)).toEqual(expect.arrayContaining(['delivered', 'read']));
    phone.failNext('no money');
    await adapter.send(phone.chat.userId, part!, 'k');
    await eventually(
      () => events.some((event) => event.type === 'receipt' && event.status === 'failed'),
      'the failure',
    );
  });
});

describe('the keyboard', () => {
  test('every row fills six columns, whatever the labels', () => {
    const labels = fc.array(fc.string({ minLength: 1, maxLength: 30 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(labels, (list) => {
        const buttons = list.map((label, index): RenderableButton => ({
          kind: 'reply',
          label,
          token: `t.${index}`,
        }));
        const [part] = render({ text: 'x', buttons });
        const { message } = part!.body as unknown as {
          message: { keyboard: { Buttons: { Columns: number }[] } };
        };
        let filled = 0;
        for (const { Columns } of message.keyboard.Buttons) {
          filled = (filled + Columns) % 6;
          expect(filled === 0 || filled === 3).toBe(true);
        }
        expect(filled).toBe(0);
      }),
    );
  });

  test('a tap comes back as the button that was offered', async () => {
    await adapter.open(async () => {});
    phone.text('привіт');
    const buttons: RenderableButton[] = [
      { kind: 'reply', label: 'Так & <ні>', token: 'AAAAAAAAAAAAAAAAAAAAAA.0' },
      { kind: 'share-phone', label: 'Номер' },
      { kind: 'share-location', label: 'Місце' },
    ];
    await adapter.send(phone.chat.userId, adapter.render({ text: '?', buttons })[0]!, 'k');
    const board = phone.keyboard();
    phone.tap('Так & <ні>');
    phone.tap('Номер');
    phone.tap('Місце');
    await eventually(() => events.some((event) => event.type === 'button'), 'the tap');
    expect(events.find((event) => event.type === 'button')).toMatchObject({
      token: 'AAAAAAAAAAAAAAAAAAAAAA.0',
    });
    await eventually(() => contents().some((content) => content.contact !== undefined), 'the number');
    expect(contents().find((content) => content.contact)).toMatchObject({
      contact: { phone: '380501234567', own: false },
    });
    await eventually(() => contents().some((content) => content.location !== undefined), 'the place');
    expect(board).toHaveLength(3);
  });

  test('an app too old for it gets the options in the text', async () => {
    await adapter.open(async () => {});
    phone.text('привіт');
    emulator.fault({
      method: 'send_message',
      body: { status: 13, status_message: 'apiVersionNotSupported' },
    });
    const buttons: RenderableButton[] = [{ kind: 'reply', label: 'Так', token: 't.0' }];
    const [part] = adapter.render({ text: 'Добре?', buttons });
    expect(await adapter.send(phone.chat.userId, part!, 'k')).toMatchObject({ kind: 'sent' });
    expect(phone.received().at(-1)).toMatchObject({ text: 'Добре?\n\n1. Так' });
    expect(phone.keyboard()).toBeNull();
  });
});

describe('the conversation', () => {
  test("opening it is an event with its context; its answer greets nobody by another's name", async () => {
    await adapter.open(async () => {});
    phone.start('ord_42');
    emulator.user('another=').start('');
    await eventually(() => contents().length === 2, 'both events');
    expect(contents().map(({ start }) => start)).toEqual(expect.arrayContaining(['ord_42', '']));
    expect(phone.received()).toEqual([]);
    const welcome = adapter.render({ text: 'Вітаємо' })[0]!;
    expect(await adapter.send(phone.chat.userId, welcome, 'k')).toMatchObject({ kind: 'sent' });
    // One message is allowed before the person writes, not two.
    expect(await adapter.send(phone.chat.userId, welcome, 'k')).toMatchObject({
      kind: 'refused',
      unreachable: true,
    });
  });

  test('writing subscribes, blocking unsubscribes', async () => {
    await adapter.open(async () => {});
    phone.text('привіт');
    phone.block();
    const reachable = (): boolean[] =>
      events.flatMap((event) => (event.type === 'reachability' ? [event.reachable] : []));
    await eventually(() => reachable().length === 2, 'both events');
    expect(reachable()).toEqual(expect.arrayContaining([true, false]));
  });

  test('pictures come within their bound, from Viber alone', async () => {
    await adapter.open(async () => {});
    phone.photo(Buffer.from('bytes of a photo'), 'зламано');
    await eventually(() => contents().some((content) => content.media !== undefined), 'the picture');
    const media = contents().find((content) => content.media)!.media![0]!;
    const fetched = await adapter.fetchMedia(media, 1_000);
    expect(fetched.ok && Buffer.from(fetched.bytes).toString()).toBe('bytes of a photo');
    expect(await adapter.fetchMedia({ ...media, bytes: 0 }, 5)).toEqual({ ok: false, reason: 'too-large' });
    expect(await adapter.fetchMedia({ kind: 'photo', ref: `${emulator.apiRoot}/media/gone` }, 5)).toEqual({
      ok: false,
      reason: 'gone',
    });
    let asked = 0;
    webhook.handle = async () => {
      asked += 1;
      return 200;
    };
    const elsewhere = await adapter.fetchMedia({ kind: 'photo', ref: webhook.url }, 1_000);
    expect([elsewhere, asked]).toEqual([{ ok: false, reason: 'unavailable' }, 0]);
  });
});

describe('signatures', () => {
  const body = Buffer.from(
    '{"event":"subscribed","timestamp":1795300000000,"message_token":5912661846655238145,"user":{"id":"x="}}',
  );
  const received = (headers: Record<string, string>, query: Record<string, string>) =>
    adapter.receive({ method: 'POST', headers, query, body });

  test('in the header or in the query; a wrong header is not saved by the query', () => {
    const right = hmacSha256(emulator.token, body);
    expect(received({ 'x-viber-content-signature': right }, {}).ok).toBe(true);
    expect(received({}, { sig: right }).ok).toBe(true);
    expect(received({ 'x-viber-content-signature': 'nonsense' }, { sig: right }).ok).toBe(false);
    expect(received({}, { sig: right.slice(1) }).ok).toBe(false);
    expect(received({}, {}).ok).toBe(false);
  });
});

describe('the webhook', () => {
  test('is registered with every kind of event', async () => {
    await adapter.open(async () => {});
    expect(emulator.calls()[0]).toMatchObject({
      method: 'set_webhook',
      params: { url: webhook.url, event_types: expect.arrayContaining(['failed', 'conversation_started']) },
      outcome: 'ok',
    });
    expect((await adapter.check()).map(({ level }) => level)).toEqual(['ok', 'ok']);
  });

  test('a wrong token is said to the person who starts', async () => {
    const wrong = adapterOf({ token: 'wrong-wrong-wrong-wrong' });
    await expect(wrong.open(async () => {})).rejects.toMatchObject({ code: 'PLATFORM_REFUSED' });
    await wrong.close();
  });

  test('a server that is not up yet is found later', async () => {
    const { handle } = webhook;
    webhook.handle = async () => 503;
    await adapter.open(async () => {});
    expect(emulator.world.webhook).toBeNull();
    webhook.handle = handle;
    await eventually(() => emulator.world.webhook === webhook.url, 'the webhook stands');
  });

  test('without one a message waits, and the webhook is registered again', async () => {
    await adapter.open(async () => {});
    phone.text('привіт');
    emulator.world.webhook = null;
    const [part] = adapter.render({ text: 'x' });
    expect(await adapter.send(phone.chat.userId, part!, 'k')).toMatchObject({
      kind: 'retry',
      scope: 'account',
    });
    await eventually(() => emulator.world.webhook === webhook.url, 'the webhook stands again');
    expect(await adapter.send(phone.chat.userId, part!, 'k')).toMatchObject({ kind: 'sent' });
  });
});

describe('what a status means', () => {
  const meaning = (status: number) => toSendResult({ kind: 'status', status, message: '' });

  test.each([5, 6])('%d: unreachable', (status) =>
    expect(meaning(status)).toMatchObject({ kind: 'refused', unreachable: true }),
  );
  test.each([3, 4, 11, 13, 14, 19, 21])('%d: refused', (status) =>
    expect(meaning(status)).toMatchObject({ kind: 'refused', unreachable: false }),
  );
  test.each([2, 7, 8, 9, 15, 23, 24])('%d: broken', (status) =>
    expect(meaning(status)).toMatchObject({ kind: 'broken' }),
  );
  test.each([1, 10, 12, 99])('%d: later', (status) =>
    expect(meaning(status)).toMatchObject({ kind: 'retry' }),
  );
});

test('a file without a public address is refused, not lost in tries', async () => {
  const deps = createTestDeps({ mediaUrl: () => null });
  const bare = createViberAdapter(configOf(), deps);
  const media = {
    kind: 'document' as const,
    file: 'a.pdf',
    name: 'a.pdf',
    mime: 'application/pdf',
    bytes: 7,
  };
  const result = await bare.send('x', bare.render({ media })[0]!, 'k');
  expect(result).toEqual({ kind: 'refused', code: 'no-public-address-for-files', unreachable: false });
  await bare.close();
});

test('settings: a token and a public address', () => {
  const context = { publicUrl: 'https://shop.example', account: 'viber:opt' as const };
  expect(viberPlatform.parse({ AUTH_TOKEN: emulator.token }, context)).toMatchObject({
    ok: true,
    config: { webhookUrl: 'https://shop.example/webhooks/viber/opt', apiRoot: 'https://chatapi.viber.com' },
  });
  expect(
    viberPlatform.parse({ AUTH_TOKEN: 'x y', API_ROOT: 'no' }, { ...context, publicUrl: null }),
  ).toMatchObject({
    ok: false,
    problems: [{ key: 'AUTH_TOKEN' }, { key: 'AUTH_TOKEN' }, { key: 'API_ROOT' }],
  });
});

function configOf(overrides: Partial<ViberConfig> = {}): ViberConfig {
  return {
    account: 'viber:main',
    token: emulator.token,
    apiRoot: emulator.apiRoot,
    webhookUrl: webhook.url,
    proxy: null,
    ...overrides,
  };
}

function adapterOf(overrides: Partial<ViberConfig> = {}): ChannelAdapter {
  return createViberAdapter(configOf(overrides), createTestDeps({ clock: createFastClock(20) }));
}

function contents() {
  return events.flatMap((event) => (event.type === 'message' ? [event.content] : []));
}

function receiptsOf(messageId: string): string[] {
  return events.flatMap((event) =>
    event.type === 'receipt' && event.messageId === messageId ? [event.status] : [],
  );
}
