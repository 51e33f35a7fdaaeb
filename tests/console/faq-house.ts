/**
 * The real product on a copy of the sample shop and its answers, with an admin, a supervisor and two editors, and with weeks of
 * customers' questions behind it: what the tests and pictures of the answers' pages look at. Files may be changed here freely.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { buildConsole } from '../../src/product/build-console.ts';
import { openBrowser } from '../support/browser.ts';
import { joinDesk, type Person } from './desk-client.ts';
import { openCounter, type Counter } from './open-counter.ts';
import { signIn } from './pages.ts';
import { pastQuestions, writePast, type PastQuestion } from './past-questions.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const password = 'a counter of mint and linen';

export const PEOPLE = {
  maria: { login: 'maria', name: 'Мария Соколова', password, locale: 'ru' },
  sofia: { login: 'sofia', name: 'Софія Лисенко', password, locale: 'uk' },
  ed: { login: 'ed', name: 'Edward Hale', password, locale: 'en' },
  nina: { login: 'nina', name: 'Нина Орлова', password, locale: 'ru' },
} satisfies Record<string, Person>;

export interface FaqHouse {
  counter: Counter;
  browser: Browser;
  /** FAQ_DIR. */
  dir: string;
  /** Text of `<locale>/<topic>.md`. */
  read(file: string): string;
  write(file: string, text: string): void;
  /** A page of somebody who is signed in; the context is the page's own. */
  visit(who: keyof typeof PEOPLE, path: string, options?: BrowserContextOptions): Promise<Page>;
  close(): Promise<void>;
}

export interface FaqHouseOptions {
  env?: Record<string, string>;
  /** What was asked before; without it, ten weeks of a busy shop. */
  past?: (dir: string) => PastQuestion[];
}

export async function openFaqHouse({ env = {}, past }: FaqHouseOptions = {}): Promise<FaqHouse> {
  const folder = mkdtempSync(join(tmpdir(), 'faq-pages-'));
  const [dir, shopDir, dataDir] = [join(folder, 'faq'), join(folder, 'shop'), join(folder, 'data')];
  cpSync(join(root, 'faq'), dir, { recursive: true });
  cpSync(join(root, 'data/sample-shop'), shopDir, { recursive: true });
  await buildConsole(root);
  const settings = { FAQ_DIR: dir, SHOP_DIR: shopDir, DATA_DIR: dataDir, ...env };
  const [counter, browser] = await Promise.all([openCounter(settings), openBrowser()]);
  await hire(counter);
  await meetCustomers(counter);
  await counter.stop();
  writePast(dataDir, past?.(dir) ?? pastQuestions(dir, Date.now()));
  await counter.start();
  return {
    counter,
    browser,
    dir,
    read: (file) => readFileSync(join(dir, file), 'utf8'),
    write: (file, text) => writeFileSync(join(dir, file), text),
    async visit(who, path, options = {}) {
      const page = await (await browser.newContext(options)).newPage();
      page.setDefaultTimeout(60_000);
      await signIn(page, counter.url, PEOPLE[who]);
      await page.goto(counter.url + path);
      return page;
    },
    async close() {
      await browser.close();
      await counter.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function hire(counter: Counter): Promise<void> {
  const maria = await joinDesk(counter.url, counter.setupPath, PEOPLE.maria);
  await joinDesk(counter.url, await maria.invite('supervisor'), PEOPLE.sofia);
  await joinDesk(counter.url, await maria.invite('editor'), PEOPLE.ed);
  await joinDesk(counter.url, await maria.invite('editor'), PEOPLE.nina);
}

/** Questions belong to conversations. */
async function meetCustomers(counter: Counter): Promise<void> {
  const phones = [801, 802, 803, 804, 805].map((id) => counter.emulator.user(id));
  for (const phone of phones) phone.start();
  const end = Date.now() + 20_000;
  while (phones.some((phone) => phone.received().length === 0) && Date.now() < end)
    await new Promise((next) => setTimeout(next, 50));
}
