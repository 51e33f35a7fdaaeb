/** Waiting for something to come back, in three languages: real engine, real store, real search, real rounds. */
import { afterEach, describe, expect, test } from '@jest/globals';
import {
  CLOTH,
  waitFor,
  openAlertCounter,
  type AlertCounter,
  type AlertCounterOptions,
} from './alert-counter.ts';

let closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.toReversed()) await close();
  closing = [];
});

async function open(options: AlertCounterOptions = {}): Promise<AlertCounter> {
  const counter = await openAlertCounter(options);
  closing.push(() => counter.close());
  return counter;
}

test.each([
  [
    'ru',
    'Сообщите, когда появится скатерть 150×250 в клетку',
    /Скатерть льняная, 150×250, в клетку — сейчас нет в наличии\. Написать вам сюда/,
    /Договорились! Как только Скатерть льняная/,
    /Дождались! Скатерть льняная, 150×250, в клетку снова в наличии — 5\s600/,
  ],
  [
    'uk',
    'Повідомте, коли з’явиться скатертина 150×250 у клітинку',
    /Скатертина лляна, 150×250, у клітинку — зараз немає в наявності/,
    /Домовилися! Щойно Скатертина лляна/,
    /Дочекалися! Скатертина лляна/,
  ],
  [
    'en',
    'Tell me when the checked tablecloth is back',
    /Linen tablecloth, 150×250, checked is out of stock/,
    /Done! As soon as Linen tablecloth/,
    /It’s back! Linen tablecloth, 150×250, checked is in stock again/,
  ],
])(
  '%s: named in their own words, agreed to, told once when it is back',
  async (tag, says, asks, done, back) => {
    const counter = await open({ languageTag: tag });
    const { talk } = counter;
    await talk.customer(says);
    talk.bot(asks);
    expect(talk.buttons()).toHaveLength(3);
    await talk.tap(/^(Да|Так|Yes)/);
    const said = talk.bot(done);
    expect(said.content.cards?.length).toBeGreaterThan(0);
    const { id } = await talk.conversation();
    const [consent] = await talk.store.readConsents(id);
    expect(consent).toMatchObject({ kind: 'stock', given: true });
    expect(consent?.wording.replaceAll('**', '')).toMatch(asks);
    counter.stock(CLOTH, 4);
    await talk.later('6m');
    talk.bot(back);
    await talk.later('2h');
    talk.silence();
    expect(await talk.store.listAlerts(id, 10)).toEqual([]);
  },
);

test('from the card of a product: one that is out is asked for at once, several are chosen from', async () => {
  const { talk } = await open();
  await talk.customer('скатерть');
  talk.bot('Скатерть льняная');
  expect(talk.buttons()).toContain('Сообщить о наличии');
  await talk.tap('Сообщить о наличии');
  talk.bot('Скатерть льняная, 150×250, в клетку — сейчас нет');
  await talk.customer('нет');
  talk.bot('Хорошо, не буду');
  expect(talk.buttons()).toContain('Что похоже');
  await talk.customer('комплект постельного белья из льна');
  talk.bot('Вот что нашлось');
  await talk.tap('Показать: Комплект постельного белья из льна');
  talk.bot('Комплект постельного белья из льна');
  await talk.tap('Сообщить о наличии');
  talk.bot('какой вариант ждёте?');
  expect(talk.buttons()).toEqual(['euro, овсяный', '2, мятный', 'Меню']);
  await talk.customer('2');
  talk.bot('2, мятный — сейчас нет');
  await talk.customer('да');
  talk.bot('Договорились');
  talk.silence();
});

test('a size typed while choosing is that size', async () => {
  const { talk } = await open();
  await talk.customer('Сообщите, когда появится комплект из льна');
  talk.bot('какой вариант ждёте?');
  await talk.customer('мятный');
  talk.bot('2, мятный — сейчас нет');
});

test('by a link of the site, also of somebody who never wrote; a link to nothing is told', async () => {
  const { talk } = await open();
  await talk.sends({ start: 'stock_TC-250-CHK' });
  talk.bot('Скатерть льняная, 150×250, в клетку — сейчас нет');
  await talk.sends({ start: 'stock_tc250chk' }, 'second');
  talk.bot('Скатерть льняная, 150×250, в клетку — сейчас нет', 'second');
  await talk.sends({ start: 'stock_NO-SUCH' }, 'third');
  talk.bot('Такого товара у нас больше нет', 'third');
  await talk.sends({ start: 'spring_sale' }, 'fourth');
  talk.bot('Здравствуйте', 'fourth');
});

test('where nobody may be written to before they write, the link waits for their first word', async () => {
  const { talk } = await open();
  const opens = { type: 'message', messageId: 'o1', content: { start: `stock_${CLOTH}` } } as const;
  await talk.happens({ ...opens, welcomed: true });
  talk.silence();
  await talk.customer('здравствуйте');
  talk.bot('Скатерть льняная, 150×250, в клетку — сейчас нет');
  await talk.happens({ ...opens, messageId: 'o2', welcomed: true }, 'second');
  await talk.customer('оператор', 'second');
  talk.bot(/человек|сотрудник/i, 'second');
  talk.silence('second');
});

test('what is there is said at once, and again when it comes back between question and answer', async () => {
  const counter = await open();
  const { talk } = counter;
  await talk.sends({ start: 'stock_TC-250-WHT' });
  talk.bot(/Хорошая новость: Скатерть льняная, 150×250, белый есть в наличии — 5\s600/);
  await talk.sends({ start: `stock_${CLOTH}` });
  talk.bot('сейчас нет');
  counter.stock(CLOTH, 2);
  await talk.tap('Да, напишите');
  const here = talk.bot('Хорошая новость');
  expect(here.text).toContain('На складе 2 штуки');
  const { id } = await talk.conversation();
  expect(await talk.store.listAlerts(id, 10)).toEqual([]);
});

test('somebody who waits already is told so kindly', async () => {
  const counter = await open();
  const { talk } = counter;
  await waitFor(counter);
  await talk.sends({ start: `stock_${CLOTH}` });
  talk.bot('Вы уже ждёте: Скатерть льняная, 150×250, в клетку');
  const { id } = await talk.conversation();
  expect(await talk.store.listAlerts(id, 10)).toHaveLength(1);
});

test('the list is shown in words, one wish is ended by its number, then all', async () => {
  const counter = await open();
  const { talk } = counter;
  await waitFor(counter);
  await talk.sends({ start: 'stock_RB-M-OAT' });
  talk.bot('Халат');
  await talk.tap('Да, напишите');
  talk.bot('Договорились');
  await talk.tap('Мои ожидания');
  talk.bot(/Вы ждёте 2 вещи.*\n+1\. Скатерть.*\n+2\. Халат/s);
  await talk.customer('1');
  talk.bot(/Убрал.*\n+Вы ждёте 1 вещь.*\n+1\. Халат/s);
  await talk.tap('Не ждать № 1');
  talk.bot('больше ничего не ждём');
  const { id } = await talk.conversation();
  const [last] = await talk.store.readConsents(id);
  expect(last).toMatchObject({ kind: 'stock', given: false });
  counter.stock(CLOTH, 3);
  await talk.later('20m');
  talk.silence();
});

test('whoever waits for nothing is asked what it shall be; what the shop does not have is told', async () => {
  const { talk } = await open();
  await talk.customer('Мои ожидания');
  talk.bot('Что для вас покараулить');
  await talk.customer('зюзябрик');
  talk.bot(/Такого среди наших товаров не нашлось\.\s+Что для вас/);
  await talk.customer('скатерть в клетку');
  talk.bot('сейчас нет');
});

test('a digression is answered and the question comes again; after a while away the flow goes on', async () => {
  const { talk } = await open();
  await talk.sends({ start: `stock_${CLOTH}` });
  talk.bot('сейчас нет');
  await talk.customer('Сколько стоит доставка?');
  talk.bot(/достав/i);
  talk.bot('сейчас нет');
  await talk.customer('меню');
  talk.bot('Чем помочь');
  await talk.later('5m');
  await talk.tap('Вернуться к начатому');
  talk.bot('сейчас нет');
  await talk.customer('бум');
  talk.bot('Не уловил');
  await talk.later('40m');
  talk.silence();
  await talk.tap('Да, напишите');
  talk.bot('Этот вопрос мы уже закрыли');
});

test('a restart in the middle changes nothing, before the answer and before the news', async () => {
  const counter = await open();
  const { talk } = counter;
  await talk.sends({ start: `stock_${CLOTH}` });
  talk.bot('сейчас нет');
  await counter.restart();
  await talk.tap('Да, напишите');
  talk.bot('Договорились');
  counter.stock(CLOTH, 1);
  await talk.later('1m');
  talk.silence();
  await counter.restart();
  await talk.later('3m');
  talk.bot('Дождались');
  talk.silence();
});

test('a shop that is down: said, tried again; the wish comes about', async () => {
  const counter = await open();
  const { talk } = counter;
  counter.shop('down');
  await talk.sends({ start: `stock_${CLOTH}` });
  talk.bot('Не могу сейчас проверить наличие');
  await talk.customer('ну и?');
  talk.bot('Не могу сейчас проверить наличие');
  counter.shop('up');
  await talk.tap('Ещё раз');
  talk.bot('сейчас нет');
  counter.shop('hangs');
  await talk.tap('Да, напишите');
  await talk.later('2m');
  talk.bot('Смотрю');
  talk.bot('Не могу сейчас');
  counter.shop('up');
  await talk.tap('Ещё раз');
  talk.bot('Договорились');
});

test('somebody who waits for a dozen things is asked to take one off the list first', async () => {
  const counter = await open();
  const { talk } = counter;
  await waitFor(counter);
  const { id: conversationId } = await talk.conversation();
  for (let count = 1; count < 12; count += 1) {
    const title = { default: `Вещь ${count}` };
    const wish = { key: `k${count}`, conversationId, variantId: `V${count}`, productId: 'P', title };
    await talk.store.addAlert({ ...wish, atMs: talk.clock.now() }, 12);
  }
  await talk.sends({ start: 'stock_RB-M-OAT' });
  talk.bot('Халат');
  await talk.customer('да');
  talk.bot('Вы уже ждёте 12 вещей');
  await talk.tap('Мои ожидания');
  expect(talk.bot('Вы ждёте 12 вещей').text).not.toContain('5.');
  await talk.tap('Другие');
  talk.bot('1. Вещь 4');
  await talk.customer('3');
  talk.bot('Вы ждёте 11 вещей');
  expect((await talk.store.listAlerts(conversationId, 20)).map(({ variantId }) => variantId)).not.toContain(
    'V6',
  );
  await talk.tap('Не ждать ничего');
  talk.bot('больше ничего не ждём');
});

describe('from a line of an order', () => {
  // ML-1005 was cancelled: cotton bedding, white.
  const LINE = 'BC-2-WHT';
  const natalia = { contact: { phone: '79990001009', own: true } };

  test.each([
    [
      'ru',
      'Где мой заказ?',
      'Сейчас нет в наличии: Комплект',
      'Сообщить о наличии',
      'сейчас нет',
      'Договорились',
    ],
    [
      'uk',
      'Де моє замовлення?',
      'Зараз немає в наявності: Комплект',
      'Повідомити про появу',
      'зараз немає',
      'Домовилися',
    ],
    ['en', 'Where is my order?', 'Out of stock just now:', 'Tell me when back', 'out of stock', 'Done!'],
  ])('goods of a cancelled order that are out can be waited for, in %s', async (languageTag, ...words) => {
    const [start, out, label, asks, done] = words;
    const counter = await open({ languageTag });
    const { talk } = counter;
    counter.stock(LINE, 0);
    await talk.customer(start);
    talk.bot(/./);
    await talk.sends(natalia);
    talk.bot('ML-1021');
    await talk.tap(/^ML-1005/);
    expect(talk.bot('ML-1005').text).toContain(out);
    await talk.tap(label);
    talk.bot(asks);
    await talk.tap(/^(Да|Так|Yes)/);
    talk.bot(done);
    const { id } = await talk.conversation();
    expect((await talk.store.listAlerts(id, 5)).map(({ variantId }) => variantId)).toEqual([LINE]);
    counter.stock(LINE, 3);
    await talk.later('7m');
    talk.bot(/Дождались|Дочекалися|It’s back/);
  });

  test('nothing is offered of what can be had, where nobody is told, or while the stock is not known', async () => {
    const counter = await open();
    const { talk } = counter;
    await talk.sends(natalia);
    talk.bot(/./);
    const card = async () => {
      await talk.customer('Где мой заказ?');
      talk.bot('Вот ваши последние заказы');
      await talk.tap(/^ML-1005/);
      await talk.later('2s');
      return talk.bot('Заказ ML-1005');
    };
    await card();
    expect(talk.buttons()).not.toContain('Сообщить о наличии');
    counter.stock(LINE, 0);
    counter.settings.on = false;
    await card();
    expect(talk.buttons()).not.toContain('Сообщить о наличии');
    counter.settings.on = true;
    counter.shop('hangs');
    await card();
    expect(talk.buttons()).not.toContain('Сообщить о наличии');
    counter.shop('up');
    await card();
    expect(talk.buttons()).toContain('Сообщить о наличии');
  });
});
