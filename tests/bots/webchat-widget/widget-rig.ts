/**
 * The built widget in a real browser: a shop's page of its own origin, the real adapter with its mailbox behind the house's own
 * door, and the test in the place of engine and desk.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, BrowserContextOptions, Frame, Page } from 'playwright-core';
import type { RenderableContent } from '../../../src/core/content.ts';
import type { DeskHours } from '../../../src/core/ports/hosted.ts';
import { buildWidget } from '../../../src/product/build-widget.ts';
import { openBrowser } from '../../support/browser.ts';
import { openChat, type ChatRig, type ChatRigOptions } from '../webchat/chat-rig.ts';

export const root = fileURLToPath(new URL('../../..', import.meta.url));
export const PATIENCE_MS = 20_000;

export interface ShopPage {
  url: string;
  origin: string;
  /** What stands in the page besides the script tag. */
  html: string;
  /** Attributes of the tag besides `src`. */
  tag: Record<string, string>;
  /** The shop's content security policy; "" for none. */
  policy: string;
  close(): Promise<void>;
}

export interface WidgetRig {
  chat: ChatRig;
  shop: ShopPage;
  browser: Browser;
  /** Says something as the shop to the visitor who wrote last. */
  says(content: RenderableContent | string): Promise<void>;
  /** The address of the visitor who wrote last. */
  address(): string;
  close(): Promise<void>;
}

export async function openWidget(
  options: { desk?: DeskHours; elsewhere?: ChatRigOptions['hosted'] } = {},
): Promise<WidgetRig> {
  const built = await buildWidget(root);
  if (typeof built === 'object') throw new Error(built.missing);
  let base = '';
  const shop = await openShopPage(() => base);
  const chat = await openChat({
    config: { origins: [shop.origin] },
    hosted: {
      pagesDir: join(root, 'dist/webchat'),
      ...(options.desk ? { desk: () => options.desk as DeskHours } : {}),
      ...options.elsewhere,
    },
  });
  base = chat.url;
  const browser = await openBrowser();
  let keys = 0;
  const address = (): string => chat.events.findLast(({ type }) => type === 'message')?.address ?? '';
  return {
    chat,
    shop,
    browser,
    address,
    async says(content) {
      const parts = chat.adapter.render(
        typeof content === 'string' ? { text: content, format: 'plain' } : content,
      );
      for (const part of parts) {
        const sent = await chat.adapter.send(address(), part, `said-${(keys += 1)}`);
        if (sent.kind !== 'sent') throw new Error(JSON.stringify(sent));
      }
    },
    async close() {
      await browser.close();
      await chat.close();
      await shop.close();
    },
  };
}

/** `base`: where the chat is, asked at each request. */
export async function openShopPage(base: () => string): Promise<ShopPage> {
  const server: Server = createServer((request, response) => {
    if (request.url !== '/' && request.url !== '/other') return void response.writeHead(404).end();
    const tag = Object.entries(page.tag).map(([name, value]) => ` ${name}="${value}"`);
    const script = `<script async src="${base()}/chat/main/widget.js"${tag.join('')}></script>`;
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      ...(page.policy === '' ? {} : { 'content-security-policy': page.policy }),
    });
    response.end(
      `<!doctype html><html lang="ru"><head><meta charset="utf-8">` +
        `<meta name="viewport" content="width=device-width, initial-scale=1"><title>Мята и Лён</title>${script}</head>` +
        `<body>${page.html}</body></html>`,
    );
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  // Another site than the chat's 127.0.0.1, as a shop is.
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const page: ShopPage = {
    url: `${origin}/`,
    origin,
    html: '<main><h1>Лён и мята</h1><a href="/other">Товар</a></main>',
    tag: { 'data-account': 'main' },
    policy: '',
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return page;
}

export interface Visit {
  context: BrowserContext;
  page: Page;
  /** Faults that any page threw. */
  faults: string[];
  /** The chat's frame, once it has drawn itself. */
  frame(): Promise<Frame>;
  open(): Promise<Frame>;
  close(): Promise<void>;
}

export async function visit(
  rig: Pick<WidgetRig, 'browser' | 'shop'>,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await rig.browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'ru-RU',
    ...options,
  });
  return visitIn(context, rig.shop.url);
}

/** One more tab of the same visitor. */
export async function visitIn(context: BrowserContext, url: string): Promise<Visit> {
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security|Trusted|Uncaught/i.test(message.text()))
      faults.push(message.text());
  });
  await page.goto(url);
  await page.waitForFunction('window.Prilavok !== undefined', null, { timeout: PATIENCE_MS });
  const frame = async (): Promise<Frame> => {
    const found = await until(() => page.frames().find((one) => one.url().includes('/chat/main/frame')));
    await found.waitForSelector('.app', { state: 'attached', timeout: PATIENCE_MS });
    return found;
  };
  return {
    context,
    page,
    faults,
    frame,
    async open() {
      await page.evaluate('window.Prilavok.open()');
      const found = await frame();
      await found.waitForSelector('.composer', { timeout: PATIENCE_MS });
      return found;
    },
    close: () => context.close(),
  };
}

/** Writes and sends. */
export async function write(frame: Frame, text: string): Promise<void> {
  await frame.fill('.composer textarea', text);
  await frame.click('.send');
}

/** The words of every bubble, in the order on the screen. */
export function bubbles(frame: Frame): Promise<string[]> {
  return frame.$$eval('.line .text', (found) => found.map((one) => one.textContent));
}

/** Waits until `look` finds something; fails after the patience. */
export async function until<T>(look: () => T | Promise<T>, what = 'it'): Promise<NonNullable<T>> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== null && found !== false) return found;
    if (Date.now() > end) throw new Error(`${what} never came`);
    await new Promise((next) => setTimeout(next, 25));
  }
}
