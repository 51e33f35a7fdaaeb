/**
 * The catalogue of a shop that publishes a product feed. Answers from the last good snapshot, which outlives restarts; fetches
 * the feed again and again, and lets a new one go live only if it can be believed. While it cannot, the old one stays, everybody
 * is told so, and what is asked about single variants is no longer vouched for.
 */
import type { Clock } from '../../core/clock.ts';
import { LIMITS } from '../../core/limits.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Metrics } from '../../core/ports/metrics.ts';
import type { ShopCatalog } from '../../core/ports/shop-catalog.ts';
import type { HttpClient } from '../../transport/http-client.ts';
import {
  openFeedFolder,
  sourceKey,
  type FeedFolder,
  type FeedVersion,
  type KeptSnapshot,
} from './feed-folder.ts';
import { createFeedRounds } from './feed-rounds.ts';
import { createFeedShelf } from './feed-shelf.ts';
import { openFeedBook, type FeedBook } from './feed-state.ts';
import type { FeedProblem } from './feed-words.ts';
import { fetchFeed, type FeedSource } from './fetch-feed.ts';
import type { FeedReport } from './read-feed.ts';
import { compareStock, type StockChange } from './stock-changes.ts';
import { takeFeed, type Verdict } from './take-feed.ts';

export interface FeedCatalogOptions {
  source: FeedSource;
  /** Where the snapshots are kept. */
  dir: string;
  /** ISO 4217, of prices that name none. */
  currency: string;
  /** What `available="false"` means. */
  unavailable: 'out' | 'backorder';
  everyMs: number;
  /** Has been given the trusted origin; closed by whoever made it. */
  http: HttpClient;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  /** Called whenever another snapshot is live. */
  onLive?: () => void;
  /** What a new snapshot says differently about stock, in batches: a hint, lost when the process dies. */
  onStock?: (changes: readonly StockChange[]) => void;
}

export interface FeedCatalog extends ShopCatalog {
  /** Fetches at once and from then on at intervals. */
  start(): void;
  /** Fetches once and decides; one at a time. Never rejects. */
  refresh(): Promise<void>;
  status(): FeedStatus;
  /** Ends what goes on; resolves when nothing touches the folder any more. */
  close(): Promise<void>;
}

export interface FeedStatus {
  /** UTC ms. */
  live: { count: number; readAtMs: number; confirmedAtMs: number } | null;
  problem: FeedProblem | null;
  /** Of the last feed that was read, live or not. */
  report: FeedReport | null;
}

interface House {
  options: FeedCatalogOptions;
  folder: FeedFolder;
  book: FeedBook;
  signal: AbortSignal;
  report: FeedReport | null;
}

/** Opens what is on the disk and asks nobody. Throws DATA_DIR_UNUSABLE. */
export async function openFeedCatalog(options: FeedCatalogOptions): Promise<FeedCatalog> {
  const { source, currency, unavailable, clock, log, everyMs } = options;
  const stop = new AbortController();
  const folder = await openFeedFolder(options.dir);
  const address = source.kind === 'url' ? source.url : source.path;
  const key = sourceKey(JSON.stringify([address, currency, unavailable]));
  const book = await openFeedBook({ folder, source: key, clock, log });
  const house: House = { options, folder, book, signal: stop.signal, report: null };
  const look = async () => {
    const kept = await book.accepted();
    if (kept) await goLive(house, kept);
  };
  await look();
  const rounds = createFeedRounds({ round: () => fetchOnce(house), look, everyMs, clock, log });
  // A feed that misses one round and takes its time in the next is still vouched for.
  const trustMs = 2 * everyMs + LIMITS.feedFetchMs + LIMITS.feedReadMs;
  return {
    ...createFeedShelf(book.live, { clock, trustMs }),
    start: rounds.start,
    refresh: rounds.refresh,
    status() {
      const kept = book.live()?.kept;
      const live = kept && { count: kept.count, readAtMs: kept.readAtMs, confirmedAtMs: kept.confirmedAtMs };
      return { live: live ?? null, problem: book.problem(), report: house.report };
    },
    async close() {
      stop.abort();
      await rounds.stop();
      book.close();
    },
  };
}

/** Null when all is well; else how long to wait at least before the next try. */
async function fetchOnce(house: House): Promise<number | null> {
  const { folder, options, book, signal } = house;
  const { metrics, clock, http, source } = options;
  if (signal.aborted) return null;
  const { live, waiting } = book.state();
  const fetched = await fetchFeed(source, waiting ?? live, { http, path: folder.path('download') });
  if (signal.aborted) return null;
  const count = (result: string) => metrics.count('shop_feed_total', { result });
  if (fetched.kind === 'failed') {
    count('unreachable');
    book.tell({ kind: 'unreachable', detail: fetched.detail, sinceMs: clock.now() });
    return fetched.retryAfterMs ?? 0;
  }
  if (fetched.kind === 'same') {
    count('same');
    await (waiting ? book.wait({ ...waiting, confirmedAtMs: clock.now() }) : book.confirm(null));
    return null;
  }
  const verdict = await takeFeed(fetched, { ...options, folder, live: book.live(), signal });
  if (signal.aborted) return null;
  house.report = verdict.report;
  count(verdict.kind);
  await carryOut(house, verdict, fetched.version);
  return verdict.kind === 'refused' ? 0 : null;
}

async function carryOut(house: House, verdict: Verdict, version: FeedVersion): Promise<void> {
  const { folder, options, book } = house;
  if (verdict.kind === 'live') return goLive(house, verdict.kept);
  if (verdict.kind === 'same') return book.confirm(version);
  if (verdict.kind === 'waiting') return book.wait(verdict.kept);
  const { trouble, detail } = verdict;
  book.tell({ kind: 'refused', trouble, detail, sinceMs: options.clock.now() });
  await folder.sweep(book.state());
}

async function goLive({ options, folder, book, signal }: House, kept: KeptSnapshot): Promise<void> {
  const before = await book.goLive(kept);
  options.onLive?.();
  const after = book.live();
  if (before && after && options.onStock)
    await compareStock(before.snapshot, after.snapshot, options.onStock, signal);
  before?.snapshot.close();
  await folder.sweep(book.state());
}
