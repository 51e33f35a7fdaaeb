/**
 * The desk at work: the real product, an emulated messenger and real browsers. What an operator does is done by mouse and
 * keys; what came of it is read on the customer's phone.
 */
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Phone } from '../../bots/telegram/emulator/phone.ts';
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
const OLHA = { login: 'olha', name: 'Ольга', password: 'another quiet long phrase', locale: 'ru' } as const;
/** Long enough for a machine that does three other things; what is there earlier is seen earlier. */
const PATIENCE_MS = 25_000;
const TAKE = '.thread-acts >> text=Взять';
let counter: Counter;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let olha: DeskClient;
let people = 700;

beforeAll(async () => {
  [counter, browser] = await Promise.all([openCounter(), openBrowser()]);
  context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'ru-RU' });
  page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(counter.url + counter.setupPath);
  await page.fill('input[autocomplete=name]', MARIA.name);
  await page.fill('input[autocomplete=username]', MARIA.login);
  await page.fill('input[autocomplete=new-password]', MARIA.password);
  await page.click('button[type=submit]');
  await page.waitForSelector('.rail');
  const second = await context.newPage();
  await second.goto(`${counter.url}/people`);
  await second.click('.sheet-head button');
  await second.click('.mantine-Modal-body button');
  const link = await second.inputValue('input[readonly]');
  await second.close();
  olha = await joinDesk(counter.url, new URL(link).pathname, OLHA);
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await counter?.close();
});

afterEach(async () => {
  await context.unrouteAll({ behavior: 'ignoreErrors' });
  await context.setOffline(false);
});

jest.setTimeout(90_000);

describe('the desk', () => {
  test('a customer asks for a person, is claimed, answered, noted and resolved; then the bot answers again', async () => {
    await page.goto(counter.url);
    await page.waitForSelector('.empty');
    const phone = await newCustomer('Анна');
    phone.text('оператор');
    // It comes by the stream: nobody reloads anything.
    await page.click('.item');
    await expectTitle(/^\(1\)/);
    // The keys of a conversation work once it is on the screen, as for the hand that presses them.
    await page.waitForSelector(TAKE);
    await page.keyboard.press('KeyC');
    await page.waitForSelector('.compact-tiny');
    await say('Здравствуйте, слушаю вас');
    await received(phone, 'Здравствуйте, слушаю вас');
    await page.keyboard.press('Escape');
    await page.keyboard.press('KeyN');
    await say('только для своих');
    await page.waitForSelector('.note');
    phone.text('Спасибо!');
    await page.waitForSelector('.bubble--customer >> text=Спасибо!');
    await page.keyboard.press('Escape');
    await page.keyboard.press('KeyE');
    await page.click('.choice');
    await page.waitForSelector(TAKE);
    const before = phone.received().length;
    phone.text('Сколько стоит доставка?');
    await until(() => phone.received().length > before);
    expect(texts(phone).join('\n')).not.toContain('только для своих');
  });

  test('of two who claim one wins; the other sees who, and keeps what was typed', async () => {
    const { id } = await openQueued('Борис');
    const other = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'ru-RU' });
    const slow = await other.newPage();
    slow.setDefaultTimeout(PATIENCE_MS);
    await signIn(slow, counter.url, OLHA);
    // Her click leaves before the stream can tell that somebody was faster.
    await slow.route('**/api/live*', (route) => route.abort());
    await slow.goto(`${counter.url}/c/${id}`);
    await slow.waitForSelector(TAKE);
    await slow.fill('#composer', 'Уже смотрю ваш заказ');
    await page.click(TAKE);
    await page.waitForSelector('.compact-tiny');
    await slow.click(TAKE);
    await slow.waitForSelector(`.toast >> text=${MARIA.name}`);
    await slow.waitForSelector('.kept >> text=Уже смотрю ваш заказ');
    await slow.click('.kept button');
    expect(await slow.inputValue('#composer')).toBe('Уже смотрю ваш заказ');
    await other.close();
  });

  test('words sent without a connection wait, and arrive once when it is back', async () => {
    const { phone } = await openClaimed('Вера');
    await context.setOffline(true);
    await say('без связи');
    await page.waitForSelector('.bubble--unsent');
    await page.waitForSelector('.banner');
    await context.setOffline(false);
    await received(phone, 'без связи');
    await page.waitForSelector('.bubble--unsent', { state: 'detached' });
    expect(texts(phone).filter((text) => text === 'без связи')).toHaveLength(1);
  });

  test('a reload in the middle of sending makes one message, not two and not none', async () => {
    const { phone } = await openClaimed('Глеб');
    // The server gets it; the answer is lost.
    await page.route('**/commands', async (route) => {
      await route.fetch();
      await route.abort();
    });
    await say('ровно один раз');
    await received(phone, 'ровно один раз');
    await page.unroute('**/commands');
    await page.reload();
    await page.waitForSelector('.bubble--operator >> text=ровно один раз');
    await page.waitForSelector('.bubble--unsent', { state: 'detached' });
    await page.waitForTimeout(500);
    expect(texts(phone).filter((text) => text === 'ровно один раз')).toHaveLength(1);
    expect(await page.locator('.bubble--operator >> text=ровно один раз').count()).toBe(1);
  });

  test('a draft survives a reload and is there in another browser', async () => {
    const { id } = await openClaimed('Дарья');
    await page.fill('#composer', 'начало длинного ответа');
    await page.waitForResponse(
      (answer) => answer.url().endsWith('/draft') && answer.request().method() === 'PUT',
    );
    await page.reload();
    await page.waitForSelector('#composer');
    await until(async () => (await page.inputValue('#composer')) === 'начало длинного ответа');
    const other = await browser.newContext({ locale: 'ru-RU' });
    const elsewhere = await other.newPage();
    await signIn(elsewhere, counter.url, MARIA);
    await elsewhere.goto(`${counter.url}/c/${id}`);
    await until(async () => (await elsewhere.inputValue('#composer')) === 'начало длинного ответа');
    await other.close();
  });

  test('after the server was killed nothing is missed', async () => {
    const { phone } = await openClaimed('Егор');
    await counter.stop('SIGKILL');
    await say('пока сервер лежит');
    phone.text('я пишу в пустоту');
    await page.waitForSelector('.banner', { timeout: PATIENCE_MS });
    await counter.start();
    await page.waitForSelector('.bubble--customer >> text=я пишу в пустоту', { timeout: 40_000 });
    await received(phone, 'пока сервер лежит');
    await page.waitForSelector('.banner', { state: 'detached' });
    expect(texts(phone).filter((text) => text === 'пока сервер лежит')).toHaveLength(1);
  }, 80_000);

  test('two tabs show the same, and an answer in one is an answer in both', async () => {
    const { id, phone } = await openClaimed('Жанна');
    const tab = await context.newPage();
    await tab.goto(`${counter.url}/c/${id}`);
    await tab.waitForSelector('.compact-tiny');
    await say('видно в обеих');
    await tab.waitForSelector('.bubble--operator >> text=видно в обеих');
    await received(phone, 'видно в обеих');
    await tab.close();
    expect(texts(phone).filter((text) => text === 'видно в обеих')).toHaveLength(1);
  });

  test('a file goes out with a reply, and markup of a customer is only text', async () => {
    const { phone } = await openClaimed('Зоя');
    phone.text('<img src=x onerror="document.title=1"> **жирно**');
    await page.waitForSelector('.bubble--customer >> text=<img src=x');
    expect(await page.locator('.bubble--customer img').count()).toBe(0);
    const chooser = page.waitForEvent('filechooser');
    await page.click('.composer-foot button >> nth=0');
    await (await chooser).setFiles({ name: 'Чек.txt', mimeType: 'text/plain', buffer: Buffer.from('итого') });
    await page.waitForSelector('.attached .p-soft');
    await say('вот чек');
    await until(() => phone.received().some((message) => message.document !== undefined));
  });

  test('how large a file may be stands on the key, and one that is larger does not even go up', async () => {
    await openClaimed('Юна');
    const key = page.locator('.composer-foot button >> nth=0');
    expect(await key.getAttribute('title')).toMatch(/20\s*(МБ|MB)/);
    const uploads: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/api/media')) uploads.push(request.url());
    });
    const chooser = page.waitForEvent('filechooser');
    await key.click();
    const buffer = Buffer.alloc(20_000_001);
    await (await chooser).setFiles({ name: 'film.mp4', mimeType: 'video/mp4', buffer });
    await page.waitForSelector('text=/слишком больш|too large/');
    expect(await page.locator('.attached').count()).toBe(0);
    expect(uploads).toEqual([]);
  });
});

async function newCustomer(name: string): Promise<Phone> {
  const phone = counter.emulator.user((people += 1));
  Object.assign(phone.person, { firstName: name, lastName: undefined, languageCode: 'ru' });
  phone.start();
  await until(() => phone.received().length > 0);
  return phone;
}

/** A customer in the queue whose conversation is open in the page. */
async function openQueued(name: string): Promise<{ phone: Phone; id: string }> {
  const phone = await newCustomer(name);
  phone.text('оператор');
  let id = '';
  await until(async () => {
    const { rows } = await olha.list('queue');
    id = rows.find((row) => row.name === name)?.id ?? '';
    return id !== '';
  });
  await page.goto(`${counter.url}/c/${id}`);
  await page.waitForSelector(TAKE);
  return { phone, id };
}

async function openClaimed(name: string): Promise<{ phone: Phone; id: string }> {
  const opened = await openQueued(name);
  await page.click(TAKE);
  await page.waitForSelector('.compact-tiny');
  return opened;
}

async function say(text: string): Promise<void> {
  await page.fill('#composer', text);
  await page.press('#composer', 'Enter');
}

function texts(phone: Phone): string[] {
  return phone.received().map((message) => message.text ?? message.caption ?? '');
}

async function received(phone: Phone, text: string): Promise<void> {
  await until(() => texts(phone).includes(text), 30_000);
}

async function expectTitle(pattern: RegExp): Promise<void> {
  await until(async () => pattern.test(await page.title()));
}

async function until(isSo: () => boolean | Promise<boolean>, ms = PATIENCE_MS): Promise<void> {
  const end = Date.now() + ms;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`It did not come about within ${ms} ms`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
