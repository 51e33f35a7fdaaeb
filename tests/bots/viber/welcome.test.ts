/** Opening the chat: a welcome in the answer to that very call, for that very person, and what may be said after it. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startViberEmulator } from '../../../bots/viber/emulator/index.ts';
import type { Locale } from '../../../src/core/locale.ts';
import { hmacSha256 } from '../../../src/transport/signature.ts';
import { eventually } from '../support/test-deps.ts';
import { openViberRig, type ViberRig } from './viber-rig.ts';

const GREETINGS: Record<Locale, string> = { ru: 'Здравствуйте', uk: 'Вітаємо', en: 'Hello' };

let rig: ViberRig;

beforeEach(async () => {
  rig = await openViberRig({
    welcome: (locale, name) => ({
      text: `**${GREETINGS[locale]}**, ${name}!`,
      replies: ['Де моє замовлення?', 'Оплата & <доставка>'],
    }),
  });
});

afterEach(() => rig.close());

describe('a visitor', () => {
  test('is greeted in their language with keys that say what they send', async () => {
    rig.phone.start();
    const welcome = await rig.phone.waitForMessage();
    expect(welcome).toMatchObject({ text: 'Вітаємо, Anna!', senderName: 'Прилавок' });
    expect(rig.emulator.calls()).toContainEqual(
      expect.objectContaining({ method: 'welcome', outcome: 'ok' }),
    );
    rig.phone.tap('Оплата & <доставка>');
    await eventually(() => rig.contents().length === 1, 'the words of the key');
    expect(rig.contents()).toEqual([{ text: 'Оплата & <доставка>' }]);
  });

  test('nobody ever gets the welcome of another', async () => {
    const people = Array.from({ length: 20 }, (_, index) => {
      const phone = rig.emulator.user(`visitor${index}=`);
      phone.chat.name = `Гість${index}`;
      phone.chat.language = ['uk', 'ru', 'en'][index % 3]!;
      return phone;
    });
    for (const phone of people) phone.start(`ctx${phone.chat.name}`);
    rig.phone.text('привіт');
    for (const phone of people) {
      const { text } = await phone.waitForMessage();
      expect(text).toBe(`${GREETINGS[phone.chat.language as Locale]}, ${phone.chat.name}!`);
    }
    // Callbacks after it are answered with nothing.
    rig.phone.text('ще');
    await eventually(() => rig.contents().some(({ text }) => text === 'ще'), 'the later message');
    expect(rig.phone.received()).toEqual([]);
  });

  test('with a deep link brings its words, and they say that a welcome was shown', async () => {
    rig.phone.start('ord_42');
    await eventually(() => rig.events.length === 1, 'the opening');
    expect(rig.events).toEqual([
      expect.objectContaining({ type: 'message', content: { start: 'ord_42' }, welcomed: true }),
    ]);
  });

  test('who merely looks leaves nothing behind', async () => {
    rig.phone.start();
    await rig.phone.waitForMessage();
    expect(rig.events).toEqual([]);
  });

  test('whose language we do not speak is greeted in that of the shop', async () => {
    rig.phone.chat.language = 'bg';
    rig.phone.start();
    expect(await rig.phone.waitForMessage()).toMatchObject({ text: 'Здравствуйте, Anna!' });
  });

  test('may be written to once more before they write', async () => {
    rig.phone.start();
    await rig.phone.waitForMessage();
    expect(await rig.say({ text: 'раз' })).toMatchObject([{ kind: 'sent' }]);
    expect(await rig.say({ text: 'два' })).toMatchObject([{ kind: 'refused', unreachable: true }]);
    rig.phone.text('привіт');
    expect(await rig.say({ text: 'три' })).toMatchObject([{ kind: 'sent' }]);
  });

  test('where that is not allowed, it is a refusal and no fault', async () => {
    const strict = await startViberEmulator({ onlyWelcome: true });
    const other = rig.another({ apiRoot: strict.apiRoot });
    await other.open(async () => {});
    const phone = strict.user('strict=');
    phone.start();
    await phone.waitForMessage();
    const [part] = other.render({ text: 'раз' });
    expect(await other.send('strict=', part!, 'k')).toMatchObject({ kind: 'refused', unreachable: true });
    await other.close();
    await strict.close();
  });
});

describe('a customer', () => {
  test('who looks into the chat again is left in peace; a deep link is heard', async () => {
    rig.phone.text('привіт');
    await eventually(() => rig.contents().length === 1, 'the message');
    rig.phone.start();
    rig.phone.start('sale');
    await eventually(() => rig.contents().length === 2, 'the deep link');
    expect(rig.contents()[1]).toEqual({ start: 'sale' });
    expect(rig.events.some((event) => event.type === 'message' && event.welcomed)).toBe(false);
    expect(rig.phone.received()).toEqual([]);
  });

  test('writing subscribes, blocking unsubscribes, writing again subscribes again', async () => {
    rig.phone.text('привіт');
    rig.phone.block();
    rig.phone.text('я передумала');
    const reachable = (): boolean[] =>
      rig.events.flatMap((event) => (event.type === 'reachability' ? [event.reachable] : []));
    await eventually(() => reachable().length === 3, 'all three');
    expect(reachable().filter((is) => is)).toHaveLength(2);
  });
});

test('only the right signature is worth a welcome', () => {
  const body = Buffer.from(
    '{"event":"conversation_started","timestamp":1,"message_token":5912661846655238145,"user":{"id":"x="},"subscribed":false}',
  );
  const open = (signature: string) =>
    rig.adapter.receive({
      method: 'POST',
      headers: { 'x-viber-content-signature': signature },
      query: {},
      body,
    });
  expect(open(hmacSha256(rig.emulator.token, body))).toMatchObject({ ok: true, answer: { type: 'text' } });
  expect(open(hmacSha256('other', body))).toEqual({ ok: false, status: 401, reason: expect.any(String) });
});
