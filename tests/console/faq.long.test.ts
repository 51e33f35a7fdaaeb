/**
 * Editors at work in a real browser, on the real product and its files: a phrasing that steals another entry's questions and what says
 * so, two at one entry, a file saved meanwhile, a lost connection, tables out and in, what becomes a commit, and everything undone again.
 */
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { readSheet } from 'read-excel-file/node';
import writeExcelFile from 'write-excel-file/node';
import { eventual } from '../support/eventual.ts';
import { openFaqHouse, type FaqHouse } from './faq-house.ts';
import {
  asked,
  mend,
  phrasings,
  publishButton,
  saved,
  seeChecked,
  seeHeld,
  steal,
  STOLEN,
} from './faq-steps.ts';

jest.setTimeout(180_000);
let house: FaqHouse;

beforeAll(async () => {
  house = await openFaqHouse({
    env: { FAQ_GIT: 'on' },
    past: () => [
      ...asked('Долго ждать посылку?', 12, 'delivery-time'),
      ...asked('сколько ждать посылку в москве', 20, 'delivery-time'),
      ...asked('сколько стоит доставка', 30, 'delivery-cost'),
      ...asked('как вернуть товар', 25, 'returns'),
    ],
  });
  git('init', '-q');
  git('add', '-A');
  git('commit', '-qm', 'first');
}, 120_000);
afterAll(async () => house?.close());

const git = (...given: string[]) =>
  execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@t.invalid', '-C', house.dir, ...given], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent' },
  }).trim();
const values = (fields: Locator): Promise<string[]> =>
  fields.evaluateAll((all) => all.map((one) => (one as unknown as { value: string }).value));

test('a phrasing that steals another entry’s question is told, held, mended and published', async () => {
  const page = await house.visit('nina', '/answers');
  await page.getByRole('link', { name: /^Сколько стоит доставка\?/ }).click();
  // The linter, in the editor's language, beside the phrasing.
  await steal(page);
  expect(house.read('ru/delivery.md').match(/Долго ждать посылку\?/g)).toHaveLength(1);
  // The gate: what was asked, what was said, what would be said.
  await seeHeld(page);
  await mend(page);
  await seeChecked(page);
  const publish = publishButton(page);
  await publish.click();
  await page.locator('.fa-published', { hasText: 'Записан 1 файл' }).waitFor();
  expect(house.read('ru/delivery.md')).toContain('\n- Доставка дорогая?\n');
  const [commit = '', author] = git('log', '-1', '--format=%H%n%an').split('\n');
  expect(author).toBe('Нина Орлова');
  expect(await page.locator('.fa-published code').textContent()).toBe(commit.slice(0, 10));

  // Live for whoever asks.
  await page.goto(`${house.counter.url}/answers/entry/delivery-cost`);
  await page.getByRole('button', { name: 'Проверить вопрос' }).click();
  await page.getByLabel('Что пишет покупатель').fill('доставка дорогая');
  await page.locator('.fa-candidate--said', { hasText: 'Доставка дорогая?' }).waitFor();

  // Undone: as drafts first, then published like any other.
  await page.goto(`${house.counter.url}/answers/history`);
  await page.locator('.fa-diff ins', { hasText: 'Доставка дорогая?' }).waitFor();
  await page.locator(`.fa-revision code[title="${commit}"]`).waitFor();
  await page.getByRole('button', { name: 'Отменить' }).first().click();
  await page.locator('.fa-draft del', { hasText: 'Доставка дорогая?' }).waitFor();
  await page.locator('.fa-publish-bar', { hasText: /Проверено|Решите/ }).waitFor();
  for (const box of await page.locator('.fa-verdict input').all()) await box.check();
  await publish.click();
  await page.locator('.fa-published').waitFor();
  expect(house.read('ru/delivery.md')).not.toContain('Доставка дорогая?');
  await page.context().close();
});

test('a supervisor may publish what upsets more than the shop allows, and only having decided on each answer', async () => {
  const page = await house.visit('maria', '/answers/entry/delivery-cost');
  await page.getByRole('button', { name: 'Добавить формулировку' }).click();
  await page.keyboard.type('Сколько ждать посылку в Москве?');
  await page.keyboard.press('Enter');
  await page.keyboard.type(STOLEN);
  await saved(page);
  await page.goto(`${house.counter.url}/answers/publish`);
  const publish = page.getByRole('button', { name: 'Всё равно опубликовать' });
  await publish.waitFor();
  await page.locator('.fa-changes tr', { hasText: '×20' }).waitFor();
  expect(await publish.isDisabled()).toBe(true);
  await page.locator('.fa-verdict--open input').check();
  expect(await publish.isDisabled()).toBe(false);
  // Refused: its draft is taken back, and nothing waits any more.
  await page.getByRole('button', { name: 'Отклонить' }).click();
  await page.getByText('Всё опубликовано').waitFor();
  expect(house.read('ru/delivery.md').match(/Долго ждать посылку\?/g)).toHaveLength(1);
  await page.context().close();
});

test('two at one entry: nobody’s words are lost, and one of them chooses', async () => {
  const path = '/answers/entry/delivery-courier?lang=ru';
  const [ed, nina] = await Promise.all([house.visit('ed', path), house.visit('nina', path)]);
  const answers = [ed.locator('.fa-answer textarea'), nina.locator('.fa-answer textarea')] as const;
  await Promise.all(answers.map((one) => one.waitFor()));
  await answers[0].press('ControlOrMeta+End');
  await ed.keyboard.type('\n\nFrom Edward.');
  // Nina begins before Edward's words have reached her.
  await answers[1].press('ControlOrMeta+End');
  await nina.keyboard.type('\n\nОт Нины.');
  const clash = async () =>
    (await Promise.all([ed, nina].map((one) => one.locator('.fa-clash').count()))).indexOf(1);
  const late = await eventual(
    async () => ((await clash()) === -1 ? undefined : (await clash()) + 1),
    'a clash',
  );
  const [loser, winner] = late === 1 ? [ed, nina] : [nina, ed];
  const [own, other] = late === 1 ? ['From Edward.', 'От Нины.'] : ['От Нины.', 'From Edward.'];
  const panel = loser.locator('.fa-clash');
  expect(await panel.textContent()).toContain(own);
  expect(await panel.textContent()).toContain(other);
  await panel.getByRole('button', { name: /Keep mine|Оставить мой/ }).click();
  await saved(loser);
  // The other one sees it without a reload, and whose it is.
  await eventual(
    async () => (await winner.locator('.fa-answer textarea').inputValue()).includes(own),
    'seen',
  );
  await winner.locator('.fa-who').waitFor();
  await Promise.all([ed, nina].map((one) => one.context().close()));
});

test('a lost connection and a reload lose no key', async () => {
  const page = await house.visit('nina', '/answers/entry/returns?lang=ru');
  const answer = page.locator('.fa-answer textarea');
  await answer.waitFor();
  await page.context().setOffline(true);
  await answer.press('ControlOrMeta+End');
  await page.keyboard.type('\n\nНаписано в поезде.');
  await page.locator('.fa-save--offline').waitFor();
  await page.context().setOffline(false);
  await saved(page);
  await page.keyboard.type(' И ещё слово');
  // At once: before the pause after which it would be saved.
  await page.reload();
  await answer.waitFor();
  expect(await answer.inputValue()).toMatch(/Написано в поезде\. И ещё слово$/);
  await saved(page);
  await page.context().close();
});

test('a file saved meanwhile is never overwritten: both are shown, and one is chosen', async () => {
  const page = await house.visit('nina', '/answers/entry/payment?lang=ru');
  const question = page.getByLabel('Вопрос', { exact: true });
  await question.waitFor();
  await question.fill('Как заплатить за заказ у вас?');
  await saved(page);
  const before = house.read('ru/payment.md');
  const [heading = ''] = /^## .*\{#payment\}$/m.exec(before) ?? [];
  house.write('ru/payment.md', before.replace(heading, '## Чем у вас заплатить? {#payment}'));
  const clash = page.locator('.fa-clash');
  await clash.waitFor();
  expect(await clash.textContent()).toContain('Чем у вас заплатить?');
  expect(await clash.textContent()).toContain('Как заплатить за заказ у вас?');
  await clash.getByRole('button', { name: 'Взять из файла' }).click();
  await clash.waitFor({ state: 'detached' });
  await eventual(
    async () => (await question.inputValue()) === 'Чем у вас заплатить?',
    'the words of the file',
  );
  expect(house.read('ru/payment.md')).toContain('Чем у вас заплатить?');
  house.write('ru/payment.md', before);
  await page.context().close();
});

test('phrasings are pasted at once, moved and brought back by keys', async () => {
  const page = await house.visit('nina', '/answers/entry/exchange?lang=ru');
  await phrasings(page).first().waitFor();
  const before = await values(phrasings(page));
  await page.getByRole('button', { name: 'Добавить формулировку' }).click();
  await page.evaluate(`{
    const data = new DataTransfer();
    data.setData('text', '- первая вставка\\n2. вторая вставка');
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }`);
  expect(await values(phrasings(page))).toEqual([...before, 'первая вставка', 'вторая вставка']);
  await page.keyboard.press('Alt+ArrowUp');
  expect((await values(phrasings(page))).slice(-2)).toEqual(['вторая вставка', 'первая вставка']);
  await page.getByRole('button', { name: `Убрать формулировку ${before.length + 1}` }).click();
  await page.getByRole('button', { name: /^Вернуть «вторая вставка»/ }).click();
  expect((await values(phrasings(page))).slice(-2)).toEqual(['вторая вставка', 'первая вставка']);
  await saved(page);
  await page.context().close();
});

test('a table with a bad row changes nothing and says which row; mended, it becomes drafts', async () => {
  const page = await house.visit('maria', '/answers');
  const csv = String(await page.evaluate(`fetch('/api/faq/export.csv').then((got) => got.text())`));
  const good = csv.replace('Сколько стоит доставка?', 'Почём у вас доставка?');
  expect(good).not.toBe(csv);
  const upload = async (table: string | Buffer, name = 'table.csv'): Promise<void> => {
    const file = join(house.dir, '..', name);
    writeFileSync(file, table);
    await page.setInputFiles('.fa-file', file);
    await page
      .getByRole('button', { name: /^Загрузить/ })
      .last()
      .click();
  };
  const open = async (item: RegExp): Promise<void> => {
    await page.getByRole('button', { name: 'Таблица' }).click();
    await page.getByRole('menuitem', { name: item }).click();
  };
  await open(/^Загрузить таблицу/);
  await upload(good.replace(/^([^\n]*\n)/, (head) => `${head}delivery,ru,BAD ID\n`));
  const row = page.locator('.fa-import-problems tbody tr').first();
  await row.waitFor();
  const [at, told] = await row.locator('td').allTextContents();
  expect([at, told]).toEqual(['2', expect.stringMatching(/» — не дата→ напишите как 2026-12-31$/)]);
  await upload(good);
  await page.locator('.mantine-Alert-root', { hasText: 'Загружено в черновики' }).waitFor();
  await page.getByRole('button', { name: 'Посмотреть черновики' }).click();
  await page.locator('.fa-draft', { hasText: 'Почём у вас доставка?' }).waitFor();

  // The same for Excel: taken away, changed there, brought back.
  const [download] = await Promise.all([page.waitForEvent('download'), open(/XLSX/)]);
  expect(download.suggestedFilename()).toMatch(/\.xlsx$/);
  const sheet = await readSheet(await download.path());
  const rows = sheet.map((cells) =>
    cells.map((cell) => ({
      value: String(cell ?? '').replace(/^Когда вернут деньги\?$/, 'Когда придут деньги?'),
    })),
  );
  await open(/^Загрузить таблицу/);
  await upload(await writeExcelFile(rows).toBuffer(), 'table.xlsx');
  await page.locator('.mantine-Alert-root', { hasText: 'изменённых: 1' }).waitFor();
  await page.getByRole('button', { name: 'Посмотреть черновики' }).click();
  await page.locator('.fa-draft', { hasText: 'Когда придут деньги?' }).waitFor();
  await page.context().close();
});

test('what was changed in a file while the drafts were looked at is asked about before anything is written', async () => {
  const page = await house.visit('maria', '/answers/entry/delivery-pickup?lang=ru');
  await page.getByLabel('Вопрос', { exact: true }).fill('Как забрать посылку в пункте выдачи?');
  await saved(page);
  const before = house.read('ru/delivery.md');
  const [heading = ''] = /^## .*\{#delivery-pickup\}$/m.exec(before) ?? [];
  const theirs = before.replace(heading, '## Где забрать заказ самому? {#delivery-pickup}');
  house.write('ru/delivery.md', theirs);
  await page.locator('.fa-clash').waitFor();
  await page.goto(`${house.counter.url}/answers/publish`);
  await page.locator('.fa-draft .fa-fault', { hasText: 'Файл тем временем изменился' }).waitFor();
  await page.locator('.fa-publish-bar').waitFor();
  for (const box of await page.locator('.fa-verdict input').all()) await box.check();
  await page.getByRole('button', { name: /[Оо]публиковать/ }).click();
  const conflict = page.locator('.fa-conflicts .fa-clash');
  await conflict.waitFor();
  expect(await conflict.textContent()).toMatch(/Где забрать заказ самому\?.*Как забрать посылку/s);
  expect(house.read('ru/delivery.md')).toBe(theirs);
  await conflict.getByRole('button', { name: 'Взять из файла' }).click();
  await page.locator('.fa-draft', { hasText: 'Как забрать посылку' }).waitFor({ state: 'detached' });
  await page.context().close();
});

test('a file saved by hand is told of, looked at, and stands in the history', async () => {
  const page = await house.visit('sofia', '/answers');
  const before = house.read('ru/delivery.md');
  house.write('ru/delivery.md', before.replace('- Цена доставки\n', `- Цена доставки\n- ${STOLEN}\n`));
  await page.locator('.fa-strip button').click();
  await page.locator('.fa-changes tr', { hasText: STOLEN }).first().waitFor();
  await page.getByRole('button', { name: 'Переглянуто' }).click();
  await page.locator('.fa-strip').waitFor({ state: 'detached' });
  await page.goto(`${house.counter.url}/answers/history`);
  await page.locator('.fa-revision', { hasText: 'Правка вручну' }).first().waitFor();
  house.write('ru/delivery.md', before);
  await page.context().close();
});

test('nobody who is not signed in reads a draft', async () => {
  for (const path of ['/api/faq', '/api/unanswered', '/api/faq/export.csv'])
    expect([path, (await fetch(house.counter.url + path)).status]).toEqual([path, 401]);
});
