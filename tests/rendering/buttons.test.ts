/** Buttons on their way out: meaning becomes a token. */
import { expect, test } from '@jest/globals';
import type { Content } from '../../src/core/content.ts';
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

test('buttons of cards count on after those of the message', () => {
  const shown = withTokens({ ...content, cards: [{ title: 'A', buttons: [content.buttons![0]!] }] }, 'MSG');
  expect(shown.cards).toEqual([
    { title: 'A', buttons: [{ kind: 'reply', label: 'Статус', token: 'MSG.4' }] },
  ]);
});
