import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { createMatcher } from '../../src/matcher/index.ts';
import { ownEntries } from './own-content.ts';

const entries = await ownEntries();
const matcher = createMatcher(entries, { defaultLocale: 'ru' });
const first = (text: string, locale: 'ru' | 'uk' | 'en' = 'ru') => matcher.match(text, { locale })[0];

describe('what is found', () => {
  test.each([
    ['ru', 'как оплатить картай', 'payment-card'],
    ['ru', 'СКОЛЬКО СТОИТ ДОСТАВКА', 'delivery-cost'],
    ['ru', 'хочу вернуть платье не подошло', 'returns'],
    ['ru', 'есть рассрочка???', 'payment-instalments'],
    ['uk', 'чи можна заплатити готівкою курьеру', 'payment-cash'],
    ['uk', 'скільки чекати на гроші за повернення', 'refund-time'],
    ['ru', 'сколко стоит дастафка курером', 'delivery-cost'],
    ['ru', 'расрочька', 'payment-instalments'],
    ['uk', 'гатівка', 'payment-cash'],
    ['en', 'recieve a refnud', 'refund-time'],
    ['en', 'do you accept cash?', 'payment-cash'],
    ['en', 'how do i wash linen', 'fabric-care'],
    ['en', 'where is my parcel', 'flow:order-status'],
  ] as const)('%s: %s → %s', (locale, text, id) => {
    expect(first(text, locale)?.id).toBe(id);
  });

  test.each([
    ['ljcnfdrf rehmthjv', 'delivery-courier'],
    ['hfcchjxrf', 'payment-instalments'],
    ['зфнштп шт штыефдьутеы', 'payment-instalments'],
  ])('the wrong keyboard layout is read: %s', (text, id) => {
    expect(first(text, text.startsWith('з') ? 'en' : 'ru')?.id).toBe(id);
  });

  test.each([
    ['oplata kartoy', 'payment-card'],
    ['vozvrat deneg skolko zhdat', 'refund-time'],
    ['tablica razmerov', 'sizes'],
  ])('Russian in Latin letters is read: %s', (text, id) => {
    expect(first(text)?.id).toBe(id);
  });

  test('a question in one language finds an answer that exists only in another', () => {
    const russian = createMatcher(
      entries.filter((entry) => entry.locale === 'ru'),
      { defaultLocale: 'ru' },
    );
    expect(russian.match('доставка кур’єром', { locale: 'uk' })[0]?.id).toBe('delivery-courier');
  });
});

describe('what comes back', () => {
  test('scores lie between 0 and 1, best first, one per id, no more than asked for', () => {
    for (const limit of [0, 1, 3, 5]) {
      const matches = matcher.match('оплата при доставке', { limit });
      expect(matches.length).toBeLessThanOrEqual(limit);
      expect(new Set(matches.map((match) => match.id)).size).toBe(matches.length);
      const scores = matches.map((match) => match.score);
      expect(scores).toEqual(scores.toSorted((a, b) => b - a));
      expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true);
    }
  });

  test('no text makes it throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(Array.isArray(matcher.match(text))).toBe(true);
        matcher.explain(text, 'delivery');
      }),
      { numRuns: 500 },
    );
    for (const text of [
      '',
      ' ',
      '\uD800',
      '\u202E\u200B',
      "'; DROP TABLE",
      '[',
      '{{shop.phone}}',
      '0'.repeat(5_000),
    ]) {
      expect(() => matcher.match(text)).not.toThrow();
    }
  });

  test('100 kB of text cost no more than 50 ms', () => {
    const long = 'где мой заказ и когда его привезут '.repeat(3_000);
    const times = Array.from({ length: 5 }, () => {
      const started = performance.now();
      matcher.match(long);
      return performance.now() - started;
    });
    expect(Math.min(...times)).toBeLessThan(50);
  });

  test('the order of entries makes no difference', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(entries, { minLength: entries.length }), (shuffled) => {
        const other = createMatcher(shuffled, { defaultLocale: 'ru' });
        for (const text of ['оплата', 'доставка завтра', 'розмір', 'refund']) {
          expect(other.match(text)).toEqual(matcher.match(text));
        }
      }),
      { numRuns: 3 },
    );
  });

  test('one question leaves no trace in the next', () => {
    const before = matcher.match('промокод');
    for (const entry of entries) matcher.match(entry.question);
    expect(matcher.match('промокод')).toEqual(before);
  });

  test('an empty set finds nothing', () => {
    expect(createMatcher([], { defaultLocale: 'en' }).match('hello')).toEqual([]);
  });

  test('explain names the phrasing and the words that met, and the runner-up', () => {
    const why = matcher.explain('оплата картой мир', 'payment-card');
    expect(why.phrasing).toBe('Оплата картой');
    expect(why.words).toEqual(expect.arrayContaining(['оплата', 'картой']));
    expect(why.runnerUp?.id).not.toBe('payment-card');
    expect(matcher.explain('оплата', 'no-such-entry').score).toBe(0);
  });
});
