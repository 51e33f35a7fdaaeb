/** Messages that the shop begins: birthday and "we miss you", with points, from the yes to the word of stop. */
import { afterEach, describe, expect, test } from '@jest/globals';
import {
  agreeToGifts,
  openPersonalCounter,
  type PersonalCounter,
  type PersonalCounterOptions,
} from './personal-counter.ts';

let counter: PersonalCounter;
afterEach(() => counter.close());

// Anna: last order yesterday. Olga: last order six days ago.
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

describe('agreeing', () => {
  test.each([
    [
      'ru',
      'Подарок ко дню рождения',
      'не чаще 2 раз за 30 дней',
      'да',
      'день и месяц',
      '14 марта',
      '14 марта',
    ],
    [
      'uk',
      'Подарунок до дня народження',
      'не частіше 2 разів за 30 днів',
      'так',
      'день і місяць',
      '14.03',
      '14 березня',
    ],
    ['en', 'Birthday gift', 'At most 2 messages in 30 days', 'yes', 'day and month', 'March 14', '14 March'],
  ])('by words, with a day, in %s', async (languageTag, start, ask, yes, when, day, told) => {
    const talk = await open({ languageTag });
    await talk.sends(anna);
    talk.bot(/./);
    await talk.customer(start);
    const asked = talk.bot(ask);
    await talk.customer(yes);
    talk.bot(when);
    await talk.customer(day);
    talk.bot(told);
    const { id } = await talk.conversation();
    const [line] = await talk.store.readConsents(id);
    expect(line).toMatchObject({ kind: 'promotion', given: true, locale: languageTag });
    expect(line?.wording).toBe(asked.text);
    expect((await talk.store.readPersonal(id)).birthday).toEqual({ day: 14, month: 3 });
  });

  test('a no is a no: nothing is kept, nothing is asked further', async () => {
    const talk = await open();
    await talk.customer('Подарок ко дню рождения');
    talk.bot('поздравляли вас');
    await talk.customer('нет');
    talk.bot('первыми не пишем');
    talk.silence();
    expect(await talk.store.dueLooks(talk.clock.now(), 9)).toEqual([]);
  });

  test('no date is no birthday; the day can be left out', async () => {
    const talk = await open();
    await talk.sends(anna);
    talk.bot(/./);
    await talk.customer('Подарок ко дню рождения');
    talk.bot('поздравляли');
    await talk.tap('Да, поздравляйте');
    talk.bot('день и месяц');
    await talk.customer('31 февраля');
    talk.bot('Не понял дату');
    await talk.tap('Пропустить');
    talk.bot('Хорошо, без даты');
  });

  test('without a number there are wishes, and points as soon as it is shared', async () => {
    const talk = await open();
    await talk.customer('Подарок ко дню рождения');
    talk.bot('поздравляли');
    await talk.tap('Да, поздравляйте');
    talk.bot('день и месяц');
    await talk.customer('24.11');
    talk.bot('Поделитесь своим номером');
    await talk.sends({ contact: { phone: '79990001001', own: false } });
    talk.bot('контакт другого человека');
    await talk.sends(anna);
    talk.bot('подарим 300 баллов');
  });

  test('it can be looked at, changed, deleted and ended', async () => {
    const talk = await agreed();
    await talk.customer('Записать мой день рождения');
    talk.bot('поздравляем вас 24 ноября');
    await talk.tap('Изменить дату');
    talk.bot('день и месяц');
    await talk.customer('29.02');
    talk.bot('29 февраля');
    await talk.customer('Подарок ко дню рождения');
    talk.bot('29 февраля');
    await talk.tap('Удалить дату');
    talk.bot('без даты');
    await talk.customer('Отписаться от предложений');
    talk.bot('День рождения вы не указали');
    await talk.tap('Больше не присылать');
    talk.bot('больше не будет');
    const { id } = await talk.conversation();
    expect((await talk.store.readConsents(id))[0]).toMatchObject({ kind: 'promotion', given: false });
  });

  test('a digression is answered and the question comes again; a restart in the middle loses nothing', async () => {
    const talk = await open();
    await talk.sends(anna);
    talk.bot(/./);
    await talk.customer('Подарок ко дню рождения');
    talk.bot('поздравляли');
    await talk.customer('Сколько стоит доставка?');
    talk.bot(/Курьер/);
    talk.bot('поздравляли');
    await talk.restart();
    await talk.tap('Да, поздравляйте');
    talk.bot('день и месяц');
    await talk.later('2d');
    talk.silence();
  });
});

describe('the birthday', () => {
  test('points are given once, and the words say how many', async () => {
    const talk = await agreed();
    await counter.round();
    talk.silence();
    await talk.later('1d');
    await counter.round();
    talk.bot('Дарим вам 300 баллов');
    expect(talk.buttons()).toContain('Больше не присылать');
    for (let again = 0; again < 3; again += 1) await counter.round();
    await talk.later('1h');
    await counter.round();
    talk.silence();
    expect(counter.granted()).toMatchObject([{ customer: 'c01', points: 300 }]);
    await talk.tap('Мои баллы');
    talk.bot('У вас 1040 баллов');
  });

  test('nobody is woken: it waits for the end of the quiet hours', async () => {
    const talk = await agreed();
    await talk.later('13h');
    await counter.round();
    talk.silence();
    expect(counter.granted()).toEqual([]);
    await talk.later('9h');
    await counter.round();
    talk.bot('Дарим вам 300 баллов');
  });

  test('an answer that was lost gives nothing twice: the same key asks again', async () => {
    const talk = await agreed();
    await talk.later('1d');
    counter.grants('lost');
    await counter.round();
    talk.silence();
    await talk.restart();
    counter.grants('up');
    await talk.later('30m');
    await counter.round();
    talk.bot('Дарим вам 300 баллов');
    expect(counter.granted()).toHaveLength(1);
  });

  test('what could not be given is not promised: after a long outage the day is over without a word', async () => {
    const talk = await agreed();
    await talk.later('1d');
    counter.grants('down');
    await counter.round();
    await talk.later('13h');
    await counter.round();
    talk.silence();
    expect(counter.granted()).toEqual([]);
  });

  test('somebody without an account gets wishes, and no word of points', async () => {
    const talk = await open();
    await talk.sends({ contact: { phone: '79995550000', own: true } });
    talk.bot(/./);
    await talk.customer('Подарок ко дню рождения');
    talk.bot('поздравляли');
    await talk.tap('Да, поздравляйте');
    talk.bot('день и месяц');
    await talk.customer('24.11');
    talk.bot('24 ноября');
    await talk.later('1d');
    await counter.round();
    expect(talk.bot('С днём рождения').text).not.toMatch(/балл/);
    expect(counter.granted()).toEqual([]);
  });

  test('the same person on two channels is congratulated once', async () => {
    const talk = await agreed();
    await talk.sends(anna, 'other');
    talk.bot(/./, 'other');
    await talk.customer('Подарок ко дню рождения', 'other');
    talk.bot('поздравляли', 'other');
    await talk.tap('Да, поздравляйте', 'other');
    talk.bot('день и месяц', 'other');
    await talk.customer('24.11', 'other');
    talk.bot('24 ноября', 'other');
    await talk.later('1d');
    await counter.round();
    talk.bot('Дарим вам 300 баллов');
    talk.silence('other');
    expect(counter.granted()).toHaveLength(1);
  });

  test('a stop in any language ends it before anything is given', async () => {
    for (const word of ['стоп', 'stop', 'відписатися']) {
      const talk = await agreed();
      await talk.customer(word);
      talk.bot(/./);
      await talk.later('1d');
      await counter.round();
      talk.silence();
      expect(counter.granted()).toEqual([]);
      const { id } = await talk.conversation();
      expect((await talk.store.readPerson(id))?.consents.promotion?.given).toBe(false);
      if (word !== 'відписатися') await counter.close();
    }
  });

  test.each([
    ['ru', 'где мой заказ', 'Остановился', /«стоп» ещё раз/, /рассылок/],
    ['uk', 'де моє замовлення', 'Зупинився', /«стоп» ще раз/, /розсилок/],
    ['en', 'where is my order', 'Stopped', /“stop” once more/, /no more notices/],
  ])(
    'a stop inside a flow of theirs says how to end the rest, in %s',
    async (_, start, ...[flow, how, rest]) => {
      const talk = await agreed();
      const { id } = await talk.conversation();
      const promotion = async () => (await talk.store.readPerson(id))?.consents.promotion?.given;
      await talk.customer(start);
      talk.bot(/./);
      await talk.customer('stop');
      expect(talk.bot(flow).text).toMatch(how);
      expect(await promotion()).toBe(true);
      await talk.customer('stop');
      talk.bot(rest);
      expect(await promotion()).toBe(false);
      await talk.customer(start);
      talk.bot(/./);
      await talk.customer('stop');
      expect(talk.bot(flow).text).not.toMatch(how);
    },
  );

  test('a person has the conversation: it waits, and then says what was given', async () => {
    const talk = await agreed({ operators: ['Ира'] });
    await talk.later('1d');
    await talk.operator('Ира').does({ do: 'claim' });
    talk.bot(/./);
    await counter.round();
    talk.silence();
    await talk.operator('Ира').does({ do: 'release', to: 'bot' });
    talk.bot(/./);
    await talk.later('1h');
    await counter.round();
    talk.bot('Дарим вам 300 баллов');
    expect(counter.granted()).toHaveLength(1);
  });

  test('a closed window: without approved words nothing is given, with them the words say it', async () => {
    const facts = { replyWindowMs: 3_600_000 };
    const talk = await agreed({ facts });
    await talk.later('1d');
    await counter.round();
    talk.silence();
    expect(counter.granted()).toEqual([]);
    await counter.close();
    const other = await agreed({ facts, template: 'birthday_gift' });
    await other.later('1d');
    await counter.round();
    other.bot('birthday_gift');
    expect(counter.granted()).toHaveLength(1);
  });

  test('a leap day is kept on the first of March, never before', async () => {
    const talk = await open({ at: '2026-02-27T12:00:00+03:00' });
    await talk.sends(anna);
    talk.bot(/./);
    await talk.customer('Подарок ко дню рождения');
    talk.bot('поздравляли');
    await talk.tap('Да, поздравляйте');
    talk.bot('день и месяц');
    await talk.customer('29.02');
    talk.bot('29 февраля');
    await talk.later('1d');
    await counter.round();
    talk.silence();
    await talk.later('1d');
    await counter.round();
    talk.bot('Дарим вам 300 баллов');
  });

  test('switched off in the settings, nothing is said', async () => {
    const talk = await agreed();
    counter.settings.birthday = false;
    await talk.later('1d');
    await counter.round();
    talk.silence();
  });
});
