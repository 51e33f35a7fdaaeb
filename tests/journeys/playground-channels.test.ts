/** In the playground: one person goes from one emulated messenger to another by the link of a button, and is known there. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { readConfig } from '../../src/config.ts';
import { silentLog } from '../../src/core/ports/log.ts';
import { buildConsole } from '../../src/product/build-console.ts';
import { startProduct, type Product } from '../../src/product/start-product.ts';
import { openBrowser } from '../support/browser.ts';
import { clockFrom, root } from '../support/open-product.ts';

const PATIENCE_MS = 25_000;
let dataDir: string;
let product: Product;
let browser: Browser;

beforeAll(async () => {
  const built = await buildConsole(root);
  if (typeof built === 'object') throw new Error(built.missing);
  dataDir = await mkdtemp(join(tmpdir(), 'prilavok-playground-'));
  const config = readConfig({ PORT: '0', DATA_DIR: dataDir }, { envFile: '/dev/null' });
  const clock = clockFrom('2026-11-23T12:00:00+03:00');
  [product, browser] = await Promise.all([
    startProduct(config, { root, release: 'test', clock, log: silentLog }),
    openBrowser(),
  ]);
}, 90_000);

afterAll(async () => {
  await browser?.close();
  await product?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

test('asked in Telegram, gone on in Viber and in WhatsApp, one person at the desk', async () => {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, locale: 'ru-RU' });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(product.playgroundUrl ?? '');
  for (const [index, channel] of ['Viber', 'WhatsApp'].entries()) {
    const telegram = page.locator('.ph[data-platform=telegram]');
    const tab = page.getByRole('button', { name: /^Telegram/ });
    if (!(await telegram.isVisible())) await tab.first().click();
    await telegram.waitFor();
    const start = telegram.getByRole('button', { name: 'Начать' });
    if (await start.isVisible()) {
      await start.click();
      await telegram.locator('.bb--shop').first().waitFor();
    }
    await telegram.getByRole('textbox').fill('пишите мне в вайбер');
    await page.keyboard.press('Enter');
    // A new offer ends the one before.
    const offer = telegram.locator('.bb--shop', { hasText: 'Где вам удобнее?' }).nth(index);
    await offer.getByRole('link', { name: channel }).click();
    const there = page.locator(`.ph[data-platform=${channel.toLowerCase()}]`);
    if (channel === 'WhatsApp') {
      await there.locator('.bb--shop', { hasText: 'мы вас узнали' }).waitFor();
      continue;
    }
    // Viber takes no word of ours before the person has written.
    await there.getByRole('textbox').waitFor();
    await there.getByRole('textbox').fill('оператор');
    await page.keyboard.press('Enter');
    await there.locator('.bb--shop', { hasText: 'мы вас узнали' }).waitFor();
    await there.locator('.bb--shop', { hasText: /очеред|заняты/ }).waitFor();
    await tab.first().click();
  }
  const desk = page.frameLocator('iframe');
  await desk.locator('.item').first().click();
  await desk.locator('.channel-bar .channel >> nth=3').waitFor();
  const shown = await desk.locator('.channel-bar .platform').allTextContents();
  expect(shown.toSorted()).toEqual([
    expect.stringMatching('T'),
    expect.stringMatching('V'),
    expect.stringMatching('W'),
  ]);
  await context.close();
}, 120_000);

test('the phones of all messengers stand beside the console of a 1280 px screen', async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'ru-RU' });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(product.playgroundUrl ?? '');
  await page.getByRole('button', { name: 'Все рядом' }).click();
  await page.locator('.ph').nth(3).waitFor();
  const hidden = `(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector('.pg-phones'))`;
  expect(await page.evaluate(hidden)).toBe(0);
  await context.close();
}, 120_000);
