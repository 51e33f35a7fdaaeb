/**
 * The main job, whole: a customer in Telegram asks with a typo, looks up an order with proof, asks for a person; an operator in
 * a real browser claims, answers, notes, resolves; the bot is silent meanwhile and answers again afterwards.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { Phone } from '../../bots/telegram/emulator/phone.ts';
import { buildConsole } from '../../src/product/build-console.ts';
import { openBrowser } from '../support/browser.ts';
import { openProduct, root, type OpenProduct } from '../support/open-product.ts';

interface Script {
  language: string;
  name: string;
  phone: string;
  question: string;
  answer: RegExp;
  order: string;
  card: RegExp;
  person: string;
  queued: RegExp;
  joined: RegExp;
  resolved: RegExp;
}

const SCRIPTS: Script[] = [
  {
    language: 'ru',
    name: 'Анна',
    phone: '79990001001',
    question: 'скока стоит доставка куреьром',
    answer: /390/,
    order: 'где мой заказ?',
    card: /ML-10/,
    person: 'оператор',
    queued: /очеред/,
    joined: /на связи Ольга/,
    resolved: /Вопрос закрыт/,
  },
  {
    language: 'uk',
    name: 'Олена',
    phone: '79990001003',
    question: 'скільки коштує доставка курєром',
    answer: /390/,
    order: 'де моє замовлення?',
    card: /ML-10/,
    person: 'покличте людину',
    queued: /черз/,
    joined: /на зв’язку Ольга/,
    resolved: /Питання закрито/,
  },
  {
    language: 'en',
    name: 'Sean',
    phone: '79990001004',
    question: 'how much is curier delivry',
    answer: /390/,
    order: 'where is my order?',
    card: /ML-10/,
    person: 'operator',
    queued: /in line|next/,
    joined: /Ольга.*is with you/,
    resolved: /question is closed/,
  },
];

let open: OpenProduct;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  const built = await buildConsole(root);
  if (typeof built === 'object') throw new Error(built.missing);
  open = await openProduct();
  browser = await openBrowser();
  page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'ru-RU' });
  await page.goto(open.product.setupLink ?? '');
  await page.getByLabel('Ваше имя').fill('Ольга Петрова');
  await page.getByLabel('Логин').fill('olga');
  await page.getByLabel('Пароль', { exact: true }).fill('длинная фраза для входа');
  await page.getByRole('button', { name: 'Начать работу' }).click();
  await page.getByText('Выберите диалог').waitFor();
  await page.getByText('На смене', { exact: true }).waitFor();
}, 60_000);

afterAll(async () => {
  await browser.close();
  await open.stop();
});

describe.each(SCRIPTS)('a customer who writes in $language', (script) => {
  const id = 52_000 + SCRIPTS.indexOf(script);
  let phone: Phone;
  const hears = async (expected: RegExp) => {
    const message = await phone.waitForMessage((one) => expected.test(one.text ?? ''));
    return message.text ?? '';
  };

  test('is answered by the bot, with proof for the order', async () => {
    phone = open.telegram.user(id);
    phone.person.firstName = script.name;
    phone.person.languageCode = script.language;
    phone.person.phone = script.phone;
    phone.start();
    await hears(/Мята и Лён|М’ята і Льон|Mint & Linen/);
    phone.text(script.question);
    await hears(script.answer);
    phone.text(script.order);
    await hears(/\?|\./);
    phone.contact();
    await hears(script.card);
  });

  test('gets a person, who answers and notes, while the bot is silent', async () => {
    phone.text(script.person);
    await hears(script.queued);
    await page.getByText(script.name).first().click();
    await page.getByRole('button', { name: 'Взять', exact: true }).click();
    await hears(script.joined);

    await page.getByLabel('Текст ответа').fill(`Здравствуйте, ${script.name}! Чем помочь?`);
    await page.keyboard.press('Enter');
    await hears(new RegExp(`^Здравствуйте, ${script.name}! Чем помочь\\?$`));

    await page.getByText('Заметка', { exact: true }).click();
    await page.getByLabel('Текст заметки').fill('Просила перезвонить');
    await page.getByRole('button', { name: 'Добавить заметку' }).click();
    await page.getByText('Просила перезвонить').first().waitFor();

    const before = phone.received().length;
    phone.text(script.question);
    await page.getByText(script.question).nth(1).waitFor();
    expect(phone.received()).toHaveLength(before);
    expect(phone.messages().some((one) => one.text?.includes('Просила перезвонить'))).toBe(false);
  });

  test('is told when it is done, and the bot answers again', async () => {
    await page.getByRole('button', { name: 'Завершить', exact: true }).click();
    await page.getByRole('dialog').getByText('Вопрос решён').click();
    await hears(script.resolved);
    phone.text(script.question);
    await hears(script.answer);
  });
});
