/** Two questions in one breath, and a story with a question in its middle: nobody has to ask twice. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openTalk, type Talk } from '../support/talk.ts';

let talk: Talk;
beforeEach(async () => {
  talk = await openTalk();
});
afterEach(() => talk.close());

test('both answers come, in the order of the questions, with what both offer', async () => {
  await talk.customer('Сколько стоит доставка и как гладить лён?');
  const said = talk.bot(/Курьер/);
  expect(said.text.indexOf('Курьер')).toBeLessThan(said.text.search(/глад|утюг|пар/iu));
  talk.silence();
  await talk.tap('Да, помогло');
});

test('what is answered besides is named by its question', async () => {
  await talk.customer('How much is delivery? And how do I wash linen?');
  const said = talk.bot(/courier/i);
  expect(said.text).toMatch(/\*\*|wash/i);
  talk.silence();
});

test('an answer, and a flow that was asked for besides: the flow waits below', async () => {
  await talk.customer('Скільки коштує доставка? І де моє замовлення?');
  talk.bot(/кур’єр|кур'єр/i);
  talk.silence();
  await talk.tap('Де моє замовлення?');
  talk.bot(/номер/i);
});

test('a question in the middle of a story is found', async () => {
  await talk.customer(
    'Здравствуйте! Меня зовут Ирина, я у вас уже третий год покупаю постельное бельё, всё очень нравится, подруге тоже ' +
      'советую. На днях у нас сломалась машинка, и мама постирала комплект вместе с джинсами. Подскажите, пожалуйста, ' +
      'как правильно стирать лён? А то боюсь, что теперь он совсем испортится, а это был подарок мужа на годовщину, и ' +
      'другого такого уже не найти. Погода у нас, кстати, чудесная, дети довольны, собака тоже. Заранее большое спасибо!',
  );
  talk.bot(/градус|°|машин|стира/iu);
});

test('who asks in the very words of an answer asks nothing besides', async () => {
  await talk.customer('Отправил вещь обратно, где мои деньги?');
  const said = talk.bot(/дней|день|банк/iu);
  expect(said.text).not.toContain('Сколько стоит');
});

test('what may have been asked besides is offered below the answer', async () => {
  await talk.customer('Сколько стоит доставка и как у вас насчёт брака');
  const said = talk.bot(/Курьер/);
  talk.silence();
  expect(said.text).not.toMatch(/брак/iu);
  expect(talk.buttons().some((label) => /брак|дефект/iu.test(label))).toBe(true);
});

test.each([
  ['сколько стоит доставка и можно ли вернуть?', /Курьер/, /отказаться/],
  ['скільки коштує доставка і чи можна повернути?', /кур.єр/iu, /відмовитися/],
  ['how much is delivery and can I return it?', /courier/iu, /change your mind/],
])('"%s": both', async (text, first, second) => {
  await talk.customer(text);
  const said = talk.bot(first);
  expect(said.text).toMatch(second);
  talk.silence();
});
