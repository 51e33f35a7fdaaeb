/**
 * The page of flows and scripts in a real browser, on the real product as a process of its own: the list, a drawing, a try by
 * keys and by clicks, a file that is edited while everything runs, and one that is broken.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { buildConsole } from '../../src/product/build-console.ts';
import { openBrowser } from '../support/browser.ts';
import { eventual } from '../support/eventual.ts';
import { joinDesk, type Person } from './desk-client.ts';
import { openCounter, type Counter } from './open-counter.ts';
import { signIn } from './pages.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'scripts-page-'));
const shopDir = join(folder, 'shop');
const file = join(shopDir, 'scripts', 'is-it-good.yaml');
const password = 'a counter of mint and linen';
const PEOPLE = {
  maria: { login: 'maria', name: 'Мария', password, locale: 'ru' },
  ed: { login: 'ed', name: 'Edward', password, locale: 'en' },
  petro: { login: 'petro', name: 'Петро', password, locale: 'uk' },
} satisfies Record<string, Person>;

let counter: Counter;
let browser: Browser;

beforeAll(async () => {
  cpSync(join(root, 'data/sample-shop'), shopDir, { recursive: true });
  await buildConsole(root);
  [counter, browser] = await Promise.all([openCounter({ SHOP_DIR: shopDir }), openBrowser()]);
  const maria = await joinDesk(counter.url, counter.setupPath, PEOPLE.maria);
  await joinDesk(counter.url, await maria.invite('editor'), PEOPLE.ed);
  await joinDesk(counter.url, await maria.invite('operator'), PEOPLE.petro);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await counter?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function visit(who: keyof typeof PEOPLE, path: string, options: object = {}): Promise<Page> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await signIn(page, counter.url, PEOPLE[who]);
  await page.goto(counter.url + path);
  return page;
}

const said = (page: Page) => page.locator('.play-line--bot').allTextContents();

test('an editor is at home among the answers: no desk, no line to customers that would be called lost', async () => {
  const page = await visit('ed', '/');
  await page.waitForSelector('.fa-head');
  expect(new URL(page.url()).pathname).toBe('/answers');
  expect(await page.locator('.rail a[href="/"]').count()).toBe(0);
  expect(await page.locator('.rail a[href="/shop"]').count()).toBe(1);
  // The line of somebody who may not have one would have been given up by now.
  await page.waitForTimeout(3_000);
  expect(await page.locator('.banner').count()).toBe(0);
  await page.context().close();
});

test('an editor finds a script, sees how it goes, and tries it by keys', async () => {
  const page = await visit('ed', '/scripts');
  await page.locator('.script-row a', { hasText: 'is-it-good' }).click();
  await page.waitForSelector('.chart-box[data-step="facts"]');
  await page.waitForSelector('.chart-box--current[data-step="thing"]');
  await page.getByLabel('What the customer writes').fill('linen robe');
  await page.keyboard.press('Enter');
  await page.waitForSelector('.chart-box--current[data-step="facts"]');
  expect((await said(page)).at(-1)).toMatch(/linen robe.*Bought 420 times.*4\.8 out of 5/s);
  // Whatever may be pressed can be reached without a mouse.
  const offer = page.getByRole('button', { name: 'I will ask a person' });
  await offer.focus();
  await page.keyboard.press('Enter');
  await page.locator('.play-note', { hasText: 'A person takes over' }).waitFor();
  await page.locator('.play-note', { hasText: /The operator reads: .*linen robe/ }).waitFor();
  await page.getByRole('button', { name: 'One step back' }).click();
  await page.waitForSelector('.chart-box--current[data-step="facts"]');
  await page.context().close();
}, 120_000);

test('the shop behind the try can be down, find nothing, and speak another language', async () => {
  const page = await visit('ed', '/scripts/delivery-delay');
  await page.waitForSelector('.play-line--bot');
  await page.getByLabel('Customer’s language').selectOption('uk');
  await page.getByLabel('Order', { exact: true }).selectOption('down');
  await page.getByLabel('Within hours').uncheck();
  await page.getByLabel('What the customer writes').fill('ML-1007');
  await page.keyboard.press('Enter');
  await page.locator('.play-line--bot', { hasText: 'Система магазину зараз не відповідає' }).waitFor();
  await page.locator('.play-note', { hasText: 'after hours' }).waitFor();
  await page.getByLabel('Order', { exact: true }).selectOption('late');
  await page.getByLabel('Phone is confirmed').check();
  await page.waitForSelector('.chart-box--current[data-step="late"]');
  await page.context().close();
}, 120_000);

test('a saved file is played at once; a broken one says which line and what to do, and the old one stays', async () => {
  const page = await visit('maria', '/scripts/is-it-good');
  await page.waitForSelector('.play-line--bot');
  const good = readFileSync(file, 'utf8');
  const begun = performance.now();
  writeFileSync(
    file,
    good.replaceAll(/ru:\n {8}- Правильно.*\n {8}- Хороший.*\n/gu, 'ru: Спросите о чём угодно.\n'),
  );
  const live = async () => {
    const now = await page.evaluate(`fetch('/api/scripts/is-it-good/chart').then((got) => got.text())`);
    return String(now).includes('Спросите о чём');
  };
  await eventual(live, 'the edit goes live');
  // Two seconds by itself; other tests run beside this one.
  expect(performance.now() - begun).toBeLessThan(10_000);
  await page.reload();
  await page.locator('.play-line--bot', { hasText: 'Спросите о чём угодно' }).waitFor();

  writeFileSync(file, good.replace('to: look\n', 'to: lok\n'));
  const trouble = page.locator('.finding--error', { hasText: 'ведёт в «lok», а такого шага нет' });
  await trouble.waitFor();
  expect(await trouble.textContent()).toMatch(/is-it-good\.yaml, строка \d+:.*может быть, «look»\?/s);
  await page.locator('.scripts-trouble', { hasText: 'Последняя правка не действует' }).waitFor();
  await page.getByRole('button', { name: 'Сначала' }).click();
  await page.locator('.play-line--bot', { hasText: 'Спросите о чём угодно' }).waitFor();
  writeFileSync(file, good);
  await trouble.waitFor({ state: 'detached' });
  await page.context().close();
}, 120_000);

test('an operator has no such page', async () => {
  const page = await visit('petro', '/');
  expect(await page.locator('.rail-link[href="/scripts"]').count()).toBe(0);
  const answers = await page.evaluate(
    `Promise.all(['/api/scripts', '/api/scripts/complaint/chart'].map((path) => fetch(path).then((got) => got.status)))`,
  );
  expect(answers).toEqual([403, 403]);
  await page.context().close();
}, 60_000);

describe.each([
  ['wide', 'light', { width: 1280, height: 900 }],
  ['narrow', 'dark', { width: 390, height: 844 }],
] as const)('%s and %s', (_name, colorScheme, viewport) => {
  test.each(['/scripts', '/scripts/too-dear', '/scripts/order-status'])(
    'axe finds nothing: %s',
    async (path) => {
      const page = await visit('maria', path, { colorScheme, viewport });
      await page.waitForSelector(path === '/scripts' ? '.script-row' : '.chart-box');
      if (path.includes('dear')) await page.waitForSelector('.play-offer');
      await page.evaluate(axe.source);
      const faults = await page.evaluate(`axe.run(document, { resultTypes: ['violations'] }).then((found) =>
      found.violations.flatMap((one) => one.nodes.map((node) => one.id + ' ' + node.target.join(' ') + ' ' +
        (node.any[0]?.message ?? node.all[0]?.message ?? ''))))`);
      expect(faults).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      await page.context().close();
    },
    120_000,
  );
});
