/** What can be done with an order, as customers meet it: real engine, real store, real shop, our own copy of its orders. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { openOrderCounter, type OrderCounter } from './order-status-counter.ts';

let counter: OrderCounter;
afterEach(() => counter.close());

/** Each with one order: to pay, under way and late, to pick up. */
const IVAN = '79990001010';
const SEAN = '79990001004';
const OLENA = '79990001003';
const TIMUR = '79990001015';

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

/** The card of one of several orders. */
async function pick(talk: Awaited<ReturnType<typeof open>>, phone: string, number: string) {
  await talk.customer('Где мой заказ?');
  talk.bot('Напишите номер заказа');
  await talk.sends({ contact: { phone, own: true } });
  talk.bot('Вот ваши последние заказы');
  await talk.customer(number);
  return talk.bot(`Заказ ${number}`);
}

describe('what the card tells', () => {
  test('the pick-up code, the place and the last day, only after full proof', async () => {
    const talk = await open();
    const shown = await pick(talk, OLENA, 'ML-1008');
    expect(shown.text).toMatch(/Код для получения: 4711/);
    expect(shown.text).toMatch(/Где забрать: CDEK, Лесная улица, 5/);
    expect(shown.text).toMatch(/Бесплатно хранят до 29 ноября/);
    await talk.customer('Где мой заказ?', 'stranger');
    talk.bot('Напишите номер заказа', 'stranger');
    await talk.customer('ML-1008', 'stranger');
    talk.bot('Прежде чем рассказать', 'stranger');
    await talk.customer('1003', 'stranger');
    const brief = talk.bot('Заказ ML-1008', 'stranger');
    expect(brief.text).not.toMatch(/4711|Лесная/);
  });

  test('two parcels: what is in each, where it is, and what each costs at the counter', async () => {
    const talk = await open();
    const shown = await pick(talk, TIMUR, 'ML-1027');
    expect(shown.text).toMatch(/1099000027\) ждёт в пункте выдачи[\s\S]*В ней: .*[\s\S]*8052/);
    expect(shown.text).toMatch(/1099000028\) в пути[\s\S]*В ней: .* × 2/);
    expect(shown.text.match(/К оплате за посылку при получении/g)).toHaveLength(2);
  });

  test('forty lines and a currency without cents stay readable', async () => {
    const talk = await open();
    const forty = await pick(talk, TIMUR, 'ML-1025');
    expect(forty.text).toContain('…и ещё 32 позиции.');
    await talk.tap('Другой заказ');
    talk.bot('Вот ваши последние заказы');
    await talk.customer('ML-1026');
    expect(talk.bot('Заказ ML-1026').text).toMatch(/12\s800\s¥/);
  });

  test('a late order says why, in the shop’s own words', async () => {
    const talk = await open();
    const shown = await card(talk, SEAN);
    expect(shown.text).toMatch(/Простите за задержку[\s\S]*Причина: снегопад/);
    expect(shown.content.buttons?.[0]).toMatchObject({ label: 'Позвать человека' });
  });

  test('refunded in part, and the shop’s own words for a state of its own', async () => {
    const talk = await open();
    await talk.customer('Где мой заказ?');
    talk.bot('Напишите номер заказа');
    await talk.customer('ML-1016');
    talk.bot('Прежде чем рассказать');
    await talk.sends({ contact: { phone: '79990001014', own: true } });
    expect(talk.bot('Часть заказа ML-1016').text).toMatch(/Из них вернули: 1\s290\s₽/);
    await talk.customer('Где мой заказ ML-1019?', 'jean');
    talk.bot('Прежде чем рассказать', 'jean');
    await talk.sends({ contact: { phone: '79990001008', own: true } }, 'jean');
    talk.bot('сверяем наличие на складе', 'jean');
  });
});

describe('paying', () => {
  test.each([
    ['ru', 'Где мой заказ?', 'Оплатить', /Оплатить заказ ML-1013 на 2\s170\s₽[\s\S]*до 24 ноября/],
    ['uk', 'Де моє замовлення?', 'Оплатити', /Оплатити замовлення ML-1013 на 2\s170\s₽[\s\S]*до 24/],
    ['en', 'Where is my order?', 'Pay', /pay ₽2,170 for order ML-1013[\s\S]*until 24 November/],
  ])('a link, the amount and until when, in %s', async (languageTag, question, button, expected) => {
    const talk = await open({ languageTag });
    await card(talk, IVAN, question);
    await talk.tap(button);
    const paid = talk.bot(expected);
    expect(paid.content.buttons?.[0]).toMatchObject({
      kind: 'url',
      url: 'https://pay.mint-and-linen.example/ML-1013',
    });
    talk.silence();
  });

  test('meanwhile it was paid elsewhere: nothing is asked for', async () => {
    const talk = await open();
    await card(talk, IVAN);
    await counter.edit('ML-1013', 'paid', '2170');
    await talk.tap('Оплатить');
    talk.bot('платить больше ничего не нужно');
  });

  test('the shop is down: an honest word, and again', async () => {
    const talk = await open();
    await card(talk, IVAN);
    counter.shop('down');
    await talk.tap('Оплатить');
    await talk.later('20s');
    talk.bot(/секунду|Не получается создать ссылку/);
    await talk.later('2m');
    if (!talk.buttons().includes('Ещё раз')) talk.bot('Не получается создать ссылку');
    counter.shop('up');
    await talk.tap('Ещё раз');
    talk.bot('Готово! Оплатить заказ ML-1013');
  });

  test('a button of somebody else’s card opens nothing: the ticket is the conversation’s own', async () => {
    const talk = await open();
    await card(talk, IVAN);
    const db = talk.store;
    const { id } = await talk.conversation();
    const [watch] = await db.listWatches(id);
    expect(watch).toBeUndefined();
    await talk.customer('привет', 'stranger');
    const stranger = await talk.conversation('stranger');
    expect(await db.readOrderTicket('ticket', stranger.id, 0)).toBeNull();
  });

  test('two months later the order has to be opened anew', async () => {
    const talk = await open();
    await card(talk, IVAN);
    await talk.later('60d');
    await talk.tap('Оплатить');
    talk.bot('нужно открыть заново');
    await talk.tap('Открыть заказ');
    // It goes on to what was wanted.
    talk.bot('Готово! Оплатить заказ ML-1013');
  });
});

describe('"tell me when it changes"', () => {
  const watching = async (options: Parameters<typeof open>[0] = {}) => {
    const talk = await open(options);
    await counter.sweep();
    await card(talk, SEAN);
    await talk.tap('Сообщать о новостях');
    talk.bot('напишу сюда');
    await talk.later('1h');
    talk.silence();
    return talk;
  };
  const moves = async (state: string) => {
    await counter.edit('ML-1006', 'state', state);
    await counter.sweep();
    await counter.news();
  };

  test('one word for each change, none for none, the last one when it has arrived', async () => {
    const talk = await watching();
    expect(await talk.store.readConsents((await talk.conversation()).id)).toMatchObject([
      { kind: 'order', given: true, wording: expect.stringContaining('Сообщать мне') },
    ]);
    await moves('shipped');
    talk.silence();
    await moves('ready_for_pickup');
    talk.bot(/новост[\s\S]*ML-1006[\s\S]*ждёт вас в пункте выдачи/i);
    expect(talk.buttons()).toEqual(expect.arrayContaining(['Подробнее', 'Больше не сообщать']));
    await counter.news();
    await moves('ready_for_pickup');
    talk.silence();
    await moves('delivered');
    talk.bot(/ML-1006[\s\S]*доставлен/);
    expect(talk.buttons()).not.toContain('Больше не сообщать');
    await moves('returned');
    talk.silence();
  });

  test('the notice opens the order without another proof', async () => {
    const talk = await watching();
    await moves('ready_for_pickup');
    talk.bot('ML-1006');
    await talk.tap('Подробнее');
    expect(talk.bot('Заказ ML-1006').text).toContain('Итого');
  });

  test('not at night; in the morning it is said, also after a restart', async () => {
    const talk = await watching({ at: '2026-11-23T21:30:00+03:00' });
    await counter.edit('ML-1006', 'state', 'ready_for_pickup');
    await counter.sweep();
    await counter.news();
    talk.silence();
    await talk.restart();
    await talk.later('12h');
    await counter.news();
    talk.bot('ML-1006');
    await counter.news();
    talk.silence();
  });

  test('there and back in between is no news', async () => {
    const talk = await watching();
    await counter.edit('ML-1006', 'state', 'on_hold');
    await counter.sweep();
    await moves('shipped');
    talk.silence();
  });

  test('a person has the conversation: later, not over them', async () => {
    const talk = await watching({ operators: ['Ольга'] });
    await talk.tap('Позвать человека');
    talk.bot(/очеред/);
    await moves('ready_for_pickup');
    talk.silence();
    const olga = talk.operator('Ольга');
    await olga.does({ do: 'claim' });
    talk.bot('Ольга');
    await olga.does({ do: 'resolve', outcome: 'solved' });
    await talk.later('10m');
    while (talk.channel.sent.length > 0 && !talk.channel.sent.at(-1)?.text.includes('ML-1006')) {
      await counter.news();
      await talk.later('6m');
      if (talk.clock.now() > Date.parse('2026-11-23T20:00:00+03:00')) break;
    }
    expect(talk.channel.sent.at(-1)?.text).toContain('ML-1006');
  });

  test('"stop" ends it; so does the list of what is watched', async () => {
    const talk = await watching();
    await talk.customer('За какими заказами я слежу?');
    talk.bot(/1\. ML-1006/);
    await talk.tap('Без ML-1006');
    talk.bot('больше не сообщаю');
    await moves('delivered');
    talk.silence();
    await talk.customer('За какими заказами я слежу?');
    talk.bot('не следите ни за одним');
  });

  test('a word of stop withdraws the consent, and nothing more comes', async () => {
    const talk = await watching();
    await talk.customer('стоп');
    talk.bot(/./);
    await moves('ready_for_pickup');
    talk.silence();
    await moves('delivered');
    talk.silence();
    expect(await talk.store.listWatches((await talk.conversation()).id)).toEqual([]);
  });

  test('nobody could be told for days: the old news is not told late, the next one is', async () => {
    const talk = await watching();
    await counter.edit('ML-1006', 'state', 'ready_for_pickup');
    await counter.sweep();
    await talk.later('4d');
    await counter.news();
    talk.silence();
    await moves('delivered');
    talk.bot('доставлен');
  });
});
