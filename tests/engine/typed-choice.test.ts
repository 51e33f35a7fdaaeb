/** What a typed text means against the buttons that were offered last. */
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { buttonsOf, type Button, type Content } from '../../src/core/content.ts';
import type { ChannelFacts } from '../../src/core/ports/channel.ts';
import { typedChoice } from '../../src/engine/typed-choice.ts';
import { planContent } from '../../src/rendering/plan-content.ts';
import { createTalkChannel } from '../support/talk-channel.ts';

const { facts } = createTalkChannel();
const NUMBERS: ChannelFacts = { ...facts, buttonsMax: 0, listMax: 0 };

const reply = (label: string): Button => ({
  kind: 'reply',
  label,
  action: { do: 'desk', event: { type: `do.${label}` } },
});
const typed = (text: string, content: Content, on = facts) =>
  typedChoice(text, { messageId: 'message', content }, on);

const MENU: Content = {
  text: 'Чем помочь?',
  buttons: [
    reply('📦 Где мой заказ?'),
    { kind: 'url', label: 'Сайт', url: 'https://shop.example' },
    { kind: 'share-phone', label: 'Отправить номер' },
    reply('Ещё вопрос'),
    reply('👍'),
  ],
};

describe('words', () => {
  test.each([
    ['Где мой заказ?', 0],
    ['  где   мой заказ ', 0],
    ['ГДЕ МОЙ ЗАКАЗ!!', 0],
    ['📦 Где мой заказ?', 0],
    ['еще вопрос.', 3],
    ['👍', 4],
  ])('«%s» is button %d', (text, index) => {
    expect(typed(text, MENU)).toMatchObject({ index, by: 'label', messageId: 'message' });
  });

  test.each([
    ['где'],
    ['Где мой заказ 1042?'],
    ['Сайт'],
    ['Отправить номер'],
    [''],
    ['?'],
    ['👎'],
    ['заказ '.repeat(99)],
  ])('«%s» is none of them', (text) => {
    expect(typed(text, MENU)).toBeNull();
  });

  test('the same words on two buttons mean neither; beside their cards they are called by the card', () => {
    const cards = ['Скатерть', 'Салфетки'].map((title) => ({ title, buttons: [reply('Выбрать')] }));
    expect(typed('выбрать', { cards })).toBeNull();
    expect(typed('салфетки', { cards }, { ...NUMBERS, cardsMax: 0 })).toMatchObject({
      index: 1,
      by: 'label',
    });
  });
});

describe('numbers', () => {
  test.each([['2'], ['2.'], ['2)'], [' 2 '], ['№2'], ['№ 2.'], ['#2'], ['2️⃣'], ['２']])(
    '«%s» is the second choice that is shown with a number',
    (text) => {
      expect(typed(text, MENU, NUMBERS)).toMatchObject({ index: 3, by: 'number' });
    },
  );

  test.each([['0'], ['4'], ['99'], ['2 шт'], ['-2'], ['2,5'], ['два'], ['22'], ['002'], ['٢']])(
    '«%s» is no choice',
    (text) => {
      expect(typed(text, MENU, NUMBERS)).toBeNull();
    },
  );

  test('count only where the channel showed them', () => {
    expect(typed('2', MENU)).toBeNull();
    expect(typed('2', MENU, { ...facts, buttonsMax: 2, listMax: 10 })).toBeNull();
    expect(typed('2', MENU, { ...facts, buttonsMax: 2, listMax: 0 })).toMatchObject({ index: 3 });
  });

  test('a label that is a number itself comes before the place in the list', () => {
    const content = { buttons: [reply('2'), reply('1')] };
    expect(typed('1', content, NUMBERS)).toMatchObject({ index: 1, by: 'label' });
  });
});

test('any content, any channel: every number shown is taken for its button, and no text whatever throws', () => {
  // A label that is a number itself is another matter.
  const label = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
    .filter((text) => !/\p{N}/u.test(text.normalize('NFKC')));
  const content = fc.record({
    text: fc.string(),
    buttons: fc.array(label.map(reply), { maxLength: 12 }),
    cards: fc.array(fc.record({ title: label, buttons: fc.array(label.map(reply), { maxLength: 3 }) }), {
      maxLength: 4,
    }),
  });
  const channel = fc.record({
    buttonsMax: fc.nat(8),
    listMax: fc.constantFrom(0, 10),
    cardsMax: fc.constantFrom(0, 5),
    buttonLabelMax: fc.constantFrom(5, 20, 64),
  });
  fc.assert(
    fc.property(content, channel, fc.string(), (said, differs, text) => {
      const on = { ...facts, ...differs };
      for (const [at, index] of planContent(said, on).numbers.entries()) {
        expect(typed(String(at + 1), said, on)).toMatchObject({ index, by: 'number' });
      }
      const meant = typed(text, said, on);
      if (meant) expect(buttonsOf(said)[meant.index]?.kind).toBe('reply');
    }),
    { numRuns: 500 },
  );
});
