/** What an editor does on the pages of answers, and what is there to be seen: shared by all who walk them in a browser. */
import { expect } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import type { PastQuestion } from './past-questions.ts';

/** A phrasing of the entry about how long a delivery takes. */
export const STOLEN = 'Долго ждать посылку?';
/** One that no entry has. */
export const OWN = 'Доставка дорогая?';

/** `times` customers asked `text`, one an hour; null: nothing was answered. */
export function asked(text: string, times: number, entry: string | null): PastQuestion[] {
  return Array.from({ length: times }, (_, n) => ({
    text,
    locale: 'ru',
    platform: 'telegram',
    entries: entry === null ? [] : [entry],
    band: entry === null ? 'miss' : 'answer',
    fate: null,
    reply: null,
    atMs: Date.now() - (n + 1) * 3_600_000,
  }));
}

/** Until everything typed is kept as a draft. */
export function saved(page: Page): Promise<void> {
  return page.locator('.fa-save--saved', { hasText: /Сохранено в черновик|Saved as a draft/ }).waitFor();
}

export function phrasings(page: Page): Locator {
  return page.locator('.fa-phrasing input');
}

/** Adds the stolen phrasing to the open entry; done when the linter has named the entry it belongs to. */
export async function steal(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Добавить формулировку' }).click();
  await page.keyboard.type(STOLEN);
  await saved(page);
  const fault = page.locator('.fa-phrasing .fa-fault');
  await fault.waitFor();
  expect(await fault.textContent()).toMatch(/есть и в ответе «Сколько дней идёт доставка\?»/);
  expect(await fault.locator('a').getAttribute('href')).toBe('/answers/entry/delivery-time');
}

/** To the gate, which shows what was said and what would be said, and lets nobody but a supervisor through. */
export async function seeHeld(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Публикация' }).click();
  const row = page.locator('.fa-changes tr', { hasText: STOLEN }).first();
  await row.waitFor();
  const [before = '', after = ''] = await row.locator('td').allTextContents();
  expect(before).toMatch(/отвечает.*Сколько дней идёт доставка/);
  expect(after).not.toMatch(/отвечает.*Сколько дней идёт доставка/);
  await page.locator('.fa-over', { hasText: 'Попросите старшего смены' }).waitFor();
  expect(await publishButton(page).isDisabled()).toBe(true);
}

/** Back to the draft, where the last phrasing becomes its own, by keys alone. */
export async function mend(page: Page): Promise<void> {
  await page.locator('.fa-draft h3 a').click();
  await phrasings(page).last().focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(OWN);
  await saved(page);
  await page.locator('.fa-phrasing .fa-fault').waitFor({ state: 'detached' });
}

/** To the gate again; done when it lets the drafts through. */
export async function seeChecked(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Публикация' }).click();
  await page.locator('.fa-publish-bar', { hasText: 'Проверено' }).waitFor();
}

export function publishButton(page: Page): Locator {
  return page.getByRole('button', { name: 'Опубликовать' });
}
