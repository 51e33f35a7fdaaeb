/**
 * Scripts that ask the shop, in three languages: proof before anything is shown, wrong proof, other people's orders, a shop that is
 * down or hangs, a digression, a restart in the middle, somebody who comes back days later.
 */
import { afterEach, describe, expect, test } from '@jest/globals';
import type { IncomingContent } from '../../../src/core/content.ts';
import type { Locale } from '../../../src/core/locale.ts';
import { openScriptCounter, type ScriptCounter } from './script-counter.ts';

let counter: ScriptCounter;
afterEach(() => counter.close());

type Words = Record<Locale, string>;
type Step = string | number | IncomingContent;

const DELAY: Words = { ru: 'Заказ опаздывает', uk: 'Замовлення запізнюється', en: 'My order is late' };
const DISPUTE: Words = {
  ru: 'Я не согласен с вашим отказом',
  uk: 'Я не згоден із вашою відмовою',
  en: 'I disagree with your refusal',
};
const QUALITY: Words = {
  ru: 'Сомневаюсь в качестве',
  uk: 'Сумніваюся в якості',
  en: 'I doubt the quality',
};
const DEAR: Words = { ru: 'Почему так дорого?', uk: 'Чому так дорого?', en: 'Why is it so expensive?' };
const WITHOUT: Words = { ru: 'Дальше без него', uk: 'Далі без нього', en: 'Go on without it' };
const ROBE: Words = { ru: 'льняной халат', uk: 'лляний халат', en: 'linen robe' };
const ASIDE: Words = {
  ru: 'Сколько стоит доставка?',
  uk: 'Скільки коштує доставка?',
  en: 'How much is delivery?',
};

const own = (phone: string): IncomingContent => ({ contact: { phone, own: true } });
const SEAN = '79990001004';
const OLGA = '79990001012';
const MARINA = '79990001005';

/** Says or taps (a number: the button at that place) one after another; what the bot said to the last. */
async function play(languageTag: Locale, steps: Step[], options: object = {}): Promise<string> {
  counter = await openScriptCounter({ languageTag, ...options });
  heard = 0;
  let last = '';
  for (const step of steps) last = await act(step);
  return last;
}
let heard = 0;

async function act(step: Step): Promise<string> {
  const { talk } = counter;
  if (typeof step === 'string') await talk.customer(step);
  else if (typeof step === 'number') await talk.tap(talk.buttons()[step] ?? `no button ${step}`);
  else await talk.sends(step);
  return hear();
}

function hear(): string {
  const said: string[] = [];
  const { talk } = counter;
  for (; talk.channel.sent.length > heard; heard += 1) said.push(talk.bot(/./).text);
  return said.join('\n');
}

const summary = async () => (await counter.talk.conversation()).case?.summary.collected['summary'];

describe.each(['ru', 'uk', 'en'] as const)('in %s', (locale) => {
  test('a late order: four digits show state and date, and no more; the wish goes to a person', async () => {
    const said = await play(locale, [DELAY[locale], 'ML-1006', '1004']);
    expect(said).toMatch(/ML-1006/);
    expect(said).toMatch(
      {
        ru: /в пути.*Обещали к 21 ноября/s,
        uk: /у дорозі.*Обіцяли до 21 листопада/s,
        en: /on its way.*promised for 21 November/s,
      }[locale],
    );
    expect(said).not.toMatch(/4\s?680|CDEK|СДЭК/);
    await act(2);
    expect(await summary()).toMatch(/ML-1006/);
    expect((await counter.talk.conversation()).status).toMatchObject({ is: 'queued', reason: 'not-helped' });
  });

  test('somebody else’s order and no order at all: the same words, and nothing of it', async () => {
    const stranger = await play(locale, [DELAY[locale], 'ML-1006', '9999']);
    await counter.close();
    const nobody = await play(locale, [DELAY[locale], 'ML-7777', '9999']);
    expect(stranger.replaceAll('ML1006', 'N').replaceAll('ML7777', 'N')).toBe(
      nobody.replaceAll('ML1006', 'N').replaceAll('ML7777', 'N'),
    );
    expect(stranger).not.toMatch(/4\s?680|21 (?:ноября|листопада|November)/);
    await counter.talk.tap(WITHOUT[locale]);
    expect(hear()).toMatch({ ru: /разберёмся и так/, uk: /розберемося й так/, en: /sort it out/ }[locale]);
  });

  test('a digression and a restart in the middle of the proof', async () => {
    await play(locale, [DELAY[locale], 'ML-1006']);
    const asked = counter.talk.buttons();
    expect(await act(ASIDE[locale])).toMatch(/390/);
    expect(counter.talk.buttons()).toEqual(asked);
    await counter.talk.restart();
    expect(await act(own(SEAN))).toMatch(/ML-1006/);
    expect((await counter.talk.conversation()).flow).toBe('delivery-delay');
  });

  test('the deadline by the law, of this very order: in time, too late, not certain', async () => {
    const inTime = await play(locale, [DISPUTE[locale], 0, 'ML-1004', own(OLGA)]);
    expect(inTime).toMatch(
      {
        ru: /Правда на вашей стороне.*статье 26\.1.*до 27 ноября/s,
        uk: /Правда на вашому боці.*статтею 26\.1.*до 27 листопада/s,
        en: /You are right.*article 26\.1.*27 November/s,
      }[locale],
    );
    await act(0);
    expect((await counter.talk.conversation()).flow).toBe('return');
    await counter.close();
    const late = await play(locale, [DISPUTE[locale], 0, 'ML-1003', own(MARINA)]);
    expect(late).toMatch(
      {
        ru: /срок возврата.*прошёл.*16 ноября/s,
        uk: /строк повернення.*минув.*16 листопада/s,
        en: /time to return.*is over.*16 November/s,
      }[locale],
    );
    await act(0);
    expect(await summary()).toMatch(/ML-1003.*16/);
    await counter.close();
    const unsure = await play(locale, [DISPUTE[locale], 0, 'ML-1023', own(MARINA)]);
    expect(unsure).toMatch(
      { ru: /сразу не скажу/, uk: /одразу не скажу/, en: /cannot tell at once/ }[locale],
    );
    expect((await counter.talk.conversation()).status).toMatchObject({ is: 'queued' });
  });

  test('four digits are not enough for a deadline', async () => {
    const said = await play(locale, [DISPUTE[locale], 0, 'ML-1004', '1012']);
    expect(said).not.toMatch(/26\.1|27 /);
  });

  test('facts of the very product, from the catalogue', async () => {
    const said = await play(locale, [QUALITY[locale], ROBE[locale]]);
    expect(said).toMatch(
      {
        ru: /халат.*Купили \d+ раза?\..*Оценка — \d,\d из 5.*Гарантия — \d+ месяц/is,
        uk: /халат.*Купили \d+ раз.*Оцінка — \d,\d з 5.*Гарантія — \d+ місяц/is,
        en: /robe.*Bought \d+ times.*Rated \d\.\d out of 5.*Guarantee: \d+ months/is,
      }[locale],
    );
    await act(1);
    expect(await summary()).toMatch(/халат|robe/i);
  });

  test('something like it for less, and within a budget', async () => {
    const offer = await play(locale, [DEAR[locale], 0, ROBE[locale]]);
    expect(offer).toMatch(
      { ru: /есть похожее дешевле/i, uk: /є схоже дешевше/i, en: /something like it for less/ }[locale],
    );
    await act(1);
    expect(await act('4000')).toMatch(/4000/);
    await counter.close();
    await play(locale, [DEAR[locale], 0, ROBE[locale], 1, '5']);
    expect((await counter.talk.conversation()).status).toMatchObject({ is: 'queued' });
    expect(await summary()).toMatch(/: 5$/);
  });

  test('a shop that is down is told as such, and a person takes it', async () => {
    await play(locale, [DELAY[locale]]);
    counter.shop('down');
    await act('ML-1006');
    await act('1004');
    await counter.talk.later('2m');
    expect(hear()).toMatch(
      {
        ru: /система магазина сейчас не отвечает/i,
        uk: /система магазину зараз не відповідає/i,
        en: /is not answering right now/,
      }[locale],
    );
    expect((await counter.talk.conversation()).status).toMatchObject({ is: 'queued' });
  });

  test('days later the question has gone without a word, and the next word begins anew', async () => {
    await play(locale, [DISPUTE[locale], 0, 'ML-1004']);
    await counter.talk.later('3d');
    expect(hear()).toBe('');
    expect((await counter.talk.conversation()).flow).toBeNull();
    expect(await act(DISPUTE[locale])).not.toBe('');
    expect((await counter.talk.conversation()).flow).toBe('rule-dispute');
  });
});

test('a shop that hangs: words meanwhile are answered, and a lost answer counts as none', async () => {
  await play('ru', [DELAY.ru, 'ML-1006']);
  counter.shop('hangs');
  await act('1004');
  expect(await act('ну что там')).toMatch(/секунду|скоро/);
  await counter.talk.later('3m');
  expect(hear()).toMatch(/не отвечает/);
  expect((await counter.talk.conversation()).status).toMatchObject({ is: 'queued' });
});

test('a vouched phone with several orders: one is chosen by its number in the list', async () => {
  const said = await play('ru', [DELAY.ru, own('79990001001')]);
  expect(said).toMatch(/1\..*2\./s);
  expect(await act('2')).toMatch(/Заказ ML-10/);
});

test('tries are counted as everywhere: after too many nothing is looked up any more', async () => {
  await play('ru', [DELAY.ru, 'ML-1006']);
  for (let attempt = 0; attempt < 5; attempt += 1) await act(`111${attempt}`);
  expect(await act('1004')).toMatch(/Попыток получилось слишком много/);
  await counter.talk.tap(WITHOUT.ru);
  expect(hear()).toMatch(/разберёмся и так/);
});
