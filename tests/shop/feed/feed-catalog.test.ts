/** The feed over a real server and a real folder, over many hours: what goes live, what does not, and how it gets here. */
import { describe, expect, test } from '@jest/globals';
import { mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Variant } from '../../../src/core/ports/shop-catalog.ts';
import type { StockChange } from '../../../src/shop/feed/stock-changes.ts';
import { yml, ymlOffer } from './feed-files.ts';
import { HOUR, NOON, openFeedHouse } from './feed-house.ts';
import { serveFeed, type FeedServer } from './feed-server.ts';
import { closers, idsOf, never, open, priceOf, shop, until } from './served-shop.ts';

const MINUTE = 60_000;

describe('versions', () => {
  test('only what is new is fetched; an answer of "not changed" confirms what is live', async () => {
    const house = await open(shop(3));
    await house.catalog.refresh();
    house.clock.advance(HOUR);
    await house.catalog.refresh();
    expect(house.server.asked.map(({ status }) => status)).toEqual([200, 304]);
    expect(house.counted).toEqual(['shop_feed_total live', 'shop_feed_total same']);
    expect(house.catalog.status().live).toEqual({ count: 3, readAtMs: NOON, confirmedAtMs: NOON + HOUR });
    house.server.body = shop(4);
    await house.catalog.refresh();
    expect(await idsOf(house)).toEqual(['p0', 'p1', 'p2', 'p3']);
  });

  test('a server that knows no versions: the same goods in another file change nothing', async () => {
    let live = 0;
    const house = await open(shop(3), { onLive: () => void (live += 1) });
    house.server.withVersions = false;
    await house.catalog.refresh();
    house.server.body = shop(3).replace('2026-11-22', '2026-11-23');
    await house.catalog.refresh();
    expect([live, house.counted[1]]).toEqual([1, 'shop_feed_total same']);
    expect((await readdir(house.dir)).toSorted()).toEqual(['feed.json', 'snapshot-1.sqlite']);
  });

  test('after a restart the shop answers before anybody is asked, and asks only for what is new', async () => {
    const house = await open(shop(3));
    house.server.headers = { 'last-modified': 'Sun, 22 Nov 2026 10:00:00 GMT' };
    await house.catalog.refresh();
    await house.server.close();
    await house.restart();
    expect(await idsOf(house)).toEqual(['p0', 'p1', 'p2']);
    expect(await priceOf(house, 'p1')).toBe(10_000);
    expect(house.server.asked).toHaveLength(1);
    const again = await serveFeed(shop(3));
    closers.push(() => again.close());
  });

  test('the date of the last version is told, too', async () => {
    const house = await open(shop(3));
    house.server.withVersions = false;
    house.server.headers = { 'last-modified': 'Sun, 22 Nov 2026 10:00:00 GMT' };
    await house.catalog.refresh();
    await house.restart();
    await house.catalog.refresh();
    expect(house.server.asked[1]?.headers['if-modified-since']).toBe('Sun, 22 Nov 2026 10:00:00 GMT');
  });

  test('another address, currency or meaning is another feed', async () => {
    const house = await open(shop(3));
    await house.catalog.refresh();
    const other = await openFeedHouse(`${house.server.url}?other`, { dir: house.dir });
    closers.push(() => other.close());
    expect(other.catalog.status().live).toBeNull();
    expect((await other.catalog.snapshot(() => {}, never)).ok).toBe(false);
  });
});

describe('a feed that cannot be believed does not go live', () => {
  test.each<[string, (server: FeedServer) => void, RegExp, string]>([
    ['empty', (server) => (server.body = shop(0)), /no product that can be sold/u, 'refused'],
    ['cut in half', (server) => (server.body = shop(10).slice(0, 700)), /closing tag is missing/u, 'refused'],
    ['a page', (server) => (server.body = '<html>Sign in</html>'), /neither YML nor .*<html>/u, 'refused'],
    ['gone', (server) => (server.status = 404), /nothing at this address/u, 'unreachable'],
    ['locked', (server) => (server.status = 401), /wants a password/u, 'unreachable'],
    [
      'a broken line',
      (server) => void Object.assign(server, { body: shop(11), cutAfter: 400 }),
      /cannot be reached/u,
      'unreachable',
    ],
    [
      'half of it lost',
      (server) => (server.body = shop(5)),
      /5 of 10 products \(50%\) are missing/u,
      'waiting',
    ],
  ])('%s', async (_, spoil, words, result) => {
    const house = await open(shop(10));
    await house.catalog.refresh();
    spoil(house.server);
    await house.catalog.refresh();
    await house.catalog.refresh();
    expect(await idsOf(house)).toHaveLength(10);
    expect(await priceOf(house, 'p1')).toBe(10_000);
    expect(house.catalog.status().problem?.kind).toBe(result);
    expect(house.counted[1]).toBe(`shop_feed_total ${result}`);
    // Once, however often it is met; and it says what holds.
    expect(house.told).toEqual([expect.stringMatching(words)]);
    expect(house.told[0]).toContain('The last good list stays live');

    Object.assign(house.server, { body: shop(11), status: 200, cutAfter: null });
    await house.catalog.refresh();
    expect(await idsOf(house)).toHaveLength(11);
    expect(house.catalog.status().problem).toBeNull();
  });

  test('as many products, but others: that is a loss, too', async () => {
    const house = await open(shop(10));
    await house.catalog.refresh();
    house.server.body = shop(10).replaceAll('id="p', 'id="q');
    await house.catalog.refresh();
    expect(house.catalog.status().problem).toMatchObject({
      kind: 'waiting',
      lost: 10,
      before: 10,
      count: 10,
    });
  });

  test('30 % less is still believed', async () => {
    const house = await open(shop(10));
    await house.catalog.refresh();
    house.server.body = shop(7);
    await house.catalog.refresh();
    expect(await idsOf(house)).toHaveLength(7);
  });

  test('what was live for too long without a word from the shop is no longer vouched for', async () => {
    const house = await open(shop(10));
    await house.catalog.refresh();
    house.server.status = 500;
    house.clock.advance(HOUR);
    await house.catalog.refresh();
    expect(await priceOf(house, 'p1')).toBe(10_000);
    house.clock.advance(2 * HOUR);
    expect(await house.catalog.variants([{ id: 'p1' }], never)).toMatchObject({
      ok: false,
      failure: { kind: 'unavailable' },
    });
    const read: Variant[] = [];
    expect(await house.catalog.snapshot((one) => void read.push(one), never)).toMatchObject({
      value: { atMs: NOON },
    });
    expect(read[1]?.stock.atMs).toBe(NOON);
  });
});

describe('in rounds', () => {
  /** Lets time pass in steps until the shop is asked once more; how much had to. */
  async function passed(house: Awaited<ReturnType<typeof open>>, stepMs: number): Promise<number> {
    const before = house.server.asked.length;
    let ms = 0;
    await until(() => {
      if (house.server.asked.length > before) return true;
      house.clock.advance(stepMs);
      ms += stepMs;
      return false;
    });
    return ms;
  }

  test('after a failure soon, then later and later; when all is well every hour', async () => {
    const house = await open(shop(3));
    house.server.status = 500;
    house.catalog.start();
    await until(() => house.counted.length === 1);
    for (const waitMs of [MINUTE, 2 * MINUTE, 4 * MINUTE])
      expect(await passed(house, waitMs / 4)).toBeGreaterThanOrEqual(waitMs);
    house.server.status = 200;
    expect(await passed(house, 2 * MINUTE)).toBeGreaterThanOrEqual(8 * MINUTE);
    await until(() => house.catalog.status().live?.count === 3);
    expect(await passed(house, HOUR / 4)).toBeGreaterThanOrEqual(HOUR);
  });

  test('a wish for patience is kept', async () => {
    const house = await open(shop(3));
    Object.assign(house.server, { status: 503, headers: { 'retry-after': '600' } });
    house.catalog.start();
    await until(() => house.counted.length === 1);
    expect(await passed(house, 2 * MINUTE)).toBeGreaterThanOrEqual(10 * MINUTE);
  });
});

describe('on the way', () => {
  test('packed answers, names and passwords, redirects', async () => {
    const house = await open(gzipSync(shop(3)));
    house.server.headers = { 'content-encoding': 'gzip' };
    await house.catalog.refresh();
    expect(await idsOf(house)).toHaveLength(3);
    const locked = await openFeedHouse(house.server.url.replace('http://', 'http://me:p%40ss@'));
    closers.push(() => locked.close());
    await locked.catalog.refresh();
    expect(house.server.asked.at(-1)?.headers.authorization).toBe(`Basic ${btoa('me:p@ss')}`);
    const here = new URL(house.server.url).pathname;
    Object.assign(house.server, { status: 302, headers: { location: `${here}?next` } });
    await house.catalog.refresh();
    expect(house.catalog.status().problem).toMatchObject({ detail: 'it is passed on too often' });
    expect(house.server.asked.at(-1)?.url).toBe(`${here}?next`);
  });

  test.each(['http://me:50%@', 'http://%zz@'])(
    'a name that is no name is told, not thrown: %s',
    async (begin) => {
      const server = await serveFeed(shop(3));
      closers.push(() => server.close());
      const house = await openFeedHouse(server.url.replace('http://', begin));
      closers.push(() => house.close());
      await house.catalog.refresh();
      expect(house.catalog.status().problem).toMatchObject({
        kind: 'unreachable',
        detail: expect.stringContaining('SHOP_FEED_URL'),
      });
      expect(house.told.join()).not.toMatch(/50%|%zz/u);
      expect(server.asked).toEqual([]);
    },
  );

  test('inner machines and bare http are nobody’s unless that was said', async () => {
    const server = await serveFeed(shop(3));
    closers.push(() => server.close());
    for (const url of [
      server.url,
      server.url.replace('http:', 'https:'),
      'https://169.254.169.254/feed.xml',
    ]) {
      const house = await openFeedHouse({ kind: 'url', url, trusted: false });
      closers.push(() => house.close());
      await house.catalog.refresh();
      expect(house.catalog.status().problem?.kind).toBe('unreachable');
    }
    const house = await open('');
    Object.assign(house.server, { status: 302, headers: { location: server.url } });
    await house.catalog.refresh();
    expect(house.catalog.status().problem).toMatchObject({ detail: 'it leads to an address without https' });
    expect(server.asked).toEqual([]);
  });

  test('no part of a secret address is said', async () => {
    const house = await openFeedHouse('http://127.0.0.1:1/feed-9f8e7d6c5b4a.xml?token=0123456789');
    closers.push(() => house.close());
    await house.catalog.refresh();
    expect(house.told[0]).toMatch(/cannot be reached/u);
    expect(house.told.join()).not.toMatch(/9f8e|0123456789/u);
    expect(await readdir(house.dir)).toEqual(['download']);
  });

  test('a file in the folder of the shop', async () => {
    const inside = await mkdtemp(join(tmpdir(), 'prilavok-feed-shop-'));
    closers.push(() => rm(inside, { recursive: true }));
    const path = join(inside, 'feed.xml');
    await writeFile(path, shop(3));
    const house = await openFeedHouse({ kind: 'file', path, inside });
    closers.push(() => house.close());
    await house.catalog.refresh();
    await house.catalog.refresh();
    expect(house.counted).toEqual(['shop_feed_total live', 'shop_feed_total same']);
    await writeFile(path, shop(5));
    await house.catalog.refresh();
    expect(await idsOf(house)).toHaveLength(5);
    await rm(path);
    await symlink('/etc/hostname', path);
    await house.catalog.refresh();
    expect(house.catalog.status().problem).toMatchObject({
      detail: 'the file leads out of the folder of the shop',
    });
  });
});

test('what differs in stock between two feeds is told', async () => {
  const told: StockChange[] = [];
  const stocks = (counts: Record<string, number>) =>
    yml(
      Object.entries(counts)
        .map(([id, count]) => ymlOffer({ id, more: `<count>${count}</count>` }))
        .join(''),
    );
  const house = await open(stocks({ a: 0, b: 2, c: 3, d: 1 }), {
    onStock: (changes) => void told.push(...changes),
  });
  await house.catalog.refresh();
  expect(told).toEqual([]);
  house.server.body = stocks({ a: 4, b: 2, c: 1, e: 1 });
  await house.catalog.refresh();
  expect(
    told.map(({ id, before, after }) => [id, before?.saleable ?? null, after?.saleable ?? null]),
  ).toEqual([
    ['a', 0, 4],
    ['c', 3, 1],
    ['e', null, 1],
    ['d', 1, null],
  ]);
});

test('a code that variants share means all of them; an id wins where no code fits', async () => {
  const offers = ['s', 'm'].map((id) => ymlOffer({ id, more: '<vendorCode>JM</vendorCode>' })).join('');
  const house = await open(yml(offers));
  await house.catalog.refresh();
  const ask = async (sku: string) => {
    const found = await house.catalog.variants([{ sku }], never);
    return found.ok ? found.value.map(({ id }) => id) : null;
  };
  expect([await ask('JM'), await ask('m'), await ask('x')]).toEqual([['s', 'm'], ['m'], []]);
});
