/** A return, told once and held in every language: each outcome, each refusal, what goes to a person, days in between. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { sampleContent } from '../../support/sample-content.ts';
import { openReturnCounter, type ReturnCounter } from '../return-counter.ts';
import { chatIn, LANGUAGES, SAYS } from './chat.ts';

const { texts } = await sampleContent();

let counter: ReturnCounter;
afterEach(() => counter.close());

// ML-1004: linen bedding, handed over three days ago. ML-1003: five lines, fourteen days ago.
const olga = { contact: { phone: '79990001012', own: true } };
const marina = { contact: { phone: '79990001005', own: true } };
const START = { ru: 'Оформить возврат', uk: 'Оформити повернення', en: 'Start a return' };

describe.each(LANGUAGES)('in %s', (locale) => {
  const open = async (options: Parameters<typeof openReturnCounter>[0] = {}) => {
    counter = await openReturnCounter({ languageTag: locale, operators: ['Ира'], ...options });
    return { talk: counter.talk, chat: chatIn(counter.talk, texts, locale) };
  };
  const toReason = async (options: Parameters<typeof openReturnCounter>[0] = {}) => {
    const opened = await open(options);
    const { talk, chat } = opened;
    await chat.customer(START);
    chat.bot('orderStatus.askNumberOrPhone');
    await talk.sends(olga);
    chat.bot('return.which');
    await talk.tap(/^ML-1004/);
    chat.bot('return.why');
    return opened;
  };
  const written = () => counter.rows('returns').map(({ body }) => JSON.parse(String(body)) as unknown);

  test('not liked: five questions at most, terms, a number, how to hand over, what to expect', async () => {
    const { talk, chat } = await toReason();
    await chat.tap('return.reason.not-liked');
    chat.bot('return.condition');
    await chat.customer(SAYS.yes);
    const terms = chat.bot('return.allowed');
    expect(terms.text).toMatch(/27 (ноября|листопада|November) 2026/u);
    await chat.tap('return.button.refund');
    const done = chat.bot('return.done', { number: 'R-1001' });
    for (const key of ['return.handOver', 'return.next.refund', 'return.refundBy'])
      expect(done.text).toContain(texts.text(locale, key, { refundBy: '' }).slice(0, 15));
    talk.silence();
    // Which order, why, how it looks, what they want: the number and the phone are not asked of whoever is known.
    const asked = talk.channel.sent.filter(({ text }) => text.includes('?'));
    expect(asked.length).toBeLessThanOrEqual(5);
    expect(written()).toMatchObject([{ outcome: 'refund', reason: 'not-liked' }]);
  });

  test.each(['repair', 'discount', 'exchange', 'refund'] as const)(
    'a defect may end in: %s',
    async (outcome) => {
      const { talk, chat } = await toReason();
      await chat.tap('return.reason.defect');
      chat.bot('return.pictureOfDefect');
      await talk.sends({ media: [{ kind: 'video', ref: 'v1' }] });
      chat.bot('return.allowed');
      await chat.tap(`return.button.${outcome}`);
      const done = chat.bot('return.done');
      expect(done.text).toContain(texts.text(locale, `return.next.${outcome}`).slice(0, 20));
      expect(written()).toMatchObject([{ outcome }]);
    },
  );

  test('something else came: said sorry for, a picture asked; none at hand is no dead end', async () => {
    const { talk, chat } = await toReason();
    await chat.tap('return.reason.wrong-item');
    chat.bot('return.pictureOfWrong');
    await talk.sends({ media: [{ kind: 'document', ref: 'd', name: 'scan.pdf', mime: 'application/pdf' }] });
    chat.bot('return.notAPicture');
    await chat.tap('return.button.noPicture');
    talk.bot(/./);
    const { status, case: handed } = await talk.conversation();
    if (status.is === 'queued') {
      expect(handed?.summary.collected).toMatchObject({ returnReason: 'wrong-item', returnPicture: false });
    }
  });

  test('a no cites the rule and offers a person: used, and too late', async () => {
    const { talk, chat } = await toReason();
    await chat.tap('return.reason.not-fit');
    chat.bot('return.condition');
    await chat.customer(SAYS.no);
    const used = chat.bot('return.refused.used');
    expect(used.text).toMatch(/26[.,]1/u);
    expect(chat.offered('orderStatus.button.operator')).toBe(true);
    await chat.customer(START, 'marina');
    talk.bot(/./, 'marina');
    await talk.sends(marina, 'marina');
    talk.bot(/./, 'marina');
    await talk.tap(/^ML-1003/, 'marina');
    talk.bot(/./, 'marina');
    await chat.customer('1', 'marina');
    talk.bot(/./, 'marina');
    await chat.customer('1', 'marina');
    chat.bot('return.condition', {}, 'marina');
    await chat.customer(SAYS.yes, 'marina');
    const late = chat.bot('return.refused.too-late', {}, 'marina');
    expect(late.text).toContain(texts.text(locale, 'return.stillPerson').slice(0, 20));
    expect(written()).toEqual([]);
    expect(counter.rows('decisions')).toHaveLength(2);
  });

  test('what nobody can be sure of goes to a person with the sheet', async () => {
    const { talk, chat } = await toReason();
    await chat.tap('return.reason.not-fit');
    chat.bot('return.condition');
    await chat.tap('return.button.unsure');
    talk.bot(/./);
    const { status, case: handed } = await talk.conversation();
    expect(status.is).toBe('queued');
    expect(handed?.summary.collected).toMatchObject({
      orderNumber: 'ML-1004',
      returnVerdict: 'person',
      returnPack: 'ru-distance 2026-11-22',
    });
  });

  test('the European way: two steps, no question why, a letter that lasts', async () => {
    const { talk, chat } = await open({ terms: 'pack: eu' });
    await chat.customer(START);
    talk.bot(/./);
    await talk.sends(olga);
    talk.bot(/./);
    await talk.tap(/^ML-1004/);
    chat.bot('return.whyOrWithdraw');
    await chat.tap('return.button.withdraw');
    chat.bot('return.confirmWithdrawal');
    await chat.tap('return.button.confirmWithdrawal');
    const done = chat.bot('return.done', { number: 'R-1001' });
    expect(done.text).toContain(texts.text(locale, 'return.mailed').slice(0, 20));
    const letter = counter.letters().at(-1);
    expect(letter?.to).toBe('olga.ks@example.com');
    expect(letter?.text).toContain('R-1001');
    expect(letter?.text).toMatch(/2026/);
  });

  test('wrong proof: a code that does not fit, and somebody else’s order in the words for none', async () => {
    const { talk, chat } = await open();
    await chat.customer(START);
    chat.bot('orderStatus.askNumberOrPhone');
    await chat.customer('ML-1004');
    chat.bot('return.prove');
    await chat.tap('orderStatus.button.byCode');
    chat.bot('orderStatus.askCode');
    await chat.customer('111111');
    chat.bot('orderStatus.wrongCode');
    await talk.sends({ contact: { phone: '79995550000', own: true } });
    const strangers = chat.bot('orderStatus.notFoundByPhone').text;
    await chat.customer('ML-9994');
    expect(chat.bot('orderStatus.notFoundByPhone').text.replaceAll('ML9994', 'ML1004')).toBe(strangers);
    expect(counter.rows('decisions')).toEqual([]);
  });

  test('a digression, a restart, two days: it goes on where it stood; a shop that is down loses no answer', async () => {
    const { talk, chat } = await toReason();
    await chat.aside('return.why');
    await talk.restart();
    await talk.later('2d');
    talk.silence();
    await chat.tap('return.reason.defect');
    chat.bot('return.pictureOfDefect');
    await talk.later('1d');
    await talk.sends({ media: [{ kind: 'photo', ref: 'p' }] });
    chat.bot('return.allowed');
    await chat.tap('return.button.repair');
    chat.bot('return.done');
    // Nothing of hers has been read yet, so no copy answers.
    await talk.sends(marina, 'second');
    talk.bot(/./, 'second');
    counter.shop('down');
    await chat.customer(START, 'second');
    await talk.later('2m');
    chat.until('return.down', 'second');
    counter.shop('up');
    await chat.tap('orderStatus.button.retry', {}, 'second');
    chat.bot('return.which', {}, 'second');
  });

  test('left alone for weeks it ends without a word', async () => {
    const { talk, chat } = await toReason();
    await talk.later('31d');
    talk.silence();
    expect((await talk.conversation()).flow).toBeNull();
    await chat.customer(START);
    talk.bot(/./);
  });
});
