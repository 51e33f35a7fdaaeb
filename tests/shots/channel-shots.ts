/**
 * `npm run shots:channels`: what the console shows of channels' own ways (codes to scan, troubles, reactions, closed reply
 * windows, who may be the same person) and the playground with all its phones, at both widths, in light and dark and in the
 * three languages, into shots/ (which git ignores). For eyes: nothing is compared.
 *
 *     npm run shots:channels -- pairing phones      only scenes whose names have these in them
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { readConfig } from '../../src/config.ts';
import type { ChannelEvent } from '../../src/core/event.ts';
import { silentLog } from '../../src/core/ports/log.ts';
import { buildConsole } from '../../src/product/build-console.ts';
import { startProduct } from '../../src/product/start-product.ts';
import { openChannelsHouse, type ChannelsHouse } from '../console/channels-house.ts';
import { signIn } from '../console/pages.ts';
import { openBrowser as openApi, type Browser as Api } from '../server/support/browser.ts';
import { PASSWORD } from '../server/support/open-house.ts';
import { openBrowser } from '../support/browser.ts';
import { clockFrom, root } from '../support/open-product.ts';

const WIDTHS = { wide: { width: 1280, height: 800 }, narrow: { width: 390, height: 844 } } as const;
const LOOKS = [
  { locale: 'ru', scheme: 'light' },
  { locale: 'ru', scheme: 'dark' },
  { locale: 'uk', scheme: 'light' },
  { locale: 'en', scheme: 'light' },
] as const;
const HOUR = 3_600_000;

interface Scene {
  name: string;
  path: string;
  ready: string;
  act?(page: Page): Promise<void>;
}

const wanted = process.argv.slice(2);
const isWanted = (name: string): boolean => wanted.length === 0 || wanted.some((one) => name.includes(one));

async function main(): Promise<void> {
  await mkdir(join(root, 'shots'), { recursive: true });
  await buildConsole(root);
  const browser = await openBrowser();
  try {
    await shootConsole(browser);
    if (isWanted('phones')) await shootPlayground(browser);
    if (isWanted('return-photo')) await shootReturn(browser);
  } finally {
    await browser.close();
  }
}

async function shootConsole(browser: Browser): Promise<void> {
  const open = await openChannelsHouse();
  try {
    await open.house.hire('anna', 'admin');
    const scenes = (await play(open)).filter(({ name }) => isWanted(name));
    // Once: whoever signs in too often is asked to wait.
    const first = await browser.newContext();
    await signIn(await first.newPage(), open.house.url, { login: 'anna', password: PASSWORD });
    const storageState = await first.storageState();
    for (const look of LOOKS) {
      for (const [width, viewport] of Object.entries(WIDTHS)) {
        const options = { viewport, colorScheme: look.scheme, locale: look.locale, storageState };
        const context = await browser.newContext(options);
        const page = await context.newPage();
        await page.goto(`${open.house.url}/settings`);
        await page.selectOption('select', look.locale);
        await page.waitForSelector(`html[lang=${look.locale}]`);
        for (const scene of scenes) {
          await page.goto(open.house.url + scene.path);
          await page.waitForSelector(scene.ready);
          await page.waitForTimeout(600);
          await scene.act?.(page);
          await save(page, `${scene.name}-${width}-${look.scheme}-${look.locale}`);
        }
        await context.close();
      }
    }
  } finally {
    await open.close();
  }
}

/** Four customers, each with something that only their channel does. */
async function play({ house }: ChannelsHouse): Promise<Scene[]> {
  const anna = openApi(house);
  await anna.signIn('anna');
  let next = 0;
  const happens = async (from: string, event: object): Promise<void> => {
    next += 1;
    const head = { account: house.parrot.account, externalId: `e${next}`, occurredAtMs: Date.now() };
    const full = { ...head, address: from, profile: { name: from }, ...event } as unknown as ChannelEvent;
    await house.engine.door.sink([{ event: full, raw: '{}' }]);
  };
  const says = (from: string, text: string, more: object = {}) =>
    happens(from, { type: 'message', messageId: `m${next}`, content: { text }, ...more });
  await says('Олена Гнатюк', 'Где мой заказ? Уже неделю жду', { messageId: 'first' });
  await says('Олена Гнатюк', 'Номер карты 4111', { messageId: 'second' });
  const reacting = await take(anna, 'Олена Гнатюк', 'Здравствуйте! Уже смотрю, минуту.');
  const [reply = ''] = await linesOf(anna, reacting, 'Уже смотрю');
  await happens('Олена Гнатюк', { type: 'reaction', messageId: `${reply}.0`, emoji: '❤' });
  await happens('Олена Гнатюк', { type: 'revoke', messageId: 'second' });
  house.parrot.facts.replyWindowMs = 24 * HOUR;
  await says('Борис Ким', 'Здравствуйте, хочу вернуть плед', { occurredAtMs: Date.now() - 25 * HOUR });
  const closed = await take(anna, 'Борис Ким', null);
  await says('Вера Л.', 'А самовывоз есть?', { occurredAtMs: Date.now() - 23.6 * HOUR });
  const closing = await take(anna, 'Вера Л.', null);
  const phone = '79161230001';
  await says('Дарья', 'Это Дарья', { profile: { name: 'Дарья', phone, phoneVerified: true } });
  await says('Даша (работа)', 'оператор', {
    profile: { name: 'Даша (работа)', phone, phoneVerified: false },
  });
  const likely = await take(anna, 'Даша (работа)', null);
  return [
    { name: 'pairing', path: '/channels', ready: '.qr', act: showAll },
    { name: 'reaction', path: `/c/${reacting}?view=mine`, ready: '.reaction' },
    { name: 'window-closed', path: `/c/${closed}?view=mine`, ready: '.composer-window' },
    { name: 'window-soon', path: `/c/${closing}?view=mine`, ready: '.composer-window' },
    { name: 'likely', path: `/c/${likely}?view=mine`, ready: '.thread-lines', act: showCard },
  ];
}

async function take(anna: Api, name: string, reply: string | null): Promise<string> {
  const rows = (await anna.get('/api/conversations?view=all')).json['rows'] as { id: string; name: string }[];
  const id = rows.find((row) => row.name === name)?.id ?? '';
  const does = (command: object) =>
    anna.send('POST', `/api/conversations/${id}/commands`, { clientId: `c${id}${Date.now()}`, command });
  await does({ do: 'claim' });
  if (reply !== null) await does({ do: 'reply', text: reply });
  return id;
}

/** Ids of the lines with these words, once they are there and sent. */
async function linesOf(anna: Api, id: string, words: string): Promise<string[]> {
  for (let tries = 0; tries < 200; tries += 1) {
    const page = (await anna.get(`/api/conversations/${id}/thread`)).json;
    const found = (page['lines'] as { id: string; delivery?: { state: string } | null }[]).filter(
      (line) => JSON.stringify(line).includes(words) && line.delivery?.state === 'sent',
    );
    if (found.length > 0) return found.map((line) => line.id);
    await new Promise((done) => void setTimeout(done, 50));
  }
  throw new Error(`no such line: ${words}`);
}

/** The whole page of channels, with what a check has found. */
async function showAll(page: Page): Promise<void> {
  await page.locator('.messenger-acts button, .messenger button').first().click();
  await page.waitForSelector('.findings');
  await page.waitForTimeout(300);
}

/** On a phone the customer's card lies behind a button. */
async function showCard(page: Page): Promise<void> {
  const button = page.locator('.only-without-card');
  if (await button.isVisible()) await button.click();
  await page.locator('.proof').first().scrollIntoViewIfNeeded();
  await page.waitForTimeout(400);
}

/** A return with a photo from both sides: the customer's phone, and what the operator sees of it. */
async function shootReturn(browser: Browser): Promise<void> {
  await inPlayground(async (url) => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'ru' });
    const page = await context.newPage();
    await page.goto(url);
    await page.waitForSelector('.pg-frame[src]');
    await page.getByRole('button', { name: 'Примеры разговоров' }).click();
    await page.locator('.pg-sample-title', { hasText: 'Возврат с фото' }).click();
    await page.locator('.ph img').first().waitFor({ timeout: 60_000 });
    await save(page, 'return-photo-customer');
    const desk = page.frameLocator('.pg-frame');
    await desk.locator('.view, [role=tab]').last().click();
    await desk.locator('.item').first().click();
    await desk.locator('.line img, .thread img').first().waitFor({ timeout: 60_000 });
    await save(page, 'return-photo-both');
    await context.close();
  });
}

/** One customer on all four phones, each having said something. */
async function shootPlayground(browser: Browser): Promise<void> {
  await inPlayground(async (url) => {
    for (const look of LOOKS) {
      for (const viewport of [WIDTHS.wide, { width: 1440, height: 900 }, WIDTHS.narrow]) {
        const options = { viewport, colorScheme: look.scheme, locale: look.locale };
        const context = await browser.newContext(options);
        const page = await context.newPage();
        await page.goto(url);
        await page.click('.pg-platform--all');
        await page.waitForSelector('.ph >> nth=3');
        await talkOnAll(page);
        await save(page, `phones-${viewport.width}-${look.scheme}-${look.locale}`);
        await context.close();
      }
    }
  });
}

async function inPlayground(shoot: (url: string) => Promise<void>): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'prilavok-shots-'));
  const config = readConfig({ PORT: '0', DATA_DIR: dataDir }, { envFile: '/dev/null' });
  const clock = clockFrom('2026-11-23T12:00:00+03:00');
  const product = await startProduct(config, { root, release: 'test', clock, log: silentLog });
  try {
    await shoot(product.playgroundUrl ?? '');
  } finally {
    await product.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function talkOnAll(page: Page): Promise<void> {
  for (const phone of await page.locator('.ph').all()) {
    const begin = phone.locator('.ph-big');
    if (await begin.isVisible()) await begin.click();
    await page.waitForTimeout(1_200);
    const write = phone.getByRole('textbox');
    if (!(await write.isVisible()) || (await phone.locator('.bb--own').count()) > 2) continue;
    await write.fill('Сколько стоит доставка и как долго её ждать?');
    await page.keyboard.press('Enter');
    await page.waitForTimeout(1_200);
  }
}

async function save(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(root, 'shots', `${name}.png`) });
  console.log(`shots/${name}.png`);
}

await main();
