/** A Viber phone of the playground: what hands do becomes callbacks, what the bot sends is what the screen shows. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startEmulatedViber } from '../../../bots/viber/emulator/emulated.ts';
import { viberPlatform } from '../../../bots/viber/index.ts';
import { systemClock, systemRandom } from '../../../src/core/clock.ts';
import type { ChannelEvent } from '../../../src/core/event.ts';
import type { ChannelAdapter } from '../../../src/core/ports/channel.ts';
import type { EmulatedPlatform } from '../../../src/core/ports/emulated.ts';
import type { CustomerPhone, PhoneEvent } from '../../../src/core/ports/phone.ts';
import { createTestDeps, eventually, PNG } from '../support/test-deps.ts';
import { startWebhookServer } from '../support/webhook-server.ts';

const TOKEN = 'AAAAAAAAAAAAAAAAAAAAAA';

let played: EmulatedPlatform;
let adapter: ChannelAdapter;
let webhook: Awaited<ReturnType<typeof startWebhookServer>>;
let phone: CustomerPhone;
let events: ChannelEvent[];
let shown: PhoneEvent[];

beforeEach(async () => {
  webhook = await startWebhookServer('/webhooks/viber');
  const ownUrl = webhook.url.slice(0, -'/webhooks/viber'.length);
  played = await startEmulatedViber({
    clock: systemClock,
    random: systemRandom,
    ownUrl,
    first: [{ name: 'Анна Смирнова', locale: 'ru', number: '79990001001' }],
  });
  const parsed = viberPlatform.parse(played.settings, { publicUrl: ownUrl, account: 'viber:main' });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  adapter = viberPlatform.create(
    parsed.config,
    createTestDeps({
      mediaUrl: (file) => `${ownUrl}/media/${file}`,
      welcome: () => ({ text: 'Вітаємо!', replies: ['Доставка'] }),
    }),
  );
  events = [];
  webhook.handle = async (request) => {
    if (request.method === 'GET') return { status: 200, body: PNG.toString('latin1') };
    const intake = adapter.receive(request);
    if (!intake.ok) return intake.status;
    events.push(...intake.updates.map(({ event }) => event));
    return { status: 200, ...(intake.answer === null ? {} : { body: JSON.stringify(intake.answer) }) };
  };
  await adapter.open(async () => {});
  phone = played.phones.phone('viber1')!;
  shown = [];
  played.phones.watch((_id, event) => void shown.push(event));
});

afterEach(async () => {
  await adapter.close();
  await played.close();
  await webhook.close();
});

test('Start shows the welcome; its keys can be pressed', async () => {
  expect(phone.screen()).toMatchObject({ started: false, keyboard: null, messages: [] });
  phone.act({ do: 'start' });
  await eventually(() => phone.screen().messages.length === 1, 'the welcome');
  expect(phone.screen()).toMatchObject({
    started: true,
    keyboard: [[{ label: 'Доставка', shares: null }]],
    messages: [{ from: 'shop', text: [{ text: 'Прилавок\n', marks: ['bold'] }, { text: 'Вітаємо!' }] }],
  });
  expect(phone.act({ do: 'key', key: 0 })).toEqual({ ok: true, tapId: null });
  expect(phone.act({ do: 'key', key: 1 })).toEqual({ ok: false, reason: 'no-such-button' });
  await eventually(() => events.some(({ type }) => type === 'message'), 'the words of the key');
  expect(shown.map(({ type }) => type)).toEqual(expect.arrayContaining(['state', 'message']));
});

test('everything a hand can do arrives', async () => {
  phone.act({ do: 'text', text: 'привіт' });
  phone.act({ do: 'photo', bytes: PNG, caption: 'вот' });
  phone.act({ do: 'document', bytes: Buffer.from('a'), name: 'a.txt', caption: 'чек' });
  phone.act({ do: 'location', latitude: 1, longitude: 2 });
  phone.act({ do: 'block' });
  expect(phone.screen().blocked).toBe(true);
  phone.act({ do: 'unblock' });
  expect(phone.act({ do: 'edit', messageId: 1, text: 'x' })).toMatchObject({ ok: false });
  await eventually(() => events.filter(({ type }) => type === 'message').length === 5, 'all of them');
  const [photo] = phone.screen().messages.filter(({ media }) => media?.kind === 'photo');
  expect(phone.file(photo?.media?.file ?? '')).toMatchObject({ bytes: PNG });
  expect(phone.file('none')).toBeNull();
});

test('cards are a message with its buttons, links too; share keys say what they give', async () => {
  phone.act({ do: 'text', text: 'привіт' });
  const content = {
    text: 'Смотрите на https://shop.example/',
    cards: [
      {
        title: 'Чайник',
        text: '1,7 л',
        buttons: [{ kind: 'reply' as const, label: 'Сообщить', token: `${TOKEN}.1` }],
      },
    ],
    buttons: [
      { kind: 'share-phone' as const, label: 'Номер' },
      { kind: 'url' as const, label: 'Сайт', url: 'https://shop.example/' },
    ],
  };
  for (const part of adapter.render(content)) await adapter.send('viber1', part, 'k');
  const { messages, keyboard } = phone.screen();
  expect(keyboard).toEqual([[{ label: 'Номер', shares: 'phone' }]]);
  const [words, card] = messages.slice(-2);
  expect(words?.text.at(-1)).toEqual({
    text: 'https://shop.example/',
    marks: [],
    href: 'https://shop.example/',
  });
  expect(card?.text.at(-1)?.text).toBe('Чайник\n1,7 л');
  expect(card?.buttons.flat()).toEqual([
    { label: 'Сообщить', url: null },
    { label: 'Сайт', url: 'https://shop.example/' },
  ]);
  phone.act({ do: 'tap', messageId: card?.id ?? 0, button: 0 });
  phone.act({ do: 'key', key: 0 });
  await eventually(() => events.some(({ type }) => type === 'button'), 'the tap');
  expect(phone.act({ do: 'tap', messageId: 999, button: 0 })).toMatchObject({ reason: 'no-such-message' });
  expect(phone.act({ do: 'tap', messageId: card?.id ?? 0, button: 9 })).toMatchObject({ ok: false });
});

test('a picture from the shop is fetched and can be looked at', async () => {
  phone.act({ do: 'text', text: 'привіт' });
  const media = {
    kind: 'photo' as const,
    file: 'a.png',
    name: 'a.png',
    mime: 'image/png',
    bytes: PNG.length,
  };
  for (const part of adapter.render({ media })) await adapter.send('viber1', part, 'k');
  const picture = () => phone.screen().messages.find(({ from, media: shows }) => from === 'shop' && shows);
  await eventually(() => phone.file(picture()?.media?.file ?? '') !== null, 'its bytes are there');
});

test('troubles: down and back, twice, mixed; new customers', async () => {
  played.troubles.set('down', true);
  phone.act({ do: 'text', text: 'один' });
  phone.act({ do: 'text', text: 'два' });
  const [part] = adapter.render({ text: 'x' });
  expect(await adapter.send('viber1', part!, 'k')).toMatchObject({ kind: 'retry' });
  expect(events).toEqual([]);
  played.troubles.set('down', false);
  await eventually(() => events.filter(({ type }) => type === 'message').length === 2, 'both come');
  const added = played.phones.add({ name: 'Oleh', locale: 'uk' });
  expect(played.phones.list().map(({ name }) => name)).toEqual(['Анна Смирнова', 'Oleh']);
  expect(played.phones.phone(added?.id ?? '')?.owner).toMatchObject({ locale: 'uk' });
  expect(shown).toContainEqual({ type: 'added', owner: added });
});
