/**
 * One person with two chats, in a real browser: where they are, why they are one, everything in one thread, parted and
 * joined again, by mouse and by keys; and the next customer, one's own first.
 */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
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
const PATIENCE_MS = 25_000;
jest.setTimeout(90_000);

let counter: Counter;
let browser: Browser;
let page: Page;
let maria: DeskClient;
let olha: DeskClient;
let people = 800;

beforeAll(async () => {
  [counter, browser] = await Promise.all([openCounter(), openBrowser()]);
  maria = await joinDesk(counter.url, counter.setupPath, MARIA);
  olha = await joinDesk(counter.url, await maria.invite('operator'), OLHA);
  for (const one of [maria, olha]) {
    await one.setDuty(true);
    await one.beat();
  }
  page = await openAs(MARIA);
}, 90_000);

afterAll(async () => {
  await browser?.close();
  await counter?.close();
});

describe('a person with two chats', () => {
  test('is shown with both, read in one thread, parted and joined again', async () => {
    const { first, second, phones } = await onePerson('Анна', '79161230001');
    await page.goto(`${counter.url}/c/${first}`);
    await page.waitForSelector('.channel-bar');
    expect(await page.locator('.chats .chat').count()).toBe(2);
    await page.waitForSelector('.proof >> text=•••00-01');
    expect(await faults(page)).toEqual([]);

    // One click opens the other chat.
    await page.click('.chats .chat:not([aria-current])');
    await page.waitForURL(`**/c/${second}*`);
    await page.waitForSelector('.bubble--customer >> text=из второго чата');

    // All at once: the reply goes where the customer wrote last, and says so.
    phones[0]?.text('снова из первого чата');
    await page.waitForSelector('.chats');
    await until(async () => (await lastLine(first)).includes('снова из первого'));
    await until(async () => (await contactHeardIn(second)) === first);
    await page.reload();
    await page.click('.channel--all');
    await page.waitForURL(`**/c/${first}?*lines=all*`);
    await page.waitForSelector('.channel-target >> text=Ответ уйдёт сюда: Telegram');
    await page.waitForSelector('.marked .bubble--customer >> text=снова из первого чата');
    await page.waitForSelector('.marked .bubble--customer >> text=из второго чата');
    expect(await page.locator('.marked .platform').count()).toBeGreaterThan(2);
    expect(await faults(page)).toEqual([]);

    // What happens in either chat comes in by itself.
    phones[1]?.text('и ещё раз из второго');
    await page.waitForSelector('.marked .bubble--customer >> text=и ещё раз из второго');

    // Parting is asked about once more, and the harmless answer has the focus.
    await page.click('.proof button >> text=Разъединить');
    await page.waitForSelector('.ask-twice');
    expect(await faults(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.ask-twice', { state: 'detached' });
    await page.focus('.proof button');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.ask-twice');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.toast >> text=Разъединено');
    await page.waitForSelector('.channel-bar', { state: 'detached' });
    await page.waitForSelector('.thread-lines >> text=больше не считается тем же человеком');
    await page.waitForSelector('.proof--undone >> text=Мария');
    expect(await page.locator('.marked').count()).toBe(0);
    expect(await faults(page)).toEqual([]);

    // Called different people they are suggested no more; that stays over a reload, and can be taken back.
    await page.click('.proof button >> text=Это разные люди');
    await page.waitForSelector('.toast >> text=Запомнили: это разные люди');
    await page.waitForSelector('.proof button >> text=Это один человек', { state: 'detached' });
    await page.reload();
    await page.click('.apart summary');
    await page.waitForSelector('.apart >> text=Мария');
    expect(await faults(page)).toEqual([]);
    await page.click('.apart button >> text=Вернуть');
    await page.waitForSelector('.apart', { state: 'detached' });

    // They are suggested now, and a person may join them.
    await page.click('.proof button >> text=Это один человек');
    await page.click('.ask-twice button >> text=Это один человек');
    await page.waitForSelector('.toast >> text=Соединено');
    await page.waitForSelector('.channel-bar');
    await page.waitForSelector('.proof >> text=Соединено вручную: Мария');
  });

  test('is found by the last digits of the number', async () => {
    const { first, second } = await onePerson('Борис', '79161230002');
    await page.goto(`${counter.url}/?view=all`);
    await page.fill('#search', '00-02');
    await page.waitForSelector(`[data-row="${first}"]`);
    await page.waitForSelector(`[data-row="${second}"]`);
    await until(async () => (await page.locator('.item').count()) === 2);
  });

  test('can be looked at by everybody at the desk, and joined by those who look after others', async () => {
    const { first } = await onePerson('Вера', '79161230003');
    const operators = await openAs(OLHA);
    await operators.goto(`${counter.url}/c/${first}`);
    await operators.waitForSelector('.proof >> text=•••00-03');
    expect(await operators.locator('.proof button').count()).toBe(0);
    await operators.context().close();
  });
});

test('somebody alone says so', async () => {
  const { id } = await newCustomer('Глеб', 'Здравствуйте');
  await page.goto(`${counter.url}/c/${id}`);
  await page.waitForSelector('text=Пока пишет только здесь.');
  expect(await page.locator('.channel-bar').count()).toBe(0);
});

test('another channel is offered from the menu of a conversation; where there is none, it says so', async () => {
  const { id } = await newCustomer('Зоя', 'оператор');
  await maria.command(id, { do: 'claim' });
  await page.goto(`${counter.url}/c/${id}`);
  await page.waitForSelector('.compact-tiny');
  await page.click('.thread-acts button >> nth=-1');
  await page.click('text=Предложить другой мессенджер');
  await page.waitForSelector('.toast >> text=нет другого канала');
  await maria.command(id, { do: 'resolve', outcome: 'solved' });
});

test('the next customer: a key takes them, and who is known goes to who knows them', async () => {
  const { first, second, phones } = await onePerson('Дарья', '79161230004');
  await maria.command(first, { do: 'claim' });
  const { id: other } = await newCustomer('Ефим', 'оператор');
  phones[1]?.text('оператор');
  await until(async () => (await maria.list('queue')).rows.length === 2);
  await page.goto(counter.url);
  await page.waitForSelector(`[data-row="${second}"] >> text=ваш клиент`);
  await page.waitForSelector(`[data-row="${other}"]`);
  expect(await faults(page)).toEqual([]);
  await page.keyboard.press('KeyG');
  await page.waitForURL(`**/c/${second}*`);
  await page.waitForSelector('.compact-tiny');
  await page.click('text=Взять следующего');
  await page.waitForURL(`**/c/${other}*`);
  await until(async () => (await maria.list('queue')).rows.length === 0);
});

/** Two chats that proved the same number. */
async function onePerson(name: string, phone: string) {
  const one = await newCustomer(`${name} один`, 'из первого чата');
  const two = await newCustomer(`${name} два`, 'из второго чата');
  for (const { phone: hand } of [one, two]) hand.contact({ phone });
  await until(async () => (await maria.contact(one.id)).identities.length === 2);
  return { first: one.id, second: two.id, phones: [one.phone, two.phone] };
}

async function newCustomer(name: string, text: string): Promise<{ phone: Phone; id: string }> {
  const phone = counter.emulator.user((people += 1));
  Object.assign(phone.person, { firstName: name, lastName: undefined, languageCode: 'ru' });
  phone.start();
  await until(() => phone.received().length > 0);
  const before = phone.received().length;
  phone.text(text);
  await until(() => phone.received().length > before);
  let id = '';
  await until(async () => {
    id = (await maria.list('all')).rows.find((row) => row.name === name)?.id ?? '';
    return id !== '';
  });
  return { phone, id };
}

const contactHeardIn = async (id: string) => (await maria.contact(id)).lastHeardIn;
const lastLine = async (id: string) => JSON.stringify((await maria.thread(id)).lines.slice(-4));

async function openAs(who: { login: string; password: string }): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, locale: 'ru-RU' });
  const opened = await context.newPage();
  opened.setDefaultTimeout(PATIENCE_MS);
  await signIn(opened, counter.url, who);
  return opened;
}

/** What axe finds. */
async function faults(at: Page): Promise<string[]> {
  await at.evaluate(axe.source);
  return at.evaluate(`axe.run(document, { resultTypes: ['violations'] }).then((found) =>
    found.violations.flatMap((one) => one.nodes.map((node) => one.id + ' ' + node.target.join(' '))))`) as Promise<
    string[]
  >;
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error('it did not happen in time');
    await new Promise((next) => setTimeout(next, 50));
  }
}
