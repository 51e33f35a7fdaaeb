/** Each script of the sample shop in three languages: the happy way, a digression, a restart in the middle, menu and operator. */
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Talk } from '../../support/talk.ts';
import { openScriptCounter, type ScriptCounter } from './script-counter.ts';

let talk: Talk;
let counter: ScriptCounter;
afterEach(() => counter.close());

async function open(languageTag: string): Promise<void> {
  heard = 0;
  counter = await openScriptCounter({ languageTag });
  talk = counter.talk;
}

type Locale = 'ru' | 'uk' | 'en';
interface Case {
  script: string;
  start: Record<Locale, string>;
  /** What the customer does: a number taps a button of the last message by its place, words are written. */
  way: (number | string)[];
  /** What the operator reads; null: the script ends by itself or goes over to another flow. */
  summary: RegExp | null;
  reason?: string;
}

const CASES: Case[] = [
  {
    script: 'does-it-fit',
    start: { ru: 'Боюсь, что не подойдёт', uk: 'Боюся, що не підійде', en: 'I am afraid it will not fit' },
    way: [0, 'XL 52', 0],
    summary: /XL 52/,
    reason: 'flow',
  },
  {
    script: 'too-dear',
    start: { ru: 'Почему так дорого?', uk: 'Чому так дорого?', en: 'Why is it so expensive?' },
    way: [0, 'an aeroplane'],
    summary: /an aeroplane/,
    reason: 'flow',
  },
  {
    script: 'is-it-good',
    start: { ru: 'Сомневаюсь в качестве', uk: 'Сумніваюся в якості', en: 'I doubt the quality' },
    way: ['an aeroplane', 0],
    summary: /an aeroplane/,
    reason: 'flow',
  },
  {
    script: 'bad-experience',
    start: {
      ru: 'Прошлый заказ меня разочаровал',
      uk: 'Минуле замовлення мене розчарувало',
      en: 'My previous order was a disappointment',
    },
    way: ['Linen', 2],
    summary: /Linen.*(?:Пока ничего|Поки що нічого|Nothing for now)/,
    reason: 'not-helped',
  },
  {
    script: 'rule-dispute',
    start: {
      ru: 'Я не согласен с вашим отказом',
      uk: 'Я не згоден із вашою відмовою',
      en: 'I disagree with your refusal',
    },
    way: [2, 'Linen'],
    summary: /(?:Другое|Інше|Something else).*Linen/,
    reason: 'not-helped',
  },
  {
    script: 'delivery-delay',
    start: { ru: 'Заказ опаздывает', uk: 'Замовлення запізнюється', en: 'My order is late' },
    way: ['ML-1006', '1004', 2],
    summary: /ML-1006.*(?:Ждать не хочу|Чекати не хочу|I will not wait)/,
    reason: 'not-helped',
  },
];
const MENU: Record<Locale, string> = { ru: 'меню', uk: 'меню', en: 'menu' };
const PERSON: Record<Locale, string> = { ru: 'оператор', uk: 'оператор', en: 'operator' };
const ASIDE: Record<Locale, string> = {
  ru: 'Сколько стоит доставка?',
  uk: 'Скільки коштує доставка?',
  en: 'How much is delivery?',
};

async function act(step: number | string): Promise<void> {
  if (typeof step === 'string') return talk.customer(step);
  const labels = talk.buttons();
  await talk.tap(labels[step] ?? `no button ${step}`);
}

/** Takes all that was said; the last of it is what the buttons belong to. */
function hear(): string[] {
  const all: string[] = [];
  while (talk.channel.sent.length > heard) {
    all.push(talk.bot(/./).text);
    heard += 1;
  }
  return all;
}
let heard = 0;

describe.each(CASES)('$script', ({ script, start, way, summary, reason }) => {
  describe.each(['ru', 'uk', 'en'] as const)('in %s', (languageTag) => {
    test('the happy way, with a restart in the middle', async () => {
      await open(languageTag);
      await talk.customer(start[languageTag]);
      expect(hear().length).toBeGreaterThan(0);
      expect((await talk.conversation()).flow).toBe(script);
      for (const [index, step] of way.entries()) {
        if (index === 1) await talk.restart();
        await act(step);
        expect(hear().length).toBeGreaterThan(0);
      }
      const after = await talk.conversation();
      expect(after.status).toMatchObject({ is: 'queued', reason });
      expect(after.case?.summary.collected).toMatchObject({ script });
      expect(after.case?.summary.collected['summary']).toMatch(summary ?? /./);
    });

    test('a question in between is answered and the script goes on; menu and operator always work', async () => {
      await open(languageTag);
      await talk.customer(start[languageTag]);
      hear();
      const offered = talk.buttons();
      await talk.customer(ASIDE[languageTag]);
      // The answer, and the question again (perhaps in other words).
      expect(hear()).toHaveLength(2);
      expect(talk.buttons()).toEqual(offered);
      expect((await talk.conversation()).flow).toBe(script);
      await talk.customer(MENU[languageTag]);
      expect(hear()).toHaveLength(1);
      await talk.customer(PERSON[languageTag]);
      expect(hear()).toHaveLength(1);
      expect((await talk.conversation()).status).toMatchObject({ is: 'queued', reason: 'asked' });
    });
  });
});

test('whoever wants to follow an order goes over to its card, and does not come back to the script', async () => {
  await open('ru');
  await talk.customer('Заказ опаздывает');
  hear();
  await act('ML-1006');
  await act('1004');
  hear();
  await act(0);
  expect(hear().length).toBeGreaterThan(0);
  expect((await talk.conversation()).flow).not.toBe('delivery-delay');
  await talk.customer('стоп');
  expect(hear()).toHaveLength(1);
  expect((await talk.conversation()).flow).toBeNull();
});
