/** A shop that has shown us its products and no orders: whoever asks for one is told so at once, and led to a person who sees them. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { silentLog } from '../../src/core/ports/log.ts';
import { silentMetrics } from '../../src/core/ports/metrics.ts';
import { createOrderTasks } from '../../src/shop/order-lookup.ts';
import { createNoOrders } from '../../src/shop/no-orders.ts';
import { createDemoMailer } from '../../src/transport/mail.ts';
import { orderAsking } from '../support/order-asking.ts';
import { openTalk, type Talk, type TalkOptions } from '../support/talk.ts';

let talk: Talk;
afterEach(() => talk.close());

async function open(options: TalkOptions = {}): Promise<void> {
  talk = await openTalk({
    operators: ['Ира'],
    hasOrders: false,
    ...options,
    handlers: ({ store, clock, content }) =>
      createOrderTasks({
        ...orderAsking(createNoOrders(), store, clock),
        codes: { issue: () => Promise.resolve(''), check: () => Promise.resolve(null) },
        mailer: createDemoMailer(clock),
        texts: () => content.texts,
        clock,
        log: silentLog,
        metrics: silentMetrics,
        timeZone: 'Europe/Moscow',
      }),
  });
}

const WORDS = {
  ru: {
    where: 'Где мой заказ?',
    mumble: 'бырымбыр',
    back: 'Оформить возврат',
    address: 'Сменить адрес доставки',
    blind: 'Сами заказы мне отсюда не видны',
    withReturn: 'Помогу с возвратом',
    withAddress: 'по другому адресу',
    unclear: 'Не вижу в сообщении номера',
    thanks: 'Спасибо! Передаю человеку ваш вопрос о заказе ML1007',
    passed: 'передаю ваш вопрос человеку',
    shall: 'Передать ему вопрос о заказе ML-1007',
    yes: 'да',
    no: 'нет',
    later: 'Понадобится',
    aside: 'Сколько стоит доставка?',
    person: 'Позвать человека',
  },
  uk: {
    where: 'Де моє замовлення?',
    mumble: 'тралялякі',
    back: 'Оформити повернення',
    address: 'Змінити адресу доставки',
    blind: 'Самих замовлень мені звідси не видно',
    withReturn: 'Допоможу з поверненням',
    withAddress: 'за іншою адресою',
    unclear: 'Не бачу в повідомленні номера',
    thanks: 'Дякую! Передаю людині ваше питання про замовлення ML1007',
    passed: 'передаю ваше питання людині',
    shall: 'Передати їй питання про замовлення ML-1007',
    yes: 'так',
    no: 'ні',
    later: 'Знадобиться',
    aside: 'Скільки коштує доставка?',
    person: 'Покликати людину',
  },
  en: {
    where: 'Where is my order?',
    mumble: 'blabbity blab',
    back: 'Start a return',
    address: 'Change the delivery address',
    blind: "I can't see the orders themselves from here",
    withReturn: "I'll help you with the return",
    withAddress: 'should go to another address',
    unclear: "can't see an order number",
    thanks: "Thank you! I'm passing your question about order ML1007",
    passed: 'passing your question on',
    shall: 'Shall I pass on your question about order ML-1007',
    yes: 'yes',
    no: 'no',
    later: 'whenever you need it',
    aside: 'How much is delivery?',
    person: 'Talk to a person',
  },
};

describe.each(['ru', 'uk', 'en'] as const)('in %s', (languageTag) => {
  const words = WORDS[languageTag];

  test('said at once; the number is taken along; nothing is promised and no phone is asked for', async () => {
    await open({ languageTag });
    await talk.customer(words.where);
    const asked = talk.bot(words.blind);
    expect(asked.content.buttons?.map(({ kind }) => kind)).toEqual(['reply', 'reply']);
    await talk.customer(words.aside);
    talk.bot(/390/);
    talk.bot(words.blind);
    await talk.customer(words.mumble);
    expect(talk.bot(words.unclear).text).toContain(words.blind);
    await talk.restart();
    await talk.customer('ML-1007');
    talk.bot(words.thanks);
    const { status, case: handed } = await talk.conversation();
    expect(status).toMatchObject({ is: 'queued', reason: 'flow' });
    expect(handed?.summary.collected).toMatchObject({ orderNumber: 'ML1007' });
  });

  test('a return and another address go the same way, and the person sees what is wanted', async () => {
    await open({ languageTag });
    await talk.customer(words.back);
    expect(talk.bot(words.withReturn).text).toContain(words.blind);
    await talk.tap(words.person);
    talk.bot(/./);
    const { case: handed } = await talk.conversation();
    expect(handed?.summary.collected).toMatchObject({ orderWish: 'return' });
    await talk.customer(words.address, 'second');
    expect(talk.bot(words.withAddress, 'second').text).toContain(words.blind);
    await talk.sends({ contact: { phone: '79990001001', own: true } }, 'second');
    talk.bot(words.passed, 'second');
    expect((await talk.conversation('second')).status.is).toBe('queued');
  });

  test('a no is a no, and nobody is asked again for days', async () => {
    await open({ languageTag });
    await talk.customer(words.where);
    talk.bot(words.blind);
    await talk.customer(words.no);
    talk.bot(words.later);
    await talk.customer(words.where);
    talk.bot(words.blind);
    await talk.later('3d');
    talk.silence();
    expect((await talk.conversation()).status.is).toBe('bot');
  });

  test('a connector that finds nothing by number only, learnt on the way, ends the same', async () => {
    await open({ languageTag, hasOrders: true });
    await talk.customer(words.where);
    talk.bot(/./);
    await talk.sends({ contact: { phone: '79990001001', own: true } });
    talk.bot(/./);
    await talk.customer('ML-1007');
    talk.bot(words.blind);
    await talk.customer(words.yes);
    talk.bot(/./);
    expect((await talk.conversation()).case?.summary.collected).toMatchObject({ orderNumber: 'ML1007' });
  });
});
