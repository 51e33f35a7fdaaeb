/** "Cancel my order" and "I want to pay", from the answers of the FAQ: the order is found with proof, and the same flow follows as by its card. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { openOrderCounter, type OrderCounter } from './order-status-counter.ts';

let counter: OrderCounter;
afterEach(() => counter.close());

// Ivan: one order, waiting for its money. Olena: several; one of them waits for its money, too.
const ivan = { contact: { phone: '79990001010', own: true } };
const olena = { contact: { phone: '79990001003', own: true } };

async function open(options: Parameters<typeof openOrderCounter>[0] = {}) {
  counter = await openOrderCounter({ operators: ['Ира'], ...options });
  return counter.talk;
}

const WORDS = {
  ru: {
    cancel: 'Отменить заказ',
    cancelIt: 'Отменить заказ',
    pay: 'Где оплатить уже оформленный заказ?',
    payIt: 'Оплатить заказ',
    number: 'Напишите номер заказа',
    prove: 'Прежде чем что-то делать с заказом',
    which: 'О каком речь?',
    sure: 'Отменить заказ ML-1013?',
    yes: 'да',
    no: 'нет',
    done: 'ML-1013 отменён',
    kept: 'ничего не меняю',
    late: 'уже уехал, отменить его отсюда нельзя',
    link: 'Оплатить заказ ML-1013',
    down: 'Не получается создать ссылку',
    nothing: 'платить больше ничего не нужно',
    again: 'Ещё раз',
    aside: 'Сколько стоит доставка?',
  },
  uk: {
    cancel: 'Скасувати замовлення',
    cancelIt: 'Скасувати',
    pay: 'Де оплатити вже оформлене замовлення?',
    payIt: 'Оплатити',
    number: 'Напишіть номер замовлення',
    prove: 'Перш ніж щось робити із замовленням',
    which: 'Про яке йдеться?',
    sure: 'Скасувати замовлення ML-1013?',
    yes: 'так',
    no: 'ні',
    done: 'ML-1013 скасовано',
    kept: 'нічого не змінюю',
    late: 'вже поїхало, скасувати його звідси не можна',
    link: 'Оплатити замовлення ML-1013',
    down: 'Не вдається створити посилання',
    nothing: 'платити більше нічого не потрібно',
    again: 'Ще раз',
    aside: 'Скільки коштує доставка?',
  },
  en: {
    cancel: 'Cancel my order',
    cancelIt: 'Cancel my order',
    pay: 'Where do I pay for an order I have already placed?',
    payIt: 'Pay for my order',
    number: 'What is your order number?',
    prove: 'Before I touch order',
    which: 'Which one do you mean?',
    sure: 'Cancel order ML-1013?',
    yes: 'yes',
    no: 'no',
    done: 'ML-1013 has been cancelled',
    kept: 'as it is',
    late: "so it can't be cancelled from here",
    link: 'for order ML-1013',
    down: 'could not be made',
    nothing: 'nothing left to pay',
    again: 'Try again',
    aside: 'How much is delivery?',
  },
};

describe.each(['ru', 'uk', 'en'] as const)('in %s', (languageTag) => {
  const words = WORDS[languageTag];

  test('cancelled from the answer about cancelling, after proof and a yes; a no leaves it', async () => {
    const talk = await open({ languageTag });
    await talk.customer(words.cancel);
    talk.bot(/./);
    await talk.tap(words.cancelIt);
    talk.bot(words.number);
    await talk.sends(ivan);
    talk.bot(words.sure);
    await talk.customer(words.no);
    talk.bot(words.kept);
    expect(counter.wishes()).toEqual([]);
    await talk.tap(words.cancelIt);
    talk.bot(words.sure);
    await talk.customer(words.aside);
    talk.bot(/390/);
    talk.bot(words.sure);
    await talk.restart();
    await talk.customer(words.yes);
    talk.bot(words.done);
    expect(counter.wishes().map(({ kind }) => kind)).toEqual(['cancel']);
    talk.silence();
  });

  test('of several the one that is meant is asked for; one that has left is told so', async () => {
    const talk = await open({ languageTag });
    await counter.edit('ML-1024', 'state', 'shipped');
    await talk.customer(words.cancel);
    talk.bot(/./);
    await talk.tap(words.cancelIt);
    talk.bot(words.number);
    await talk.sends(olena);
    talk.bot(words.which);
    await talk.tap(/^ML-1024/);
    talk.bot(words.late);
    talk.silence();
    expect(counter.wishes()).toEqual([]);
  });

  test('paid from the answer about paying: the link of the shop; once paid, nothing is asked for', async () => {
    const talk = await open({ languageTag });
    await talk.customer(words.pay);
    talk.bot(/./);
    await talk.tap(words.payIt);
    talk.bot(words.number);
    await talk.customer('ML-1013');
    talk.bot(words.prove);
    counter.shop('down');
    await talk.sends(ivan);
    await talk.later('2m');
    talk.bot(/./);
    talk.bot(/не отвечает|не відповідає|isn't answering/);
    counter.shop('up');
    await talk.tap(/Попробовать|Спробувати|Try/);
    const told = talk.bot(words.link);
    expect(told.content.buttons?.[0]).toMatchObject({
      kind: 'url',
      url: 'https://pay.mint-and-linen.example/ML-1013',
    });
    await counter.edit('ML-1013', 'paid', '2170');
    await talk.tap(words.payIt);
    talk.bot(words.nothing);
    await talk.later('3d');
    talk.silence();
  });
});

test('by the card and by words the same words are said and the same is written down', async () => {
  const talk = await open();
  const said: string[][] = [[], []];
  const hear = (at: number, who: string) => said[at]?.push(talk.bot(/./, who).text);
  await talk.sends(ivan, 'card');
  talk.bot(/./, 'card');
  await talk.customer('Где мой заказ?', 'card');
  talk.bot('ML-1013', 'card');
  await talk.tap('Оплатить', 'card');
  hear(0, 'card');
  await talk.tap('Изменить заказ', 'card');
  talk.bot('Что изменить', 'card');
  await talk.tap('Сменить адрес', 'card');
  hear(0, 'card');
  await talk.sends(ivan, 'words');
  talk.bot(/./, 'words');
  await talk.customer('Где оплатить уже оформленный заказ?', 'words');
  talk.bot(/./, 'words');
  await talk.tap('Оплатить заказ', 'words');
  hear(1, 'words');
  await talk.customer('Сменить адрес доставки', 'words');
  hear(1, 'words');
  expect(said[1]).toEqual(said[0]);
  for (const who of ['card', 'words']) {
    await talk.customer('Тверь, Лесная улица, 15, кв. 2', who);
    talk.bot('отправить по этому адресу', who);
    await talk.customer('да', who);
    talk.bot('Передал новый адрес', who);
  }
  expect(counter.wishes().map(({ kind }) => kind)).toEqual(['address', 'address']);
});

describe('a number and nothing else', () => {
  test.each(['ML-1013', '№ 1013', 'ml 1013?'])('"%s" asks how that order is', async (written) => {
    const talk = await open();
    await talk.customer(written);
    talk.bot(/1013/u);
    await talk.sends(ivan);
    talk.bot(/ML-1013/u);
  });

  test.each(['42', '15 000', '89990001010'])(
    '"%s" is a size, a price or a phone, and asks nothing',
    async (written) => {
      const talk = await open();
      await talk.customer(written);
      talk.bot(/Не уловил/u);
    },
  );
});
