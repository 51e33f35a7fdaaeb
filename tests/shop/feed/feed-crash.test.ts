/** A feed that waits for a person, and what a crash leaves of a feed. */
import { describe, expect, test } from '@jest/globals';
import { mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { acceptWaiting, peekState } from '../../../src/shop/feed/feed-folder.ts';
import { idsOf, open, shop, until } from './served-shop.ts';

describe('a person accepts a feed that lost much', () => {
  async function waiting() {
    const house = await open(shop(10));
    await house.catalog.refresh();
    house.server.body = shop(5);
    await house.catalog.refresh();
    const state = await peekState(house.dir);
    return { house, digest: state?.waiting?.digest ?? '' };
  }

  test('while the server runs: within seconds, without fetching again', async () => {
    const { house, digest } = await waiting();
    const asked = house.server.asked.length;
    await acceptWaiting(house.dir, digest);
    house.catalog.start();
    await until(() => house.server.asked.length === asked + 1);
    await house.catalog.refresh();
    house.clock.advance(10_000);
    await until(async () => (await idsOf(house)).length === 5);
    expect(house.catalog.status().problem).toBeNull();
    expect(house.server.asked[asked]?.status).toBe(304);
  });

  test('while it does not run: at the next start', async () => {
    const { house, digest } = await waiting();
    await acceptWaiting(house.dir, digest);
    await house.restart();
    expect(await idsOf(house)).toHaveLength(5);
  });

  test('it waits over a restart, and is told again', async () => {
    const { house } = await waiting();
    await house.restart();
    expect(house.catalog.status().problem).toMatchObject({ kind: 'waiting', lost: 5, before: 10 });
    await house.catalog.refresh();
    expect(house.server.asked.at(-1)?.status).toBe(304);
    expect(await idsOf(house)).toHaveLength(10);
  });

  test('another one than the accepted waits as before', async () => {
    const { house, digest } = await waiting();
    await acceptWaiting(house.dir, digest);
    house.server.body = shop(3);
    await house.catalog.refresh();
    expect(await idsOf(house)).toHaveLength(10);
    expect(house.catalog.status().problem).toMatchObject({ count: 3 });
  });

  test('when the old one comes back, nothing waits any more', async () => {
    const { house } = await waiting();
    house.server.body = shop(10);
    await house.catalog.refresh();
    expect(house.catalog.status()).toMatchObject({ problem: null, live: { count: 10 } });
    expect((await peekState(house.dir))?.waiting).toBeNull();
  });
});

describe('after a crash', () => {
  test('between writing and renaming: the old list is live, the litter is gone', async () => {
    const house = await open(shop(3));
    await house.catalog.refresh();
    const before = await readFile(join(house.dir, 'feed.json'), 'utf8');
    await house.catalog.close();
    // The new snapshot was written, the state was not yet replaced.
    for (const name of ['snapshot-2.sqlite', 'download', 'feed.json.new'])
      await writeFile(join(house.dir, name), name === 'feed.json.new' ? before.slice(0, 40) : 'half');
    await house.restart();
    expect(await idsOf(house)).toEqual(['p0', 'p1', 'p2']);
    expect((await readdir(house.dir)).toSorted()).toEqual(['feed.json', 'snapshot-1.sqlite']);
    // A new snapshot never takes the name of one that was there.
    house.server.body = shop(4);
    await house.catalog.refresh();
    expect(await idsOf(house)).toHaveLength(4);
  });

  test.each<[string, (dir: string) => Promise<void>]>([
    ['the snapshot is cut', (dir) => truncate(join(dir, 'snapshot-1.sqlite'), 5_000)],
    ['the snapshot is gone', (dir) => rm(join(dir, 'snapshot-1.sqlite'))],
    ['the snapshot is something else', (dir) => writeFile(join(dir, 'snapshot-1.sqlite'), 'x'.repeat(9_000))],
    ['the state is cut', (dir) => truncate(join(dir, 'feed.json'), 30)],
    ['the state is something else', (dir) => writeFile(join(dir, 'feed.json'), '[]')],
  ])('%s: there is no list, and the next fetch brings one', async (_, spoil) => {
    const house = await open(shop(30));
    await house.catalog.refresh();
    await house.catalog.close();
    await spoil(house.dir);
    await house.restart();
    expect(house.catalog.status().live).toBeNull();
    await house.catalog.refresh();
    expect(house.server.asked.at(-1)?.status).toBe(200);
    expect(await idsOf(house)).toHaveLength(30);
  });

  test('a disk that does not take it leaves the old list', async () => {
    const house = await open(shop(3));
    await house.catalog.refresh();
    // Where the state has to be written stands a folder.
    await mkdir(join(house.dir, 'feed.json.new'));
    house.server.body = shop(4);
    await house.catalog.refresh();
    expect(await idsOf(house)).toHaveLength(3);
    expect(house.told).toEqual([expect.stringContaining('could not be taken')]);
    await rm(join(house.dir, 'feed.json.new'), { recursive: true });
    await house.catalog.refresh();
    expect(await idsOf(house)).toHaveLength(4);
  });
});
