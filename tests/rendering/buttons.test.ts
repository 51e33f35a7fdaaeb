/** Buttons on their way out: meaning becomes a token, and text where a channel shows no buttons. */
import { expect, test } from '@jest/globals';
import type { Content } from '../../src/core/content.ts';
import { plainText, runsOf } from '../../src/rendering/markup.ts';
import { numberButtons } from '../../src/rendering/number-buttons.ts';
import { withTokens } from '../../src/rendering/with-tokens.ts';

const content: Content = {
  text: 'Что дальше?',
  buttons: [
    { kind: 'reply', label: 'Статус', action: { do: 'desk', event: { type: 'status' } } },
    { kind: 'url', label: 'Сайт', url: 'https://shop.example/a_b' },
    { kind: 'share-phone', label: 'Номер' },
    { kind: 'reply', label: 'Возврат *', action: { do: 'flow', runId: 'r', event: { type: 'return' } } },
  ],
};

test('a token is the message and the position among all buttons', () => {
  expect(withTokens(content, 'MSG')).toEqual({
    text: 'Что дальше?',
    buttons: [
      { kind: 'reply', label: 'Статус', token: 'MSG.0' },
      content.buttons![1],
      content.buttons![2],
      { kind: 'reply', label: 'Возврат *', token: 'MSG.3' },
    ],
  });
  expect(withTokens({ text: 'a' }, 'MSG')).toEqual({ text: 'a' });
});

test('numbered options read as they were written', () => {
  const numbered = numberButtons(withTokens(content, 'MSG'));
  expect(numbered.buttons).toBeUndefined();
  expect(plainText(runsOf(numbered))).toBe(
    'Что дальше?\n\n1. Статус\nСайт: https://shop.example/a_b\n2. Возврат *',
  );
});

test('the same in a plain text, and without one', () => {
  const { text: _text, ...bare } = withTokens(content, 'MSG');
  expect(numberButtons({ ...bare, text: '*as typed*', format: 'plain' }).text).toContain(
    '*as typed*\n\n1. Статус',
  );
  expect(numberButtons(bare).text).toMatch(/^1\. Статус/);
  expect(numberButtons({ text: 'a', buttons: [{ kind: 'share-phone', label: 'Номер' }] })).toEqual({
    text: 'a',
  });
});
