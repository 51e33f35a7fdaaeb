/** A served feed of numbered products, opened and closed for one test, and what is asked of it. */
import { afterEach } from '@jest/globals';
import type { FeedCatalogOptions } from '../../../src/shop/feed/feed-catalog.ts';
import { eventual } from '../../support/eventual.ts';
import { yml, ymlOffer } from './feed-files.ts';
import { openFeedHouse, type FeedHouse } from './feed-house.ts';
import { serveFeed, type FeedServer } from './feed-server.ts';

export const never = new AbortController().signal;

/** `count` products, each with as many pieces as its number. */
export const shop = (count: number, price = '100') =>
  yml(
    Array.from({ length: count }, (_, at) =>
      ymlOffer({ id: `p${at}`, price, more: `<count>${at}</count>` }),
    ).join(''),
  );

/** Run after the test, newest first. */
export const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

export async function open(
  body: string | Buffer,
  options: Partial<FeedCatalogOptions> = {},
): Promise<FeedHouse & { server: FeedServer }> {
  const server = await serveFeed(body);
  closers.push(() => server.close());
  const house = await openFeedHouse(server.url, options);
  closers.push(() => house.close());
  return Object.assign(house, { server });
}

export const until = (look: () => boolean | Promise<boolean>) => eventual(async () => look(), String(look));

export async function idsOf({ catalog }: Pick<FeedHouse, 'catalog'>): Promise<string[]> {
  const ids: string[] = [];
  await catalog.snapshot(({ id }) => void ids.push(id), never);
  return ids;
}

export async function priceOf(
  { catalog }: Pick<FeedHouse, 'catalog'>,
  id: string,
): Promise<number | undefined> {
  const found = await catalog.variants([{ id }], never);
  return found.ok ? found.value[0]?.price.minor : undefined;
}
