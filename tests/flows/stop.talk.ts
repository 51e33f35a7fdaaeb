/** A word of stop where the shop itself has begun to talk. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openFeedbackCounter, type FeedbackCounter } from './feedback-counter.ts';

let counter: FeedbackCounter;
beforeEach(async () => {
  counter = await openFeedbackCounter();
});
afterEach(() => counter.close());

test('STOP as the answer to a survey ends everything that we say unasked', async () => {
  await counter.handled();
  await counter.talk.later('11m');
  await counter.round();
  const { talk } = counter;
  talk.bot('Ольга');
  await talk.tap('🙂 Хорошо');
  talk.bot(/Спасибо|Ура/);
  await talk.customer('стоп');
  talk.bot(/рассылок/);
  const { id } = await talk.conversation();
  expect((await talk.store.readConsents(id)).map(({ kind, given }) => [kind, given])).toEqual([
    ['promotion', false],
    ['survey', false],
    ['order', false],
    ['stock', false],
  ]);
  await talk.customer('меню');
  expect(talk.bot(/./u)).toBeDefined();
  expect(talk.buttons()).not.toContain('Вернуться к начатому');
});
