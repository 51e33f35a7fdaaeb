/** Being told that it is back, and when nobody is: waves, flapping stock, nights, closed windows, what is gone. */
import { afterEach, expect, test } from '@jest/globals';
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

test('a stock that flaps tells nobody; one that stays tells once; sold out before the tap is said honestly', async () => {
  const counter = await open();
  const { talk } = counter;
  await waitFor(counter);
  for (let turn = 0; turn < 6; turn += 1) {
    counter.stock(CLOTH, turn % 2 === 0 ? 1 : 0);
    await talk.later('2m');
  }
  talk.silence();
  counter.stock(CLOTH, 1);
  await talk.later('7m');
  const news = talk.bot('Дождались');
  expect(news.text).toContain('Сейчас на складе 1 штука');
  counter.stock(CLOTH, 0);
  await talk.tap('Ещё есть?');
  talk.bot('Как жаль: Скатерть льняная, 150×250, в клетку уже разобрали');
  await talk.customer('да');
  talk.bot('Договорились');
  counter.stock(CLOTH, 2);
  await talk.later('7m');
  talk.bot('Дождались');
  await talk.tap('Ещё есть?');
  talk.bot('ещё есть');
});

test('two variants are two wishes, each told by itself', async () => {
  const counter = await open();
  const { talk } = counter;
  await waitFor(counter);
  await talk.sends({ start: 'stock_RB-M-OAT' });
  talk.bot('Халат');
  await talk.customer('да');
  talk.bot('Договорились');
  counter.stock('RB-M-OAT', 5);
  await talk.later('7m');
  talk.bot(/Дождались! Халат/);
  counter.stock(CLOTH, 5);
  await talk.later('7m');
  talk.bot(/Дождались! Скатерть/);
  talk.silence();
});

test('waves go in the order of asking, as large as the stock allows, the next one after a pause', async () => {
  const counter = await open();
  const { talk } = counter;
  const people = ['a', 'b', 'c', 'd', 'e'];
  for (const who of people) await waitFor(counter, who);
  counter.stock(CLOTH, 1);
  await talk.later('7m');
  expect(talk.bot('Дождались', 'a').text).toMatch(/вы среди первых.*напишем сегодня в 13:/s);
  talk.bot('Дождались', 'b');
  for (const who of ['c', 'd', 'e']) talk.silence(who);
  await talk.later('1h');
  talk.bot('Дождались', 'c');
  talk.bot('Дождались', 'd');
  talk.silence('e');
  counter.stock(CLOTH, 0);
  await talk.later('3h');
  talk.silence('e');
  counter.stock(CLOTH, 1);
  await talk.later('7m');
  expect(talk.bot('Дождались', 'e').text).toContain('лучше не откладывать');
  for (const who of people) talk.silence(who);
});

test('STOP ends every wish, also when something else is asked for afterwards', async () => {
  const counter = await open();
  const { talk } = counter;
  await waitFor(counter);
  await talk.later('1m');
  await talk.customer('стоп');
  talk.bot('рассылок');
  await talk.later('1m');
  await talk.sends({ start: 'stock_RB-M-OAT' });
  talk.bot('Халат');
  await talk.customer('да');
  talk.bot('Договорились');
  counter.stock(CLOTH, 5);
  counter.stock('RB-M-OAT', 5);
  await talk.later('10m');
  talk.bot(/Дождались! Халат/);
  talk.silence();
});

test('at night nobody is woken: the news comes in the morning, if it is still true', async () => {
  const counter = await open({ at: '2026-11-23T20:59:00+03:00' });
  const { talk } = counter;
  await waitFor(counter, 'a');
  counter.stock(CLOTH, 1);
  await talk.later('30m');
  talk.silence('a');
  await talk.later('12h');
  talk.bot('Дождались', 'a');
});

test('whoever talks to a person hears of it afterwards, in their place', async () => {
  const counter = await open({ operators: ['Ольга Петрова'] });
  const { talk } = counter;
  await waitFor(counter);
  await talk.customer('оператор');
  talk.bot(/./);
  await talk.operator('Ольга Петрова').does({ do: 'claim' });
  talk.bot(/Ольга/);
  counter.stock(CLOTH, 1);
  await talk.later('30m');
  talk.silence();
  await talk.operator('Ольга Петрова').does({ do: 'resolve', outcome: 'solved' });
  talk.bot(/./);
  await talk.later('15m');
  talk.bot('Дождались');
});

test('a closed window: kept until they write, then told; with approved words at once', async () => {
  const facts = { replyWindowMs: 86_400_000 };
  const counter = await open({ facts });
  const { talk } = counter;
  await waitFor(counter);
  await talk.later('2d');
  counter.stock(CLOTH, 1);
  await talk.later('10m');
  talk.silence();
  await talk.customer('спасибо');
  talk.bot(/./);
  await talk.later('40m');
  talk.bot('Дождались');
  const other = await open({ facts, template: () => ({ name: 'back_in_stock', slots: ['product'] }) });
  await waitFor(other);
  await other.talk.later('2d');
  other.stock(CLOTH, 1);
  await other.talk.later('10m');
  other.talk.bot('back_in_stock');
  const { id } = await other.talk.conversation();
  const thread = await other.talk.store.readThread(id, { limit: 50 });
  const slots = { product: 'Скатерть льняная, 150×250, в клетку' };
  expect(JSON.stringify(thread)).toContain(JSON.stringify({ name: 'back_in_stock', slots, locale: 'ru' }));
});

test('a product that leaves the catalogue for a day is told and closed; one that is gone for an hour is not', async () => {
  const counter = await open();
  const { talk } = counter;
  await waitFor(counter);
  counter.drop(CLOTH);
  await talk.later('1h');
  counter.stock(CLOTH, 0);
  await talk.later('1h');
  talk.silence();
  counter.drop(CLOTH);
  await talk.later('26h');
  talk.bot('больше не привезут');
  talk.silence();
});

test('after half a year without a word the wish is ended, said so, and can be taken up again', async () => {
  const counter = await open();
  const { talk } = counter;
  await waitFor(counter);
  counter.settings.keepMonths = 1;
  await talk.later('33d');
  talk.bot('За 1 месяц привезти так и не смогли');
  await talk.tap('Ждать дальше');
  talk.bot('сейчас нет');
  talk.silence();
});

test('switched off, it is said so; wishes of before rest', async () => {
  const counter = await open();
  const { talk } = counter;
  await waitFor(counter);
  counter.settings.on = false;
  counter.stock(CLOTH, 5);
  await talk.later('10m');
  talk.silence();
  await talk.sends({ start: `stock_${CLOTH}` });
  talk.bot('Сообщать о поступлении я пока не умею');
});

test('while customers wait for answers the news waits, too', async () => {
  const counter = await open();
  const { talk } = counter;
  await waitFor(counter);
  counter.calm = false;
  counter.stock(CLOTH, 5);
  await talk.later('10m');
  talk.silence();
  counter.calm = true;
  await talk.later('1m');
  talk.bot('Дождались');
});
