/**
 * A visitor changes their mind, with the real widget on a shop's page and the real console beside it, on a phone and on a desk:
 * other words are marked on both sides, words taken back are shown as such on both, and the desk can still read them.
 */
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import axe from 'axe-core';
import type { Browser, Frame, Page } from 'playwright-core';
import { PNG } from '../bots/support/test-deps.ts';
import {
  bubbles,
  openShopPage,
  until,
  visit,
  write,
  type ShopPage,
} from '../bots/webchat-widget/widget-rig.ts';
import { openBrowser } from '../support/browser.ts';
import { joinDesk, type DeskClient } from './desk-client.ts';
import { openCounter, type Counter } from './open-counter.ts';
import { signIn } from './pages.ts';

const MARIA = {
  login: 'maria',
  name: 'Мария',
  password: 'a counter of mint and linen',
  locale: 'ru',
} as const;
jest.setTimeout(120_000);

let counter: Counter;
let shop: ShopPage;
let browser: Browser;
let maria: DeskClient;

beforeAll(async () => {
  let base = '';
  shop = await openShopPage(() => base);
  [counter, browser] = await Promise.all([openCounter({ WEBCHAT_ORIGINS: shop.origin }), openBrowser()]);
  base = counter.url;
  maria = await joinDesk(counter.url, counter.setupPath, MARIA);
  await maria.setDuty(true);
}, 90_000);

afterAll(async () => {
  await browser?.close();
  await counter?.close();
  await shop?.close();
});

test.each([
  ['a phone', { width: 390, height: 844 }],
  ['a desk', { width: 1280, height: 800 }],
] as const)('on %s, changed and taken back words are shown on both sides', async (where, viewport) => {
  shop.tag = { 'data-account': 'main', 'data-locale': 'ru' };
  const visitor = await visit({ browser, shop }, { viewport });
  const frame = await visitor.open();
  await frame.waitForSelector('.chip');
  for (const words of [`Плед синий, ${where}`, 'Моя карта 4111', 'Позовите человека'])
    await say(frame, words);
  await frame.setInputFiles('input[type=file]', [{ name: 'не то.png', mimeType: 'image/png', buffer: PNG }]);
  await frame.waitForSelector('.tray li');
  await frame.click('.send');
  await frame.waitForSelector('.line.visitor:not(.waiting) .thumb img[src]');

  const desk = await openDesk(viewport, `Плед синий, ${where}`);
  await desk.waitForSelector('.bubble--customer .thumb, .bubble--customer img');
  await change(frame, 'Плед синий', `Плед серый, ${where}`);
  await change(frame, 'Моя карта', null);
  await change(frame, null, null);

  await frame.waitForSelector(`.line.visitor:has-text("серый") .meta:visible:has-text("изменено")`);
  await until(async () => (await frame.$$('.bubble.gone')).length === 2, 'two that are gone');
  expect((await bubbles(frame)).join()).not.toContain('4111');
  await desk.waitForSelector(`.line--in:has-text("Плед серый, ${where}") .stamp:has-text("изменено")`);
  await until(async () => (await desk.$$('.bubble--revoked')).length === 2, 'two that are gone at the desk');
  await desk.waitForSelector('.bubble--revoked:has-text("4111"):has-text("Клиент удалил сообщение")');
  for (const page of [frame, desk]) expect(await faults(page)).toEqual([]);

  // What a reload shows is the same.
  await visitor.page.reload();
  const again = await visitor.open();
  await again.waitForSelector(`.text:has-text("серый")`);
  expect(await again.locator('.bubble.gone').count()).toBe(2);
  await desk.reload();
  await desk.waitForSelector('.bubble--revoked');
  await desk.context().close();
  await visitor.close();
});

async function say(frame: Frame, words: string): Promise<void> {
  await write(frame, words);
  await frame.waitForSelector(`.line.visitor:not(.waiting) .text:has-text("${words}")`);
}

/** The newest line with these words, or the newest picture, gets others; null takes it back. */
async function change(frame: Frame, words: string | null, next: string | null): Promise<void> {
  const line = words === null ? { has: frame.locator('.thumb') } : { hasText: words };
  const found = frame.locator('.line.visitor', line).last();
  await found.hover();
  await found.locator('.own').click();
  if (next === null) await frame.click('.sheet .fault.plain');
  else {
    await frame.fill('.sheet textarea', next);
    await frame.click('.sheet .main');
  }
  await frame.waitForSelector('.veil', { state: 'hidden' });
}

/** The visitor's thread in the console. */
async function openDesk(viewport: { width: number; height: number }, words: string): Promise<Page> {
  const context = await browser.newContext({ viewport, locale: 'ru-RU' });
  const page = await context.newPage();
  page.setDefaultTimeout(25_000);
  await signIn(page, counter.url, MARIA);
  await page.goto(`${counter.url}/?view=all`);
  await page.click('.item >> nth=0');
  await page.waitForSelector(`.bubble--customer:has-text("${words}")`);
  return page;
}

async function faults(page: Page | Frame): Promise<unknown> {
  await page.evaluate(axe.source);
  return page.evaluate(
    `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.flatMap((one) => one.nodes.map(({ target, any }) => one.id + " " + target.join(" ") + " " + (any[0]?.message ?? ""))))`,
  );
}
