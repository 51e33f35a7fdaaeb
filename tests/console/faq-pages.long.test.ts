/** Every page of the answers on the real product in a real browser, at both widths: axe finds nothing, nothing throws, nothing is too wide. */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { openFaqHouse, type FaqHouse } from './faq-house.ts';
import { draftForScenes, faqScenes } from './faq-scenes.ts';

jest.setTimeout(240_000);
let house: FaqHouse;

beforeAll(async () => {
  house = await openFaqHouse();
  const page = await house.visit('nina', '/answers');
  await draftForScenes(page, house.counter.url);
  await page.context().close();
}, 120_000);
afterAll(async () => house?.close());

describe.each([
  ['wide', 'light', 'maria', 'ru', { width: 1280, height: 800 }],
  ['narrow', 'dark', 'sofia', 'uk', { width: 390, height: 844 }],
] as const)('%s and %s', (_width, colorScheme, who, lang, viewport) => {
  test('no page has a fault that axe can find, none throws, none is too wide', async () => {
    const page = await house.visit(who, '/answers', { viewport, colorScheme });
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    for (const scene of faqScenes(lang)) {
      await page.goto(house.counter.url + scene.path);
      await page.waitForSelector(scene.ready);
      await scene.act?.(page);
      faults.push(...(await faultsOf(page)).map((fault) => `${scene.name}: ${fault}`));
    }
    await page.context().close();
    expect(faults).toEqual([]);
  });
});

async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = (await page.evaluate(`axe.run(document, { resultTypes: ['violations'] }).then((found) =>
    found.violations.flatMap((one) => one.nodes.map((node) => one.id + ' ' + node.target.join(' ') + ' ' +
      (node.any[0]?.message ?? node.all[0]?.message ?? ''))))`)) as string[];
  const fits = await page.evaluate('document.documentElement.scrollWidth <= innerWidth');
  return fits === true ? found : [...found, 'is wider than the screen'];
}
