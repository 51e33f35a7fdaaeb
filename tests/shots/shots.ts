/**
 * `npm run shots`: plays a busy day against the real product and saves a picture of every page at both widths, in light and
 * dark and in the three languages, into shots/ (which git ignores). For eyes: nothing is compared.
 *
 *     npm run shots -- queue mine      only these pages
 */
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { playBusyDay } from '../console/busy-day.ts';
import { openCounter } from '../console/open-counter.ts';
import { pagesOf, show, signIn, type ShownPage } from '../console/pages.ts';
import { openBrowser } from '../support/browser.ts';

const folder = fileURLToPath(new URL('../../shots', import.meta.url));
const WIDTHS = { wide: { width: 1280, height: 800 }, narrow: { width: 390, height: 844 } } as const;
const LOOKS = [
  { locale: 'ru', scheme: 'light' },
  { locale: 'ru', scheme: 'dark' },
  { locale: 'uk', scheme: 'light' },
  { locale: 'en', scheme: 'light' },
] as const;
type Look = (typeof LOOKS)[number];

async function main(): Promise<void> {
  await mkdir(folder, { recursive: true });
  const wanted = process.argv.slice(2);
  const counter = await openCounter();
  const browser = await openBrowser();
  try {
    await shootSetup(browser, counter.url + counter.setupPath);
    const day = await playBusyDay(counter);
    const pages = pagesOf(day).filter(({ name }) => wanted.length === 0 || wanted.includes(name));
    for (const look of LOOKS) {
      for (const width of ['wide', 'narrow'] as const) {
        await shootAll(browser, { url: counter.url, look, width, pages });
      }
    }
  } finally {
    await browser.close();
    await counter.close();
  }
}

/** Before anybody exists. */
async function shootSetup(browser: Browser, url: string): Promise<void> {
  for (const width of ['wide', 'narrow'] as const) {
    const context = await browser.newContext({ viewport: WIDTHS[width], locale: 'ru-RU' });
    const page = await context.newPage();
    await page.goto(url);
    await page.waitForSelector('form');
    await save(page, `setup-${width}`);
    await context.close();
  }
}

interface Series {
  url: string;
  look: Look;
  width: keyof typeof WIDTHS;
  pages: ShownPage[];
}

async function shootAll(browser: Browser, { url, look, width, pages }: Series): Promise<void> {
  const options = { viewport: WIDTHS[width], colorScheme: look.scheme, locale: look.locale } as const;
  const stranger = await browser.newContext(options);
  const operator = await browser.newContext(options);
  const outside = await stranger.newPage();
  const inside = await operator.newPage();
  const member = pages.find(({ as }) => as !== null)?.as;
  if (member) {
    await signIn(inside, url, member);
    await choose(inside, look.locale);
  }
  for (const shown of pages.filter(({ only }) => only === undefined || only === width)) {
    const page = shown.as === null ? outside : inside;
    await show(page, url, shown);
    await save(page, `${shown.name}-${width}-${look.scheme}-${look.locale}`);
  }
  await stranger.close();
  await operator.close();
}

/** The operator's language is a setting of theirs, kept on the server. */
async function choose(page: Page, locale: string): Promise<void> {
  await page.goto(`${new URL(page.url()).origin}/settings`);
  await page.selectOption('select', locale);
  await page.waitForSelector(`html[lang=${locale}]`);
}

async function save(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${folder}/${name}.png` });
  console.log(`shots/${name}.png`);
}

await main();
