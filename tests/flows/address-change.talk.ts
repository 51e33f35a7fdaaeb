/** "Send it to another address", "cancel it", "I want to pay", said in words: the order is found with proof, and the same flow follows as by its card. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { openOrderCounter, type OrderCounter } from './order-status-counter.ts';

let counter: OrderCounter;
afterEach(() => counter.close());

// One order, waiting for its money; nothing of it has left.
const ivan = { contact: { phone: '79990001010', own: true } };
// One order, on its way.
const sean = { contact: { phone: '79990001004', own: true } };

async function open(options: Parameters<typeof openOrderCounter>[0] = {}) {
  counter = await openOrderCounter({ operators: ['Ира'], ...options });
  return counter.talk;
}

const WORDS = {
  ru: {
    address: 'Сменить адрес доставки',
    number: 'Напишите номер заказа',
    prove: 'Прежде чем что-то делать с заказом',
    where: 'Напишите новый адрес',
    short: 'не весь адрес',
    place: 'Казань, улица Баумана, 44, кв. 12',
    right: 'отправить по этому адресу',
    yes: 'да',
    passed: 'Передал новый адрес',
    kept: 'ничего не меняю',
    late: 'уже уехал, поменять адрес',
    person: 'передаю человеку новый адрес',
    no: 'Ничего не менять',
    again: 'Другой адрес',
    aside: 'Сколько стоит доставка?',
    down: 'система магазина не отвечает',
    retry: 'Попробовать ещё раз',
    notFound: 'на ваш номер телефона не нашёл',
  },
  uk: {
    address: 'Змінити адресу доставки',
    number: 'Напишіть номер замовлення',
    prove: 'Перш ніж щось робити із замовленням',
    where: 'Напишіть нову адресу',
    short: 'не вся адреса',
    place: 'Київ, вулиця Хрещатик, 22, кв. 12',
    right: 'надіслати за цією адресою',
    yes: 'так',
    passed: 'Передав нову адресу',
    kept: 'нічого не змінюю',
    late: 'вже поїхало, змінити адресу',
    person: 'передаю людині нову адресу',
    no: 'Нічого не змінювати',
    again: 'Інша адреса',
    aside: 'Скільки коштує доставка?',
    down: 'система магазину не відповідає',
    retry: 'Спробувати ще раз',
    notFound: 'на ваш номер телефону не знайшов',
  },
  en: {
    address: 'Change the delivery address',
    number: 'What is your order number?',
    prove: 'Before I touch order',
    where: 'What is the new address?',
    short: "doesn't look like the whole address",
    place: 'Leeds, 44 Mill Lane, flat 12, LS1 4AP',
    right: 'to this address?',
    yes: 'yes',
    passed: 'passed the new address on',
    kept: 'as it is',
    late: "so the address can't be changed",
    person: 'passing the new address on',
    no: 'Leave it as it is',
    again: 'Another address',
    aside: 'How much is delivery?',
    down: "the shop's system isn't answering",
    retry: 'Try again',
    notFound: "couldn't find order",
  },
};
const LANGUAGES = ['ru', 'uk', 'en'] as const;

/** Up to the question for the address, by the phone. */
async function toAddress(languageTag: (typeof LANGUAGES)[number], more = {}) {
  const talk = await open({ languageTag, ...more });
  const words = WORDS[languageTag];
  await talk.customer(words.address);
  talk.bot(words.number);
  await talk.sends(ivan);
  talk.bot(words.where);
  return { talk, words };
}

describe.each(LANGUAGES)('another address, in %s', (languageTag) => {
  test('proved, said back, mended, passed on once, as by the card', async () => {
    const { talk, words } = await toAddress(languageTag);
    await talk.customer('5');
    talk.bot(words.short);
    await talk.customer(words.place);
    expect(talk.bot(words.right).text).toContain(words.place);
    await talk.tap(words.again);
    talk.bot(words.where);
    await talk.customer(words.place);
    talk.bot(words.right);
    // Said anew instead of "no".
    await talk.customer(`${words.place} A`);
    expect(talk.bot(words.right).text).toContain(`${words.place} A`);
    await talk.customer(words.yes);
    talk.bot(words.passed);
    talk.silence();
    expect(counter.wishes()).toEqual([
      { kind: 'address', body: JSON.stringify({ address: `${words.place} A` }) },
    ]);
    expect((await talk.conversation()).status.is).toBe('bot');
  });

  test('a no changes nothing; an order that has left is told so', async () => {
    const { talk, words } = await toAddress(languageTag);
    await talk.customer(words.place);
    talk.bot(words.right);
    await talk.tap(words.no);
    talk.bot(words.kept);
    await talk.customer(words.address, 'sean');
    talk.bot(words.number, 'sean');
    await talk.sends(sean, 'sean');
    talk.bot(words.late, 'sean');
    talk.silence('sean');
    expect(counter.wishes()).toEqual([]);
  });

  test('a stranger’s number opens nothing, in the words for an order that does not exist', async () => {
    const talk = await open({ languageTag });
    const words = WORDS[languageTag];
    const said: string[] = [];
    for (const number of ['ML-1013', 'ML-9913']) {
      await talk.customer(words.address, number);
      talk.bot(words.number, number);
      await talk.customer(number, number);
      const prove = talk.bot(words.prove, number);
      // Four digits show how an order stands; they change nothing in it.
      expect(prove.content.buttons).toHaveLength(4);
      await talk.sends({ contact: { phone: '79995550000', own: true } }, number);
      said.push(talk.bot(words.notFound, number).text.replaceAll(number.replace('-', ''), 'N'));
      talk.silence(number);
    }
    expect(said[0]).toBe(said[1]);
    expect(counter.wishes()).toEqual([]);
  });

  test('a digression, a restart, a shop that is down, days of silence', async () => {
    const { talk, words } = await toAddress(languageTag);
    await talk.customer(words.aside);
    talk.bot(/390/);
    talk.bot(words.where);
    await talk.restart();
    await talk.customer(words.place);
    talk.bot(words.right);
    counter.shop('down');
    await talk.customer(words.yes);
    await talk.later('1m');
    const heard: string[] = [];
    while (talk.channel.sent.length > 5 + heard.length) heard.push(talk.bot(/./).text);
    expect(heard.join('\n')).toContain(words.down);
    counter.shop('up');
    await talk.tap(words.retry);
    talk.bot(words.passed);
    expect(counter.wishes()).toHaveLength(1);
    await talk.customer(words.address);
    talk.bot(/./);
    await talk.later('3d');
    talk.silence();
    expect((await talk.conversation()).flow).toBeNull();
  });

  test('where only people can change it, they get the number and the address', async () => {
    const { talk, words } = await toAddress(languageTag, { can: { changeAddress: 'none' } });
    await talk.customer(words.place);
    talk.bot(words.right);
    await talk.customer(words.yes);
    talk.bot(words.person);
    const { status, case: handed } = await talk.conversation();
    expect(status.is).toBe('queued');
    expect(handed?.summary.collected).toMatchObject({
      orderNumber: 'ML-1013',
      orderWish: 'address',
      newAddress: words.place,
    });
  });
});
