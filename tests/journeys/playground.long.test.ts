/**
 * The playground as a newcomer meets it: no token, no sign-in, a phone on the left and the console on the right, in a real
 * browser over the real product.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, BrowserContextOptions, FrameLocator, Page } from 'playwright-core';
import { readConfig } from '../../src/config.ts';
import { silentLog } from '../../src/core/ports/log.ts';
import { buildConsole } from '../../src/product/build-console.ts';
import { startProduct, type Product } from '../../src/product/start-product.ts';
import { openBrowser } from '../support/browser.ts';
import { clockFrom, root } from '../support/open-product.ts';

/** Long enough for a machine that does three other things; what is there earlier is seen earlier. */
const PATIENCE_MS = 25_000;
let dataDir: string;
let product: Product;
let browser: Browser;

beforeAll(async () => {
  const built = await buildConsole(root);
  if (typeof built === 'object') throw new Error(built.missing);
  dataDir = await mkdtemp(join(tmpdir(), 'prilavok-playground-'));
  [product, browser] = await Promise.all([start('2026-11-23T12:00:00+03:00'), openBrowser()]);
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await product?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

function start(at: string): Promise<Product> {
  const config = readConfig({ PORT: '0', DATA_DIR: dataDir }, { envFile: '/dev/null' });
  return startProduct(config, { root, release: 'test', clock: clockFrom(at), log: silentLog });
}

interface Visit {
  page: Page;
  desk: FrameLocator;
  faults: string[];
  say(text: string): Promise<void>;
  hears(text: RegExp): Promise<void>;
}

async function visit(options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'ru-RU',
    ...options,
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (line) => {
    // Asking who is signed in is answered 401 at the first visit, and the browser writes that down.
    if (line.type() === 'error' && !line.text().includes('401')) faults.push(line.text());
  });
  await page.goto(product.playgroundUrl ?? '');
  await page.locator('.ph').waitFor();
  return {
    page,
    desk: page.frameLocator('iframe'),
    faults,
    async say(text) {
      await page.getByRole('textbox', { name: /^(Сообщение|Message)$/ }).fill(text);
      await page.keyboard.press('Enter');
      await page.locator('.bb--customer', { hasText: text }).last().waitFor();
    },
    hears: (text) => page.locator('.bb--shop', { hasText: text }).last().waitFor({ timeout: PATIENCE_MS }),
  };
}

test('a question with a typo, a person, their answer: all on one page', async () => {
  const { page, desk, faults, say, hears } = await visit();
  await page.getByRole('button', { name: 'Начать' }).click();
  await hears(/помощник магазина/);
  await say('скок стоит доствка?');
  await hears(/390/);
  await page.getByRole('button', { name: 'Да, помогло' }).click();
  await say('позовите человека');
  await hears(/очеред/);

  await desk.getByText('Анна Смирнова').first().click();
  await desk.getByRole('button', { name: 'Взять', exact: true }).click();
  await desk.getByRole('button', { name: 'Завершить' }).waitFor();
  await desk.getByLabel('Текст ответа').fill('Здравствуйте, Анна! Чем помочь?');
  await desk.getByLabel('Текст ответа').press('Enter');
  await hears(/^Магазин: Здравствуйте, Анна! Чем помочь\?/);

  await page.getByRole('button', { name: 'Прикрепить' }).click();
  await page.getByRole('button', { name: 'Моё местоположение' }).click();
  await page.locator('.bb--customer .bb-card', { hasText: 'Местоположение' }).waitFor();
  expect(faults).toEqual([]);
  await page.context().close();
}, 60_000);

test('a mended message is marked, and a blocked shop cannot write', async () => {
  const { page, say } = await visit();
  await page.getByRole('tab', { name: /Олена/ }).click();
  await page.getByRole('button', { name: 'Начать' }).click();
  await say('скільки коштуе доставка?');
  await page.getByRole('textbox', { name: 'Сообщение' }).press('ArrowUp');
  await say('скільки коштує доставка?');
  await page.locator('.bb--customer', { hasText: 'изменено' }).waitFor();
  await page.getByRole('button', { name: 'Ещё' }).click();
  await page.getByRole('button', { name: 'Заблокировать магазин' }).click();
  await page.getByText('Вы заблокировали этот магазин').waitFor();
  await page.getByRole('button', { name: 'Разблокировать' }).click();
  await page.getByRole('textbox', { name: 'Сообщение' }).waitFor();
  await page.context().close();
}, 60_000);

test('a sample conversation plays at one click and waits unread behind another tab', async () => {
  const { page, hears, faults } = await visit();
  await page.getByRole('button', { name: 'Примеры разговоров' }).click();
  await page.getByRole('button', { name: /^Вопрос с опечатками/ }).click();
  await page.getByRole('tab', { name: /Игорь/, selected: true }).waitFor();
  await page.getByRole('tab', { name: /Emma/ }).click();
  await page.getByRole('tab', { name: /Игорь.*непрочитанн/ }).waitFor({ timeout: PATIENCE_MS });
  await page.getByRole('tab', { name: /Игорь/ }).click();
  await hears(/390/);
  expect(faults).toEqual([]);
  await page.context().close();
}, 60_000);

test('all phones side by side: one person in every messenger, each answered in its own', async () => {
  const { page, faults } = await visit({ viewport: { width: 1600, height: 900 } });
  await page.getByRole('tab', { name: /Олена/ }).click();
  await page.getByRole('button', { name: 'Все рядом' }).click();
  const phones = page.locator('.ph');
  const platforms = await Promise.all((await phones.all()).map((one) => one.getAttribute('data-platform')));
  expect(platforms.slice(0, 3)).toEqual(['telegram', 'viber', 'whatsapp']);
  for (const platform of platforms) {
    const phone = page.locator(`.ph[data-platform=${platform}]`);
    const begin = phone.getByRole('button', { name: 'Начать' });
    if (await begin.isVisible()) {
      await begin.click();
      await begin.waitFor({ state: 'detached' });
    }
    await phone.getByRole('textbox', { name: 'Сообщение' }).fill('скільки коштує доставка?');
    await phone.getByRole('textbox', { name: 'Сообщение' }).press('Enter');
    await phone.locator('.bb--shop', { hasText: '390' }).last().waitFor({ timeout: PATIENCE_MS });
  }
  await page.getByRole('group', { name: 'Мессенджер' }).getByRole('button', { name: /Viber/ }).click();
  await page.locator('.ph[data-platform=telegram]').waitFor({ state: 'detached' });
  expect(faults).toEqual([]);
  await page.context().close();
}, 120_000);

test.each(['Telegram', 'Viber', 'WhatsApp'])(
  'while %s is down words wait on both sides; then each comes once, in order',
  async (title) => {
    const { page, say, faults } = await visit();
    await page.getByRole('tab', { name: /Emma/ }).click();
    await page.getByRole('group', { name: 'Мессенджер' }).getByRole('button', { name: title }).click();
    const phone = page.locator(`.ph[data-platform=${title.toLowerCase()}]`);
    await phone.waitFor();
    const begin = phone.getByRole('button', { name: 'Начать' });
    if (await begin.isVisible()) {
      await begin.click();
      await phone.locator('.bb--shop').first().waitFor({ timeout: PATIENCE_MS });
    }
    const answers = phone.locator('.bb--shop', { hasText: '390' });
    const before = await answers.count();
    await page.getByRole('button', { name: `Неполадки: ${title}` }).click();
    await page.getByRole('switch', { name: 'Мессенджер не отвечает' }).click();
    await page.getByText('Мессенджер не отвечает.').waitFor();
    await page.keyboard.press('Escape');
    await say('how much is delivery?');
    await page.waitForTimeout(1_500);
    expect(await answers.count()).toBe(before);
    await page.getByRole('button', { name: 'Починить' }).click();
    await answers.nth(before).waitFor({ timeout: 60_000 });
    await page.waitForTimeout(1_000);
    expect(await answers.count()).toBe(before + 1);
    // A browser writes down calls of ours that a fault has refused.
    expect(faults).toEqual([]);
    await page.context().close();
  },
  120_000,
);

test('what comes twice is shown once at the desk', async () => {
  const { page, desk, say } = await visit();
  await page.getByRole('tab', { name: /Анна/ }).click();
  await page.getByRole('button', { name: 'Неполадки: Telegram' }).click();
  await page.getByRole('switch', { name: 'Всё приходит дважды' }).click();
  await page.getByText('Всё приходит магазину дважды.').waitFor();
  await page.keyboard.press('Escape');
  await say('вопрос ровно один раз');
  await say('и ещё один');
  await page.waitForTimeout(2_500);
  await desk.getByText('Все', { exact: true }).first().click();
  await desk.getByText('Анна Смирнова').first().click();
  await desk.locator('.bubble--customer', { hasText: 'и ещё один' }).waitFor();
  expect(await desk.locator('.bubble--customer', { hasText: 'вопрос ровно один раз' }).count()).toBe(1);
  expect(await desk.locator('.bubble--customer', { hasText: 'и ещё один' }).count()).toBe(1);
  await page.getByRole('button', { name: 'Починить' }).click();
  await page.context().close();
}, 60_000);

test('hands on a keyboard find everything; the language changes both sides', async () => {
  const { page, desk } = await visit();
  const line = page.getByRole('separator');
  await line.focus();
  await page.keyboard.press('ArrowRight');
  expect(await line.getAttribute('aria-valuenow')).toBe('424');
  await page.getByRole('tab', { name: /Анна/ }).focus();
  await page.keyboard.press('ArrowRight');
  await page.getByRole('tab', { name: /Олена/, selected: true }).waitFor();
  await page.getByRole('button', { name: 'Скрыть подсказку' }).click();
  await desk.getByText('Выберите диалог').waitFor();
  await page.getByText('EN', { exact: true }).click();
  await desk.getByText('Choose a conversation').waitFor();
  await page.getByRole('button', { name: 'Sample conversations' }).waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'Sample conversations' }).waitFor();
  expect(await page.getByText('Ask for a person').count()).toBe(0);
  await page.getByText('RU', { exact: true }).first().click();
  await desk.getByText('Выберите диалог').waitFor();
  await page.context().close();
}, 60_000);

test.each([
  ['wide and light', { viewport: { width: 1280, height: 800 }, colorScheme: 'light' }],
  ['narrow and dark', { viewport: { width: 390, height: 844 }, colorScheme: 'dark', locale: 'en-GB' }],
] as const)(
  'axe finds nothing: %s',
  async (_look, options) => {
    const { page, faults } = await visit({ ...options, reducedMotion: 'reduce' });
    await page.evaluate(
      await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'),
    );
    const look = async (): Promise<string[]> =>
      page.evaluate(`axe.run(document, { iframes: false }).then((found) =>
      found.violations.flatMap((one) => one.nodes.map((node) => one.id + ' ' + node.target.join(' '))))`);
    expect(await look()).toEqual([]);
    await page.getByRole('tab', { name: /Анна/ }).click();
    await page.locator('.bb--shop').first().waitFor();
    for (const name of [/^(Примеры|Samples?)/, /^(Почта|Mailbox)/, /^(Прикрепить|Attach)/, /^(Ещё|More)/]) {
      await page.getByRole('button', { name }).first().click();
      expect(await look()).toEqual([]);
      await page.keyboard.press('Escape');
    }
    if (options.viewport.width < 500) {
      await page.getByRole('button', { name: 'Console', exact: true }).click();
      expect(await look()).toEqual([]);
    }
    expect(faults).toEqual([]);
    await page.context().close();
  },
  60_000,
);

test('after a restart the same customers go on', async () => {
  for (const at of ['2026-11-23T12:05:00+03:00', '2026-11-23T12:10:00+03:00']) {
    await product.stop();
    product = await start(at);
    const { page, say, hears } = await visit({ locale: 'en-GB' });
    await page.getByRole('tab', { name: /Emma/ }).click();
    await page.getByRole('button', { name: 'Start' }).click();
    await say('how much is delivry?');
    await hears(/390/);
    await page.context().close();
  }
}, 60_000);
