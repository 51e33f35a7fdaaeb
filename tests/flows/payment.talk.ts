/** Paying from the chat: an order that was proved, a receipt to e-mail or phone, masked in the thread. */
import { afterEach, describe, expect, test } from '@jest/globals';
import {
  openPersonalCounter,
  type PersonalCounter,
  type PersonalCounterOptions,
} from './personal-counter.ts';

let counter: PersonalCounter;
afterEach(() => counter.close());

async function open(options: PersonalCounterOptions = {}) {
  counter = await openPersonalCounter(options);
  return counter.talk;
}

/** ML-1024: 2 orders of Olena, not paid. A notice carries the button, as an order's card does. */
async function begin(number = 'ML-1024', options: PersonalCounterOptions = {}) {
  const talk = await open(options);
  await talk.sends({ contact: { phone: '79990001003', own: true } });
  talk.bot(/./);
  const { id: conversationId } = await talk.conversation();
  const nowMs = talk.clock.now();
  const ticket = await talk.store.openOrder({
    ticket: 't-1',
    conversationId,
    orderId: number,
    number,
    nowMs,
  });
  return press(talk, ticket);
}

let presses = 0;
async function press(talk: PersonalCounter['talk'], ticket: string, who?: string) {
  presses += 1;
  const button = {
    label: 'payment.button.pay',
    deskEvent: { type: 'start.flow', flow: 'payment', args: { ticket } },
  };
  const prompt = { text: 'payment.unclear', buttons: [button] };
  await talk.shop({ kind: 'survey', prompt, untilMs: talk.clock.now() + 86_400_000 }, `pay-${presses}`, who);
  talk.bot(/./, who);
  await talk.tap(/^(?:Оплатить|Оплатити|Pay)$/u, who);
  return talk;
}

describe('the receipt', () => {
  test.each([
    ['ru', 'Куда прислать чек?', 'Готово!', 'Чек придёт сюда', 'Ссылка действует до 24 ноября'],
    ['uk', 'Куди надіслати чек?', 'Готово!', 'Чек надійде сюди', 'Посилання діє до 24 листопада'],
    ['en', 'Where shall the receipt go?', 'Done!', 'The receipt goes to', 'The link works until 24 November'],
  ])('to the e-mail of the order, masked, in %s', async (languageTag, where, done, receipt, until) => {
    const talk = await begin('ML-1024', { languageTag });
    talk.bot(where);
    expect(talk.buttons().slice(0, 2)).toEqual(['o•••@example.com', '+7 ••• 03']);
    await talk.tap('o•••@example.com');
    const told = talk.bot(done);
    expect(told.text).toContain(receipt);
    expect(told.text).toContain('o•••@example.com');
    expect(told.text).toContain(until);
    const [link] = (told.content.buttons ?? []).flatMap((one) => (one.kind === 'url' ? [one.url] : []));
    expect(link).toMatch(/^https:\/\/shop\.example\/pay\/[\w-]{22}$/);
    expect(counter.links()).toMatchObject([
      { order_id: 'ML-1024', receipt: '{"to":"email","email":"olena.d@example.com"}' },
    ]);
  });

  test('a typed e-mail reaches the provider whole, and nobody else', async () => {
    const talk = await begin();
    talk.bot('Куда прислать чек');
    await talk.tap('Другой контакт');
    talk.bot('Напишите почту или номер');
    await talk.customer('пишите на Olena.Work@Example.org пожалуйста');
    expect(talk.bot('Готово!').text).toContain('o•••@example.org');
    expect(counter.links()[0]?.['receipt']).toContain('olena.work@example.org');
    const { id } = await talk.conversation();
    const thread = JSON.stringify(await talk.store.readThread(id, { limit: 50 }));
    expect(thread).not.toMatch(/olena\.work/i);
    expect(thread).toContain('O•••@Example.org');
    expect(JSON.stringify((await talk.conversation()).status)).not.toMatch(/olena/i);
  });

  test('a typed phone is read as people write it; nonsense is asked for again', async () => {
    const talk = await begin();
    talk.bot('Куда прислать чек');
    await talk.customer('даже не знаю');
    talk.bot('Выберите, куда прислать чек');
    await talk.customer('8 (999) 000-10-77');
    expect(talk.bot('Готово!').text).toContain('+7 ••• 77');
    expect(counter.links()[0]?.['receipt']).toBe('{"to":"phone","phone":"79990001077"}');
  });

  test('an address that is none is told so', async () => {
    const talk = await begin();
    talk.bot('Куда прислать чек');
    await talk.customer('olena@-.com');
    talk.bot(/Не похоже на почту|Выберите/u);
    expect(counter.links()).toEqual([]);
  });
});

describe('who may pay', () => {
  test('somebody else’s ticket opens nothing', async () => {
    const talk = await begin();
    talk.bot('Куда прислать чек');
    await talk.sends({ contact: { phone: '79990001012', own: true } }, 'stranger');
    talk.bot(/./, 'stranger');
    await press(talk, 't-1', 'stranger');
    expect(talk.bot('нужно открыть заново', 'stranger').text).not.toMatch(/olena|ML-1024/);
  });

  test('what is paid needs no link; what a month has passed over is opened anew', async () => {
    const talk = await begin('ML-1003');
    talk.bot('платить больше ничего не нужно');
    await talk.later('31d');
    await press(talk, 't-1-old');
    talk.bot('нужно открыть заново');
  });
});

describe('on the way', () => {
  test('too many links are stopped', async () => {
    const talk = await begin();
    talk.bot('Куда прислать чек');
    for (let turn = 0; turn < 10; turn += 1) {
      await talk.tap('o•••@example.com');
      talk.bot('Готово!');
      await press(talk, 't-1');
      talk.bot('Куда прислать чек');
    }
    await talk.tap('o•••@example.com');
    talk.bot('Слишком много ссылок');
  });

  test('the shop is down, and back; a restart; days of silence; stop', async () => {
    const talk = await begin();
    talk.bot('Куда прислать чек');
    counter.shop('down');
    await talk.restart();
    await talk.tap('o•••@example.com');
    await talk.later('3m');
    talk.bot('Не получается создать ссылку');
    counter.shop('up');
    await talk.tap('Ещё раз');
    talk.bot('Куда прислать чек');
    await talk.customer('Сколько стоит доставка?');
    talk.bot(/Курьер/);
    talk.bot('Куда прислать чек');
    await talk.customer('стоп');
    talk.bot('Остановился');
    await talk.later('3d');
    talk.silence();
  });

  test('nobody is sent to pay on the word of our copy: it may be paid or cancelled by now', async () => {
    const talk = await begin();
    talk.bot('Куда прислать чек');
    counter.shop('copy');
    await talk.tap('o•••@example.com');
    await talk.later('3m');
    talk.bot('Не получается создать ссылку');
    expect(counter.links()).toEqual([]);
    counter.shop('up');
    await talk.tap('Ещё раз');
    talk.bot('Куда прислать чек');
    await talk.tap('o•••@example.com');
    talk.bot('Готово!');
  });

  test('without a page to pay the shop’s own way is taken', async () => {
    counter = await openPersonalCounter();
    counter.noPage();
    const { talk } = counter;
    await talk.sends({ contact: { phone: '79990001003', own: true } });
    talk.bot(/./);
    const { id: conversationId } = await talk.conversation();
    const order = { orderId: 'ML-1024', number: 'ML-1024' };
    await talk.store.openOrder({ ticket: 't-1', conversationId, ...order, nowMs: talk.clock.now() });
    await press(talk, 't-1');
    talk.bot(/./);
    expect((await talk.conversation()).status.is).toBe('bot');
  });
});
