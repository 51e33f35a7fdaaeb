/** What the bot offers when it is unsure: whatever the candidates are, the customer is answered. */
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Texts } from '../../src/core/ports/words.ts';
import { sampleContent } from '../support/sample-content.ts';
import { openTalk, type Talk } from '../support/talk.ts';

const ASKED = 'Где мой заказ ML-1007?';

let talk: Talk;
afterEach(() => talk.close());

/** A bot that is unsure between these whatever is asked; `nameless`: a flow that nobody gave a name. */
async function unsureBetween(ids: string[], nameless?: string): Promise<void> {
  const content = await sampleContent();
  const hides = (key: string) => key === `flows.${nameless}`;
  const texts: Texts = {
    has: (key) => !hides(key) && content.texts.has(key),
    text(locale, key, ...more) {
      if (hides(key)) throw new Error(`There is no text "${key}"`);
      return content.texts.text(locale, key, ...more);
    },
  };
  const faq = { ...content.faq, find: () => ({ band: 'offer' as const, ids, score: 0.5 }) };
  talk = await openTalk({ content: { ...content, texts, faq } });
}

describe('an offer', () => {
  test.each([
    ['one flow', ['flow:order-status'], 'Где мой заказ?'],
    ['the flow that is about orders to watch', ['flow:order-care'], 'Новости о заказах'],
    ['one answer', ['delivery-pickup'], 'Как забрать заказ в пункте выдачи?'],
    ['one command', ['command:operator'], 'Позовите человека'],
  ])('of %s is one to choose from', async (_what, ids, label) => {
    await unsureBetween(ids);
    await talk.customer(ASKED);
    talk.bot('Правильно ли я понял?');
    expect(talk.buttons()[0]?.toLowerCase()).toContain(label.toLowerCase());
    await talk.customer('1');
    talk.bot(/./);
  });

  test('of a flow without a name shows the first phrase that leads to it', async () => {
    await unsureBetween(['flow:order-care'], 'order-care');
    await talk.customer(ASKED);
    talk.bot('Правильно ли я понял?');
    expect(talk.buttons()[0]).toBe('За какими заказами я слежу?');
  });

  test.each([
    ['a flow that is not there', 'flow:yesterday'],
    ['an answer that is not there', 'yesterday'],
  ])('leaves out %s', async (_what, gone) => {
    await unsureBetween([gone, 'flow:order-status']);
    await talk.customer(ASKED);
    talk.bot('Правильно ли я понял?');
    expect(talk.buttons()).toHaveLength(2);
  });

  test('of an answer that is taken out before its number is typed gets a sensible answer', async () => {
    const content = await sampleContent();
    let isThere = true;
    const faq = {
      ...content.faq,
      find: () => ({ band: 'offer' as const, ids: ['delivery-pickup'], score: 0.5 }),
      entry: (...asked: Parameters<typeof content.faq.entry>) =>
        isThere ? content.faq.entry(...asked) : null,
    };
    talk = await openTalk({ content: { ...content, faq } });
    await talk.customer(ASKED);
    talk.bot('Правильно ли я понял?');
    isThere = false;
    await talk.customer('1');
    talk.bot('выберите его в меню');
    talk.silence();
  });

  test('of nothing that is there is a miss', async () => {
    await unsureBetween(['flow:yesterday', 'yesterday']);
    await talk.customer(ASKED);
    talk.bot(/не понял|Не уловил/);
    talk.silence();
  });
});
