/** The page of channels in a real browser: the code that changes by itself, the switch that asks, the check; axe finds nothing. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { buildConsole } from '../../src/product/build-console.ts';
import { openBrowser } from '../support/browser.ts';
import { PASSWORD } from '../server/support/open-house.ts';
import { openChannelsHouse, type ChannelsHouse } from './channels-house.ts';
import { signIn } from './pages.ts';

let open: ChannelsHouse;
let browser: Browser;

beforeAll(async () => {
  await buildConsole(process.cwd());
  [open, browser] = await Promise.all([openChannelsHouse(), openBrowser()]);
  await open.house.hire('anna', 'admin');
  await open.house.hire('petr', 'operator');
}, 90_000);
afterAll(async () => {
  await browser?.close();
  await open?.close();
});

async function visit(login: string, options: object = {}): Promise<Page> {
  const context = await browser.newContext({ locale: 'ru-RU', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await signIn(page, open.house.url, { login, password: PASSWORD });
  await page.goto(`${open.house.url}/channels`);
  await page.waitForSelector('.messenger');
  return page;
}

const card = (page: Page, title: string) => page.locator('.messenger', { hasText: title }).first();

test('the code follows the phone, and goes when it is scanned', async () => {
  const page = await visit('anna');
  const drawn = () => page.locator('.qr path').getAttribute('d');
  const first = await drawn();
  open.whatsapp.rotateCode();
  await page.waitForSelector(`.qr path:not([d="${first}"])`);
  expect(await page.locator('.rail-link[href="/channels"] .rail-count').textContent()).toBe('2');
  open.whatsapp.scan();
  await page.waitForSelector('.qr', { state: 'detached' });
  await card(page, 'WhatsApp Web').locator('.messenger-state--good').waitFor();
  open.whatsapp.unlink();
  await card(page, 'WhatsApp Web').locator('.messenger-state--bad').waitFor();
  await card(page, 'WhatsApp Web').getByRole('button', { name: 'Связать заново' }).click();
  await page.waitForSelector('.qr');
  await page.context().close();
}, 120_000);

test('the switch asks before it switches off', async () => {
  const page = await visit('anna');
  const toggle = card(page, 'opt').locator('input[type=checkbox]');
  await toggle.click({ force: true });
  await page.getByRole('button', { name: 'Оставить как есть' }).click();
  await page.waitForSelector('.messenger-question', { state: 'detached' });
  expect(open.channels.get('telegram:opt')!.on).toBe(true);
  await toggle.click({ force: true });
  await page.getByRole('button', { name: 'Выключить', exact: true }).click();
  await card(page, 'opt').locator('.messenger-state--calm').waitFor();
  expect(open.channels.get('telegram:opt')!.on).toBe(false);
  await page.waitForSelector('.messenger-question', { state: 'detached' });
  await toggle.click({ force: true });
  await card(page, 'opt').locator('.messenger-state--wait').waitFor();
  await page.context().close();
}, 120_000);

test('an operator sees how they do and can change nothing', async () => {
  const page = await visit('petr');
  expect(await page.locator('.messenger').count()).toBe(4);
  expect(await page.locator('.qr, .messenger input, .messenger button').count()).toBe(0);
  await page.context().close();
}, 60_000);

test.each([
  ['wide', 'light', { width: 1280, height: 900 }],
  ['narrow', 'dark', { width: 390, height: 844 }],
] as const)(
  'axe finds nothing: %s and %s',
  async (_name, colorScheme, viewport) => {
    const page = await visit('anna', { colorScheme, viewport });
    await page.waitForSelector('.qr');
    await card(page, 'main')
      .getByRole('button', { name: /Проверить/ })
      .click();
    await page.waitForSelector('.findings');
    expect(await page.locator('.findings').textContent()).toMatch(
      /Пакет whatsapp-web\.js установлен.*Телефон не подключён/s,
    );
    expect(await page.locator('.findings [lang="en"]').count()).toBe(0);
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
