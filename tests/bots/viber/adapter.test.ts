/** What is Viber's own in its adapter: 64-bit ids, the keyboard's grid, files, the webhook, settings. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { viberPlatform } from '../../../bots/viber/index.ts';
import { parseWithLongIntegers } from '../../../bots/viber/long-integers.ts';
import type { OutgoingMedia, RenderableButton } from '../../../src/core/content.ts';
import { eventually } from '../support/test-deps.ts';
import { openViberRig, type ViberRig } from './viber-rig.ts';

const TOKEN = 'AAAAAAAAAAAAAAAAAAAAAA.0';

let rig: ViberRig;

beforeEach(async () => {
  rig = await openViberRig();
});

afterEach(() => rig.close());

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
    rig.phone.text('привіт');
    const [sent] = await rig.say({ text: 'вітаємо' });
    const id = sent?.kind === 'sent' ? sent.externalId : '';
    expect(Number.isSafeInteger(Number(id))).toBe(false);
    await eventually(() => receiptsOf(id).includes('delivered'), 'delivered');
    rig.phone.read();
    await eventually(() => receiptsOf(id).includes('read'), 'seen');
    rig.phone.failNext('no money');
    await rig.say({ text: 'ще' });
    await eventually(
      () => rig.events.some((event) => event.type === 'receipt' && event.reason === 'no money'),
      'the failure with its reason',
    );
  });
});

describe('the keyboard', () => {
  test('is taken by the platform whatever the labels, and stands on every part', async () => {
    rig.phone.text('привіт');
    const label = fc
      .string({ minLength: 1, maxLength: 300, unit: 'grapheme' })
      .filter((text) => text.trim() !== '');
    await fc.assert(
      fc.asyncProperty(fc.array(label, { minLength: 1, maxLength: 24 }), async (labels) => {
        const buttons = labels.map((text): RenderableButton => ({
          kind: 'reply',
          label: text,
          token: TOKEN,
        }));
        const results = await rig.say({ text: 'x'.repeat(7_100), format: 'plain', buttons });
        expect(results.map(({ kind }) => kind)).toEqual(results.map(() => 'sent'));
        const shown = rig.phone.received().slice(-results.length);
        expect(new Set(shown.map(({ keyboard }) => keyboard?.length))).toEqual(new Set([labels.length]));
      }),
      { numRuns: 25 },
    );
  });

  test('the heaviest text with the heaviest keys stays within one request', async () => {
    rig.phone.text('привіт');
    const buttons = Array.from({ length: 24 }, (): RenderableButton => ({
      kind: 'reply',
      label: '<я>'.repeat(25),
      token: TOKEN,
    }));
    const results = await rig.say({ text: '語'.repeat(7_000), format: 'plain', buttons });
    expect(results.map(({ kind }) => kind)).toEqual(results.map(() => 'sent'));
    const texts = rig.phone.received().map(({ text }) => text);
    expect(texts.join('').match(/語/g)).toHaveLength(7_000);
  });

  test('a tap comes back as the button that was offered, and is not read in the chat', async () => {
    rig.phone.text('привіт');
    const buttons: RenderableButton[] = [
      { kind: 'reply', label: 'Так & <ні>', token: TOKEN },
      { kind: 'share-phone', label: 'Номер' },
      { kind: 'share-location', label: 'Місце' },
    ];
    await rig.say({ text: '?', buttons });
    const board = rig.phone.keyboard();
    rig.phone.tap('Так & <ні>');
    rig.phone.tap('Номер');
    rig.phone.tap('Місце');
    await eventually(() => rig.contents().some((content) => content.location !== undefined), 'all three');
    expect(rig.events).toContainEqual(expect.objectContaining({ type: 'button', token: TOKEN }));
    expect(rig.contents()).toContainEqual({ contact: { phone: '380501234567', name: 'Anna', own: false } });
    expect(rig.phone.messages().map(({ text }) => text)).not.toContain(`prilavok:${TOKEN}`);
    expect(board).toHaveLength(3);
  });

  test('what only looks like a tap is text', async () => {
    const typed = [
      'prilavok:',
      'prilavok:x.0',
      `prilavok:${TOKEN}x`,
      `Prilavok:${TOKEN}`,
      ` prilavok:${TOKEN}`,
    ];
    for (const text of typed) rig.phone.text(text);
    await eventually(() => rig.contents().length === typed.length, 'all of them');
    expect(new Set(rig.contents().map(({ text }) => text))).toEqual(new Set(typed));
    expect(rig.events.some(({ type }) => type === 'button')).toBe(false);
  });

  test('an app too old for it gets the options in the text', async () => {
    rig.phone.text('привіт');
    const tooOld = { status: 13, status_message: 'apiVersionNotSupported' };
    rig.emulator.fault({ method: 'send_message', body: tooOld });
    const buttons: RenderableButton[] = [
      { kind: 'reply', label: 'Так', token: TOKEN },
      { kind: 'url', label: 'Сайт', url: 'https://shop.example/' },
    ];
    expect(await rig.say({ text: 'Добре?', buttons })).toMatchObject([{ kind: 'sent' }]);
    expect(rig.phone.received().at(-1)).toMatchObject({
      text: 'Добре?\n\n• Так\n• Сайт: https://shop.example/',
    });
    expect(rig.phone.keyboard()).toBeNull();
  });

  test('only what needs it asks for a newer app', () => {
    const levelOf = (buttons: RenderableButton[]): unknown => {
      const { message } = rig.adapter.render({ text: 'x', buttons })[0]!.body as unknown as {
        message: Record<string, unknown>;
      };
      return message['min_api_version'];
    };
    expect(levelOf([])).toBeUndefined();
    expect(levelOf([{ kind: 'reply', label: 'Так', token: TOKEN }])).toBeUndefined();
    expect(levelOf([{ kind: 'share-phone', label: 'Номер' }])).toBe(3);
  });
});

describe('who writes', () => {
  test('the shop, in the language of the conversation, or the person who answers; never half a name', async () => {
    rig.phone.text('привіт');
    await rig.say({ text: '1' });
    await rig.say({ text: '2', from: 'Ольга Петрова' });
    await rig.say({ text: '3', from: 'Олександра  Костянтинопольська-Задунайська' });
    await rig.say({ text: '4', from: '👩‍🔧'.repeat(20) });
    const names = rig.phone.received().map(({ senderName }) => senderName ?? '');
    expect(names.slice(0, 3)).toEqual(['Прилавок', 'Ольга Петрова', 'Олександра…']);
    expect(names[3]).toMatch(/^(👩‍🔧)+…$/u);
    const several = rig.another({}, { shopNameIn: (locale) => (locale === 'uk' ? 'Ганок' : 'Прилавок') });
    for (const content of [
      { text: '5', locale: 'uk' as const },
      { text: '6', locale: 'ru' as const },
      { text: '7', locale: 'uk' as const, from: 'Ольга' },
    ]) {
      for (const part of several.render(content))
        await several.send(rig.phone.chat.userId, part, content.text);
    }
    await several.close();
    expect(
      rig.phone
        .received()
        .slice(-3)
        .map(({ senderName }) => senderName),
    ).toEqual(['Ганок', 'Прилавок', 'Ольга']);
  });
});

describe('files to the customer', () => {
  const media: OutgoingMedia = {
    kind: 'document',
    file: 'AAAAAAAAAAAAAAAAAAAAAA.pdf',
    name: 'рахунок 7',
    mime: 'application/pdf',
    bytes: 7,
  };

  test.each([
    ['a picture', { kind: 'photo', mime: 'image/png', file: 'a.png' }, 'picture'],
    ['a large picture', { kind: 'photo', mime: 'image/png', file: 'a.png', bytes: 1_000_001 }, 'file'],
    ['a picture that Viber does not show', { kind: 'photo', mime: 'image/webp', file: 'a.webp' }, 'file'],
    ['a film', { mime: 'video/mp4', file: 'a.mp4' }, 'video'],
    ['a long film', { mime: 'video/mp4', file: 'a.mp4', bytes: 26_000_001 }, 'file'],
    ['a document', {}, 'file'],
  ] as const)('%s', async (_name, changes, type) => {
    rig.phone.text('привіт');
    const [result] = await rig.say({ media: { ...media, ...changes } });
    expect(result).toMatchObject({ kind: 'sent' });
    expect(rig.phone.received()).toMatchObject([{ type }]);
    if (type === 'file') expect(rig.phone.received()[0]!.fileName).toMatch(/^рахунок 7\.\w+$/);
  });

  test('a program is refused with a plain reason, and so is a file without a public address', async () => {
    rig.phone.text('привіт');
    const sends = () => rig.emulator.calls().filter(({ method }) => method === 'send_message');
    const before = sends().length;
    expect(await rig.say({ media: { ...media, name: 'setup.EXE' } })).toEqual([
      { kind: 'refused', code: 'programs-are-not-carried', unreachable: false },
    ]);
    const bare = rig.another({}, { mediaUrl: () => null });
    expect(await bare.send('x', bare.render({ media })[0]!, 'k')).toEqual({
      kind: 'refused',
      code: 'no-public-address-for-files',
      unreachable: false,
    });
    await bare.close();
    expect(sends()).toHaveLength(before);
  });
});

describe('the webhook', () => {
  test('is registered with every kind of event', () => {
    expect(rig.emulator.calls()[0]).toMatchObject({
      method: 'set_webhook',
      params: {
        url: rig.webhook.url,
        event_types: expect.arrayContaining(['failed', 'conversation_started']),
      },
      outcome: 'ok',
    });
  });

  test('brings the way into the chat along', async () => {
    await eventually(() => rig.adapter.contactAddress?.() !== null, 'the address is known');
    expect(rig.adapter.contactAddress?.()).toEqual({
      url: 'viber://pa?chatURI=prilavok&context={}',
      carries: 'start',
    });
  });

  test('a wrong token is said to the person who starts', async () => {
    const wrong = rig.another({ token: 'wrong-wrong-wrong-wrong' });
    await expect(wrong.open(async () => {})).rejects.toMatchObject({ code: 'PLATFORM_REFUSED' });
    await wrong.close();
  });

  test('a server that is not up yet is found later', async () => {
    rig.emulator.world.webhook = null;
    const { handle } = rig.webhook;
    rig.webhook.handle = async () => 503;
    const second = rig.another();
    await second.open(async () => {});
    expect(rig.emulator.world.webhook).toBeNull();
    rig.webhook.handle = handle;
    await eventually(() => rig.emulator.world.webhook === rig.webhook.url, 'the webhook stands');
    await second.close();
  });

  test('without one a message waits, and the webhook is registered again', async () => {
    await eventually(() => rig.adapter.contactAddress?.() !== null, 'the first look is over');
    rig.phone.text('привіт');
    rig.emulator.world.webhook = null;
    expect(await rig.say({ text: 'x' })).toMatchObject([{ kind: 'retry', scope: 'account' }]);
    await eventually(() => rig.emulator.world.webhook === rig.webhook.url, 'the webhook stands again');
    // By the refusal itself, not by the look of every few minutes.
    const methods = rig.emulator.calls().map(({ method }) => method);
    expect(methods.slice(methods.indexOf('send_message'))).toEqual(['send_message', 'set_webhook']);
    expect(await rig.say({ text: 'x' })).toMatchObject([{ kind: 'sent' }]);
  });
});

test('settings: a token and a public address', () => {
  const context = { publicUrl: 'https://shop.example', account: 'viber:opt' as const };
  expect(viberPlatform.parse({ AUTH_TOKEN: rig.emulator.token }, context)).toMatchObject({
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

function receiptsOf(messageId: string): string[] {
  return rig.events.flatMap((event) =>
    event.type === 'receipt' && event.messageId === messageId ? [event.status] : [],
  );
}
