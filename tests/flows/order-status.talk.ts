/** "Where is my order?" as customers meet it: real engine, real store, real shop. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { openOrderCounter, type OrderCounter } from './order-status-counter.ts';

let counter: OrderCounter;
afterEach(() => counter.close());

const anna = { contact: { phone: '79990001001', own: true } };

async function open(options: Parameters<typeof openOrderCounter>[0] = {}) {
  counter = await openOrderCounter(options);
  return counter.talk;
}

describe('with the customer’s own phone', () => {
  test('several orders become a list; a tap shows one whole', async () => {
    const talk = await open();
    await talk.customer('Где мой заказ?');
    talk.bot('Напишите номер заказа');
    expect(talk.buttons()).toEqual(['Поделиться номером', 'Не знаю номер', 'Позвать человека']);
    await talk.sends(anna);
    const list = talk.bot('Вот ваши последние заказы');
    expect(list.text).toMatch(/1\. ML-1007 от \d+ \S+ — в пути\s+2\. ML-1020 .* — задерживается/);
    expect(talk.buttons()).toHaveLength(5);
    await talk.tap(/^ML-1007/);
    const card = talk.bot('Заказ ML-1007');
    expect(card.text).toContain('Итого');
    expect(talk.buttons()).toEqual(expect.arrayContaining(['Другой заказ', 'Позвать человека', 'Меню']));
    talk.silence();
    await talk.tap('Другой заказ');
    talk.bot('Вот ваши последние заказы');
    await talk.customer('2');
    talk.bot('Заказ ML-10');
    talk.silence();
  });

  test('the phone is remembered: the next question is answered straight away', async () => {
    const talk = await open();
    await talk.customer('Где мой заказ?');
    talk.bot('Напишите номер заказа');
    await talk.sends({ contact: { phone: '79990001004', own: true } });
    talk.bot(/^Заказ ML-/);
    await talk.customer('спасибо');
    talk.bot(/пожалуйста|Обращайтесь/i);
    talk.silence();
    await talk.customer('Где мой заказ?');
    talk.bot(/^Заказ ML-/);
  });

  test('somebody else’s contact card proves nothing', async () => {
    const talk = await open();
    await talk.customer('Где мой заказ?');
    talk.bot('Напишите номер заказа');
    await talk.sends({ contact: { phone: '79990001001', own: false } });
    talk.bot('По этой карточке не видно, что номер ваш');
    await talk.customer('ML-1007');
    talk.bot('Прежде чем рассказать о заказе ML1007');
    talk.silence();
  });

  test('a phone without orders leads back to the number', async () => {
    const talk = await open();
    await talk.customer('Где мой заказ?');
    talk.bot('Напишите номер заказа');
    await talk.sends({ contact: { phone: '79995550000', own: true } });
    const asked = talk.bot('На ваш номер телефона заказов не нашёл');
    expect(asked.text).toContain('Напишите номер заказа');
    expect(talk.buttons()).not.toContain('Поделиться номером');
  });
});

describe('with a number', () => {
  test('last four digits show state and date only; a code by e-mail shows all', async () => {
    const talk = await open();
    await talk.customer('Где мой заказ?');
    talk.bot('Напишите номер заказа');
    await talk.customer('мл 1007');
    talk.bot('Прежде чем рассказать');
    expect(talk.buttons()).toEqual([
      'Поделиться номером',
      'Код на почту',
      '4 цифры телефона',
      'Другой номер заказа',
      'Позвать человека',
    ]);
    await talk.tap('4 цифры телефона');
    talk.bot('последние четыре цифры телефона');
    await talk.customer('10-01');
    const brief = talk.bot('Заказ ML-1007');
    expect(brief.text).not.toContain('Итого');
    talk.bot('Это всё, что можно показать');
    await talk.tap('Код на почту');
    talk.bot('письмо с кодом');
    expect(counter.letters().map(({ to }) => to)).toEqual(['anna.smirnova@example.com']);
    expect(counter.letters()[0]?.text).toContain('10 минут');
    expect(counter.letters()[0]?.text).toContain('Мята и Лён');
    await talk.customer(`код ${counter.code()}`);
    expect(talk.bot('Заказ ML-1007').text).toContain('Итого');
    talk.silence();
  });

  test('no such order and not theirs: the same words', async () => {
    const talk = await open();
    const said: string[] = [];
    for (const [who, number] of [
      ['a', 'ML-1007'],
      ['b', 'ML-7777'],
    ] as const) {
      await talk.customer('Где мой заказ?', who);
      talk.bot('Напишите номер заказа', who);
      await talk.customer(number, who);
      talk.bot('Прежде чем рассказать', who);
      await talk.customer('4321', who);
      said.push(talk.bot('не нашёл', who).text.replaceAll(number.replace('-', ''), 'N'));
      talk.silence(who);
    }
    expect(said[0]).toBe(said[1]);
  });

  test('a number in the very first question is taken at once', async () => {
    const talk = await open();
    await talk.customer('Где мой заказ ML-1007?');
    talk.bot('Прежде чем рассказать о заказе ML1007');
    await talk.sends(anna);
    talk.bot('Заказ ML-1007');
    talk.silence();
  });

  test('a number typed again instead of digits is a number', async () => {
    const talk = await open();
    await talk.customer('Где мой заказ?');
    talk.bot('Напишите номер заказа');
    await talk.customer('ML-1070');
    talk.bot('Прежде чем рассказать о заказе ML1070');
    await talk.customer('ой, ML-1007');
    talk.bot('Прежде чем рассказать о заказе ML1007');
    await talk.customer('последние 1001');
    talk.bot('Заказ ML-1007');
  });

  test('a wrong code may be tried again; too many tries close the look-up and offer a person', async () => {
    const talk = await open({ operators: ['Ольга'] });
    await talk.customer('Где мой заказ?');
    talk.bot('Напишите номер заказа');
    await talk.customer('ML-1007');
    talk.bot('Прежде чем рассказать');
    await talk.tap('Код на почту');
    talk.bot('письмо с кодом');
    for (let i = 0; i < 5; i += 1) {
      await talk.customer(counter.code() === '111111' ? '222222' : '111111');
      talk.bot('Код не подошёл');
    }
    await talk.customer(counter.code());
    talk.bot('Попыток получилось слишком много');
    await talk.tap('Позвать человека');
    talk.bot('перед вами в очереди никого нет');
    talk.silence();
  });

  test('tries are counted across a restart', async () => {
    const talk = await open();
    await talk.customer('Где мой заказ?');
    talk.bot('Напишите номер заказа');
    await talk.customer('ML-1007');
    talk.bot('Прежде чем рассказать');
    for (let i = 0; i < 5; i += 1) {
      await talk.customer('4321');
      talk.bot('не нашёл');
    }
    await talk.restart();
    await talk.customer('1001');
    talk.bot('Попыток получилось слишком много');
    await talk.sends(anna); // the stronger proof still works
    talk.bot('Заказ ML-1007');
  });

  test('without mail no code is offered', async () => {
    const talk = await open({ mail: false });
    await talk.customer('Где мой заказ?');
    talk.bot('Напишите номер заказа');
    await talk.customer('1009');
    talk.bot('Прежде чем рассказать');
    expect(talk.buttons()).not.toContain('Код на почту');
  });

  test('"I do not know the number" tells where it is', async () => {
    const talk = await open();
    await talk.customer('Где мой заказ?');
    talk.bot('Напишите номер заказа');
    await talk.tap('Не знаю номер');
    talk.bot('Номер заказа приходит в письме');
    await talk.customer('ну даже не знаю, бырымбыр');
    talk.bot('Не вижу в сообщении номера заказа');
    talk.silence();
  });
});

describe('what the card tells', () => {
  const card = async (phone: string, number: string, languageTag = 'ru') => {
    const talk = await open({ languageTag });
    await talk.customer(
      languageTag === 'ru'
        ? 'Где мой заказ?'
        : languageTag === 'uk'
          ? 'Де моє замовлення?'
          : 'Where is my order?',
    );
    talk.bot(/номер|number/);
    await talk.sends({ contact: { phone, own: true } });
    const first = talk.bot(/./);
    if (!first.text.includes('\n') || first.content.buttons?.some(({ label }) => label.startsWith(number))) {
      await talk.tap(new RegExp(`^${number}`));
      return talk.bot(/./);
    }
    return first;
  };

  test('a late order: an apology, the reason, the new date, a person first', async () => {
    const { text, content } = await card('79990001001', 'ML-1020');
    expect(text).toContain('Простите за задержку');
    expect(text).toContain('позовите человека');
    expect(content.buttons?.[0]?.label).toBe('Позвать человека');
  });

  test('a partial shipment: each parcel with its link', async () => {
    const { text, content } = await card('79990001005', 'ML-1009');
    expect(text).toContain('Часть заказа ML-1009');
    expect(text).toContain('готовится к отправке');
    const link = content.buttons?.find((button) => button.kind === 'url');
    expect(link?.label).toBe('Где посылка');
    expect(link && 'url' in link ? link.url : '').toMatch(/^https:/);
  });

  test('Ukrainian and English', async () => {
    const uk = await card('380990001003', 'ML', 'uk');
    expect(uk.text).toMatch(/^Замовлення ML-|^Ось ваші/);
    await counter.close();
    const en = await card('79990001004', 'ML', 'en');
    expect(en.text).toMatch(/^(Part of order|Order|We have order) ML-|latest orders/);
  });
});

describe('a shop in trouble', () => {
  test('down: honest words, a person, and trying again works', async () => {
    const talk = await open();
    counter.shop('down');
    await talk.customer('Где мой заказ?');
    talk.bot('Напишите номер заказа');
    await talk.sends(anna);
    await talk.later('10s');
    talk.bot(/ищу|Проверяю|система магазина не отвечает/);
    await talk.later('1m');
    const buttons = ['Попробовать ещё раз', 'Позвать человека', 'Меню'];
    if (talk.buttons().length === 0) talk.bot('система магазина не отвечает');
    expect(talk.buttons()).toEqual(buttons);
    talk.silence();
    counter.shop('up');
    await talk.tap('Попробовать ещё раз');
    talk.bot('Вот ваши последние заказы');
  });

  test('hanging: the customer hears that it takes a while, then that it failed', async () => {
    const talk = await open();
    counter.shop('hangs');
    await talk.customer('Где мой заказ?');
    talk.bot('Напишите номер заказа');
    await talk.sends(anna);
    await talk.later('6s');
    talk.bot(/ищу|Проверяю/);
    await talk.later('1m');
    talk.bot('система магазина не отвечает');
    await talk.customer('алло, вы там?');
    talk.bot('система магазина не отвечает');
    talk.silence();
  });
});

describe('coming and going', () => {
  test('a question in between is answered and the open one comes again', async () => {
    const talk = await open();
    await talk.customer('Где мой заказ?');
    talk.bot('Напишите номер заказа');
    await talk.customer('Сколько стоит доставка курьером?');
    talk.bot(/390/);
    talk.bot('Напишите номер заказа');
    talk.silence();
  });

  test('nobody answers: the flow ends without a word', async () => {
    const talk = await open();
    await talk.customer('Где мой заказ?');
    talk.bot('Напишите номер заказа');
    await talk.later('31m');
    talk.silence();
    await talk.customer('асдфг йцукен щшщшщ');
    talk.bot(/не понял|Не уловил/);
  });

  test('a person answers and hands back: the question comes again', async () => {
    const talk = await open({ operators: ['Ольга'] });
    const olga = talk.operator('Ольга');
    await talk.customer('Где мой заказ?');
    talk.bot('Напишите номер заказа');
    await talk.customer('ML-1007');
    talk.bot('Прежде чем рассказать');
    await talk.tap('Позвать человека');
    talk.bot('перед вами в очереди никого нет');
    await olga.does({ do: 'claim' });
    talk.bot('Ольга');
    await olga.does({ do: 'release', to: 'bot' });
    talk.bot('обратно помощнику');
    talk.bot('Прежде чем рассказать');
    await talk.sends(anna);
    talk.bot('Заказ ML-1007');
    talk.silence();
  });

  test('put aside by the menu, it takes its question up again', async () => {
    const talk = await open();
    await talk.customer('Где мой заказ?');
    talk.bot('Напишите номер заказа');
    await talk.customer('меню');
    talk.bot('Чем помочь?');
    await talk.later('40m');
    talk.silence();
    await talk.tap('Вернуться к начатому');
    talk.bot('Напишите номер заказа');
    await talk.later('31m');
    // Nobody answered in time and the flow has ended; the number says what it is about all the same.
    await talk.customer('ML-1007');
    talk.bot('Прежде чем рассказать о заказе');
  });

  test('a restart in the middle loses nothing', async () => {
    const talk = await open();
    await talk.customer('Где мой заказ?');
    talk.bot('Напишите номер заказа');
    await talk.customer('ML-1007');
    talk.bot('Прежде чем рассказать');
    await talk.restart();
    await talk.sends(anna);
    talk.bot('Заказ ML-1007');
  });
});
