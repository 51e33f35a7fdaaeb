/** Answers that stand on some channels or for some days only, and what changes while they stand, as customers meet them. */
import { afterEach, expect, test } from '@jest/globals';
import type { FaqEntry, LiveContent } from '../../src/core/ports/words.ts';
import { createFaq } from '../../src/matcher/index.ts';
import { sampleContent } from '../support/sample-content.ts';
import { openTalk, type Talk } from '../support/talk.ts';

let talk: Talk;
afterEach(() => talk.close());

const entry = (id: string, phrasings: string[], answer: string, more: Partial<FaqEntry> = {}): FaqEntry => {
  const [question = '', ...others] = phrasings;
  return { id, locale: 'ru', question, phrasings: others, answer, links: [], ...more };
};

async function contentOf(entries: FaqEntry[]): Promise<LiveContent> {
  return { ...(await sampleContent()), faq: createFaq(entries, { defaultLocale: 'ru' }), menu: [] };
}

const lift = ['Есть ли в шоуруме лифт?', 'лифт в шоуруме', 'подъёмник в шоуруме'];
const parking = ['Где у шоурума парковка?', 'парковка у шоурума', 'куда поставить машину у шоурума'];
const links: FaqEntry['links'] = [{ to: 'faq', id: 'lift', label: 'А лифт?' }];

test('an entry for one channel is answered there and unknown elsewhere; no button leads to it', async () => {
  const content = await contentOf([
    entry('lift', lift, 'Лифт за углом.', { channels: ['viber'] }),
    entry('parking', parking, 'Парковка во дворе.', { links }),
  ]);
  talk = await openTalk({ content, channels: { 'viber:main': null } });
  await talk.customer('Есть ли в шоуруме лифт?');
  expect(talk.bot(/./).text).not.toContain('за углом');
  await talk.customer('Где у шоурума парковка?');
  talk.bot('во дворе');
  expect(talk.buttons()).not.toContain('А лифт?');

  await talk.customer('Где у шоурума парковка?', 'viber:main@anna');
  talk.bot('во дворе', 'viber:main@anna');
  expect(talk.buttons('viber:main@anna')).toContain('А лифт?');
  await talk.customer('Есть ли в шоуруме лифт?', 'viber:main@anna');
  talk.bot('за углом', 'viber:main@anna');
});

test('what is over is not answered, and its button is gone', async () => {
  const content = await contentOf([
    entry('lift', lift, 'Лифт за углом.', { validToMs: Date.parse('2026-11-23T12:30:00+03:00') }),
    entry('parking', parking, 'Парковка во дворе.', { links }),
  ]);
  talk = await openTalk({ content });
  await talk.customer('Где у шоурума парковка?');
  talk.bot('во дворе');
  expect(talk.buttons()).toContain('А лифт?');
  await talk.later('1h');
  await talk.tap('А лифт?');
  expect(talk.bot(/./).text).not.toContain('за углом');
  await talk.customer('Где у шоурума парковка?');
  talk.bot('во дворе');
  expect(talk.buttons()).not.toContain('А лифт?');
});

test('a live slot is filled by the clock of the moment', async () => {
  const content = await contentOf([
    entry('parking', parking, '{{shop.openNow}}. Человек ответит {{desk.replies}}.'),
  ]);
  talk = await openTalk({ content, operators: ['Ольга'] });
  await talk.customer('Где у шоурума парковка?');
  talk.bot(/^Сейчас мы на связи, закончим сегодня в 21:00\. Человек ответит в течение 1 минуты\.$/u);
  await talk.later('11h');
  await talk.customer('Где у шоурума парковка?');
  talk.bot('Сейчас никого нет на месте, вернёмся завтра в 9:00. Человек ответит завтра в 9:00.');
});
