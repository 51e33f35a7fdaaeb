/** The product feed in the house: its connection, its folder, what is measured of it, and what is said where people look. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { FeedSettings } from '../config/feed-settings.ts';
import type { Clock } from '../core/clock.ts';
import type { Log } from '../core/ports/log.ts';
import type { ShopOrders } from '../core/ports/shop.ts';
import type { ShopCatalog } from '../core/ports/shop-catalog.ts';
import type { MetricsRegistry } from '../observe/metrics.ts';
import {
  createEmbeddedShop,
  type EmbeddedShopOptions,
  type EmbeddedShop,
} from '../shop/embedded/embedded-shop.ts';
import { openFeedCatalog, type FeedCatalog } from '../shop/feed/feed-catalog.ts';
import { problemWords } from '../shop/feed/feed-words.ts';
import type { StockChange } from '../shop/feed/stock-changes.ts';
import { createNoOrders } from '../shop/no-orders.ts';
import { createProducts, type Products } from '../shop/products.ts';
import { createHttpClient, type HttpClient } from '../transport/http-client.ts';

export interface OpenCatalogue {
  catalog: ShopCatalog;
  /** The products as they are searched. */
  products: Products;
  /** What is not as it should be and stops nobody: at most one line, and nothing of an address in it. */
  notes(): string[];
  close(): Promise<void>;
}

interface OpenFeed {
  catalog: FeedCatalog;
  /** `onLive`: the catalogue has changed and has to be read again. `onStock`: a hint of what is in or out now. */
  start(on: { live(): void; stock?(changes: readonly StockChange[]): void }): void;
  close(): Promise<void>;
}

export interface OrdersInHouse extends ShopOrders {
  /** Of what was ordered. */
  catalog: ShopCatalog;
  wishes: EmbeddedShop['wishes'];
  /** Reads the files again; true when they had changed. */
  reload(): Promise<boolean>;
  close(): void;
}

/**
 * The products of the feed where one is set, else the shop's `own`, read and searchable. A feed's list of an earlier run is there
 * at once; the first one ever comes when it comes. `onStock`: what the feed has now and did not have before. Throws DATA_DIR_UNUSABLE.
 */
export async function openCatalogue(
  config: Pick<Config, 'feed'>,
  dataDir: string,
  { own, onStock, ...parts }: FeedParts & { own: ShopCatalog; onStock?(variantIds: string[]): void },
): Promise<OpenCatalogue> {
  const { clock, log } = parts;
  const feed = await openShopFeed(config.feed, dataDir, parts);
  const catalog = feed?.catalog ?? own;
  // A feed says itself when there is something new.
  const products = createProducts({ catalog, clock, log, ...(feed && { everyMs: null }) });
  if (!feed || feed.catalog.status().live) await products.refresh();
  feed?.start({
    live: () => void products.refresh(),
    stock: (changes) => onStock?.(changes.filter(({ after }) => after?.state === 'in').map(({ id }) => id)),
  });
  return {
    catalog,
    products,
    notes() {
      const status = feed?.catalog.status();
      return status?.problem ? [`shop_feed: ${problemWords(status.problem, status.live !== null)}`] : [];
    },
    async close() {
      products.close();
      await feed?.close();
    },
  };
}

interface FeedParts {
  currency: string;
  clock: Clock;
  log: Log;
  metrics: MetricsRegistry;
}

async function openShopFeed(
  feed: FeedSettings | null,
  dataDir: string,
  { currency, clock, log, metrics }: FeedParts,
): Promise<OpenFeed | null> {
  if (!feed) return null;
  let on: Parameters<OpenFeed['start']>[0] = { live() {} };
  const http = createFeedClient(feed, clock);
  const catalog = await openFeedCatalog({
    ...feed,
    dir: feedDir(dataDir),
    currency,
    http,
    clock,
    log,
    metrics,
    onLive: () => on.live(),
    onStock: (changes) => on.stock?.(changes),
  });
  const live = () => catalog.status().live;
  metrics.gauge('shop_feed_variants', 'Variants of the live product feed', () => live()?.count ?? null);
  metrics.gauge('shop_feed_age_seconds', 'Time since the live product feed was last confirmed', () => {
    const kept = live();
    return kept && (clock.now() - kept.confirmedAtMs) / 1_000;
  });
  metrics.gauge('shop_feed_problem', '1 while the newest product feed is not the live one', () =>
    catalog.status().problem ? 1 : 0,
  );
  return {
    catalog,
    start(listening) {
      on = listening;
      catalog.start();
    },
    async close() {
      await http.close();
      await catalog.close();
    },
  };
}

/** The orders of the embedded shop; of a shop that gives us a feed and no orders, none. Throws SAMPLE_INVALID. */
export async function openOrders(hasFeed: boolean, options: EmbeddedShopOptions): Promise<OrdersInHouse> {
  if (!hasFeed || existsSync(join(options.dir, 'orders.csv'))) return createEmbeddedShop(options);
  options.log.info({ step: 'shop' }, 'No orders are connected: SHOP_DIR has no orders.csv');
  return { ...createNoOrders(), wishes: () => [], reload: () => Promise.resolve(false), close() {} };
}

/** Where the snapshots are kept. */
export function feedDir(dataDir: string): string {
  return join(dataDir, 'feed');
}

/** Nobody but the configured machine may be an inner one, and that only if it was said. */
export function createFeedClient({ source }: FeedSettings, clock: Clock): HttpClient {
  const trusted = source.kind === 'url' && source.trusted ? (URL.parse(source.url)?.origin ?? '') : '';
  return createHttpClient({
    clock,
    connections: 1,
    trustedOrigin: trusted,
    secrets: source.kind === 'url' ? secretsOf(source.url) : [],
  });
}

function secretsOf(url: string): string[] {
  const { pathname = '', search = '', username = '', password = '' } = URL.parse(url) ?? {};
  return [url, pathname + search, search, username, password].filter((part) => part !== '');
}
