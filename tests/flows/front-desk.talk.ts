/** The front desk as a customer meets it: greeting, answers, misses, languages, commands. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openTalk, type Talk } from '../support/talk.ts';

describe('the front desk', () => {
  let talk: Talk;
  beforeEach(async () => {
    talk = await openTalk();
  });
  afterEach(() => talk.close());

  test('greets by name and shows a short menu', async () => {
    await talk.sends({ start: '' });
    talk.bot('Здравствуйте, Анна! Это помощник магазина «Мята и Лён».');
    expect(talk.buttons()).toContain('Где мой заказ?');
    expect(talk.buttons()).toContain('Позвать человека');
    talk.silence();
  });

  test('answers a question with typos and asks whether it helped', async () => {
    await talk.customer('сколко стоит дастафка курером');
    talk.bot(/390/);
    expect(talk.buttons()).toContain('Да, помогло');
    await talk.tap('Да, помогло');
    talk.bot(/рад, что помог|Обращайтесь/);
    talk.silence();
  });

  test('a plain "yes" or "no" after an answer is understood', async () => {
    await talk.customer('Сколько стоит доставка курьером?');
    talk.bot(/390/);
    await talk.customer('нет');
    talk.bot('Позвать человека?');
    await talk.customer('да');
    talk.bot(/сотрудники|очеред/);
    expect((await talk.conversation()).status.is).toBe('queued');
  });

  test('the second miss offers a person, a tap brings the queue', async () => {
    await talk.customer('асдфг йцукен щшщшщ');
    talk.bot(/не понял|Не уловил/);
    await talk.customer('бырымбыр кукумбер');
    talk.bot('Давайте позову человека');
    await talk.tap('Позвать человека');
    talk.bot(/очеред/);
    talk.silence();
  });

  test('answers in the language that the customer writes, and in the one they choose', async () => {
    await talk.customer('Привіт');
    talk.bot('Вітаю, Анно!');
    await talk.customer('language');
    talk.bot('Якою мовою продовжимо?');
    await talk.tap('English');
    talk.bot("I'll speak English");
    await talk.customer('menu');
    talk.bot('How can I help?');
    await talk.customer('Привет');
    talk.bot('Hello, Anna'.slice(0, 5));
    talk.silence();
  });

  test('"stop" and "operator" work in any language', async () => {
    await talk.customer('stop');
    talk.bot('рассылок');
    await talk.customer('human');
    talk.bot(/очеред/);
  });

  test('thanks are answered, and nothing else happens', async () => {
    await talk.customer('спасибо большое!');
    talk.bot(/ожалуйста/);
    talk.silence();
    expect((await talk.conversation()).status.is).toBe('bot');
  });

  test('an upset customer goes to people at once, with priority', async () => {
    await talk.customer('Это безобразие, вы обманщики, верните деньги!');
    talk.bot(/очеред/);
    const { status, priority } = await talk.conversation();
    expect(status).toMatchObject({ is: 'queued', reason: 'angry' });
    expect(priority).toBe(0);
  });

  test('a forged or ancient tap gets a sensible answer', async () => {
    await talk.customer('привет');
    talk.bot(/Здравствуйте/);
    await talk.channel.take({
      type: 'button',
      token: 'nothing.0',
      account: talk.channel.account,
      externalId: 'forged',
      address: 'customer',
      occurredAtMs: 0,
    });
    await talk.later('1s');
    talk.bot('Эта кнопка уже не работает');
  });

  test('survives a restart in the middle', async () => {
    await talk.customer('асдфг йцукен щшщшщ');
    talk.bot(/не понял|Не уловил/);
    await talk.restart();
    await talk.customer('бырымбыр кукумбер');
    talk.bot('Давайте позову человека');
  });
});
