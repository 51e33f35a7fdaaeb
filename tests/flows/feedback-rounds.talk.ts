/** Surveys after a flow and now and then, and the whole way in each language. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { LOCALES, type Locale } from '../../src/core/locale.ts';
import { loadSample } from '../support/sample-content.ts';
import { openFeedbackCounter, type FeedbackCounter } from './feedback-counter.ts';

let counter: FeedbackCounter;
afterEach(() => counter.close());

const rows = () => counter.talk.store.listFeedback({ fromMs: 0, limit: 50 });

describe('after a flow', () => {
  const planned = async (about: string) => {
    counter = await openFeedbackCounter();
    const { talk } = counter;
    await talk.customer('привет');
    talk.bot(/./u);
    const { id } = await talk.conversation();
    const atMs = talk.clock.now();
    await talk.store.planSurvey({ conversationId: id, kind: 'ces', about: `x:${about}`, flow: about, atMs });
    await talk.later('6m');
    await counter.round();
    return talk;
  };

  test('how easy was it; the next time is a month later', async () => {
    const talk = await planned('return');
    talk.bot(/просто|легко/);
    expect(talk.buttons()[0]).toBe('😖 Очень сложно');
    await talk.customer('очень легко');
    talk.bot(/легко/);
    await talk.later('2d');
    const { id } = await talk.conversation();
    const again = { conversationId: id, kind: 'ces', about: 'x:2', flow: 'return' } as const;
    await talk.store.planSurvey({ ...again, atMs: talk.clock.now() });
    await talk.later('6m');
    await counter.round();
    talk.silence();
  });

  test('only after the flows that shop.yaml names', async () => {
    const talk = await planned('pickup');
    talk.silence();
  });
});

describe('now and then', () => {
  const open = async () => {
    counter = await openFeedbackCounter();
    counter.settings = { csat: false, ces: false, nps: { afterDays: 14, everyDays: 90 } };
    await counter.talk.customer('привет');
    counter.talk.bot(/./u);
  };

  test('the shop as a whole: two weeks after they came, then every quarter', async () => {
    await open();
    const { talk } = counter;
    await counter.round();
    talk.silence();
    await talk.later('15d');
    await counter.round();
    talk.bot('от 0 до 10');
    await talk.customer('10');
    talk.bot('Спасибо');
    await talk.later('60d');
    await counter.round();
    talk.silence();
    await talk.customer('привет');
    talk.bot(/./u);
    await talk.later('31d');
    await counter.round();
    talk.bot('от 0 до 10');
    expect(await rows()).toMatchObject([{ kind: 'nps', score: 10 }]);
  });

  test('not before they could try what they bought', async () => {
    await open();
    const { talk } = counter;
    await talk.happens({
      type: 'message',
      messageId: 'own',
      content: { contact: { phone: '79990001001', own: true } },
    });
    talk.bot(/./u);
    await talk.later('15d');
    counter.deliveredMs = talk.clock.now() - 86_400_000;
    await counter.round();
    talk.silence();
    await talk.later('13d');
    await counter.round();
    talk.bot('от 0 до 10');
    await talk.customer('0');
    talk.bot('Спасибо за прямоту');
  });

  test('switched off, nobody is asked', async () => {
    await open();
    counter.settings = { csat: false, ces: false, nps: false };
    await counter.talk.later('15d');
    await counter.round();
    counter.talk.silence();
  });
});

const HELP: Record<Locale, string> = { ru: 'привет', uk: 'привіт', en: 'hello' };

test.each(LOCALES)('the whole way in %s', async (locale) => {
  counter = await openFeedbackCounter({ languageTag: locale });
  const { texts } = (await loadSample()).live;
  const said = (key: string) => {
    const all = [0, 0.99].map((variant) => texts.text(locale, key, { operator: 'Ольга' }, variant));
    return new RegExp(
      all.map((text) => text.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`)).join('|'),
      'u',
    );
  };
  const { talk } = counter;
  await talk.customer(HELP[locale]);
  talk.bot(/./u);
  await counter.handled();
  await talk.later('11m');
  await counter.round();
  talk.bot(said('feedback.csat.ask'));
  await talk.customer('…123');
  talk.bot(/./u);
  await talk.tap(texts.text(locale, 'feedback.score.csat1'));
  talk.bot(said('feedback.csat.sorry'));
  await talk.customer('x x x');
  talk.bot(said('feedback.offer'));
  await talk.tap(texts.text(locale, 'feedback.button.person'));
  talk.bot(/./u);
  expect((await talk.conversation()).status.is).toBe('queued');
});
