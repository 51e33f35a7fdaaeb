/** Everything a phone can send, through the emulator and over HTTP: what becomes an event, and what leaves no trace. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { TelegramEmulator } from '../../../bots/telegram/emulator/emulator.ts';
import { startTelegramEmulator, type Phone } from '../../../bots/telegram/emulator/index.ts';
import { createTelegramAdapter } from '../../../bots/telegram/index.ts';
import type { RenderableContent } from '../../../src/core/content.ts';
import type { ChannelEvent } from '../../../src/core/event.ts';
import type { ChannelAdapter } from '../../../src/core/ports/channel.ts';
import { createTestDeps, eventually, PNG } from '../support/test-deps.ts';

let emulator: TelegramEmulator;
let phone: Phone;
let adapter: ChannelAdapter;
let events: ChannelEvent[];

beforeEach(async () => {
  emulator = await startTelegramEmulator();
  phone = emulator.user(52_001);
  events = [];
  const { token, apiRoot } = emulator;
  const poll = { mode: 'poll' as const, webhookUrl: null, webhookSecret: null, proxy: null };
  adapter = createTelegramAdapter({ account: 'telegram:main', token, apiRoot, ...poll }, createTestDeps());
});

afterEach(async () => {
  await adapter.close();
  await emulator.close();
});

async function eventsOf(act: () => void): Promise<ChannelEvent[]> {
  await adapter.open(async (updates) => void events.push(...updates.map(({ event }) => event)));
  // Kinds that were never asked for are not even kept.
  const { updates } = emulator.world.bots.get(emulator.token)!;
  await eventually(() => updates.polling, 'it polls');
  act();
  // What comes last is there: so is all before it that is going to come.
  phone.text('последнее');
  await eventually(
    () => events.some((event) => event.type === 'message' && event.content.text === 'последнее'),
    'the last message arrives',
  );
  return events.slice(0, -1);
}

const sendAll = async (content: RenderableContent): Promise<void> => {
  for (const part of adapter.render(content)) {
    expect(await adapter.send('52001', part, 'key')).toMatchObject({ kind: 'sent' });
  }
};

test.each<[string, (phone: Phone) => unknown, object]>([
  [
    'audio',
    (one) => one.audio(PNG, 'a.mp3'),
    { media: [{ kind: 'audio', name: 'a.mp3', mime: 'audio/mpeg' }] },
  ],
  ['voice', (one) => one.voice(), { media: [{ kind: 'voice', mime: 'audio/ogg' }] }],
  ['video', (one) => one.video(PNG, 'вот'), { text: 'вот', media: [{ kind: 'video' }] }],
  ['a round video', (one) => one.videoNote(), { media: [{ kind: 'video' }] }],
  ['an animation', (one) => one.animation(), { media: [{ kind: 'video', mime: 'video/mp4' }] }],
  ['a sticker', (one) => one.sticker(), { media: [{ kind: 'sticker', mime: 'image/webp' }] }],
  [
    'a venue',
    (one) => one.venue('Кафе', 'Лесная, 3'),
    { place: 'Кафе, Лесная, 3', location: { latitude: 55.7558 } },
  ],
])('%s arrives as what it is', async (_name, act, content) => {
  expect(await eventsOf(() => void act(phone))).toMatchObject([{ type: 'message', content }]);
});

test('a sticker that moves arrives as its still picture, and its bytes can be fetched', async () => {
  const [event] = await eventsOf(() => void phone.sticker('animated'));
  const media = event?.type === 'message' ? event.content.media![0]! : null;
  expect(media).toMatchObject({ kind: 'sticker', mime: 'image/webp' });
  expect(await adapter.fetchMedia(media!, 1_000)).toMatchObject({ ok: true });
});

test('pictures sent as one carry one id, and words once', async () => {
  const found = await eventsOf(() => void phone.album([PNG, PNG, PNG], 'пятно'));
  const album = found[0]?.type === 'message' ? found[0].album : null;
  expect(album).toMatch(/^\d+$/);
  expect(found).toMatchObject([
    { album, content: { text: 'пятно' } },
    { album, content: { media: [{ kind: 'photo' }] } },
    { album, content: { media: [{ kind: 'photo' }] } },
  ]);
});

test('a reaction says to what, and when it is taken back', async () => {
  phone.start();
  await sendAll({ text: 'Помогло?' });
  const { message_id: id } = phone.received()[0]!;
  const found = await eventsOf(() => {
    phone.react(id, '👍');
    phone.react(id, null);
  });
  expect(found.filter(({ type }) => type === 'reaction')).toMatchObject([
    { messageId: String(id), emoji: '👍', address: '52001' },
    { messageId: String(id), emoji: null },
  ]);
});

test('in a group it says nothing and leaves no conversation', async () => {
  expect(await eventsOf(() => void phone.inGroup('есть кто?'))).toEqual([]);
  expect(emulator.calls().filter(({ method }) => method.startsWith('send'))).toEqual([]);
});

test('a link for customers of other channels is known once Telegram has answered', async () => {
  expect(adapter.contactAddress?.()).toBeNull();
  await adapter.open(async () => {});
  await eventually(() => adapter.contactAddress?.() !== null, 'the name of the bot is known');
  const { username } = emulator.world.bots.get(emulator.token)!.me;
  expect(adapter.contactAddress?.()).toEqual({ url: `https://t.me/${username}?start={}`, carries: 'start' });
});

const cards: RenderableContent = {
  text: 'Нашлось:',
  cards: [
    {
      title: 'Юбка <лён>',
      text: '**1 990 ₽**',
      imageUrl: 'https://shop.example/1.jpg',
      buttons: [{ kind: 'reply', label: 'Взять', token: 'AAAAAAAAAAAAAAAAAAAAAA.0' }],
    },
    { title: 'Шарф', buttons: [{ kind: 'url', label: 'Сайт', url: 'https://shop.example/2' }] },
  ],
};

test('cards are pictures with words and buttons, each a message', async () => {
  phone.start();
  await sendAll(cards);
  expect(phone.received()).toMatchObject([
    { text: 'Нашлось:' },
    {
      caption: 'Юбка <лён>\n1 990 ₽',
      photo: expect.anything(),
      reply_markup: { inline_keyboard: [[{ text: 'Взять' }]] },
    },
    { text: 'Шарф', reply_markup: { inline_keyboard: [[{ text: 'Сайт' }]] } },
  ]);
});

test('a card whose picture cannot be fetched goes as words, with its buttons', async () => {
  phone.start();
  const [card] = cards.cards!;
  await sendAll({ cards: [{ ...card!, imageUrl: 'https://shop.invalid/1.jpg' }] });
  expect(phone.received()).toMatchObject([
    { text: 'Юбка <лён>\n1 990 ₽', reply_markup: { inline_keyboard: [[{ text: 'Взять' }]] } },
  ]);
});

test('labels that no phone shows whole stand in the text, and the buttons carry their numbers', async () => {
  phone.start();
  const labels = ['Можно ли вернуть товар, купленный со скидкой?', 'Сколько идёт доставка?'];
  await sendAll({
    text: 'Что из этого?',
    buttons: labels.map((label, index) => ({
      kind: 'reply',
      label,
      token: `AAAAAAAAAAAAAAAAAAAAAA.${index}`,
    })),
  });
  expect(phone.received()).toMatchObject([
    {
      text: `Что из этого?\n\n1. ${labels[0]}\n2. ${labels[1]}`,
      reply_markup: { inline_keyboard: [[{ text: '1' }, { text: '2' }]] },
    },
  ]);
});
