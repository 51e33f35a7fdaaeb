/** A return as customers meet it: real engine, real store, real shop, real policy. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openReturnCounter, type ReturnCounter } from './return-counter.ts';

let counter: ReturnCounter;
afterEach(() => counter.close());

// ML-1004: linen bedding, 12 900 ₽, handed over three days ago, told in writing.
const olga = { contact: { phone: '79990001012', own: true } };
// ML-1003: five lines, handed over fourteen days ago, told in writing.
const marina = { contact: { phone: '79990001005', own: true } };

async function open(options: Parameters<typeof openReturnCounter>[0] = {}) {
  counter = await openReturnCounter(options);
  return counter.talk;
}

async function toReason(options: Parameters<typeof openReturnCounter>[0] = {}) {
  const talk = await open(options);
  await talk.customer('Оформить возврат');
  talk.bot('Напишите номер заказа');
  await talk.sends(olga);
  talk.bot('Какой заказ хотите вернуть?');
  await talk.tap(/^ML-1004/);
  talk.bot('Что случилось?');
  return talk;
}

describe('the happy way', () => {
  test('not liked: condition, decision, one tap, a number and what to expect', async () => {
    const talk = await toReason();
    await talk.tap('Не понравилось');
    talk.bot('Вещь не носили и не стирали');
    await talk.customer('да');
    const terms = talk.bot('Возврат возможен');
    expect(terms.text).toContain('Вернуть можно до 27 ноября 2026 года включительно');
    expect(terms.text).toContain('Деньги вернём не позже 3 декабря 2026 года.');
    expect(terms.text).toContain('Обратную дорогу оплачиваете вы');
    await talk.tap('Вернуть деньги');
    const done = talk.bot('Готово! Возврат R-1001');
    expect(done.text).toContain('принести в пункт выдачи');
    expect(done.text).toContain('Крайний срок возврата денег');
    talk.silence();
    expect(counter.rows('returns')).toHaveLength(1);
    const [decision] = counter.rows('decisions');
    expect(decision).toMatchObject({ pack: 'ru-distance', version: '2026-11-22' });
    expect(JSON.parse(String(decision?.['inputs']))).toMatchObject({ reason: 'not-liked', used: false });
  });

  test.each([
    [
      'uk',
      'Оформити повернення',
      'Напишіть номер замовлення',
      'Яке замовлення',
      'Що трапилося?',
      'Брак або дефект',
      'Надішліть, будь ласка, фото',
      'Повернення можливе',
      'Полагодити',
      'Полагодимо безкоштовно',
    ],
    [
      'en',
      'Start a return',
      'number',
      'Which order',
      'What happened?',
      'It is faulty',
      'send a photo',
      'You can return it',
      'Repair it',
      'We will mend it',
    ],
    [
      'ru',
      'Оформить возврат',
      'Напишите номер заказа',
      'Какой заказ',
      'Что случилось?',
      'Брак или дефект',
      'Пришлите, пожалуйста, фото',
      'Возврат возможен',
      'Починить',
      'Починим бесплатно',
    ],
  ])('a defect with a photo, in %s', async (languageTag, ...words) => {
    const [start, number, which, why, defect, photo, can, repair, next] = words;
    const talk = await open({ languageTag });
    await talk.customer(start);
    talk.bot(number);
    await talk.sends(olga);
    talk.bot(which);
    await talk.tap(/^ML-1004/);
    talk.bot(why);
    await talk.tap(defect);
    talk.bot(photo);
    await talk.sends({ media: [{ kind: 'photo', ref: 'p1' }] });
    talk.bot(can);
    await talk.tap(repair);
    talk.bot(next);
    expect(JSON.parse(String(counter.rows('returns')[0]?.['body']))).toMatchObject({ outcome: 'repair' });
  });

  test('an album of photos is one answer; an exchange names what is in stock', async () => {
    const talk = await toReason();
    await talk.tap('Брак или дефект');
    talk.bot('Пришлите, пожалуйста, фото');
    for (const ref of ['a', 'b']) {
      const content = { media: [{ kind: 'photo' as const, ref }] };
      await talk.happens({ type: 'message', messageId: `album-${ref}`, content, album: 'one' });
    }
    await talk.later('3s');
    talk.bot('Возврат возможен');
    await talk.tap(/^Обменять: /);
    talk.bot('Вещь на замену отправим');
    talk.silence();
    expect(JSON.parse(String(counter.rows('returns')[0]?.['body'])).variant).toMatch(/^BL-/);
  });
});

describe('a no cites the rule and offers a person', () => {
  test('used', async () => {
    const talk = await toReason();
    await talk.tap('Не подошло');
    talk.bot('Вещь не носили');
    await talk.tap('Нет, пользовались');
    const refused = talk.bot('вернуть нельзя');
    expect(refused.text).toContain('26.1');
    expect(refused.text).toContain('позовите человека');
    expect(talk.buttons()).toContain('Позвать человека');
    expect(counter.rows('returns')).toHaveLength(0);
    expect(counter.rows('decisions')).toHaveLength(1);
  });

  test('too late, for a buyer who was told in writing', async () => {
    const talk = await open();
    await talk.customer('Оформить возврат');
    talk.bot('Напишите номер заказа');
    await talk.sends(marina);
    talk.bot('Какой заказ');
    await talk.tap(/^ML-1003/);
    const asked = talk.bot('Что возвращаем');
    expect(asked.text).toMatch(/1\. /);
    await talk.customer('1');
    talk.bot('Что случилось?');
    await talk.tap('Не подошло');
    talk.bot('Вещь не носили');
    await talk.customer('да');
    talk.bot('срок закончился 16 ноября 2026 года.');
  });
});

describe('what nobody can be sure of goes to a person', () => {
  test('a condition that the customer does not know, with the decision sheet', async () => {
    const talk = await toReason();
    await talk.tap('Не подошло');
    talk.bot('Вещь не носили');
    await talk.tap('Не уверен');
    talk.bot(/оператор|человек|сотрудник|коллег|заняты|свободит/i);
    const { case: open_ } = await talk.conversation();
    expect(open_?.summary.collected).toMatchObject({
      orderNumber: 'ML-1004',
      returnReason: 'not-fit',
      returnVerdict: 'person',
      returnRule: 'unknown-condition',
      returnPack: 'ru-distance 2026-11-22',
    });
  });

  test('above the shop’s limit', async () => {
    const talk = await toReason({ terms: 'pack: ru-distance\npersonAbove: 1000' });
    await talk.tap('Не подошло');
    talk.bot('Вещь не носили');
    await talk.customer('да');
    expect((await talk.conversation()).status.is).toBe('queued');
  });
});

describe('the European way', () => {
  test('two steps, no question why, a letter with date and time', async () => {
    const talk = await open({ terms: 'pack: eu' });
    await talk.customer('Оформить возврат');
    talk.bot('Напишите номер заказа');
    await talk.sends(olga);
    talk.bot('Какой заказ');
    await talk.tap(/^ML-1004/);
    talk.bot('без объяснения причин');
    await talk.tap('Отказаться от договора');
    talk.bot('Вы отказываетесь от договора');
    await talk.tap('Подтвердить отказ');
    const done = talk.bot('Готово!');
    expect(done.text).toContain('ушло и на вашу почту');
    expect(counter.letters().at(-1)?.text).toMatch(/23 ноября 2026.*12:\d\d/);
  });
});

describe('bad input', () => {
  test('forty lines in an order are shown in pages, and any of them can be chosen', async () => {
    await using folder = await fortyLines();
    const talk = await open({ dir: folder.dir });
    await talk.customer('Оформить возврат');
    talk.bot('Напишите номер заказа');
    await talk.sends({ contact: { phone: '79161234567', own: true } });
    talk.bot('Что возвращаем');
    for (let page = 1; page < 8; page += 1) {
      await talk.tap('Показать ещё');
      talk.bot('Что возвращаем');
    }
    expect(talk.buttons()).toHaveLength(7);
    await talk.tap('Вещь 40');
    talk.bot('Вещь 40');
  });

  test('goods that are no longer sold: nobody knows whether they were made to measure, so a person decides', async () => {
    await using folder = await fortyLines();
    const talk = await open({ dir: folder.dir });
    await talk.customer('Оформить возврат');
    talk.bot('Напишите номер заказа');
    await talk.sends({ contact: { phone: '79161234567', own: true } });
    talk.bot('Что возвращаем');
    await talk.customer('2');
    talk.bot('Что случилось?');
    await talk.tap('Не подошло');
    talk.bot('Вещь не носили');
    await talk.customer('да');
    expect((await talk.conversation()).status.is).toBe('queued');
  });
});

describe('on the way', () => {
  test('a digression is answered and the question comes again; days later it goes on; a restart changes nothing', async () => {
    const talk = await toReason();
    await talk.customer('Сколько стоит доставка?');
    talk.bot(/доставк/i);
    talk.bot('Что случилось?');
    await talk.restart();
    await talk.later('2d');
    await talk.tap('Брак или дефект');
    talk.bot('Пришлите, пожалуйста, фото');
    await talk.customer('разошёлся шов у пододеяльника сбоку');
    talk.bot(/фото/);
    await talk.later('3d');
  });

  test('a file that is no picture shows nothing', async () => {
    const talk = await toReason();
    await talk.tap('Брак или дефект');
    talk.bot('Пришлите, пожалуйста, фото');
    await talk.sends({ media: [{ kind: 'document', ref: 'd', name: 'scan.pdf', mime: 'application/pdf' }] });
    talk.bot('не фото и не видео');
    expect(counter.rows('decisions')).toHaveLength(0);
  });

  test('the shop is down: the answers stay, and another try goes on', async () => {
    const talk = await open();
    counter.shop('down');
    await talk.customer('Оформить возврат');
    talk.bot('Напишите номер заказа');
    await talk.sends(olga);
    await talk.later('2m');
    talk.bot('не отвечает');
    counter.shop('up');
    await talk.tap('Попробовать ещё раз');
    talk.bot('Какой заказ');
  });

  test('a stranger’s order stays shut, in the words for an order that does not exist', async () => {
    const talk = await open();
    const ask = async (number: string) => {
      await talk.customer(number);
      return talk.bot(/./).text;
    };
    await talk.customer('Оформить возврат');
    talk.bot('Напишите номер заказа');
    await talk.sends({ contact: { phone: '79995550000', own: true } });
    talk.bot('заказов не нашёл');
    const strangers = await ask('ML-1004');
    const nobodys = await ask('ML-9994');
    expect(strangers.replaceAll('ML1004', 'N')).toBe(nobodys.replaceAll('ML9994', 'N'));
    expect(strangers).not.toContain('Что случилось');
  });

  test('what is coming back already cannot be asked back again', async () => {
    const talk = await toReason();
    await talk.tap('Не понравилось');
    talk.bot('Вещь не носили');
    await talk.customer('да');
    talk.bot('Возврат возможен');
    await talk.tap('Вернуть деньги');
    talk.bot('Готово!');
    await talk.tap('Вернуть что-то ещё');
    talk.bot('возвращать уже нечего');
    expect(counter.rows('returns')).toHaveLength(1);
  });
});

/** The sample shop with one order of forty lines that are no longer sold. */
async function fortyLines() {
  const dir = await mkdtemp(join(tmpdir(), 'forty-'));
  await cp('data/sample-shop', dir, { recursive: true });
  await writeFile(
    join(dir, 'customers.csv'),
    'id,name,phones,emails,locale,city,birthday,points\nc1,Анна,79161234567,,ru,,,0\n',
  );
  await writeFile(
    join(dir, 'orders.csv'),
    'number,customer,placed,state,delivery,delivery_price,discount,paid,promised,currency\n' +
      'ML-7000,c1,-5d,delivered,courier,0,0,4000,,RUB\n',
  );
  const lines = Array.from({ length: 40 }, (_, index) => `ML-7000,,1,100,Вещь ${index + 1},,`);
  await writeFile(
    join(dir, 'order_lines.csv'),
    ['order,sku,quantity,unit_price,title_ru,title_uk,title_en', ...lines].join('\n'),
  );
  await writeFile(join(dir, 'parcels.csv'), 'order,carrier,number,url,state,expected,stored_until,skus\n');
  await writeFile(
    join(dir, 'handovers.csv'),
    'order,sku,delivered,informed,made_to_measure\nML-7000,,-2d,yes,\n',
  );
  return { dir, [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true }) };
}
