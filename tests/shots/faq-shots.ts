/**
 * `npm run shots:faq`: the pages of answers on the real product with a busy shop behind it, in the three languages; into shots/ (which git
 * ignores) at both widths, and the six that the editors' guide shows into docs/editing-content/pictures.
 *
 *     npm run shots:faq -- guide       only those of the guide
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { openFaqHouse, PEOPLE, type FaqHouse } from '../console/faq-house.ts';
import { draftForScenes, faqScenes } from '../console/faq-scenes.ts';
import { smallPng } from './small-png.ts';

const shots = fileURLToPath(new URL('../../shots', import.meta.url));
const guide = fileURLToPath(new URL('../../docs/editing-content/pictures', import.meta.url));
const IN_GUIDE = ['faq-tree', 'faq-entry', 'faq-try', 'faq-gate', 'faq-unanswered', 'faq-report'];
const WHO = { ru: 'maria', uk: 'sofia', en: 'ed' } as const satisfies Record<string, keyof typeof PEOPLE>;
const WIDTHS = { wide: { width: 1280, height: 800 }, narrow: { width: 390, height: 844 } } as const;

async function main(): Promise<void> {
  await Promise.all([mkdir(shots, { recursive: true }), mkdir(guide, { recursive: true })]);
  const onlyGuide = process.argv.includes('guide');
  const house = await openFaqHouse();
  try {
    const page = await house.visit('nina', '/answers');
    await draftForScenes(page, house.counter.url);
    await page.context().close();
    for (const locale of ['ru', 'uk', 'en'] as const) {
      await shoot(house, locale, 'wide', 'light', onlyGuide);
      if (!onlyGuide) await shoot(house, locale, 'narrow', locale === 'ru' ? 'dark' : 'light', false);
    }
  } finally {
    await house.close();
  }
}

async function shoot(
  house: FaqHouse,
  locale: keyof typeof WHO,
  width: keyof typeof WIDTHS,
  colorScheme: 'light' | 'dark',
  onlyGuide: boolean,
): Promise<void> {
  const page = await house.visit(WHO[locale], '/answers', { viewport: WIDTHS[width], colorScheme, locale });
  for (const scene of faqScenes(locale)) {
    const inGuide = IN_GUIDE.includes(scene.name) && width === 'wide';
    if (onlyGuide && !inGuide) continue;
    await page.goto(house.counter.url + scene.path);
    await page.waitForSelector(scene.ready);
    await page.waitForTimeout(600);
    await scene.act?.(page);
    if (inGuide) await save(page, `${guide}/${locale}-${scene.name}.png`);
    if (!onlyGuide) await save(page, `${shots}/${scene.name}-${width}-${colorScheme}-${locale}.png`);
  }
  await page.context().close();
}

async function save(page: Page, path: string): Promise<void> {
  const picture = smallPng(await page.screenshot());
  await writeFile(path, picture);
  console.log(`${path} ${Math.ceil(picture.length / 1000)} kB`);
}

await main();
