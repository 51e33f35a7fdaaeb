import { describe, expect, test } from '@jest/globals';
import type { FaqEntry } from '../../src/core/ports/words.ts';
import { createFaq } from '../../src/matcher/index.ts';

const entry = (
  id: string,
  locale: 'ru' | 'uk' | 'en',
  phrasings: string[],
  more: Partial<FaqEntry> = {},
): FaqEntry => ({
  id,
  locale,
  question: phrasings[0] ?? '',
  phrasings: phrasings.slice(1),
  answer: `${id} ${locale}`,
  links: [],
  ...more,
});

const ENTRIES = [
  entry('cash', 'ru', ['Можно платить наличными?', 'Оплата наличными', 'Принимаете наличные?']),
  entry('cash', 'en', ['Can I pay in cash?', 'Cash payment', 'Do you take cash?']),
  entry('card', 'ru', ['Можно платить картой?', 'Оплата картой', 'Принимаете карты?']),
  entry('lift', 'ru', ['Есть ли лифт в шоуруме?', 'лифт', 'подъёмник в шоуруме'], {
    channels: ['telegram', 'webchat'],
  }),
  entry('sale', 'ru', ['Есть зимняя распродажа?', 'Зимняя распродажа', 'Когда распродажа?'], {
    validFromMs: 1_000,
    validToMs: 2_000,
  }),
];

describe('entry', () => {
  const faq = createFaq(ENTRIES, { defaultLocale: 'ru', fallback: ['ru', 'en'] });

  test('is given in the language asked for', () => {
    expect(faq.entry('cash', 'en')?.answer).toBe('cash en');
  });

  test('falls back along the order of languages', () => {
    expect(faq.entry('cash', 'uk')?.answer).toBe('cash ru');
    expect(faq.entry('card', 'en')?.answer).toBe('card ru');
  });

  test('is null for an unknown id', () => {
    expect(faq.entry('nothing', 'ru')).toBeNull();
  });
});

describe('find', () => {
  const faq = createFaq(ENTRIES, { defaultLocale: 'ru' });

  test('a clear question is answered', () => {
    expect(faq.find('оплата наличными', 'ru', 0)).toMatchObject({ band: 'answer', id: 'cash' });
  });

  test('a question between two entries is offered both', () => {
    const finding = faq.find('оплата', 'ru', 0);
    expect(finding.band).toBe('offer');
    expect(finding.band === 'offer' && finding.ids).toEqual(expect.arrayContaining(['cash', 'card']));
  });

  test('what has nothing to do with it is a miss', () => {
    expect(faq.find('погода в Париже', 'ru', 0)).toEqual({ band: 'miss' });
    expect(faq.find('', 'ru', 0)).toEqual({ band: 'miss' });
  });

  test('an entry counts only while it is valid, first and last moment included', () => {
    for (const [nowMs, band] of [
      [999, 'miss'],
      [1_000, 'answer'],
      [2_000, 'answer'],
      [2_001, 'miss'],
    ] as const) {
      expect(faq.find('зимняя распродажа', 'ru', nowMs).band).toBe(band);
    }
  });

  test('an entry for some channels is found there and where no channel is named', () => {
    expect(faq.find('лифт', 'ru', 0, 'telegram')).toMatchObject({ band: 'answer', id: 'lift' });
    expect(faq.find('лифт', 'ru', 0)).toMatchObject({ band: 'answer', id: 'lift' });
    expect(faq.find('лифт', 'ru', 0, 'viber')).toEqual({ band: 'miss' });
  });
});

describe('an entry at a place', () => {
  const faq = createFaq([...ENTRIES, entry('sale', 'en', ['Is there a winter sale?'])], {
    defaultLocale: 'ru',
  });

  test('is null while it is not valid, and not told in another language', () => {
    expect(faq.entry('sale', 'ru', { nowMs: 2_000 })?.answer).toBe('sale ru');
    expect(faq.entry('sale', 'ru', { nowMs: 2_001 })).toBeNull();
    expect(faq.entry('sale', 'ru')?.answer).toBe('sale ru');
  });

  test('is null on channels that it is not for', () => {
    expect(faq.entry('lift', 'uk', { nowMs: 0, platform: 'webchat' })?.answer).toBe('lift ru');
    expect(faq.entry('lift', 'uk', { nowMs: 0, platform: 'viber' })).toBeNull();
    expect(faq.entry('lift', 'uk', { nowMs: 0 })?.answer).toBe('lift ru');
  });
});
