/**
 * Questions while customers talk: that the shop's own answers meet them as people put them; and what is kept of them: the words that met the
 * FAQ, what came of them, and nothing else.
 */
import { afterEach, describe, expect, test } from '@jest/globals';
import { silentLog } from '../../src/core/ports/log.ts';
import type { UnansweredQuestion } from '../../src/core/ports/question-store.ts';
import type { Faq, FaqFinding, LiveContent } from '../../src/core/ports/words.ts';
import { createUnanswered, type OpenUnanswered } from '../../src/editing/unanswered/unanswered.ts';
import { sampleContent } from '../support/sample-content.ts';
import { openTalk, type Talk } from '../support/talk.ts';

const ANSWERED: Record<string, string> = {
  доставка: 'delivery',
  возврат: 'returns',
  оператор: 'command:operator',
};
const SHOWN = ['delivery', 'returns'];

/** Sure of a few words, unsure of what holds "наверное", at a loss otherwise: whatever the real answers say today. */
function find(text: string): FaqFinding {
  const word = text.toLowerCase();
  const id = Object.entries(ANSWERED).find(([one]) => word.includes(one))?.[1];
  if (word.includes('наверное')) return { band: 'offer', ids: [...SHOWN], score: 0.5 };
  return id === undefined ? { band: 'miss' } : { band: 'answer', id, score: 0.9 };
}

const faq: Faq = {
  find: (text) => find(text),
  entry: (id, locale) =>
    SHOWN.includes(id)
      ? { id, locale, question: `Вопрос ${id}`, phrasings: [], answer: `Ответ: ${id}.`, links: [] }
      : null,
};

const EVER = { fromDay: 0, toDay: 1_000_000, timeZone: 'UTC' };
let talk: Talk;
let unanswered: OpenUnanswered;
afterEach(async () => {
  await unanswered.close();
  await talk.close();
});

async function begin(over: Partial<LiveContent> = {}): Promise<void> {
  talk = await openTalk({ content: { ...(await sampleContent()), faq, ...over }, operators: ['Ольга'] });
  const { store, clock } = talk;
  const nearest = () => [{ id: 'delivery', question: 'Вопрос delivery', score: 0.2 }];
  unanswered = createUnanswered({ store, nearest, timeZone: () => 'UTC', clock, log: silentLog });
}

const waiting = (): Promise<UnansweredQuestion[]> =>
  talk.store.readUnanswered({ limit: 20, beforeId: 0, nowMs: talk.clock.now() });
const asked = async () =>
  (await talk.store.readQuestions({ sinceMs: 0, after: '', limit: 50 })).map(({ text }) => text).toSorted();
const entry = async (id: string) => {
  const counts = await talk.store.countEntries(EVER);
  return counts.find((one) => one.id === id);
};

describe('what nobody answered', () => {
  test('a miss waits in a cluster with the like of it, of several people', async () => {
    await begin();
    await talk.customer('Вы шьёте шторы на заказ?');
    await talk.customer('шторы на заказ шьёте', 'other');
    await talk.customer('а есть парковка у магазина?', 'other');
    const { clusters, waiting: all } = await unanswered.list({});
    expect(all).toBe(3);
    expect(clusters.map(({ count, people, reasons }) => ({ count, people, reasons }))).toEqual([
      { count: 2, people: 2, reasons: { missed: 2, offered: 0, notHelped: 0 } },
      { count: 1, people: 1, reasons: { missed: 1, offered: 0, notHelped: 0 } },
    ]);
    expect(clusters[0]).toMatchObject({
      byPlatform: { talk: 2 },
      locale: 'ru',
      nearest: [{ id: 'delivery' }],
    });
    const whole = await unanswered.cluster(clusters[0]!.id);
    expect(whole?.questions.map(({ text }) => text)).toEqual([
      'шторы на заказ шьёте',
      'Вы шьёте шторы на заказ?',
    ]);
  });

  test('what became a phrasing is gone at once; the rest of it waits on', async () => {
    await begin();
    await talk.customer('Вы шьёте шторы на заказ?');
    await talk.customer('шторы на заказ шьёте');
    const [cluster] = (await unanswered.list({})).clusters;
    const id = cluster!.id;
    const { questions } = (await unanswered.cluster(id))!;
    const made = { entry: 'curtains', made: 'phrasing', questions: [questions[0]!.id] } as const;
    expect(await unanswered.settle(id, made, 'Ольга')).toBe(true);
    expect(await unanswered.settle(id, made, 'Ольга')).toBe(false);
    expect(await unanswered.list({})).toMatchObject({ waiting: 1, clusters: [{ id, count: 1 }] });
    expect(await unanswered.putAside(id, null, 'Ольга')).toBe(true);
    expect(await unanswered.list({})).toMatchObject({ waiting: 0, clusters: [] });
    expect(await waiting()).toEqual([]);
    expect(await asked()).toHaveLength(2);
  });

  test('an answer that did not help, by a tap or in writing; one that helped does not wait', async () => {
    await begin();
    await talk.customer('доставка сколько стоит');
    await talk.tap('Нет, не то');
    await talk.customer('доставка когда', 'other');
    await talk.customer('нет', 'other');
    await talk.customer('доставка и как', 'third');
    await talk.tap('Да, помогло', 'third');
    expect((await waiting()).map(({ text, fate }) => `${text}: ${fate}`)).toEqual([
      'доставка когда: not-helped',
      'доставка сколько стоит: not-helped',
    ]);
    expect(await entry('delivery')).toMatchObject({ answered: 3, helped: 1, notHelped: 2, contained: 1 });
  });

  test('a tap below an older answer is about that one', async () => {
    await begin();
    await talk.customer('доставка сколько стоит');
    await talk.customer('возврат как');
    await talk.happens({ type: 'button', token: tokenOf('Ответ: delivery', 'Нет, не то') });
    expect((await waiting()).map(({ text }) => text)).toEqual(['доставка сколько стоит']);
    expect(await entry('returns')).toMatchObject({ notHelped: 0 });
  });

  test('an offer: taken, none fits, left alone', async () => {
    await begin();
    await talk.customer('наверное доставку');
    await talk.tap('Вопрос delivery');
    await talk.customer('наверное что-то другое', 'other');
    await talk.tap('Ничего из этого', 'other');
    expect((await waiting()).map(({ text, fate }) => `${text}: ${fate}`)).toEqual([
      'наверное что-то другое: none-fits',
    ]);
    await talk.customer('наверное потом', 'third');
    expect(await waiting()).toHaveLength(1);
    await talk.later('11m');
    expect(await waiting()).toHaveLength(2);
    expect(await entry('delivery')).toMatchObject({ offered: 3, chosen: 1, answered: 0 });
  });
});

test('what an operator answered first is kept with the question that ended with a person', async () => {
  await begin();
  await talk.customer('есть ли у вас мастерская по ремонту?');
  await talk.customer('оператор');
  await talk.customer('пишу уже человеку про мастерскую');
  const olga = talk.operator('Ольга');
  await olga.does({ do: 'claim' });
  await talk.customer('это тоже человеку');
  await olga.does({ do: 'reply', clientId: 'r0000001', text: 'Здравствуйте!' });
  const text = 'Мастерской нет; ателье на Садовой шьёт и чинит, звоните 8 916 123-45-67, спросите Инну.';
  await olga.does({ do: 'reply', clientId: 'r0000002', text });
  // What was written to a person is nobody else's business.
  expect(await asked()).toEqual(['есть ли у вас мастерская по ремонту?']);
  const [row] = await waiting();
  expect(row).toMatchObject({ text: 'есть ли у вас мастерская по ремонту?', fate: 'person' });
  expect(row?.reply).toBe(
    'Здравствуйте!\nМастерской нет; ателье на Садовой шьёт и чинит, звоните +8 ••• 67, спросите Инну.',
  );
});

test('a person asked for by a button below the second miss: the reply goes with it', async () => {
  await begin();
  await talk.customer('мастерская есть?');
  await talk.customer('ну мастерская, чинить');
  await talk.tap('Позвать человека');
  const olga = talk.operator('Ольга');
  await olga.does({ do: 'claim' });
  const text = 'Мастерской нет; ателье на Садовой шьёт и чинит, звоните 8 916 123-45-67, спросите Инну.';
  await olga.does({ do: 'reply', clientId: 'r0000001', text });
  const [last, first] = await waiting();
  expect(last).toMatchObject({ text: 'ну мастерская, чинить', fate: 'person' });
  expect(last?.reply).toMatch(
    /^Мастерской нет; ателье на Садовой шьёт и чинит, звоните \+8 ••• 67, спросите Инну\.$/,
  );
  expect(first).toMatchObject({ reply: null });
  const [cluster] = (await unanswered.list({})).clusters;
  expect((await unanswered.cluster(cluster!.id))?.replies).toEqual([last?.reply]);
});

describe('what is kept of the words', () => {
  test('no contacts, no numbers; a story keeps its question', async () => {
    await begin();
    const story = `Мой заказ 100765, телефон 123-45-67, почта anna.petrova@example.com, карта 4111 1111 1111 1111. ${'Долго рассказываю. '.repeat(40)}Так можно ли постирать?`;
    await talk.customer(story);
    const [row] = await waiting();
    expect(row?.text).toMatch(/^Мой заказ •••, телефон •••, почта a•••@example\.com, карта \+••• ••• 11\./);
    expect(row?.text).toMatch(/Так можно ли постирать\?$/);
    expect(row?.text).not.toMatch(/\d{4}/);
  });

  test('not the names that the customer is known by, in no case of them, and not in what is answered either', async () => {
    await begin();
    await talk.customer('Это Анна Котова, для Котовой есть подарок?');
    await talk.customer('меня зовут Нина Львовна, а мастерская для Нины Львовны есть?');
    await talk.customer('оператор');
    const olga = talk.operator('Ольга');
    await olga.does({ do: 'claim' });
    const text = 'Нина Львовна, мастерской нет; ателье на Садовой шьёт и чинит для всех, спросите Инну.';
    await olga.does({ do: 'reply', clientId: 'r0000001', text });
    const [last, first] = await waiting();
    expect(first?.text).toBe('Это ••• •••, для ••• есть подарок?');
    expect(last?.text).toMatch(/мастерская для ••• ••• есть\?$/);
    expect(last?.text).not.toMatch(/Нин|Льв/);
    expect(last?.reply).toBe(
      '••• •••, мастерской нет; ателье на Садовой шьёт и чинит для всех, спросите Инну.',
    );
  });

  test('courtesy, commands and signs are no questions', async () => {
    await begin();
    for (const text of ['Привет', 'спасибо', 'меню', '👍👍', '???']) await talk.customer(text);
    expect(await asked()).toEqual([]);
  });

  test('inside a flow: what looks like a question, never the answer to the flow’s own', async () => {
    await begin();
    await talk.sends({ start: '' });
    await talk.tap('Где мой заказ?');
    await talk.customer('не помню');
    await talk.customer('а где он написан?');
    await talk.customer('доставка сколько');
    expect(await asked()).toEqual(['а где он написан?', 'доставка сколько']);
  });

  test('a shop that keeps nothing writes nothing down', async () => {
    await begin({ keepsQuestions: false });
    await talk.customer('доставка сколько');
    await talk.tap('Нет, не то');
    await talk.customer('совсем другое');
    expect(await asked()).toEqual([]);
    expect(await waiting()).toEqual([]);
    expect(await talk.store.countBands(EVER)).toEqual([]);
  });

  test('"forget me" takes all of it', async () => {
    await begin();
    await talk.customer('доставка сколько');
    await talk.customer('совсем другое');
    await talk.customer('чужое дело', 'other');
    await talk.customer('удалите мои данные');
    expect(await asked()).toEqual(['чужое дело']);
  });
});

/** Of the message that holds these words, the button with this label. */
function tokenOf(words: string, label: string): string {
  const found = talk.channel.sent.find(({ content }) => content.text?.includes(words) === true);
  const button = found?.content.buttons?.find((one) => 'token' in one && one.label === label);
  if (!button || !('token' in button)) throw new Error('there is no such button');
  return button.token;
}

describe('with the answers of the shop', () => {
  const open = async (languageTag: string): Promise<void> => {
    talk = await openTalk({ languageTag });
    unanswered = createUnanswered({
      store: talk.store,
      nearest: () => [],
      timeZone: () => 'UTC',
      clock: talk.clock,
      log: silentLog,
    });
  };

  test.each([
    ['ru', 'где моя посылка'],
    ['ru', 'Трек-номер'],
    ['ru', 'я ещё не получила заказ'],
    ['ru', 'вы не прислали мой заказ'],
    ['uk', 'де моя посилка?'],
    ['uk', 'статус замовлення'],
    ['en', 'Tracking number'],
    ['en', 'My package hasn’t arrived'],
    ['en', 'When will it be delivered'],
  ])('who misses a parcel is asked for its number: %s: %s', async (languageTag, text) => {
    await open(languageTag);
    await talk.customer(text);
    talk.bot(/номер|number/);
    talk.silence();
  });

  test('an order that is named is asked for no second time', async () => {
    await open('ru');
    await talk.customer('где заказ ML-1007');
    talk.bot('ML1007');
    talk.silence();
  });

  test('the way there and the way back are two prices', async () => {
    await open('ru');
    await talk.customer('доставка платная?');
    talk.bot('Курьер');
    await talk.customer('а обратная доставка платная?');
    talk.bot(/обратную дорогу/);
  });

  test('a word for returns and exchanges leads to both', async () => {
    await open('ru');
    await talk.customer('Возврат и обмен');
    talk.bot(/отказаться в любой момент/);
    expect(talk.buttons()).toEqual(expect.arrayContaining(['Оформить возврат', 'Обмен']));
  });

  test('24/7 is a question about hours', async () => {
    await open('uk');
    await talk.customer('24/7?');
    talk.bot(/Шоурум/);
  });

  test('somebody else is not somebody to talk to', async () => {
    await open('en');
    await talk.customer('different person');
    talk.bot('Did I get you right?');
    expect(talk.buttons()).toContain('Can someone else receive my order?');
    expect((await talk.conversation()).status).toMatchObject({ is: 'bot' });
  });

  test.each(['ML-1007 ML-1010', 'Jhlth ML-1007'])(
    'numbers alone get no answer of the FAQ: %s',
    async (text) => {
      await open('ru');
      await talk.customer(text);
      talk.bot('Не уловил');
    },
  );
});
