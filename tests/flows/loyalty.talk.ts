/** Points, card and promotions as customers meet them: real engine, real store, real shop. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { openPersonalCounter, type PersonalCounter } from './personal-counter.ts';

let counter: PersonalCounter;
afterEach(() => counter.close());

// Anna: 740 points, 240 of them burn in three weeks.
const anna = { contact: { phone: '79990001001', own: true } };
// Marina and Sergey share this number.
const shared = { contact: { phone: '79990001005', own: true } };

async function open(options: Parameters<typeof openPersonalCounter>[0] = {}) {
  counter = await openPersonalCounter(options);
  return counter.talk;
}

describe('points', () => {
  test.each([
    ['ru', 'Мои баллы', 'только их владельцу', 'У вас 740 баллов', '240 баллов сгорит 14 декабря', 'Мята'],
    ['uk', 'Мої бали', 'лише їхньому власнику', 'У вас 740 балів', '240 балів згорить', 'М’ята'],
    [
      'en',
      'My points',
      'to their owner only',
      'You have 740 points',
      '240 points expire on 14 December',
      'Mint',
    ],
  ])('after sharing the number, in %s', async (languageTag, start, prove, points, burns, level) => {
    const talk = await open({ languageTag });
    await talk.customer(start);
    talk.bot(prove);
    await talk.sends(anna);
    const told = talk.bot(points);
    expect(told.text).toContain(burns);
    expect(told.text).toContain(level);
    expect(told.text).toContain('ML 7740 0001 2289');
    talk.silence();
  });

  test('the card comes as a picture with its number in words after it', async () => {
    const talk = await open();
    await talk.customer('Мои баллы');
    talk.bot('только их владельцу');
    await talk.sends(anna);
    talk.bot('У вас 740 баллов');
    await talk.tap('Показать карту');
    const picture = talk.bot('Ваша карта');
    expect(picture.content.media).toMatchObject({ kind: 'photo', mime: 'image/png' });
    talk.bot('ML 7740 0001 2289');
    expect(talk.buttons()).not.toContain('Показать карту');
  });

  test('a channel that carries no pictures has the number as text', async () => {
    const media = { photoBytesMax: 0, documentBytesMax: 0, downloadBytesMax: 0 };
    const talk = await open({ facts: { media } });
    await talk.sends(anna);
    talk.bot(/./);
    await talk.customer('Покажи мою карту');
    talk.bot('740');
    await talk.tap('Показать карту');
    expect(talk.bot('Ваша карта').content.media).toBeUndefined();
    talk.bot('ML 7740 0001 2289');
  });

  test('an unknown number has no card; two people with one number are told nothing', async () => {
    const talk = await open();
    await talk.customer('Мои баллы');
    talk.bot('только их владельцу');
    await talk.sends({ contact: { phone: '79995550000', own: true } });
    talk.bot('Карты на ваш номер пока нет');
    await talk.customer('Мои баллы', 'marina');
    talk.bot('только их владельцу', 'marina');
    await talk.sends(shared, 'marina');
    expect(talk.bot('несколько покупателей', 'marina').text).not.toMatch(/\d{2}/);
  });
});

describe('proof', () => {
  test('a typed number and somebody else’s card show nothing', async () => {
    const talk = await open();
    await talk.customer('Мои баллы');
    talk.bot('только их владельцу');
    await talk.customer('+7 999 000-10-01');
    expect(talk.bot('Номер, набранный вручную').text).not.toContain('740');
    await talk.sends({ contact: { phone: '79990001001', own: false } });
    expect(talk.bot('контакт другого человека').text).not.toContain('740');
    talk.silence();
  });

  test('a code that goes to the e-mail of an order opens points and card; a wrong one does not', async () => {
    const talk = await open();
    await talk.customer('Мои баллы');
    talk.bot('только их владельцу');
    await talk.customer('ML-1004');
    await talk.later('2s');
    talk.bot('туда уже идёт письмо с кодом');
    expect(counter.letters()[0]?.to).toBe('olga.ks@example.com');
    await talk.customer('111111');
    await talk.later('2s');
    talk.bot('Код не подошёл');
    await talk.customer('271828');
    talk.bot('Ваша карта');
    expect(talk.bot('У вас 5120 баллов').text).toContain('ML 7740 0012 5577');
  });

  test('an order that does not exist is answered as one that does', async () => {
    const talk = await open();
    await talk.customer('Мои баллы');
    talk.bot('только их владельцу');
    await talk.customer('ML-9999');
    await talk.later('2s');
    talk.bot('туда уже идёт письмо с кодом');
    expect(counter.letters()).toHaveLength(0);
  });

  test('too many looks are stopped', async () => {
    const talk = await open();
    await talk.sends(anna);
    talk.bot(/./);
    for (let turn = 0; turn < 30; turn += 1) {
      await talk.customer('Мои баллы');
      talk.bot('740');
    }
    await talk.customer('Мои баллы');
    talk.bot('Слишком много попыток');
  });
});

describe('on the way', () => {
  test('the shop is down: honest words, and once more when it is back', async () => {
    const talk = await open();
    await talk.sends(anna);
    talk.bot(/./);
    counter.shop('down');
    await talk.customer('Мои баллы');
    await talk.later('2m');
    talk.bot('не отвечает');
    counter.shop('up');
    await talk.tap('Ещё раз');
    talk.bot('740');
  });

  test('a question in between is answered and the flow goes on; a restart loses nothing', async () => {
    const talk = await open();
    await talk.customer('Мои баллы');
    talk.bot('только их владельцу');
    await talk.customer('Сколько стоит доставка?');
    talk.bot(/Курьер/);
    talk.bot('только их владельцу');
    await talk.restart();
    await talk.sends(anna);
    talk.bot('740');
  });

  test('nobody answers: the flow ends without a word', async () => {
    const talk = await open();
    await talk.customer('Мои баллы');
    talk.bot('только их владельцу');
    await talk.later('2d');
    talk.silence();
    expect((await talk.conversation()).status.is).toBe('bot');
  });

  test('stop and menu work in the middle', async () => {
    const talk = await open();
    await talk.customer('Мои баллы');
    talk.bot('только их владельцу');
    await talk.customer('стоп');
    talk.bot('Остановился');
    await talk.customer('меню');
    talk.bot('Чем помочь');
  });
});

describe('promotions', () => {
  test.each([
    ['ru', 'Какие сейчас акции?', 'Вот что действует сегодня', 'до 27 ноября включительно', 'TEPLO15'],
    ['uk', 'Які зараз акції?', 'Ось що діє сьогодні', 'до 27 листопада включно', 'TEPLO15'],
    ['en', 'What promotions are on?', 'Here is what is on today', 'until 27 November', 'TEPLO15'],
  ])('with dates, codes and conditions, in %s', async (languageTag, start, now, until, code) => {
    const talk = await open({ languageTag });
    await talk.customer(start);
    const told = talk.bot(now);
    expect(told.text).toContain(until);
    expect(told.text).toContain(code);
    expect(told.text).toContain('ZNAKOMSTVO');
  });

  test('the shop is down', async () => {
    const talk = await open();
    counter.shop('down');
    await talk.customer('Какие сейчас промокоды?');
    await talk.later('2m');
    talk.bot('не отвечает');
    counter.shop('up');
    await talk.tap('Ещё раз');
    talk.bot('Вот что действует сегодня');
  });
});
