/**
 * From the shop's page into Telegram, Viber and WhatsApp by the buttons of the chat: the real product, the built widget in a real
 * browser at two sizes and in three languages, the emulators at the other end. Then what a link must never do.
 */
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Frame } from 'playwright-core';
import { startViberEmulator } from '../../bots/viber/emulator/index.ts';
import type { ViberEmulator } from '../../bots/viber/emulator/emulator.ts';
import { createVisitor, type VisitorClient } from '../../bots/webchat/emulator/visitor.ts';
import { startWhatsAppEmulator } from '../../bots/whatsapp/emulator/index.ts';
import type { WhatsAppEmulator } from '../../bots/whatsapp/emulator/emulator.ts';
import type { Clock } from '../../src/core/clock.ts';
import { ContactView } from '../../src/api/contact.ts';
import { buildWidget } from '../../src/product/build-widget.ts';
import { openShopPage, visit, type ShopPage } from '../bots/webchat-widget/widget-rig.ts';
import { eventually } from '../bots/support/test-deps.ts';
import {
  viberSettings,
  webhookSettings,
  WHATSAPP_VERIFY_TOKEN,
  whatsappSettings,
} from '../support/channel-settings.ts';
import { openBrowser } from '../support/browser.ts';
import { clockFrom, openProduct, root, type OpenProduct } from '../support/open-product.ts';
import { setUpOperator, type OperatorClient } from '../support/operator-client.ts';

const NOON = '2026-11-23T12:00:00+03:00';
const SHOTS = process.env['SHOTS'];
const PATIENCE = 60_000;

let viber: ViberEmulator;
let whatsapp: WhatsAppEmulator;
let open: OpenProduct;
let olga: OperatorClient;
let shop: ShopPage;
let browser: Browser;
let people = 0;
/** The product's own. */
let opened: Clock;
const log: string[] = [];
const visitors: VisitorClient[] = [];

beforeAll(async () => {
  const built = await buildWidget(root);
  if (typeof built === 'object') throw new Error(built.missing);
  viber = await startViberEmulator();
  whatsapp = await startWhatsAppEmulator({ clock: clockFrom(NOON) });
  let base = '';
  shop = await openShopPage(() => base);
  const keep = (fields: object, message: string) => void log.push(JSON.stringify([fields, message]));
  opened = clockFrom(NOON);
  open = await openProduct({
    at: NOON,
    log: { debug: keep, info: keep, warn: keep, error: keep },
    env: {
      ...(await webhookSettings()),
      ...viberSettings(viber),
      ...whatsappSettings(whatsapp),
      WEBCHAT_ORIGINS: shop.origin,
    },
  });
  base = open.url;
  await whatsapp.setWebhook(`${open.url}/webhooks/whatsapp`, WHATSAPP_VERIFY_TOKEN);
  olga = await setUpOperator(open);
  const places = ['telegram:main', 'viber:main', 'whatsapp:main'] as const;
  for (const account of places) {
    const adapter = open.product.channels.adapters.get(account);
    await eventually(() => adapter?.contactAddress?.() != null, `${account} knows its own address`);
  }
  browser = await openBrowser();
}, PATIENCE);

afterAll(async () => {
  for (const visitor of visitors) await visitor.disconnect();
  await browser?.close();
  await open?.stop();
  await shop?.close();
  await whatsapp?.close();
  await viber?.close();
});

const NAMES = ['Telegram', 'Viber', 'WhatsApp'];
const SCREENS = {
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  desktop: { viewport: { width: 1280, height: 800 } },
};
const LANGUAGES = {
  ru: { menu: 'Меню', goOn: /Продолжить/ },
  uk: { menu: 'Меню', goOn: /Продовжити/ },
  en: { menu: 'Menu', goOn: /Continue|Go on/ },
};

describe.each(Object.keys(SCREENS) as (keyof typeof SCREENS)[])('on a %s', (screen) => {
  test.each(Object.keys(LANGUAGES) as (keyof typeof LANGUAGES)[])(
    'the menu leads on in %s',
    async (locale) => {
      shop.tag = { 'data-account': 'main', 'data-locale': locale };
      const visitor = await visit({ browser, shop }, SCREENS[screen]);
      const frame = await visitor.open();
      const links = await linksIn(frame, LANGUAGES[locale].goOn);
      expect(links.map(({ text }) => NAMES.find((name) => text.includes(name)))).toEqual(NAMES);
      expect(links.every(({ whole }) => whole)).toBe(true);
      if (SHOTS !== undefined) {
        await mkdir(SHOTS, { recursive: true });
        await visitor.page.screenshot({ path: join(SHOTS, `continue-${screen}-${locale}.png`) });
      }
      const [telegram, , whatsappLink] = links;
      await arriveInTelegram(telegram?.href ?? '', locale);
      const sentence = new URL(whatsappLink?.href ?? '').searchParams.get('text') ?? '';
      expect(sentence).toMatch(/PR-\w{4}-\w{4}-\w{4}/);
      expect(visitor.faults).toEqual([]);
      await visitor.close();
    },
    PATIENCE,
  );
});

describe('a link', () => {
  test('joins the chats, in each messenger', async () => {
    const vera = await arrive();
    await vera.says('Сколько стоит доставка курьером?');
    await vera.hears(/390/);

    await arriveInTelegram((await linkFor(vera, 'telegram')).url, 'ru');
    await vera.hears(/в другом чате: Telegram/);

    const page = await (await fetch((await linkFor(vera, 'viber')).url)).text();
    const [, context = ''] = /viber:\/\/pa\?chatURI=[^"]*context=([A-Za-z0-9_-]+)/.exec(page) ?? [];
    const there = viber.user(`${String((people += 1)).padStart(11, '0')}A=`);
    there.chat.language = 'ru';
    there.start(context);
    await vera.hears(/в другом чате: Viber/);

    const { url } = await linkFor(vera, 'whatsapp');
    const phone = whatsapp.user('79995550177');
    phone.text(new URL(url).searchParams.get('text') ?? '');
    await phone.waitForMessage(({ text }) => /мы вас узнали/.test(text));
    await vera.hears(/в другом чате: WhatsApp/);

    const rows = (await olga.ask('GET', '/api/conversations?view=all'))['rows'] as { id: string }[];
    const contacts = await Promise.all(
      rows.map(async ({ id }) =>
        ContactView.parse(await olga.ask('GET', `/api/conversations/${id}/contact`)),
      ),
    );
    const platforms = contacts.map(({ identities }) => identities.map(({ row }) => row.platform).toSorted());
    expect(platforms).toContainEqual(['telegram', 'viber', 'webchat', 'whatsapp']);
  }, 60_000);

  test('is for whoever never wrote, too', async () => {
    const shy = await arrive();
    await arriveInTelegram((await linkFor(shy, 'telegram')).url, 'ru');
    await shy.hears(/в другом чате: Telegram/);
  }, 60_000);

  test('works once, dies with the next one, and says how long it lives', async () => {
    const ivan = await arrive();
    const first = await linkFor(ivan, 'telegram');
    const second = await linkFor(ivan, 'telegram');
    const now = opened.now();
    expect(second.expiresAtMs - now).toBeGreaterThan(14 * 60_000);
    expect(second.expiresAtMs - now).toBeLessThanOrEqual(15 * 60_000 + 5_000);
    await opensInVain(first.url);
    await arriveInTelegram(second.url, 'ru');
    await opensInVain(second.url);
  }, 60_000);

  test('is on no disk and in no log', async () => {
    const ivan = await arrive();
    await ivan.says('Здравствуйте');
    const code = startOf((await linkFor(ivan, 'telegram')).url);
    const typed = /PR-[\w-]+/.exec(decodeURIComponent((await linkFor(ivan, 'whatsapp')).url))?.[0] ?? '';
    expect([code.length, typed.length]).toEqual([27, 17]);
    for (const name of await readdir(open.dataDir)) {
      if (!name.includes('.sqlite')) continue;
      const bytes = await readFile(join(open.dataDir, name), 'latin1');
      expect([name, bytes.includes(code), bytes.includes(typed)]).toEqual([name, false, false]);
    }
    expect(log.join('\n')).not.toContain(code);
    expect(log.join('\n')).not.toContain(typed);
  }, 60_000);

  test('is for a visitor only, into a messenger that is there, and not at any rate', async () => {
    const api = `${open.url}/chat/main/api/continue`;
    const stranger = await fetch(api, {
      method: 'POST',
      headers: { origin: shop.origin, 'content-type': 'application/json' },
      body: '{"in":"telegram"}',
    });
    expect(stranger.status).toBe(401);
    const eager = await arrive();
    expect((await eager.call('POST', 'continue', { in: 'icq' })).status).toBe(400);
    const statuses: number[] = [];
    for (let nth = 0; nth < 20; nth += 1) {
      statuses.push((await eager.call('POST', 'continue', { in: 'telegram' })).status);
    }
    expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(12);
    expect(statuses).toContain(429);
  }, 60_000);

  test('leads nowhere that is switched off', async () => {
    const ivan = await arrive();
    const config = async () => (await ivan.call('GET', 'config')).json();
    expect(await config()).toMatchObject({ continueIn: ['telegram', 'viber', 'whatsapp'] });
    const switched = open.product.channels.switches.get('viber:main');
    await switched?.setOn(false);
    expect(await config()).toMatchObject({ continueIn: ['telegram', 'whatsapp'] });
    expect((await ivan.call('POST', 'continue', { in: 'viber' })).status).toBe(404);
    await switched?.setOn(true);
  }, 60_000);
});

interface Shown {
  text: string;
  href: string;
  /** Nothing of the words is cut off. */
  whole: boolean;
}

async function linksIn(frame: Frame, goOn: RegExp): Promise<Shown[]> {
  await frame.click('header button[aria-haspopup], header .round >> nth=0');
  await frame.locator('.menu-row', { hasText: goOn }).click();
  await frame.waitForSelector('.go-on:nth-of-type(3) a.main');
  return frame.$$eval('.go-on a.main', (found) =>
    found.map((one) => ({
      text: one.textContent,
      href: one.getAttribute('href') ?? '',
      whole: one.scrollWidth <= one.clientWidth + 1,
    })),
  );
}

async function arrive(): Promise<VisitorClient> {
  const visitor = createVisitor({
    url: `${open.url}/chat/main`,
    origin: shop.origin,
    session: { locale: 'ru' },
  });
  visitors.push(visitor);
  await visitor.open();
  visitor.connect();
  return visitor;
}

async function linkFor(
  visitor: VisitorClient,
  platform: string,
): Promise<{ url: string; expiresAtMs: number }> {
  const answer = await visitor.call('POST', 'continue', { in: platform });
  expect(answer.status).toBe(200);
  return (await answer.json()) as { url: string; expiresAtMs: number };
}

const startOf = (url: string): string => new URL(url).searchParams.get('start') ?? '';

function telegramPhone() {
  const phone = open.telegram.user(71_000 + (people += 1));
  phone.person.languageCode = 'de';
  return phone;
}

/** Whoever comes by a link is spoken to as they were in the chat. */
const KNOWN = { ru: /мы вас узнали/, uk: /ми вас упізнали/, en: /we know it is you/ };

async function arriveInTelegram(url: string, locale: keyof typeof KNOWN): Promise<void> {
  const phone = telegramPhone();
  phone.start(startOf(url));
  await phone.waitForMessage(({ text = '' }) => KNOWN[locale].test(text), 20_000);
}

async function opensInVain(url: string): Promise<void> {
  const phone = telegramPhone();
  phone.person.languageCode = 'ru';
  phone.start(startOf(url));
  await phone.waitForMessage(({ text = '' }) => /уже не действует/.test(text), 20_000);
}
