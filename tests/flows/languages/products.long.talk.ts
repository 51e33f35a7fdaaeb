/** A product named in the chat, told once and held in every language. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { sampleContent } from '../../support/sample-content.ts';
import { openAlertCounter, type AlertCounter } from '../alert-counter.ts';
import { chatIn, LANGUAGES } from './chat.ts';

const { texts } = await sampleContent();

let counter: AlertCounter;
afterEach(() => counter.close());

const THROW = { ru: 'плед', uk: 'плед', en: 'knitted throw' };
const TOWEL = { ru: 'полотенце', uk: 'рушник', en: 'towel' };

describe.each(LANGUAGES)('in %s', (locale) => {
  const open = async () => {
    counter = await openAlertCounter({ languageTag: locale });
    return { talk: counter.talk, chat: chatIn(counter.talk, texts, locale) };
  };

  test('several, one, what is like it; a restart in between; days of silence', async () => {
    const { talk, chat } = await open();
    await chat.customer(TOWEL);
    const several = chat.bot('product.several');
    const [first] = several.content.cards ?? [];
    await talk.restart();
    await chat.tap('product.button.show', { title: first?.title ?? '' });
    talk.bot(first?.title ?? '-');
    await chat.customer(THROW);
    chat.bot('product.priceFrom');
    await talk.tap(new RegExp(texts.text(locale, 'product.button.alternatives'), 'u'));
    chat.bot('product.alternatives');
    await talk.later('3d');
    talk.silence();
  });

  test('the shop is down: what was read last, with its time; what is gone is said', async () => {
    const { talk, chat } = await open();
    counter.shop('down');
    await chat.customer(THROW);
    expect(chat.bot('product.asOf').text).toContain('12:00');
    counter.shop('up');
    await chat.customer(TOWEL);
    const several = chat.bot('product.several');
    const [first] = several.content.cards ?? [];
    counter.shop('hangs');
    await chat.tap('product.button.show', { title: first?.title ?? '' });
    await talk.later('1m');
    talk.bot(/./);
  });
});
