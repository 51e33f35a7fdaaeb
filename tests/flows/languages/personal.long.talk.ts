/** What is for one customer alone, told once and held in every language: points, recommendations, birthday, "we miss you", paying. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { sampleContent } from '../../support/sample-content.ts';
import {
  openPersonalCounter,
  type PersonalCounter,
  type PersonalCounterOptions,
} from '../personal-counter.ts';
import { chatIn, LANGUAGES, SAYS } from './chat.ts';

const { texts } = await sampleContent();

let counter: PersonalCounter;
afterEach(() => counter.close());

const anna = { contact: { phone: '79990001001', own: true } };
const olga = { contact: { phone: '79990001012', own: true } };
const foreign = { contact: { phone: '79990001001', own: false } };
const POINTS = { ru: 'Мои баллы', uk: 'Мої бали', en: 'My points' };
const PROMOTIONS = {
  ru: 'Какие сейчас акции?',
  uk: 'Які зараз акції?',
  en: 'What promotions are on?',
};
const PICK = { ru: 'Подбери для меня', uk: 'Підбери для мене', en: 'Pick something for me' };
const GIFT = { ru: 'Подарок ко дню рождения', uk: 'Подарунок до дня народження', en: 'Birthday gift' };
const NEAREST = {
  ru: 'Где ближайший магазин?',
  uk: 'Де найближчий магазин?',
  en: 'Where is the nearest shop?',
};

describe.each(LANGUAGES)('in %s', (locale) => {
  const open = async (options: PersonalCounterOptions = {}) => {
    counter = await openPersonalCounter({ languageTag: locale, operators: ['Ира'], ...options });
    return { talk: counter.talk, chat: chatIn(counter.talk, texts, locale) };
  };
  const known = async (options: PersonalCounterOptions = {}, contact = anna) => {
    const opened = await open(options);
    await opened.talk.sends(contact);
    opened.talk.bot(/./);
    return opened;
  };
  /** Agreed to gifts, with the 24th of November. */
  const agreed = async (options: PersonalCounterOptions = {}) => {
    const opened = await known(options);
    const { chat } = opened;
    await chat.customer(GIFT);
    chat.bot('gifts.ask', { messages: 2, days: 30 });
    await chat.customer(SAYS.yes);
    chat.bot('gifts.askDay');
    await chat.customer('24.11');
    chat.bot('gifts.donePoints', { points: 300 });
    return opened;
  };

  test('points: wrong proof shows nothing; a digression, a restart; a code opens them', async () => {
    const { talk, chat } = await open();
    await chat.customer(POINTS);
    chat.bot('loyalty.prove');
    await chat.customer('+7 999 000-10-01');
    chat.bot('loyalty.typedPhone');
    await talk.sends(foreign);
    chat.bot('loyalty.notYourCard');
    await chat.aside('loyalty.prove');
    await talk.restart();
    await chat.customer('ML-1004');
    await talk.later('2s');
    chat.bot('loyalty.askCode');
    await chat.customer('111111');
    await talk.later('2s');
    chat.bot('loyalty.wrongCode');
    await chat.customer('271828');
    expect(chat.until('loyalty.level').text).toContain('ML 7740 0012 5577');
  });

  test('points: no card, two people, a shop that is down, days of silence', async () => {
    const { talk, chat } = await open();
    await chat.customer(POINTS);
    chat.bot('loyalty.prove');
    await talk.sends({ contact: { phone: '79995550000', own: true } });
    chat.bot('loyalty.none');
    await talk.sends({ contact: { phone: '79990001005', own: true } }, 'two');
    talk.bot(/./, 'two');
    await chat.customer(POINTS, 'two');
    chat.bot('loyalty.several', {}, 'two');
    counter.shop('down');
    await chat.customer(POINTS, 'two');
    await talk.later('2m');
    chat.until('loyalty.down', 'two');
    counter.shop('up');
    await chat.customer(POINTS, 'three');
    chat.bot('loyalty.prove', {}, 'three');
    await talk.later('3d');
    talk.silence('three');
  });

  test('promotions: the shop is down, and back', async () => {
    const { talk, chat } = await open();
    counter.shop('down');
    await chat.customer(PROMOTIONS);
    await talk.later('2m');
    chat.until('promotions.down');
    await talk.restart();
    counter.shop('up');
    await chat.tap('promotions.button.retry');
    expect(chat.bot('promotions.now').text).toContain('TEPLO15');
    await talk.later('3d');
    talk.silence();
  });

  test('recommendations: a no is a no; a yes is kept with its words; down and back; switched off', async () => {
    const { talk, chat } = await known({}, olga);
    await chat.customer(PICK);
    chat.bot('recommendations.ask');
    await chat.customer(SAYS.no);
    chat.bot('recommendations.declined');
    await chat.customer(PICK);
    const asked = chat.bot('recommendations.ask').text;
    await chat.aside('recommendations.ask');
    await talk.restart();
    counter.shop('down');
    await chat.customer(SAYS.yes);
    await talk.later('2m');
    chat.until('recommendations.down');
    counter.shop('up');
    await chat.tap('recommendations.button.retry');
    chat.bot('recommendations.found');
    const { id } = await talk.conversation();
    expect((await talk.store.readConsents(id))[0]).toMatchObject({ given: true, wording: asked });
    await chat.tap('recommendations.button.off');
    chat.bot('recommendations.off');
    await talk.later('3d');
    talk.silence();
  });

  test('recommendations: somebody else’s card opens nothing, two people are told nothing', async () => {
    const { talk, chat } = await open();
    await chat.customer(PICK);
    chat.bot('recommendations.ask');
    await chat.customer(SAYS.yes);
    chat.bot('recommendations.phone');
    await chat.customer('79990001012');
    chat.bot('recommendations.typedPhone');
    await talk.sends({ contact: { phone: '79990001005', own: true } });
    chat.bot('recommendations.several');
  });

  test('gifts: a no; no date; a digression and a restart; looked at, deleted, ended', async () => {
    const { talk, chat } = await known();
    await chat.customer(GIFT);
    chat.bot('gifts.ask', { messages: 2, days: 30 });
    await chat.customer(SAYS.no);
    chat.bot('gifts.declined');
    await chat.customer(GIFT);
    chat.bot('gifts.ask', { messages: 2, days: 30 });
    await talk.restart();
    await chat.tap('gifts.button.yes');
    chat.bot('gifts.askDay');
    await chat.aside('gifts.askDay');
    await chat.customer('31.02');
    chat.bot('gifts.unclearDay');
    await chat.tap('gifts.button.skip');
    chat.bot('gifts.doneWithoutDay');
    await chat.customer(GIFT);
    chat.bot('gifts.stands');
    await chat.tap('gifts.button.noMore');
    chat.bot('gifts.stopped');
    const { id } = await talk.conversation();
    expect((await talk.store.readConsents(id))[0]).toMatchObject({ kind: 'promotion', given: false });
  });

  test('a birthday: in the morning, once, with what was really given; a stop ends it', async () => {
    const { talk, chat } = await agreed({ at: '2026-11-23T20:00:00+03:00' });
    await talk.later('5h');
    await counter.round();
    talk.silence();
    await talk.restart();
    await talk.later('10h');
    await counter.round();
    chat.bot('gifts.birthday.points', { points: 300 });
    await counter.round();
    talk.silence();
    expect(counter.granted()).toHaveLength(1);
    await chat.customer(SAYS.stop);
    talk.bot(/./);
    await talk.later('200d');
    await counter.round();
    talk.silence();
  });

  test('"we miss you": own words, a digression, a restart; a person sees them; nobody is asked twice', async () => {
    const { talk, chat } = await agreed();
    counter.settings.birthday = false;
    await talk.later('130d');
    await counter.round();
    chat.bot('gifts.winBack.points', { points: 200 });
    await chat.tap('gifts.button.why');
    chat.bot('winBack.ask');
    await chat.aside('winBack.ask');
    await talk.restart();
    await chat.customer({
      ru: 'Пришло мятым, и никто не ответил',
      uk: 'Прийшло зім’ятим, і ніхто не відповів',
      en: 'It came crumpled and nobody answered',
    });
    chat.bot('winBack.thanks.other');
    await chat.tap('winBack.button.operator');
    talk.bot(/./);
    const conversation = await talk.conversation();
    expect(conversation.case?.summary.collected['stayAway']).toMatch(/мятым|зім’ятим|crumpled/u);
    expect(counter.granted()).toHaveLength(1);
  });

  test.each(['price', 'choice', 'quality', 'delivery', 'no-need'] as const)(
    '"we miss you": %s, by a tap; the answer fits; then silence for half a year',
    async (reason) => {
      const { talk, chat } = await agreed();
      counter.settings.birthday = false;
      await talk.later('130d');
      await counter.round();
      chat.bot('gifts.winBack.points', { points: 200 });
      await chat.tap('gifts.button.why');
      chat.bot('winBack.ask');
      await chat.tap(`winBack.reason.${reason}`);
      chat.bot(`winBack.thanks.${reason}`);
      const { id } = await talk.conversation();
      expect((await talk.store.readPersonal(id)).reasons).toMatchObject([{ reason }]);
      await talk.later('100d');
      await counter.round();
      talk.silence();
    },
  );

  test('the nearest shop: a mumble, a digression, a place unknown, a shop that is down, silence', async () => {
    const { talk, chat } = await open();
    await chat.customer(NEAREST);
    chat.bot('pickup.where');
    await chat.aside('pickup.where');
    await talk.restart();
    await chat.customer({ ru: 'Урюпинск', uk: 'Жмеринка', en: 'Timbuktu' });
    chat.bot('pickup.noSuchPlace');
    counter.shop('down');
    await chat.customer({ ru: 'Казань', uk: 'Казань', en: 'Kazan' });
    await talk.later('2m');
    chat.until('pickup.down');
    counter.shop('up');
    await chat.tap('pickup.button.retry');
    expect(chat.until('pickup.one').content.buttons?.some(({ kind }) => kind === 'url')).toBe(true);
    await talk.later('3d');
    talk.silence();
  });

  test('paying: another contact, masked; a restart, a shop that is down, a digression', async () => {
    const { talk, chat } = await known({}, { contact: { phone: '79990001003', own: true } });
    const { id: conversationId } = await talk.conversation();
    const order = { orderId: 'ML-1024', number: 'ML-1024' };
    await talk.store.openOrder({ ticket: 't-1', conversationId, ...order, nowMs: talk.clock.now() });
    const pay = {
      label: 'payment.button.pay',
      deskEvent: { type: 'start.flow', flow: 'payment', args: { ticket: 't-1' } },
    };
    const prompt = { text: 'payment.unclear', buttons: [pay] };
    await talk.shop({ kind: 'survey', prompt, untilMs: talk.clock.now() + 86_400_000 }, 'pay');
    chat.bot('payment.unclear');
    await chat.tap('payment.button.pay');
    chat.bot('payment.where');
    await chat.aside('payment.where');
    await chat.customer(SAYS.mumble);
    chat.bot('payment.unclear');
    await chat.tap('payment.button.other');
    chat.bot('payment.whichContact');
    await talk.restart();
    await chat.customer('olena@-.com');
    talk.bot(/./);
    counter.shop('down');
    await chat.customer('Olena.Work@Example.org');
    await talk.later('3m');
    chat.until('payment.down');
    counter.shop('up');
    await chat.tap('payment.button.retry');
    chat.bot('payment.where');
    await chat.customer('Olena.Work@Example.org');
    expect(chat.bot('payment.link').text).toContain('o•••@example.org');
    const thread = JSON.stringify(await talk.store.readThread(conversationId, { limit: 50 }));
    expect(thread).not.toMatch(/olena\.work/iu);
  });
});
