/**
 * What nobody answered, on its page in a real browser: a cluster becomes an answer, phrasings of one, or is put aside, and then it is empty.
 * In a shop where files saved by hand wait for somebody.
 */
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { eventual } from '../support/eventual.ts';
import { openFaqHouse, type FaqHouse } from './faq-house.ts';
import type { PastQuestion } from './past-questions.ts';

jest.setTimeout(180_000);
const REPLY = 'Да, подошьём: 150 ₽ за метр, готово за три дня.';
let house: FaqHouse;

const missed = (texts: readonly string[], reply: string | null): PastQuestion[] =>
  texts.map((text, n) => ({
    text,
    locale: 'ru',
    platform: n % 2 === 0 ? 'telegram' : 'viber',
    entries: [],
    band: 'miss',
    fate: 'person',
    reply: n === 0 ? reply : null,
    atMs: Date.now() - n * 86_400_000 - 3_600_000,
  }));

beforeAll(async () => {
  house = await openFaqHouse({
    env: { FAQ_GATE: 'hold' },
    past: () => [
      ...missed(
        ['Подшиваете ли шторы?', 'подшиваете шторы', 'подшиваете ли вы шторы', 'шторы подшиваете?'],
        REPLY,
      ),
      ...missed(['оплата биткоином возможна?', 'оплата биткоином', 'возможна ли оплата биткоином'], null),
      ...missed(['абракадабра кукареку', 'кукареку абракадабра'], null),
    ],
  });
}, 120_000);
afterAll(async () => house?.close());

test('a file saved by hand waits where the shop wants it so: told, looked at, live when somebody publishes it', async () => {
  const page = await house.visit('maria', '/answers');
  await page.locator('.fa-row').first().waitFor();
  expect(await page.locator('.fa-strip').count()).toBe(0);
  const phone = house.counter.emulator.user(801);
  const isTold = async (words: string): Promise<boolean> => {
    const before = phone.received().length;
    phone.text('Расскажите о вашем бренде');
    await eventual(() => Promise.resolve(phone.received().length > before), 'an answer');
    return phone.received().some(({ text }) => text?.includes(words));
  };
  const written = house.read('ru/company.md').replace('\nМы «{{shop.name}}»:', '\nМы — «{{shop.name}}»:');
  expect(written).not.toBe(house.read('ru/company.md'));
  house.write('ru/company.md', written);
  await page.locator('.fa-strip', { hasText: 'ждут публикации' }).locator('button').click();
  await page.locator('.fa-strip', { hasText: 'получают прежние ответы' }).waitFor();
  await page.locator('.fa-verdict', { hasText: 'Кто вы' }).getByText('правка в файле').waitFor();
  expect(await isTold('Мы — «')).toBe(false);
  for (const box of await page.locator('.fa-verdict input').all()) await box.check();
  await page.getByRole('button', { name: /[Оо]публиковать$/ }).click();
  await page.locator('.fa-published', { hasText: 'Правки из файлов теперь действуют' }).waitFor();
  expect(await isTold('Мы — «')).toBe(true);
  await page.goto(`${house.counter.url}/answers/history`);
  await page.locator('.fa-revision', { hasText: 'Мария Соколова' }).locator('ins').first().waitFor();
  await page.context().close();
});

test('a cluster becomes an answer with its phrasings and a colleague’s reply, one becomes phrasings, one is put aside', async () => {
  const page = await house.visit('nina', '/unanswered');
  const rows = page.locator('.un-row');
  await rows.filter({ hasText: /шторы/ }).first().click();
  await page.locator('.un-replies', { hasText: 'подошьём' }).waitFor();
  expect(await page.locator('.un-questions li').count()).toBe(4);
  // An editor reads no conversations.
  expect(await page.locator('.un-questions a').count()).toBe(0);

  await page.getByRole('button', { name: 'Сделать ответ' }).click();
  await page.locator('.un-ticks input').last().uncheck();
  await page.getByRole('button', { name: 'Дальше' }).click();
  await page.getByLabel('Тема').selectOption({ label: 'Товары и цены' });
  await page.getByRole('button', { name: 'Создать черновик' }).click();
  await page.waitForURL(/\/answers\/entry\//);
  const answer = page.locator('.fa-answer textarea');
  await answer.waitFor();
  expect(await answer.inputValue()).toBe(REPLY);
  const phrasings = await page
    .locator('.fa-phrasing input')
    .evaluateAll((all) => all.map((one) => (one as unknown as { value: string }).value));
  expect(phrasings.length).toBeGreaterThan(0);
  expect(phrasings.join()).toMatch(/шторы/);
  await page.locator('.fa-row', { hasText: /шторы/i }).locator('.fa-state--new').waitFor();

  await page.goto(`${house.counter.url}/unanswered`);
  await rows
    .filter({ hasText: /биткоин/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Добавить к ответу' }).click();
  await page.getByLabel('К какому ответу').selectOption('payment');
  await page.getByRole('button', { name: /^Добавить \d/ }).click();
  await page.waitForURL(/\/answers\/entry\/payment/);
  await page.locator('.fa-entry-title .fa-state--draft').waitFor();
  await page.locator('.fa-phrasing input').last().waitFor();
  const kept = await page
    .locator('.fa-phrasing input')
    .evaluateAll((all) => all.map((one) => (one as unknown as { value: string }).value));
  expect(kept.join()).toMatch(/биткоин/);

  await page.goto(`${house.counter.url}/unanswered`);
  await rows
    .filter({ hasText: /кукареку/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Отложить' }).click();
  await page.getByText('У каждого вопроса есть ответ').waitFor();
  const list = await eventual(async () => {
    const got = await page.evaluate(`fetch('/api/unanswered').then((answer) => answer.json())`);
    return (got as { waiting: number }).waiting === 0;
  }, 'nobody waits');
  expect(list).toBe(true);
  await page.context().close();
});
