/** The feed in the house: searchable when it has come and after a restart, told when it is not well, beside orders or without. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FeedSettings } from '../../src/config/feed-settings.ts';
import { systemClock } from '../../src/core/clock.ts';
import { silentLog } from '../../src/core/ports/log.ts';
import { createMetrics } from '../../src/observe/metrics.ts';
import { openCatalogue, openOrders } from '../../src/product/shop-feed.ts';
import { createNoOrders } from '../../src/shop/no-orders.ts';
import { CONTRACT_YML, yml, ymlOffer } from '../shop/feed/feed-files.ts';
import { serveFeed, type FeedServer } from '../shop/feed/feed-server.ts';
import { eventual } from '../support/eventual.ts';

let dir: string;
let server: FeedServer;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'prilavok-shop-feed-'));
  server = await serveFeed(yml(CONTRACT_YML));
});
afterEach(async () => {
  await server.close();
  await rm(dir, { recursive: true });
});

const settings = (): FeedSettings => ({
  source: { kind: 'url', url: server.url, trusted: true },
  unavailable: 'out',
  everyMs: 3_600_000,
});
const metrics = createMetrics();
const open = (feed: FeedSettings | null, onStock?: (ids: string[]) => void) =>
  openCatalogue({ feed }, dir, {
    ...(onStock && { onStock }),
    own: createNoOrders().catalog,
    currency: 'RUB',
    clock: systemClock,
    log: silentLog,
    metrics,
  });

test('its products are searched once it has come, and at once after a restart without it', async () => {
  const first = await open(settings());
  expect(first.products.index().find('джемпера')).toEqual([]);
  await eventual(async () => first.products.index().size === 5, 'the feed is searched');
  expect(first.products.index().find('джемпера')[0]?.productId).toBe('group:7');
  expect(await metrics.text()).toMatch(/^prilavok_shop_feed_variants 5$/mu);
  expect(first.notes()).toEqual([]);
  await first.close();

  server.status = 500;
  const second = await open(settings());
  expect(second.products.index().find('джемпера')[0]?.productId).toBe('group:7');
  await eventual(async () => second.notes().length > 0, 'the trouble is told');
  expect(second.notes()).toEqual([
    'shop_feed: The feed did not come: the shop answers 500. The last good list stays live.',
  ]);
  expect(await metrics.text()).toMatch(/^prilavok_shop_feed_problem 1$/mu);
  await second.close();
});

test('what a new feed has again is told at once, and what it has lost is not', async () => {
  const offer = (id: string, count: number) => ymlOffer({ id, more: `<count>${count}</count>` });
  server.body = yml(offer('a', 0) + offer('b', 2) + offer('c', 3));
  const told: string[] = [];
  const often = { ...settings(), everyMs: 50 };
  const catalogue = await open(often, (ids) => void told.push(...ids));
  await eventual(async () => catalogue.products.index().size === 3, 'the feed is searched');
  server.body = yml(offer('a', 4) + offer('b', 0) + offer('c', 3));
  await eventual(async () => told.length > 0, 'the hint');
  expect(told).toEqual(['a']);
  await catalogue.close();
});

test('without one the shop’s own products are searched', async () => {
  const catalogue = await open(null);
  expect([catalogue.products.index().size, catalogue.notes()]).toEqual([0, []]);
  await catalogue.close();
});

test('a shop that gives a feed and no orders has none; with orders.csv it has those', async () => {
  const timeZone = 'Europe/Moscow';
  const options = { dir, timeZone, currency: 'RUB', clock: systemClock, log: silentLog };
  const none = await openOrders(true, { ...options, file: join(dir, 'none.sqlite') });
  expect(await none.findOrders({ number: '1' }, 1, new AbortController().signal)).toMatchObject({
    ok: false,
    failure: { kind: 'unsupported' },
  });
  expect(none.capabilities().orderByNumber).toBe('none');
  await cp('data/sample-shop', dir, { recursive: true });
  const some = await openOrders(true, { ...options, file: join(dir, 'some.sqlite') });
  expect(some.capabilities().orderByNumber).toBe('native');
  some.close();
});
