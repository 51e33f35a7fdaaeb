/** The answers of this repository as customers meet them: with the bands that its own phrasings teach. */
import { describe, expect, test } from '@jest/globals';
import { LOCALES, type Locale } from '../../src/core/locale.ts';
import { createFaq } from '../../src/matcher/index.ts';
import { learn } from '../../src/matcher/learn.ts';
import { CUSTOMER_QUESTIONS, type CustomerQuestion } from './customer-questions.ts';
import { ownEntries } from './own-content.ts';

const entries = await ownEntries();
const { calibration } = learn(entries);
const faq = createFaq(entries, { defaultLocale: 'ru', calibration: () => calibration });

type Fate = 'right' | 'offered' | 'wrong' | 'other';

function fateOf({ text, locale, served }: CustomerQuestion): Fate {
  const found = faq.find(text, locale, 0);
  if (found.band === 'answer') return served.includes(found.id) ? 'right' : 'wrong';
  return found.band === 'offer' && found.ids.some((id) => served.includes(id)) ? 'offered' : 'other';
}

const told = (text: string, locale: Locale): string[] => {
  const found = faq.find(text, locale, 0);
  return found.band === 'answer' ? [found.id, ...(found.also ?? [])] : [];
};

describe.each(LOCALES)('%s', (locale) => {
  const asked = CUSTOMER_QUESTIONS.filter((one) => one.locale === locale && one.served.length > 0);
  const fates = asked.map((one) => ({ text: one.text, fate: fateOf(one) }));
  const of = (...wanted: Fate[]): number =>
    fates.filter(({ fate }) => wanted.includes(fate)).length / fates.length;

  test('no question gets the answer to another one', () => {
    expect(fates.filter(({ fate }) => fate === 'wrong')).toEqual([]);
  });

  test('most are answered at once, nearly all of the others find theirs among those offered', () => {
    expect(of('right')).toBeGreaterThan(0.6);
    expect(of('right', 'offered')).toBeGreaterThan(0.93);
  });
});

test('what the FAQ lacks is seldom answered', () => {
  const lacking = CUSTOMER_QUESTIONS.filter(({ served }) => served.length === 0);
  const answered = lacking.filter((one) => fateOf(one) === 'wrong');
  expect(answered.length / lacking.length).toBeLessThan(0.08);
});

describe('words that lie close to each other', () => {
  test.each([
    ['ru', 'обратная доставка платная', 'return-cost'],
    ['ru', 'доставка платная', 'delivery-cost'],
    ['uk', 'зворотна доставка платна?', 'return-cost'],
    ['ru', 'пришёл не мой заказ', 'wrong-item'],
    ['ru', 'не пришёл мой заказ', 'flow:order-status'],
    ['ru', 'Где находится пункт самовывоза?', 'flow:pickup'],
    ['ru', 'Возврат и обмен', 'returns'],
    ['en', 'Returns and exchanges', 'returns'],
  ] as const)('%s: %s', (locale, text, id) => {
    expect(told(text, locale)).toEqual([id]);
  });

  test('another person is not the person whom somebody wants to talk to', () => {
    expect(told('different person', 'en')).toEqual([]);
    expect(told('I need a real person', 'en')).toEqual(['command:operator']);
  });

  test.each(['24/7', 'вы 24/7?'])('%s is about hours', (text) => {
    expect(told(text, 'ru')).toEqual(['hours']);
  });

  test.each(['124/70', '10/12', 'ML-1007', 'ML-1007 ML-1010', 'Jhlth ML-1007'])('%s asks nothing', (text) => {
    expect(told(text, 'ru')).toEqual([]);
  });
});

describe('a town is a town, whichever it is', () => {
  test.each([
    ['ru', 'доставите в Одессу?', 'delivery-regions'],
    ['ru', 'доставка Екатеринбург', 'delivery-regions'],
    ['ru', 'доставляете по всей россии', 'delivery-regions'],
    ['ru', 'по всей Украине доставляете?', 'delivery-regions'],
    ['uk', 'Харків доставка є?', 'delivery-regions'],
    ['en', 'you deliver to Kyiv?', 'delivery-regions'],
    ['ru', 'сколько стоит доставка в Тюмень', 'delivery-cost'],
    ['uk', 'скільки коштує доставка в Одесу', 'delivery-cost'],
    ['ru', 'сколько идет посылка до Новосибирска', 'delivery-time'],
    ['ru', 'в Минск отправите?', 'delivery-abroad'],
    ['en', 'do you ship to London', 'delivery-abroad'],
    ['ru', 'у вас есть магазин в Самаре?', 'contacts'],
    ['uk', 'чи є у вас магазин у Львові', 'contacts'],
    ['ru', 'заказ застрял в Воронеже', 'flow:order-status'],
    ['ru', 'когда приедет в Краснодар', 'flow:order-status'],
  ] as const)('%s: %s', (locale, text, id) => {
    const found = faq.find(text, locale, 0);
    expect(found.band === 'answer' ? found.id : found.band === 'offer' && found.ids[0]).toBe(id);
  });
});
