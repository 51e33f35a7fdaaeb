/** An order changed, and a shop that is down, as customers meet it: real engine, real store, real shop, our own copy of its orders. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { openOrderCounter, type OrderCounter } from './order-status-counter.ts';

let counter: OrderCounter;
afterEach(() => counter.close());

/** Each with one order: to pay, under way and late, to pick up. */
const IVAN = '79990001010';
const SEAN = '79990001004';
const OLENA = '79990001003';

async function open(options: Parameters<typeof openOrderCounter>[0] = {}) {
  counter = await openOrderCounter(options);
  return counter.talk;
}

/** Opens the one order of a phone: the card. */
async function card(talk: Awaited<ReturnType<typeof open>>, phone: string, question = 'Где мой заказ?') {
  await talk.customer(question);
  talk.bot(/номер|number/);
  await talk.sends({ contact: { phone, own: true } });
  return talk.bot(/ML-10\d\d/);
}

describe('changing an order', () => {
  test.each([
    ['ru', 'Где мой заказ?', ['Изменить заказ', 'Отменить заказ', 'Да, всё верно'], 'ML-1013 отменён'],
    ['uk', 'Де моє замовлення?', ['Змінити замовлення', 'Скасувати', 'Так, усе правильно'], 'скасовано'],
    ['en', 'Where is my order?', ['Change the order', 'Cancel the order', "Yes, that's right"], 'cancelled'],
  ])('cancelled after a yes, in %s', async (languageTag, question, taps, outcome) => {
    const talk = await open({ languageTag });
    await card(talk, IVAN, question);
    for (const [at, label] of taps.entries()) {
      await talk.tap(label);
      if (at < 2) talk.bot('ML-1013');
    }
    talk.bot(outcome);
    talk.silence();
    expect(counter.wishes().map(({ kind }) => kind)).toEqual(['cancel']);
    await talk.customer(question);
    talk.bot(/ML-1013.*(отменён|скасовано|cancelled)/);
  });

  test('no is no', async () => {
    const talk = await open();
    await card(talk, IVAN);
    await talk.tap('Изменить заказ');
    talk.bot('Что изменить');
    await talk.customer('1');
    talk.bot('Отменить заказ ML-1013?');
    await talk.customer('нет');
    talk.bot('ничего не меняю');
    expect(counter.wishes()).toEqual([]);
  });

  test('it left in the meantime: too late, and what can be done instead', async () => {
    const talk = await open();
    await card(talk, IVAN);
    await talk.tap('Изменить заказ');
    talk.bot('Что изменить');
    await talk.tap('Отменить заказ');
    talk.bot('Отменить заказ ML-1013?');
    await counter.edit('ML-1013', 'state', 'shipped');
    await talk.tap('Да, всё верно');
    talk.bot('уже уехал');
    expect(talk.buttons()).toContain('Позвать человека');
  });

  test('another address is said back, mended, confirmed after a restart, and reaches the shop once', async () => {
    const talk = await open();
    await card(talk, IVAN);
    await talk.tap('Изменить заказ');
    talk.bot('Что изменить');
    await talk.tap('Сменить адрес');
    talk.bot('новый адрес');
    await talk.customer('дом 5');
    talk.bot('не весь адрес');
    await talk.customer('Тверь, Лесная 5');
    talk.bot(/Тверь, Лесная 5/);
    await talk.tap('Другой адрес');
    talk.bot('новый адрес');
    await talk.customer('Тверь, Лесная улица, 15, кв. 2');
    talk.bot('Лесная улица, 15');
    await talk.restart();
    await talk.customer('Сколько стоит доставка курьером?');
    talk.bot(/390/);
    talk.bot('Лесная улица, 15');
    await talk.customer('да');
    talk.bot('Передал новый адрес');
    expect(counter.wishes()).toEqual([
      { kind: 'address', body: JSON.stringify({ address: 'Тверь, Лесная улица, 15, кв. 2' }) },
    ]);
  });

  test('a shop that only takes notes gets the wish as one', async () => {
    const talk = await open({ can: { cancel: 'derived' } });
    await card(talk, IVAN);
    await talk.tap('Изменить заказ');
    talk.bot('Что изменить');
    await talk.tap('Отменить заказ');
    talk.bot('Передать, что заказ ML-1013 нужно отменить?');
    await talk.tap('Да, всё верно');
    talk.bot('Передал просьбу отменить');
    expect(counter.wishes()).toMatchObject([
      { kind: 'note', body: expect.stringContaining('отменить заказ') },
    ]);
  });

  test('a shop that can do neither: a person, with the number', async () => {
    const talk = await open({ can: { cancel: 'none', changeAddress: 'none' }, operators: ['Ольга'] });
    await card(talk, IVAN);
    await talk.tap('Изменить заказ');
    talk.bot('Что изменить');
    await talk.tap('Отменить заказ');
    talk.bot('может сделать только человек');
    expect((await talk.conversation()).status.is).toBe('queued');
  });
});

describe('the shop is down', () => {
  test('our copy answers and says of when it is', async () => {
    const talk = await open();
    await counter.sweep();
    await talk.later('2h');
    counter.shop('down');
    const shown = await card(talk, SEAN);
    expect(shown.text).toMatch(
      /Система магазина сейчас не отвечает, поэтому показываю то, что известно на 12:00/,
    );
  });

  test('several orders: the list says it once', async () => {
    const talk = await open({ languageTag: 'uk' });
    await counter.sweep();
    await talk.later('1d');
    counter.shop('hangs');
    await talk.customer('Де моє замовлення?');
    talk.bot('Напишіть номер');
    await talk.sends({ contact: { phone: OLENA, own: true } });
    await talk.later('5s');
    expect(talk.bot('Ось ваші останні замовлення').text).toMatch(/відомо на 23 листопада, 12:00/);
  });

  test('a stranger learns nothing from it: the same words for theirs and for none', async () => {
    const talk = await open();
    await counter.sweep();
    counter.shop('down');
    const said: string[] = [];
    for (const [who, number] of [
      ['a', 'ML-1007'],
      ['b', 'ML-7777'],
    ] as const) {
      await talk.customer(`Где мой заказ ${number}?`, who);
      talk.bot('Прежде чем рассказать', who);
      await talk.customer('4321', who);
      await talk.later('30s');
      talk.bot(/ищу|Проверяю/, who);
      said.push(talk.bot('не отвечает', who).text);
      talk.silence(who);
    }
    expect(said[0]).toBe(said[1]);
  });

  test('a shop that lies is one that does not answer', async () => {
    const talk = await open();
    await counter.sweep();
    counter.shop('lies');
    await talk.customer('Где мой заказ?');
    talk.bot('Напишите номер заказа');
    await talk.sends({ contact: { phone: SEAN, own: true } });
    await talk.later('10s');
    talk.bot('известно на');
  });
});
