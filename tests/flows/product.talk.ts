/** A product named in the chat: real engine, real store, real search over the shop that comes with the product. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { silentLog } from '../../src/core/ports/log.ts';
import type { ShopCatalog } from '../../src/core/ports/shop-catalog.ts';
import { createEmbeddedShop } from '../../src/shop/embedded/embedded-shop.ts';
import { createProductTasks } from '../../src/shop/product-tasks.ts';
import { createProducts } from '../../src/shop/products.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { openTalk, type Talk } from '../support/talk.ts';

let closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.toReversed()) await close();
  closing = [];
});

const NOON = '2026-11-23T12:00:00+03:00';

async function open(languageTag = 'ru'): Promise<Talk & { shop(mood: 'up' | 'down' | 'hangs'): void }> {
  const dir = await mkdtemp(join(tmpdir(), 'products-'));
  const clock = createManualClock(Date.parse(NOON));
  const base = { clock, log: silentLog, timeZone: 'Europe/Moscow' };
  const file = join(dir, 'shop.sqlite');
  const shop = await createEmbeddedShop({ ...base, file, dir: 'data/sample-shop', currency: 'RUB' });
  let mood: 'up' | 'down' | 'hangs' = 'up';
  const catalog: ShopCatalog = {
    ...shop.catalog,
    variants(refs, signal) {
      if (mood === 'hangs') return new Promise(() => {});
      if (mood === 'down') return Promise.resolve({ ok: false, failure: { kind: 'unavailable' } });
      return shop.catalog.variants(refs, signal);
    },
  };
  const products = createProducts({ catalog, clock, log: silentLog });
  await products.refresh();
  const talk = await openTalk({
    languageTag,
    at: NOON,
    products: { knows: (text) => products.index().find(text).length > 0 },
    handlers: ({ clock: talkClock }) => createProductTasks({ ...base, clock: talkClock, products, catalog }),
  });
  closing.push(async () => {
    await talk.close();
    products.close();
    shop.close();
    await rm(dir, { recursive: true, force: true });
  });
  return Object.assign(talk, { shop: (next: typeof mood) => void (mood = next) });
}

test.each([
  ['ru', 'плед', /Плед вязаный.* — от 5\s400/, 'терракотовый, 130×170|130×170, терракотовый', 'Что похоже'],
  ['uk', 'Плед в’язаний', /Плед в’язаний.* — від 5\s400/, 'теракотовий', 'Що схоже'],
  ['en', 'knitted throw', /Knitted throw.* starts at .*5,400/, 'terracotta', 'Something similar'],
])('%s: a name is answered with price and stock by variant', async (tag, text, price, variant, similar) => {
  const talk = await open(tag);
  await talk.customer(text);
  const card = talk.bot(price);
  expect(card.text).toMatch(new RegExp(variant));
  expect(talk.buttons()).toHaveLength(5);
  expect(talk.buttons()).toContain(similar);
  await talk.tap(similar);
  const others = talk.bot(/похоже|схоже|similar/);
  expect(others.content.cards?.length).toBeGreaterThan(1);
  talk.silence();
});

test('a form, a typo and a SKU lead to the same product; the SKU shows that variant alone', async () => {
  const talk = await open();
  for (const text of ['есть ли пледы?', 'плет вязаный', 'gktl']) {
    await talk.customer(text);
    talk.bot('Плед вязаный');
  }
  await talk.customer('PL-130-GRA');
  const card = talk.bot('Плед вязаный — 5');
  expect(card.text).toContain('130×170, графитовый: нет в наличии');
  expect(card.text).not.toContain('терракотовый');
  expect(card.text).toContain('Сейчас всё это закончилось');
  talk.silence();
});

test('several products come side by side; a tap shows one whole', async () => {
  const talk = await open();
  await talk.customer('полотенце');
  const several = talk.bot('Вот что нашлось');
  expect(several.content.cards?.map(({ title }) => title).toSorted()).toEqual([
    'Вафельное полотенце',
    'Махровое полотенце',
  ]);
  await talk.tap('Показать: Махровое полотенце');
  talk.bot('Махровое полотенце');
  talk.silence();
});

test('the FAQ comes first, and what is no product is still missed as before', async () => {
  const talk = await open();
  await talk.customer('Сколько стоит доставка?');
  talk.bot(/достав/i);
  await talk.customer('зюзябрик мурлык');
  talk.bot('Не уловил');
  talk.silence();
});

test('a shop that is down: what was read last, with its time', async () => {
  const talk = await open();
  talk.shop('down');
  await talk.customer('плед');
  const card = talk.bot('Плед вязаный');
  expect(card.text).toContain('Это данные на 12:00');
});

test('a shop that hangs: a word to the customer, then what was read last', async () => {
  const talk = await open();
  talk.shop('hangs');
  await talk.customer('плед');
  await talk.later('1m');
  talk.bot(/Смотрю|Плед вязаный/);
});

test('a restart between question and tap changes nothing', async () => {
  const talk = await open();
  await talk.customer('полотенце');
  talk.bot('Вот что нашлось');
  await talk.restart();
  await talk.tap('Показать: Вафельное полотенце');
  talk.bot('Вафельное полотенце');
});
