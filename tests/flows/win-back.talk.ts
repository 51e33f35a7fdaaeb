/** "We miss you": whoever has not ordered for long is given points and asked why, once in a long while and only with a yes. */
import { afterEach, describe, expect, test } from '@jest/globals';
import {
  agreeToGifts,
  openPersonalCounter,
  type PersonalCounter,
  type PersonalCounterOptions,
} from './personal-counter.ts';

let counter: PersonalCounter;
afterEach(() => counter.close());

// Anna ordered four days ago.
const anna = { contact: { phone: '79990001001', own: true } };

async function open(options: PersonalCounterOptions = {}) {
  counter = await openPersonalCounter(options);
  return counter.talk;
}

async function agreed(options: PersonalCounterOptions = {}) {
  const talk = await open(options);
  await agreeToGifts(talk);
  return talk;
}

describe('win-back', () => {
  test.each([
    [
      'ru',
      'Мы соскучились|мы соскучились',
      'Рассказать почему',
      'Что было не так',
      'Дорого',
      'Спасибо за прямоту',
    ],
    ['uk', 'ми скучили', 'Розповісти чому', 'Що було не так', 'Дорого', 'Дякую за відвертість'],
    ['en', 'we miss you', 'Tell you why', 'What was not right', 'Too dear', 'Thank you for being frank'],
  ])(
    'after long without an order: points, a reason by a tap, in %s',
    async (languageTag, miss, why, ask, tap, thanks) => {
      const talk = await open({ languageTag });
      await talk.sends(anna);
      talk.bot(/./);
      await talk.customer(
        { ru: 'Подарок ко дню рождения', uk: 'Подарунок до дня народження', en: 'Birthday gift' }[
          languageTag
        ] ?? '',
      );
      talk.bot(/./);
      await talk.customer({ ru: 'да', uk: 'так', en: 'yes' }[languageTag] ?? '');
      talk.bot(/./);
      await counter.round();
      talk.silence();
      await talk.later('130d');
      await counter.round();
      talk.bot(new RegExp(miss, 'u'));
      expect(counter.granted()).toMatchObject([{ customer: 'c01', points: 200 }]);
      await talk.tap(why);
      talk.bot(ask);
      await talk.tap(tap);
      talk.bot(thanks);
      const { id } = await talk.conversation();
      expect((await talk.store.readPersonal(id)).reasons).toMatchObject([{ reason: 'price', words: '' }]);
      await talk.later('30d');
      await counter.round();
      talk.silence();
      expect(counter.granted()).toHaveLength(1);
    },
  );

  test('own words are kept for people, who see them when they are called', async () => {
    const talk = await agreed({ operators: ['Ира'] });
    await talk.later('1d');
    await counter.round();
    talk.bot('С днём рождения');
    await talk.later('140d');
    await counter.round();
    talk.bot('Давно вас не было');
    await talk.tap('Рассказать почему');
    talk.bot('Что было не так');
    await talk.customer('Пришло мятым, и никто не ответил');
    talk.bot('Ваши слова прочтёт человек');
    await talk.tap('Позвать человека');
    talk.bot(/./);
    const conversation = await talk.conversation();
    const { reasons } = await talk.store.readPersonal(conversation.id);
    expect(reasons).toMatchObject([{ reason: 'other', words: 'Пришло мятым, и никто не ответил' }]);
    expect(conversation.case?.summary.collected).toMatchObject({
      stayAway: 'Пришло мятым, и никто не ответил',
    });
  });

  test('whoever still orders is left in peace; our copy of the orders tells when the shop is silent', async () => {
    const talk = await agreed();
    counter.settings.birthday = false;
    await counter.round();
    await talk.later('30d');
    await counter.round();
    talk.silence();
    counter.shop('down');
    await talk.later('100d');
    await counter.round();
    talk.bot('Давно вас не было');
  });

  test('no more than the shop allows in all', async () => {
    const talk = await agreed();
    counter.settings.atMost = { messages: 1, days: 300 };
    await talk.later('1d');
    await counter.round();
    talk.bot('С днём рождения');
    await talk.later('200d');
    await counter.round();
    talk.silence();
  });
});
