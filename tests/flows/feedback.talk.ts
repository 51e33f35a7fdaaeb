/** How was it: asked after a case, after a flow and now and then, and everything that customers make of the question. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { openFeedbackCounter, type FeedbackCounter } from './feedback-counter.ts';

let counter: FeedbackCounter;
afterEach(() => counter.close());

const rows = () => counter.talk.store.listFeedback({ fromMs: 0, limit: 50 });

async function askedAfterCase(options: Parameters<typeof openFeedbackCounter>[0] = {}): Promise<void> {
  counter = await openFeedbackCounter(options);
  await counter.handled();
  await counter.talk.later('11m');
  await counter.round();
}

describe('after a case', () => {
  test('asked a while later, once; a tap is the score, a comment goes to who handled it', async () => {
    counter = await openFeedbackCounter();
    const { talk } = counter;
    await counter.handled();
    await counter.round();
    talk.silence();
    await talk.later('11m');
    await counter.round();
    talk.bot('Ольга');
    expect(talk.buttons()).toEqual(['😡 Ужасно', '🙁 Плохо', '😐 Нормально', '🙂 Хорошо', '😍 Отлично']);
    await counter.round();
    talk.silence();

    await talk.tap('😍 Отлично');
    talk.bot(/Спасибо|Ура/);
    await talk.customer('Всё быстро, Ольга — золото');
    talk.bot(/передал|Записал/);
    talk.silence();
    expect(await rows()).toMatchObject([
      {
        kind: 'csat',
        score: 5,
        comment: 'Всё быстро, Ольга — золото',
        operator: 'Ольга',
        customer: 'Анна Котова',
      },
    ]);
    const { id } = await talk.conversation();
    const activities = (await talk.store.readThread(id, { limit: 50 })).flatMap((line) =>
      line.kind === 'activity' ? [[line.name, line.data]] : [],
    );
    expect(activities).toContainEqual(['rated', { survey: 'csat', score: 5 }]);
    expect(activities).toContainEqual([
      'commented',
      { survey: 'csat', comment: 'Всё быстро, Ольга — золото' },
    ]);
  });

  test.each(['1, где мой заказ', '1. где мой заказ\n2. когда будут скидки'])(
    'a number before another matter is no score: %s',
    async (text) => {
      await askedAfterCase();
      const { talk } = counter;
      talk.bot('Ольга');
      await talk.customer(text);
      expect(talk.bot(/./).text).not.toMatch(/Спасибо/);
      expect(await rows()).toEqual([]);
    },
  );

  test('a number before a comment is one', async () => {
    await askedAfterCase();
    const { talk } = counter;
    talk.bot('Ольга');
    await talk.customer('2, долго ждал ответа от вас');
    talk.bot(/Спасибо/);
    expect(await rows()).toMatchObject([{ score: 2, comment: 'долго ждал ответа от вас' }]);
  });

  test('a second case is a second survey, but not on the same day', async () => {
    await askedAfterCase();
    const { talk } = counter;
    talk.bot('Ольга');
    await counter.handled();
    await talk.later('11m');
    await counter.round();
    talk.silence();
    await talk.later('1d');
    await counter.round();
    talk.bot('Ольга');
  });

  test.each(['spam', 'no-answer'] as const)('not after %s', async (outcome) => {
    counter = await openFeedbackCounter();
    await counter.handled(outcome);
    await counter.talk.later('11m');
    await counter.round();
    counter.talk.silence();
  });

  test('not when the customer gave up waiting', async () => {
    counter = await openFeedbackCounter();
    const { talk } = counter;
    await talk.customer('оператор');
    talk.bot(/./u);
    await talk.customer('меню');
    talk.bot(/./u);
    talk.bot(/./u);
    await talk.later('11m');
    await counter.round();
    talk.silence();
  });

  test('at night it waits for the morning', async () => {
    counter = await openFeedbackCounter({ at: '2026-11-23T20:55:00+03:00' });
    const { talk } = counter;
    await counter.handled();
    await talk.later('11m');
    await counter.round();
    talk.silence();
    await talk.later('12h');
    await counter.round();
    talk.bot('Ольга');
  });

  test('nobody who said STOP is asked', async () => {
    counter = await openFeedbackCounter();
    const { talk } = counter;
    await talk.customer('стоп');
    talk.bot(/рассылок/);
    await counter.handled();
    await talk.later('11m');
    await counter.round();
    talk.silence();
  });

  test('never over a person: asked when they have gone', async () => {
    counter = await openFeedbackCounter();
    const { talk } = counter;
    await counter.handled();
    await talk.later('9m');
    await talk.customer('оператор');
    talk.bot(/./u);
    await talk.later('2m');
    await counter.round();
    talk.silence();
    await talk.operator('Ольга').does({ do: 'claim' });
    talk.bot('Ольга');
    await talk.operator('Ольга').does({ do: 'resolve', outcome: 'no-answer' });
    talk.bot(/./u);
    await talk.later('16m');
    await counter.round();
    talk.bot('Ольга');
  });

  test('a flow begins meanwhile: the question waits until its own is no longer open', async () => {
    counter = await openFeedbackCounter();
    const { talk } = counter;
    await counter.handled();
    await talk.later('11m');
    await talk.customer('где мой заказ');
    talk.bot(/./u);
    await counter.round();
    talk.silence();
    await talk.later('16m');
    await counter.round();
    talk.bot('Ольга');
  });

  test('a restart in the middle: asked once, and answered two days later', async () => {
    await askedAfterCase();
    const { talk } = counter;
    talk.bot('Ольга');
    await talk.restart();
    await counter.round();
    talk.silence();
    await talk.later('2d');
    await talk.customer('отлично');
    talk.bot(/Спасибо|Ура/);
    await talk.restart();
    await talk.customer('спасибо вам большое!');
    talk.bot(/передал|Записал/);
    expect(await rows()).toMatchObject([{ score: 5, comment: 'спасибо вам большое!' }]);
  });

  test('a closed window: nothing without approved words, them where there are some', async () => {
    counter = await openFeedbackCounter({ facts: { replyWindowMs: 300_000 } });
    await counter.handled();
    await counter.talk.later('11m');
    await counter.round();
    counter.talk.silence();
    await counter.close();
    counter = await openFeedbackCounter({ facts: { replyWindowMs: 300_000 }, template: 'survey_csat' });
    await counter.handled();
    await counter.talk.later('11m');
    await counter.round();
    counter.talk.bot('survey_csat');
  });
});

describe('a low score', () => {
  test('an apology, the reason, and a person with priority who sees both', async () => {
    await askedAfterCase();
    const { talk } = counter;
    talk.bot('Ольга');
    await talk.tap('😡 Ужасно');
    talk.bot('Простите');
    await talk.customer('Обещали перезвонить и пропали');
    talk.bot('Хотите, человек свяжется');
    await talk.customer('да');
    talk.bot(/очеред/u);
    const { status, priority, case: opened } = await talk.conversation();
    expect(status).toMatchObject({ is: 'queued', reason: 'not-helped' });
    expect(priority).toBe(1);
    expect(opened?.summary.collected).toMatchObject({
      surveyScore: '1/5',
      surveyComment: 'Обещали перезвонить и пропали',
    });
  });

  test('no person wanted: the words are kept all the same', async () => {
    await askedAfterCase();
    const { talk } = counter;
    talk.bot('Ольга');
    await talk.customer('2, долго отвечали');
    talk.bot('Хотите, человек свяжется');
    await talk.tap('Не нужно');
    talk.bot('Хорошо');
    talk.silence();
    expect(await rows()).toMatchObject([{ score: 2, comment: 'долго отвечали' }]);
  });

  test('hard words are the comment, and a person comes at once', async () => {
    await askedAfterCase();
    const { talk } = counter;
    talk.bot('Ольга');
    await talk.tap('🙁 Плохо');
    talk.bot('Простите');
    await talk.customer('вы там идиоты все');
    talk.bot(/сердитесь|допекло/);
    talk.bot(/очеред/u);
    expect(await rows()).toMatchObject([{ score: 2, comment: 'вы там идиоты все' }]);
    expect((await talk.conversation()).case?.summary.collected).toMatchObject({ surveyScore: '2/5' });
  });
});

describe('whatever else is said', () => {
  test.each([
    ['5', 5],
    ['пять', 5],
    ["п'ять", 5],
    ['five', 5],
    ['отлично', 5],
    ['👍', 5],
    ['⭐⭐⭐⭐', 4],
    ['4 из 5', 4],
    ['твёрдая четвёрка', 4],
    ['Нормально', 3],
    ['так себе', 3],
    ['not great', 2],
    ['👎', 1],
  ])('«%s» is a score', async (text, score) => {
    await askedAfterCase();
    counter.talk.bot('Ольга');
    await counter.talk.customer(text);
    counter.talk.bot(/./u);
    expect(await rows()).toMatchObject([{ score }]);
  });

  test('a question is a question: answered, and the comment is asked again', async () => {
    await askedAfterCase();
    const { talk } = counter;
    talk.bot('Ольга');
    await talk.tap('🙂 Хорошо');
    talk.bot(/Спасибо|Ура/);
    await talk.customer('сколько стоит доставка курьером?');
    talk.bot(/390/);
    talk.bot(/Спасибо|Ура/);
    await talk.tap('Без отзыва');
    talk.bot('Спасибо');
    talk.silence();
  });

  test('a wish of its own goes its way, and the survey comes back after it', async () => {
    await askedAfterCase();
    const { talk } = counter;
    talk.bot('Ольга');
    await talk.tap('🙂 Хорошо');
    talk.bot(/Спасибо|Ура/);
    await talk.customer('где мой заказ');
    talk.bot(/номер/i);
    await talk.customer('стоп');
    talk.bot('Остановился');
    await talk.customer('меню');
    talk.bot(/./u);
    await talk.tap('Вернуться к начатому');
    talk.bot(/Спасибо|Ура/);
  });

  test('a score of a survey that is not our last word any more is a word like any other', async () => {
    await askedAfterCase();
    const { talk } = counter;
    talk.bot('Ольга');
    await talk.customer('сколько стоит доставка курьером?');
    talk.bot(/390/);
    await talk.customer('отлично');
    talk.bot(/Спасибо|приятно/i);
    expect(await rows()).toEqual([]);
    await talk.tap('🙂 Хорошо');
    talk.bot(/Спасибо|Ура/);
    expect(await rows()).toMatchObject([{ score: 4 }]);
  });

  test('a tap while a person has the conversation is noted, and nothing is said', async () => {
    await askedAfterCase();
    const { talk } = counter;
    talk.bot('Ольга');
    await talk.customer('оператор');
    talk.bot(/./u);
    await talk.operator('Ольга').does({ do: 'claim' });
    talk.bot('Ольга');
    await talk.tap('🙂 Хорошо');
    talk.silence();
    expect(await rows()).toMatchObject([{ score: 4 }]);
  });

  test('a second tap corrects the first', async () => {
    await askedAfterCase();
    const { talk } = counter;
    talk.bot('Ольга');
    await talk.tap('🙁 Плохо');
    talk.bot('Простите');
    await talk.tap('😍 Отлично');
    talk.bot(/Спасибо|Ура/);
    await talk.tap('Без отзыва');
    talk.bot('Спасибо');
    talk.silence();
    expect(await rows()).toMatchObject([{ score: 5 }]);
  });

  test('nobody answers the comment: it ends without a word', async () => {
    await askedAfterCase();
    const { talk } = counter;
    talk.bot('Ольга');
    await talk.tap('🙂 Хорошо');
    talk.bot(/Спасибо|Ура/);
    await talk.later('1h');
    talk.silence();
    await talk.customer('привет');
    talk.bot('Здравствуйте');
  });
});
