/** "Pick something for me": only with a yes, from the customer's own purchases, with the reason and a way to switch it off. */
import { afterEach, describe, expect, test } from '@jest/globals';
import {
  openPersonalCounter,
  type PersonalCounter,
  type PersonalCounterOptions,
} from './personal-counter.ts';

let counter: PersonalCounter;
afterEach(() => counter.close());

// Olga bought bedding; nothing that would be nobody's business.
const olga = { contact: { phone: '79990001012', own: true } };
const shared = { contact: { phone: '79990001005', own: true } };

async function open(options: PersonalCounterOptions = {}) {
  counter = await openPersonalCounter(options);
  return counter.talk;
}

async function agreed(contact = olga) {
  const talk = await open();
  await talk.sends(contact);
  talk.bot(/./);
  await talk.customer('Подбери для меня');
  talk.bot('посмотрю, что вы у нас заказывали');
  await talk.tap('Да, включить');
  return talk;
}

describe('with consent', () => {
  test.each([
    ['ru', 'Подбери для меня', 'Включить?', 'да', 'что подойдёт к вашим покупкам', 'вы покупали'],
    ['uk', 'Підбери для мене', 'Увімкнути?', 'так', 'що пасуватиме до ваших покупок', 'ви купували'],
    ['en', 'Pick something for me', 'Shall I?', 'yes', 'these would go well', 'you bought'],
  ])(
    'things that go with the purchases, and why, in %s',
    async (languageTag, start, ask, yes, found, why) => {
      const talk = await open({ languageTag });
      await talk.sends(olga);
      talk.bot(/./);
      await talk.customer(start);
      const asked = talk.bot(ask);
      await talk.customer(yes);
      const told = talk.bot(found);
      expect(told.text).toContain(why);
      const cards = told.content.cards ?? [];
      expect(cards.length).toBeGreaterThan(0);
      const { id } = await talk.conversation();
      expect((await talk.store.readConsents(id))[0]).toMatchObject({
        kind: 'recommendations',
        given: true,
        wording: asked.text,
      });
    },
  );

  test('what they have is not offered again; the consent is not asked again', async () => {
    const talk = await agreed();
    const told = talk.bot('что подойдёт к вашим покупкам');
    const because = /покупали «(.+?)»/u.exec(told.text)?.[1] ?? '-';
    expect((told.content.cards ?? []).map(({ title }) => title)).not.toContain(because);
    await talk.customer('Подбери для меня');
    talk.bot('что подойдёт к вашим покупкам');
    const [card] = told.content.cards ?? [];
    await talk.tap(`Показать: ${card?.title}`);
    talk.bot(card?.title ?? '-');
  });

  test('categories that are nobody’s business are neither shown nor named', async () => {
    const talk = await open();
    counter.settings.neverRecommend = ['bed-linen', 'towels', 'clothes', 'home', 'gift'];
    await talk.sends(olga);
    talk.bot(/./);
    await talk.customer('Подбери для меня');
    talk.bot('Включить?');
    await talk.customer('да');
    expect(talk.bot('не знаю, что предложить').text).not.toContain('покупали');
  });

  test('it can be switched off under every recommendation', async () => {
    const talk = await agreed();
    talk.bot('что подойдёт к вашим покупкам');
    await talk.tap('Выключить подборку');
    talk.bot('Выключил');
    await talk.customer('Подбери для меня');
    talk.bot('Включить?');
    const { id } = await talk.conversation();
    expect((await talk.store.readConsents(id))[0]).toMatchObject({ kind: 'recommendations', given: false });
  });
});

describe('without', () => {
  test('a no is a no', async () => {
    const talk = await open();
    await talk.sends(olga);
    talk.bot(/./);
    await talk.customer('Подбери для меня');
    talk.bot('Включить?');
    await talk.customer('нет');
    talk.bot('в покупки не заглядываю');
    talk.silence();
  });

  test('a typed number and somebody else’s card show no purchases', async () => {
    const talk = await open();
    await talk.customer('Подбери для меня');
    talk.bot('Включить?');
    await talk.customer('да');
    talk.bot('Поделитесь своим номером');
    await talk.customer('79990001012');
    talk.bot('Номер, набранный вручную');
    await talk.sends({ contact: { phone: '79990001012', own: false } });
    talk.bot('контакт другого человека');
    await talk.sends(olga);
    talk.bot('что подойдёт к вашим покупкам');
  });

  test('two people who buy with one number are told nothing of each other', async () => {
    const talk = await agreed(shared);
    expect(talk.bot('покупают разные люди').content.cards).toBeUndefined();
  });

  test('nobody who bought nothing is guessed at', async () => {
    const talk = await agreed({ contact: { phone: '79995550000', own: true } });
    talk.bot('не знаю, что предложить');
  });
});

describe('on the way', () => {
  test('the shop is down, and back; a restart, a digression, days of silence', async () => {
    const talk = await open();
    await talk.sends(olga);
    talk.bot(/./);
    await talk.customer('Подбери для меня');
    talk.bot('Включить?');
    await talk.customer('Сколько стоит доставка?');
    talk.bot(/Курьер/);
    talk.bot('Включить?');
    await talk.restart();
    counter.shop('down');
    await talk.customer('да');
    await talk.later('2m');
    talk.bot('Не могу сейчас подобрать');
    counter.shop('up');
    await talk.tap('Ещё раз');
    talk.bot('что подойдёт к вашим покупкам');
    await talk.later('3d');
    talk.silence();
  });
});
