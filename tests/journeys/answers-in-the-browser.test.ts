/**
 * From an editor's browser to a customer's phone: a phrasing that steals another entry's question is told and held, mended and
 * published, and heard on Telegram within two seconds, while somebody in the middle of a flow notices nothing. On copies of the answers
 * and of the shop; the product is a process of its own.
 */
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { openFaqHouse, type FaqHouse } from '../console/faq-house.ts';
import {
  asked,
  mend,
  OWN,
  publishButton,
  saved,
  seeChecked,
  seeHeld,
  steal,
  STOLEN,
} from '../console/faq-steps.ts';
import { hear, hearLive, phoneOf, waitForNumber } from '../support/answer-phones.ts';

jest.setTimeout(240_000);

const NEWS = 'Со среды возим дешевле.';
const OF_COST = /Курьер — .*Срочная доставка/s;
const OF_TIME = /Собираем заказ за/;
let house: FaqHouse;

beforeAll(async () => {
  house = await openFaqHouse({
    past: () => [
      ...asked(STOLEN, 12, 'delivery-time'),
      ...asked('сколько стоит доставка', 30, 'delivery-cost'),
      ...asked('как вернуть товар', 25, 'returns'),
    ],
  });
}, 180_000);
afterAll(async () => house?.close());

test('a stolen question is told and held; mended, it is published and heard at once, and a flow goes on', async () => {
  const { emulator: telegram } = house.counter;
  const anna = phoneOf(telegram, 901);
  expect((await hear(anna, 'Сколько стоит доставка?', OF_COST)).text).not.toContain(NEWS);
  await hear(anna, STOLEN, OF_TIME);
  const busy = await waitForNumber(telegram, 902);

  const page = await house.visit('nina', '/answers');
  await page.getByRole('link', { name: /^Сколько стоит доставка\?/ }).click();
  const answer = page.locator('.fa-answer textarea');
  await answer.waitFor();
  await answer.press('ControlOrMeta+Home');
  await page.keyboard.type(`${NEWS} `);
  await steal(page);
  await seeHeld(page);
  // What is drafted is not said.
  expect((await hear(anna, 'Сколько стоит доставка?', OF_COST)).text).not.toContain(NEWS);
  await mend(page);
  await saved(page);
  await seeChecked(page);

  await published(page);
  const heard = await hearLive(anna, OWN, new RegExp(NEWS));
  expect(heard.text).toMatch(OF_COST);
  await page.locator('.fa-published', { hasText: 'Записан 1 файл' }).waitFor();
  expect(house.read('ru/delivery.md')).toContain(`\n- ${OWN}\n`);
  expect((await hear(anna, 'Сколько стоит доставка?', OF_COST)).text).toContain(NEWS);
  await hear(anna, STOLEN, OF_TIME);

  await busy.goOn();
  await page.context().close();
});

/** Presses the button; done at the moment when the server has said that it is live. */
async function published(page: Page): Promise<void> {
  const answered = page.waitForResponse((answer) => answer.url().endsWith('/api/faq/publish'));
  await publishButton(page).click();
  expect((await answered).status()).toBe(200);
}
