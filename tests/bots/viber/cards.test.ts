/** Cards become a carousel that the platform takes, whatever stands on them; apps that know none get the words. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { labelOf } from '../../../bots/viber/emulator/phone.ts';
import type { RenderableButton, RenderableCard } from '../../../src/core/content.ts';
import { LIMITS } from '../../../src/core/limits.ts';
import { eventually } from '../support/test-deps.ts';
import { openViberRig, type ViberRig } from './viber-rig.ts';

const token = (index: number): string => `AAAAAAAAAAAAAAAAAAAAAA.${index}`;
const KETTLE: RenderableCard = {
  title: 'Чайник <Ёлка> & Co',
  text: '1,7 л, **2 990 ₽**',
  imageUrl: 'https://shop.example/kettle.jpg',
  buttons: [
    { kind: 'reply', label: 'Сообщить', token: token(1) },
    { kind: 'url', label: 'Открыть', url: 'https://shop.example/kettle' },
  ],
};

let rig: ViberRig;

beforeAll(async () => {
  rig = await openViberRig();
  rig.phone.text('привіт');
});

afterAll(() => rig.close());

test('picture, name, words and buttons; keys of the message stay', async () => {
  const own: RenderableButton = { kind: 'reply', label: 'Меню', token: token(0) };
  const cards = [KETTLE, { ...KETTLE, title: 'Лампа', buttons: [] }];
  expect(await rig.say({ text: 'Вот что есть:', cards, buttons: [own] })).toMatchObject([
    { kind: 'sent' },
    { kind: 'sent' },
  ]);
  const [words, row] = rig.phone.received().slice(-2);
  expect(words).toMatchObject({ type: 'text', text: 'Вот что есть:' });
  expect(row).toMatchObject({ type: 'rich_media', altText: expect.stringContaining('Лампа') });
  const elements = row?.cards ?? [];
  expect(elements.map(labelOf)).toEqual(
    expect.arrayContaining(['Чайник <Ёлка> & Co', '1,7 л, 2 990 ₽', 'Лампа']),
  );
  expect(elements.filter(({ Image }) => Image !== undefined)).toHaveLength(2);
  expect([words, row].map((one) => one?.keyboard?.map(labelOf))).toEqual([['Меню'], ['Меню']]);
  rig.phone.tap('Сообщить');
  await eventually(() => rig.events.some(({ type }) => type === 'button'), 'the tap on a card');
  expect(rig.events.find(({ type }) => type === 'button')).toMatchObject({ token: token(1) });
});

test('an app too old for it gets everything as words', async () => {
  rig.emulator.fault({ method: 'send_message', body: { status: 14, status_message: 'incompatible' } });
  expect(await rig.say({ cards: [KETTLE] })).toMatchObject([{ kind: 'sent' }]);
  expect(rig.phone.received().at(-1)).toMatchObject({
    type: 'text',
    text: expect.stringMatching(/Чайник <Ёлка> & Co\n1,7 л, 2 990 ₽\n— Сообщить\n— Открыть: https/),
  });
});

test('buttons that have no room on their card become keys that name it', async () => {
  const buttons = Array.from({ length: 6 }, (_, index): RenderableButton => ({
    kind: 'reply',
    label: `Размер ${index}`,
    token: token(index),
  }));
  await rig.say({ cards: [{ title: 'Куртка', buttons }] });
  const shown = rig.phone.received().at(-1);
  expect(shown?.keyboard?.map(labelOf)).toEqual(['Куртка: Размер 4', 'Куртка: Размер 5']);
  const onCard = (shown?.cards ?? []).filter(({ ActionType }) => ActionType === 'reply');
  expect(onCard.map(labelOf)).toEqual(['Размер 0', 'Размер 1', 'Размер 2', 'Размер 3']);
});

test('any cards are taken by the platform', async () => {
  const words = (max: number) => fc.string({ maxLength: max, unit: 'grapheme' });
  const button = fc.oneof(
    words(60).map((label): RenderableButton => ({ kind: 'reply', label: label || 'x', token: token(7) })),
    words(60).map((label): RenderableButton => ({
      kind: 'url',
      label: label || 'x',
      url: 'https://shop.example/a',
    })),
  );
  const card = fc.record(
    {
      title: words(300),
      text: words(900),
      imageUrl: fc.constantFrom('https://shop.example/a.jpg', 'http://shop.example/a.jpg', 'no address'),
      buttons: fc.array(button, { maxLength: 7 }),
    },
    { requiredKeys: ['title'] },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(card, { minLength: 1, maxLength: LIMITS.cardsPerMessage }), async (cards) => {
      const results = await rig.say({ text: 'x', cards });
      expect(results.map(({ kind }) => kind)).toEqual(results.map(() => 'sent'));
    }),
    { numRuns: 60 },
  );
});
