/** Every page of the console against the real product in a real browser: axe finds nothing, nothing throws. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { ADMIN, playBusyDay, type BusyDay } from './busy-day.ts';
import { openCounter, type Counter } from './open-counter.ts';
import { pagesOf, show, signIn } from './pages.ts';

const WIDTHS = { wide: { width: 1280, height: 800 }, narrow: { width: 390, height: 844 } } as const;
let counter: Counter;
let browser: Browser;
let day: BusyDay;

beforeAll(async () => {
  [counter, browser] = await Promise.all([openCounter(), openBrowser()]);
  day = await playBusyDay(counter);
}, 90_000);

afterAll(async () => {
  await browser?.close();
  await counter?.close();
});

describe.each([
  ['wide', 'light'],
  ['narrow', 'dark'],
] as const)('%s and %s', (width, colorScheme) => {
  test('no page has a fault that axe can find, and none throws', async () => {
    const options = { viewport: WIDTHS[width], colorScheme, locale: 'ru-RU' } as const;
    const stranger = await browser.newContext(options);
    const operator = await browser.newContext(options);
    const faults: string[] = [];
    const [outside, inside] = [await stranger.newPage(), await operator.newPage()];
    for (const page of [outside, inside]) page.on('pageerror', (error) => faults.push(error.message));
    await signIn(inside, counter.url, ADMIN);
    for (const shown of pagesOf(day)) {
      if (shown.only !== undefined && shown.only !== width) continue;
      const page = shown.as === null ? outside : inside;
      await show(page, counter.url, shown);
      faults.push(...(await violations(page)).map((violation) => `${shown.name}: ${violation}`));
    }
    await stranger.close();
    await operator.close();
    expect(faults).toEqual([]);
  }, 120_000);
});

/** The rules that the page breaks, each with the element it breaks them at. */
async function violations(page: Page): Promise<string[]> {
  // The policy of the page lets no script in; the test has its own way.
  await page.evaluate(axe.source);
  return page.evaluate(`axe.run(document, { resultTypes: ['violations'] }).then((found) =>
    found.violations.flatMap((one) => one.nodes.map((node) => one.id + ' ' + node.target.join(' ') + ' ' +
      (node.any[0]?.message ?? node.all[0]?.message ?? ''))))`) as Promise<string[]>;
}
