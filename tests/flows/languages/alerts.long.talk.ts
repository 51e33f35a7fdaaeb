/** "Tell me when it is back", told once and held in every language. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { sampleContent } from '../../support/sample-content.ts';
import { CLOTH, openAlertCounter, type AlertCounter, type AlertCounterOptions } from '../alert-counter.ts';
import { chatIn, LANGUAGES, SAYS } from './chat.ts';

const { texts } = await sampleContent();

let counter: AlertCounter;
afterEach(() => counter.close());

const MINE = { ru: 'Мои ожидания', uk: 'Мої очікування', en: 'What am I waiting for?' };

describe.each(LANGUAGES)('in %s', (locale) => {
  const open = async (options: AlertCounterOptions = {}) => {
    counter = await openAlertCounter({ languageTag: locale, ...options });
    return { talk: counter.talk, chat: chatIn(counter.talk, texts, locale) };
  };
  const waiting = async (options: AlertCounterOptions = {}) => {
    const opened = await open(options);
    await opened.talk.sends({ start: `stock_${CLOTH}` });
    opened.chat.bot('stockAlert.ask');
    await opened.chat.tap('stockAlert.button.yes');
    opened.chat.bot('stockAlert.done', { months: 6 });
    return opened;
  };

  test('a no is a no, and what is like it is offered; what the shop does not have is told', async () => {
    const { talk, chat } = await open();
    await talk.sends({ start: `stock_${CLOTH}` });
    chat.bot('stockAlert.ask');
    await chat.customer(SAYS.no);
    chat.bot('stockAlert.declined');
    expect(chat.offered('stockAlert.button.alternatives')).toBe(true);
    await talk.sends({ start: 'stock_NO-SUCH' });
    chat.bot('stockAlert.gone');
    const { id } = await talk.conversation();
    expect(await talk.store.listAlerts(id, 5)).toEqual([]);
  });

  test('a digression, a restart, silence; then a tap that comes too late', async () => {
    const { talk, chat } = await open();
    await talk.sends({ start: `stock_${CLOTH}` });
    chat.bot('stockAlert.ask');
    await chat.aside('stockAlert.ask');
    await counter.restart();
    await chat.customer(SAYS.mumble);
    talk.bot(/./);
    await talk.later('3d');
    talk.silence();
    await chat.tap('stockAlert.button.yes');
    talk.bot(/./);
    const { id } = await talk.conversation();
    expect(await talk.store.listAlerts(id, 5)).toEqual([]);
  });

  test('a shop that is down: said, tried again; the wish comes about', async () => {
    const { talk, chat } = await open();
    counter.shop('down');
    await talk.sends({ start: `stock_${CLOTH}` });
    chat.bot('stockAlert.down');
    counter.shop('up');
    await chat.tap('stockAlert.button.retry');
    chat.bot('stockAlert.ask');
    await chat.customer(SAYS.yes);
    chat.bot('stockAlert.done', { months: 6 });
  });

  test('listed, ended by its number; "stop" ends the rest', async () => {
    const { talk, chat } = await waiting();
    await chat.customer(MINE);
    chat.bot('stockAlert.list', { count: 1 });
    await chat.customer('1');
    chat.bot('stockAlert.endedAll');
    const { id } = await talk.conversation();
    expect(await talk.store.listAlerts(id, 5)).toEqual([]);
    await talk.sends({ start: `stock_${CLOTH}` });
    chat.bot('stockAlert.ask');
    await chat.customer(SAYS.yes);
    chat.bot('stockAlert.done', { months: 6 });
    await chat.customer(SAYS.stop);
    talk.bot(/./);
    counter.stock(CLOTH, 5);
    await talk.later('20m');
    talk.silence();
  });

  test('back after weeks and a restart: told once, with how many there are; gone again before the tap', async () => {
    const { talk, chat } = await waiting();
    await talk.later('20d');
    talk.silence();
    await counter.restart();
    counter.site = 'https://shop.example/cloth';
    counter.stock(CLOTH, 1);
    await talk.later('7m');
    const news = chat.bot('stockAlert.news.back');
    expect(news.content.buttons?.[0]).toMatchObject({ kind: 'url', url: 'https://shop.example/cloth' });
    expect(news.text).toContain(texts.text(locale, 'stockAlert.news.hurry'));
    counter.stock(CLOTH, 0);
    await chat.tap('stockAlert.button.isThere');
    chat.bot('stockAlert.askAgain');
    await talk.later('1d');
    talk.silence();
  });
});
