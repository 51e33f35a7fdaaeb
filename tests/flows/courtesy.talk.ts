/** From person to person: courtesy, names, what is remembered and forgotten, things without words, and hard words. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { IncomingMedia } from '../../src/core/content.ts';
import { LOCALES, type Locale } from '../../src/core/locale.ts';
import { loadSample } from '../support/sample-content.ts';
import { openTalk, type Talk } from '../support/talk.ts';
import { openReturnCounter, type ReturnCounter } from './return-counter.ts';

/** Any wording of a key, in full. */
async function wordings(locale: Locale, key: string, slots = {}): Promise<string[]> {
  const { texts } = (await loadSample()).live;
  return [0, 0.34, 0.67, 0.99].map((variant) => texts.text(locale, key, slots, variant));
}

const SAYS: Record<Locale, Record<string, string>> = {
  ru: {
    hello: 'здравствуйте',
    bot: 'вы бот?',
    who: 'кто ты?',
    how: 'как дела?',
    bye: 'до свидания',
    sorry: 'извините',
    compliment: 'вы лучшие',
    nudge: 'ау',
    sad: '😢',
    laugh: 'хаха',
    ack: 'понятно',
    thanks: 'спасибо большое вам!',
  },
  uk: {
    hello: 'вітаю',
    bot: 'ви бот?',
    who: 'хто ти?',
    how: 'як справи?',
    bye: 'до побачення',
    sorry: 'перепрошую',
    compliment: 'ви найкращі',
    nudge: 'агов',
    sad: 'прикро',
    laugh: 'хаха',
    ack: 'зрозуміло',
    thanks: 'щиро дякую вам!',
  },
  en: {
    hello: 'hello',
    bot: 'are you a bot?',
    who: 'who are you?',
    how: 'how are you?',
    bye: 'goodbye',
    sorry: 'sorry',
    compliment: 'you are the best',
    nudge: 'anybody there?',
    sad: 'so sad',
    laugh: 'haha',
    ack: 'got it',
    thanks: 'thank you very much indeed'.slice(0, 19),
  },
};

describe.each(LOCALES)('courtesy in %s', (locale) => {
  let talk: Talk;
  beforeEach(async () => {
    talk = await openTalk({ languageTag: locale });
  });
  afterEach(() => talk.close());

  test('each word of courtesy gets one of its own, and nothing else happens', async () => {
    const { hello = '', ...kinds } = SAYS[locale];
    await talk.customer(hello);
    talk.bot(/./u);
    for (const [kind, words] of Object.entries(kinds)) {
      await talk.customer(words);
      const keys = kind === 'thanks' ? ['desk.welcome', 'desk.courtesy.thanks'] : [`desk.courtesy.${kind}`];
      const allowed = (await Promise.all(keys.map((key) => wordings(locale, key, { name: '' })))).flat();
      expect([words, allowed]).toEqual([words, expect.arrayContaining([talk.bot(/./u).text])]);
      talk.silence();
    }
    expect((await talk.conversation()).status.is).toBe('bot');
  });

  test('inside a flow the open question comes again', async () => {
    await talk.customer({ ru: 'где мой заказ', uk: 'де моє замовлення', en: 'where is my order' }[locale]);
    const question = talk.bot(/./u).text;
    await talk.customer(SAYS[locale]['bot'] ?? '');
    talk.bot(/./u);
    talk.bot(question.slice(0, 30));
    talk.silence();
  });
});

describe('a greeting', () => {
  let talk: Talk;
  afterEach(() => talk.close());

  test.each([
    ['2026-11-23T08:00:00+03:00', /^Доброе утро, Анна!/],
    ['2026-11-23T12:00:00+03:00', /^Здравствуйте, Анна!/],
    ['2026-11-23T19:00:00+03:00', /^Добрый вечер, Анна!/],
    ['2026-11-24T02:00:00+03:00', /^Здравствуйте, Анна!/],
  ])('at %s', async (at, expected) => {
    talk = await openTalk({ at });
    await talk.customer('привет');
    talk.bot(expected);
  });
});

describe('a name', () => {
  let talk: Talk;
  afterEach(() => talk.close());

  test('in Ukrainian a name is bent as one speaks to its bearer', async () => {
    talk = await openTalk({ languageTag: 'uk', name: 'Олена Коваль' });
    await talk.customer('Добрий день');
    talk.bot('Вітаю, Олено!');
    await talk.customer('Мене звати Ганна Сергіївна');
    talk.bot('Ганно Сергіївно!');
    await talk.later('1d');
    await talk.restart();
    await talk.customer('Добрий день');
    talk.bot('Вітаю, Ганно Сергіївно!');
  });

  test('with the patronymic, remembered over a restart for a month, seen by the operator', async () => {
    talk = await openTalk({ name: 'anna_k' });
    await talk.customer('Меня зовут Анна Сергеевна');
    talk.bot('Анна Сергеевна!');
    await talk.restart();
    await talk.customer('здравствуйте');
    talk.bot('Здравствуйте, Анна Сергеевна!');
    expect((await talk.conversation()).collected).toMatchObject({ calledName: 'Анна Сергеевна' });
    await talk.later('31d');
    await talk.customer('здравствуйте');
    talk.bot('anna');
  });

  test('said along with a question, the question is answered', async () => {
    talk = await openTalk({ name: '' });
    await talk.customer('Меня зовут Олег, сколько стоит доставка курьером?');
    talk.bot(/390/);
    await talk.customer('здравствуйте');
    talk.bot('Здравствуйте, Олег!');
  });
});

describe('what came without words', () => {
  let talk: Talk;
  beforeEach(async () => {
    talk = await openTalk();
  });
  afterEach(() => talk.close());

  test.each<[IncomingMedia['kind'], RegExp]>([
    ['voice', /слушать не умею|только читаю/],
    ['audio', /слушать не умею|только читаю/],
    ['sticker', /стикер/],
    ['photo', /[Фф]ото/],
    ['video', /Видео/],
    ['document', /Файл/],
  ])('%s', async (kind, expected) => {
    await talk.sends({ media: [{ kind, ref: 'r' }] });
    talk.bot(expected);
    if (kind === 'voice') expect(talk.buttons()).toContain('Позвать человека');
    talk.silence();
  });

  test('a voice message in the middle of a flow: said honestly, and the question again', async () => {
    await talk.customer('где мой заказ');
    talk.bot(/номер/i);
    await talk.sends({ media: [{ kind: 'voice', ref: 'r' }] });
    talk.bot(/слушать не умею|только читаю/);
    talk.bot(/номер/i);
    talk.silence();
  });

  test('a reaction is put down and makes nobody talk', async () => {
    await talk.customer('привет');
    talk.bot(/./u);
    await talk.happens({ type: 'reaction', messageId: 'm1', emoji: '❤️' });
    talk.silence();
  });

  test('the same question right after its answer is answered once more, and then a person is offered', async () => {
    for (let time = 0; time < 2; time += 1) {
      await talk.customer('Сколько стоит доставка курьером?');
      talk.bot(/390/);
    }
    await talk.customer('сколько стоит доставка курьером?');
    talk.bot('ответ выше не помог');
    await talk.customer('да');
    talk.bot(/очеред/);
    expect((await talk.conversation()).status).toMatchObject({ is: 'queued', reason: 'not-helped' });
  });

  test('capitals alone are no anger', async () => {
    await talk.customer('ГДЕ МОЙ ЗАКАЗ!!!');
    talk.bot(/номер/i);
    expect((await talk.conversation()).status.is).toBe('bot');
  });
});

describe('hard words', () => {
  let talk: Talk;
  afterEach(() => talk.close());

  test.each<[Locale, string, string, string]>([
    ['ru', 'я сейчас заплачу', 'despair', 'despair'],
    ['ru', 'подам в суд', 'legal', 'legal'],
    ['ru', 'вы там идиоты', 'rude', 'rude'],
    ['ru', 'не хочу жить', 'danger', 'danger'],
    ['uk', 'я зараз заплачу', 'despair', 'despair'],
    ['uk', 'подам на вас до суду', 'legal', 'legal'],
    ['uk', 'ідіоти', 'rude', 'rude'],
    ['uk', 'не хочу жити', 'danger', 'danger'],
    ['en', "I'm going to cry", 'despair', 'despair'],
    ['en', 'I will sue you', 'legal', 'legal'],
    ['en', 'fuck you', 'rude', 'rude'],
    ['en', 'I want to die', 'danger', 'danger'],
  ])('%s: «%s» gets careful words and a person first', async (locale, text, kind, mood) => {
    talk = await openTalk({ languageTag: locale });
    await talk.customer(text);
    expect(await wordings(locale, `desk.distress.${kind}`)).toContain(talk.bot(/./u).text);
    talk.bot(/./u);
    talk.silence();
    const { status, priority, case: opened } = await talk.conversation();
    expect(status).toMatchObject({ is: 'queued', reason: 'angry' });
    expect(priority).toBe(0);
    expect(opened?.summary.collected).toMatchObject({ mood });
  });

  test('in the middle of a flow, too; and whoever waits already comes first from then on', async () => {
    talk = await openTalk();
    await talk.customer('где мой заказ');
    talk.bot(/номер/i);
    await talk.customer('оператор');
    talk.bot(/очеред/);
    expect((await talk.conversation()).priority).toBe(2);
    await talk.customer('мне незачем жить');
    talk.bot('112');
    expect((await talk.conversation()).priority).toBe(0);
    await talk.customer('не хочу жить');
    talk.silence();
  });
});

describe('to be forgotten', () => {
  let talk: Talk;
  afterEach(() => talk.close());

  test.each(['забудь мои данные', 'видаліть мої дані', 'please delete my data'])('«%s»', async (text) => {
    talk = await openTalk();
    await talk.customer('меня зовут Анна Сергеевна');
    talk.bot(/./u);
    await talk.customer('где мой заказ');
    talk.bot(/./u);
    const { id } = await talk.conversation();
    await talk.store.saveBirthday(id, { day: 14, month: 3 }, talk.clock.now());
    await talk.customer(text);
    talk.bot(/стёр|стер|erased/);
    talk.bot(/./u);
    const { status, collected, flow, case: opened } = await talk.conversation();
    expect(status).toMatchObject({ is: 'queued', reason: 'asked' });
    expect(collected).toEqual({ privacyRequest: true });
    expect(flow).toBeNull();
    expect((await talk.store.readPersonal(id)).birthday).toBeNull();
    expect(opened?.summary.collected).toEqual({ privacyRequest: true });
    await talk.customer('меню');
    talk.bot(/./u);
    talk.bot(/./u);
    await talk.customer('здравствуйте');
    const hello = talk.bot(/./u).text;
    expect(hello).not.toContain('Сергеевна');
  });
});

describe('the order of the last time', () => {
  let counter: ReturnCounter;
  afterEach(() => counter.close());

  test('is offered, wants its proof all the same, and is forgotten after a month', async () => {
    counter = await openReturnCounter();
    const { talk } = counter;
    await talk.customer('Оформить возврат');
    talk.bot(/./u);
    await talk.customer('ML-1004');
    talk.bot(/./u);
    await talk.tap('Код на почту');
    talk.bot(/./u);
    const code = /\d{6}/u.exec(counter.letters().at(-1)?.text ?? '')?.[0] ?? '';
    await talk.customer(code);
    talk.bot(/./u);
    await talk.customer('стоп');
    talk.bot('Остановился');

    await talk.later('2d');
    await talk.customer('Оформить возврат');
    talk.bot('ML-1004, как в прошлый раз?');
    await talk.customer('да');
    // Known is not proved.
    talk.bot(/номер|почт|код/i);
    expect(talk.buttons()).not.toContain('Плед');
    await talk.customer('стоп');
    talk.bot('Остановился');

    await talk.later('31d');
    await talk.customer('Оформить возврат');
    expect(talk.bot(/./u).text).not.toContain('ML-1004');
  });
});
