/** "Where is my order?" and what is done with one, told once and held in every language. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { sampleContent } from '../../support/sample-content.ts';
import { openOrderCounter, type OrderCounter } from '../order-status-counter.ts';
import { chatIn, LANGUAGES, SAYS } from './chat.ts';

const { texts } = await sampleContent();

let counter: OrderCounter;
afterEach(() => counter.close());

const anna = { contact: { phone: '79990001001', own: true } };
const sean = { contact: { phone: '79990001004', own: true } };
const ivan = { contact: { phone: '79990001010', own: true } };
const nobody = { contact: { phone: '79995550000', own: true } };
const WHERE = { ru: 'Где мой заказ?', uk: 'Де моє замовлення?', en: 'Where is my order?' };

describe.each(LANGUAGES)('in %s', (locale) => {
  const open = async (options: Parameters<typeof openOrderCounter>[0] = {}) => {
    counter = await openOrderCounter({ languageTag: locale, operators: ['Ольга'], ...options });
    return { talk: counter.talk, chat: chatIn(counter.talk, texts, locale) };
  };

  test('several orders, one of them late: an apology, why, what comes next, a person first', async () => {
    const { talk, chat } = await open();
    await chat.customer(WHERE);
    chat.bot('orderStatus.askNumberOrPhone');
    await talk.sends(anna);
    expect(chat.bot('orderStatus.which').text).toContain('ML-1020');
    await chat.customer('2');
    const late = chat.bot('orderStatus.late.assembling');
    expect(late.text).toContain('ML-1020');
    expect(late.text).toContain(texts.text(locale, 'orderStatus.lateNext').slice(0, 20));
    expect(late.content.buttons?.[0]?.label).toBe(texts.text(locale, 'orderStatus.button.operator'));
    await chat.tap('orderStatus.button.operator');
    talk.bot(/./);
    expect((await talk.conversation()).case?.summary.collected).toMatchObject({
      orderNumber: 'ML-1020',
      orderLate: true,
    });
  });

  test('parcel by parcel: sent in part, at the pick-up point with its code and its last day', async () => {
    const { talk, chat } = await open();
    await talk.sends({ contact: { phone: '79990001005', own: true } });
    talk.bot(/./);
    await chat.customer(WHERE);
    chat.bot('orderStatus.which');
    await chat.customer('ML-1009');
    const partly = chat.bot('orderStatus.state.partly_shipped', { number: 'ML-1009' });
    expect(partly.content.buttons?.find(({ kind }) => kind === 'url')).toBeDefined();
    await talk.sends({ contact: { phone: '79990001003', own: true } }, 'olena');
    talk.bot(/./, 'olena');
    await chat.customer(WHERE, 'olena');
    chat.bot('orderStatus.which', {}, 'olena');
    await chat.customer('ML-1008', 'olena');
    const waiting = chat.bot('orderStatus.state.ready_for_pickup', { number: 'ML-1008' }, 'olena');
    expect(waiting.text).toMatch(/4711/);
    expect(waiting.text).toMatch(/29 (ноября|листопада|November)/u);
  });

  test('wrong proof: somebody else’s card, wrong digits, a wrong code; the same words for no order at all', async () => {
    const { talk, chat } = await open();
    await chat.customer(WHERE);
    chat.bot('orderStatus.askNumberOrPhone');
    await talk.sends({ contact: { phone: '79990001001', own: false } });
    chat.bot('orderStatus.notYourCard');
    await chat.customer('ML-1007');
    chat.bot('orderStatus.prove');
    await chat.customer('4321');
    const strangers = chat.bot('orderStatus.notFound', { number: 'ML1007' }).text;
    await chat.customer('ML-7777');
    chat.bot('orderStatus.prove');
    await chat.customer('4321');
    expect(chat.bot('orderStatus.notFound').text.replaceAll('ML7777', 'ML1007')).toBe(strangers);
    await chat.tap('orderStatus.button.byCode');
    chat.bot('orderStatus.askCode');
    await chat.customer('111111');
    chat.bot('orderStatus.wrongCode');
    await talk.sends(nobody);
    chat.bot('orderStatus.notFoundByPhone');
    talk.silence();
  });

  test('four digits show how it stands and no more; the code by e-mail shows all', async () => {
    const { talk, chat } = await open();
    await chat.customer(WHERE);
    chat.bot('orderStatus.askNumberOrPhone');
    await chat.customer('ML-1007');
    chat.bot('orderStatus.prove');
    await chat.tap('orderStatus.button.byDigits');
    chat.bot('orderStatus.askDigits');
    await chat.customer('1001');
    expect(chat.bot('orderStatus.state.shipped').text).not.toContain('₽');
    chat.bot('orderStatus.seeMore');
    await chat.tap('orderStatus.button.byCode');
    chat.bot('orderStatus.askCode');
    await chat.customer(counter.code());
    expect(chat.bot('orderStatus.state.shipped').text).toContain('₽');
    talk.silence();
  });

  test('too many tries close the look-up; a person is offered', async () => {
    const { chat } = await open();
    await chat.customer(WHERE);
    chat.bot('orderStatus.askNumberOrPhone');
    await chat.customer('ML-1007');
    chat.bot('orderStatus.prove');
    for (let tries = 0; tries < 5; tries += 1) {
      await chat.customer('4321');
      chat.bot('orderStatus.notFound');
    }
    await chat.customer('1001');
    chat.bot('orderStatus.blocked');
    expect(chat.offered('orderStatus.button.operator')).toBe(true);
  });

  test('a digression, a restart, a mumble, days of silence', async () => {
    const { talk, chat } = await open();
    await chat.customer(WHERE);
    chat.bot('orderStatus.askNumberOrPhone');
    await chat.aside('orderStatus.askNumberOrPhone');
    await chat.customer('ML-1007');
    chat.bot('orderStatus.prove');
    await talk.restart();
    await chat.customer(SAYS.mumble);
    chat.bot('orderStatus.unclear.proof');
    await talk.sends(anna);
    chat.bot('orderStatus.state.shipped', { number: 'ML-1007' });
    await chat.tap('orderStatus.button.another');
    chat.bot('orderStatus.askNumber');
    await talk.later('3d');
    talk.silence();
    expect((await talk.conversation()).flow).toBeNull();
  });

  test('the shop is down: honest words and again; what was copied before is told with its time', async () => {
    const { talk, chat } = await open();
    counter.shop('down');
    await chat.customer(WHERE);
    chat.bot('orderStatus.askNumberOrPhone');
    await talk.sends(sean);
    await talk.later('1m');
    chat.until('orderStatus.down');
    counter.shop('up');
    await counter.sweep();
    counter.shop('down');
    await chat.tap('orderStatus.button.retry');
    expect(chat.bot('orderStatus.asOf').text).toMatch(/ML-1006[\s\S]*12:0\d/);
  });

  test('followed: told when it moves, once; the list ends it', async () => {
    const { talk, chat } = await open();
    await counter.sweep();
    await talk.sends(sean);
    talk.bot(/./);
    await chat.customer(WHERE);
    talk.bot('ML-1006');
    await chat.tap('orderStatus.button.watch');
    chat.bot('orderCare.watch.watching');
    await counter.edit('ML-1006', 'state', 'ready_for_pickup');
    await counter.sweep();
    await counter.news();
    await counter.news();
    expect(chat.bot('orderStatus.news').text).toContain('ML-1006');
    talk.silence();
    await chat.customer({
      ru: 'За какими заказами я слежу?',
      uk: 'За якими замовленнями я стежу?',
      en: 'Which orders am I following?',
    });
    chat.bot('orderCare.watches');
    await chat.tap('orderCare.button.stop', { number: 'ML-1006' });
    chat.bot('orderCare.unwatched');
    await counter.edit('ML-1006', 'state', 'delivered');
    await counter.sweep();
    await counter.news();
    talk.silence();
  });

  test('changing by the card: no is no, too late is told, a person where only people can', async () => {
    const { talk, chat } = await open({ can: { cancel: 'none' } });
    await talk.sends(ivan);
    talk.bot(/./);
    await chat.customer(WHERE);
    talk.bot('ML-1013');
    await chat.tap('orderStatus.button.change');
    chat.bot('orderCare.what');
    await chat.aside('orderCare.what');
    await chat.tap('orderCare.button.keep');
    chat.bot('orderCare.kept');
    await chat.tap('orderStatus.button.change');
    chat.bot('orderCare.what');
    await counter.edit('ML-1013', 'state', 'shipped');
    await chat.tap('orderCare.button.address');
    chat.bot('orderCare.askAddress');
    await chat.customer({ ru: 'Тверь, Лесная, 15', uk: 'Київ, Лісова, 15', en: 'Leeds, Mill Lane 15' });
    chat.bot('orderCare.confirmAddress');
    await chat.customer(SAYS.yes);
    chat.bot('orderCare.address.late');
    await chat.tap('orderStatus.button.change');
    chat.bot('orderCare.tooLate');
    await counter.edit('ML-1013', 'state', 'new');
    await chat.tap('orderStatus.button.change');
    chat.bot('orderCare.what');
    await chat.customer('1');
    chat.bot('orderCare.toPerson');
    expect((await talk.conversation()).status.is).toBe('queued');
  });
});
