/** The whole product behind the widget: the bot answers, a person takes over, and the server dies in the middle of it. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { buildWidget } from '../../../src/product/build-widget.ts';
import { joinDesk } from '../../console/desk-client.ts';
import { openCounter, type Counter } from '../../console/open-counter.ts';
import { openBrowser } from '../../support/browser.ts';
import { bubbles, openShopPage, root, until, visit, write, type ShopPage } from './widget-rig.ts';

let counter: Counter;
let browser: Browser;
let shop: ShopPage;

beforeAll(async () => {
  await buildWidget(root);
  shop = await openShopPage(() => counter.url);
  [counter, browser] = await Promise.all([openCounter({ WEBCHAT_ORIGINS: shop.origin }), openBrowser()]);
}, 90_000);

afterAll(async () => {
  await browser?.close();
  await counter?.close();
  await shop?.close();
});

test('nothing is lost or doubled when the server is killed while visitor and operator talk', async () => {
  const person = {
    login: 'anna',
    name: 'Анна',
    password: 'a counter of mint and linen',
    locale: 'ru',
  } as const;
  const anna = await joinDesk(counter.url, counter.setupPath, person);
  await anna.setDuty(true);
  await anna.beat();
  const visitor = await visit({ browser, shop });
  const frame = await visitor.open();
  // The shop greets a new visitor, with its first questions as buttons.
  await frame.waitForSelector('.shop .chip:has-text("Позвать человека")');
  await frame.click('.chip:has-text("Позвать человека")');
  await frame.waitForSelector('.visitor .text:has-text("Позвать человека")');
  const row = await until(async () => (await anna.list('queue')).rows[0], 'the queue');
  await anna.command(row.id, { do: 'claim' });
  await anna.command(row.id, { do: 'reply', text: 'до обрыва' });
  await frame.waitForSelector('.shop .text:has-text("до обрыва")');
  await until(async () => (await frame.textContent('.status'))?.includes('Анна'), 'her name');

  await counter.stop('SIGKILL');
  for (const text of ['в обрыв: раз', 'в обрыв: два']) await write(frame, text);
  await frame.waitForSelector('.banner.lost:visible');
  await counter.start();
  await until(async () => (await frame.$$('.line.waiting')).length === 0, 'everything sent');
  await anna.command(row.id, { do: 'reply', text: 'после обрыва' });
  await frame.waitForSelector('.shop .text:has-text("после обрыва")');
  const shown = (await bubbles(frame)).filter((text) => text.includes('обрыв'));
  expect(shown).toEqual(['до обрыва', 'в обрыв: раз', 'в обрыв: два', 'после обрыва']);
  const { lines } = await anna.thread(row.id);
  const kept = JSON.stringify(lines);
  for (const text of shown) expect(kept.split(`"${text}"`)).toHaveLength(2);
  expect(visitor.faults).toEqual([]);
  await visitor.close();
}, 120_000);
