/** The pages of answers and of what nobody answered, each as it is to be looked at: by axe, and for pictures. */
import type { Page } from 'playwright-core';

export interface FaqScene {
  name: string;
  path: string;
  ready: string;
  act?(page: Page): Promise<void>;
}

/** A way to ask that another answer has, one that none has, and a question with mistakes as people make them. */
const WRITTEN = {
  ru: ['Долго ждать посылку?', 'Дорого у вас доставка?', 'долга ждать пасылку'],
  uk: ['Довго чекати посилку?', 'Дорога у вас доставка?', 'довга чекати пасилку'],
  en: ['How fast do you deliver?', 'Is your delivery expensive?', 'how fast do yuo delivr'],
} as const;
export type SceneLocale = keyof typeof WRITTEN;
const ENTRY = '/answers/entry/delivery-cost';
/** What floats in takes a moment to stand still. */
const STILL_MS = 400;

const press = async (page: Page, selector: string, then: string): Promise<void> => {
  await page.locator(selector).first().click();
  await page.waitForSelector(then);
  await page.waitForTimeout(STILL_MS);
};

/** With the answers of one language. */
export function faqScenes(lang: SceneLocale): FaqScene[] {
  const entry = `${ENTRY}?lang=${lang}`;
  return [
    { name: 'faq-tree', path: '/answers', ready: '.fa-row' },
    { name: 'faq-entry', path: entry, ready: '.ch-key' },
    {
      name: 'faq-try',
      path: entry,
      ready: '.ch-key',
      async act(page) {
        await page.locator('.fa-side-tabs button').last().click();
        await page.fill('.fa-try input', WRITTEN[lang][2]);
        await page.waitForSelector('.fa-candidate');
        await page.waitForTimeout(3 * STILL_MS);
      },
    },

    { name: 'faq-gate', path: '/answers/publish', ready: '.fa-publish-bar' },
    { name: 'faq-history', path: '/answers/history', ready: '.fa-sheet .empty, .fa-revision' },
    { name: 'faq-report', path: '/answers/report?days=90', ready: '.plot svg rect' },
    {
      name: 'faq-unanswered',
      path: `/unanswered?locale=${lang}`,
      ready: '.un-row',
      act: (page) => press(page, '.un-row', '.un-questions'),
    },
    {
      name: 'faq-new',
      path: '/answers',
      ready: '.fa-row',
      act: (page) => press(page, '.fa-head-acts > button:last-child', '[role=dialog] form'),
    },
    {
      name: 'faq-link',
      path: entry,
      ready: '.ch-key',
      act: (page) => press(page, '.fa-tool--wide', '[role=dialog] form'),
    },
    {
      name: 'faq-slots',
      path: entry,
      ready: '.ch-key',
      act: (page) => press(page, '.fa-tool--wide:last-child', '.fa-slot'),
    },
  ];
}

/** Drafts them in each language, and an answer to what nobody answered: what the scenes show. */
export async function draftForScenes(page: Page, url: string): Promise<void> {
  for (const [lang, [stolen, own]] of Object.entries(WRITTEN)) {
    await page.goto(`${url}${ENTRY}?lang=${lang}`);
    await page.waitForSelector('.fa-phrasing-acts button');
    for (const text of [stolen, own]) {
      await page.locator('.fa-phrasing-acts button').first().click();
      await page.keyboard.type(text);
    }
    await page.locator('.fa-save--saved', { hasText: 'Сохранено' }).waitFor();
  }
  await page.goto(`${url}/unanswered?locale=ru`);
  await press(page, '.un-row', '.un-questions');
  await press(page, '.un-acts button', '.un-ticks');
  await page.getByRole('button', { name: 'Дальше' }).click();
  await page.getByLabel('Тема').selectOption({ label: 'Товары и цены' });
  await page.getByRole('button', { name: 'Создать черновик' }).click();
  await page.waitForSelector('.fa-answer');
}
