/**
 * `npm run shop:feed`: reads the shop's product feed as the server would, changes nothing, and says what it found: how many products,
 * which offers were left out and why, and how it stands with the server's own copy. `--accept` lets a feed go live that lost too
 * much to be believed. Exit 0: the feed can be used. `--json`: one JSON object as the last line.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { styleText } from 'node:util';
import { readConfig, type Config } from '../config.ts';
import type { FeedSettings } from '../config/feed-settings.ts';
import { loadShop } from '../content/shop-settings.ts';
import { systemClock } from '../core/clock.ts';
import { PrilavokError } from '../core/errors.ts';
import { createFeedClient, feedDir } from '../product/shop-feed.ts';
import { acceptWaiting, openFeedFolder, peekState, type FeedState } from '../shop/feed/feed-folder.ts';
import { ACCEPT_COMMAND, FAULT_WORDS, MEND_WORDS, problemWords } from '../shop/feed/feed-words.ts';
import { fetchFeed } from '../shop/feed/fetch-feed.ts';
import type { FeedReport } from '../shop/feed/read-feed.ts';
import { takeFeed } from '../shop/feed/take-feed.ts';
import { readOptions } from './read-options.ts';

const HELP = `npm run shop:feed -- [options]

Reads the shop's product feed (SHOP_FEED_URL) as the server would, changes nothing, and says what it found: how many products, which
offers were left out and why, and how it stands with the server's own copy.

  --accept   lets a feed go live that has lost too much to be believed
  --json     one JSON object as the last line

Exit status: 0 the feed can be used (or was accepted), 1 it cannot, 2 used wrongly.
For example: npm run shop:feed`;

const { values } = readOptions(HELP, {
  options: { accept: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
});

try {
  const config = readConfig();
  process.exitCode = values.accept ? await accept(config) : await look(config);
} catch (thrown) {
  if (!(thrown instanceof PrilavokError)) throw thrown;
  console.error(`${thrown.code}: ${thrown.message}`);
  process.exitCode = 1;
}

async function accept(config: Config): Promise<number> {
  const dir = feedDir(dataDirOf(config));
  const state = await peekState(dir);
  if (!state?.waiting) {
    console.log('No feed waits to be accepted.');
    return 1;
  }
  await acceptWaiting(dir, state.waiting.digest);
  console.log(
    `Accepted: ${state.waiting.count} products. A running server takes them within seconds, a stopped one when it starts.`,
  );
  return 0;
}

async function look(config: Config): Promise<number> {
  if (!config.feed) {
    console.log('No feed is set: SHOP_FEED_URL names one. docs/shop-feed.md tells where a shop has it.');
    return 1;
  }
  const state = await peekState(feedDir(dataDirOf(config)));
  const seen = await readOnce(config.feed, { currency: currencyOf(config), isLive: state?.live != null });
  if (seen.report) describe(seen.report);
  describeState(state);
  const isGood = seen.problem === null;
  const verdict = seen.problem ?? 'The feed can be used.';
  console.log(styleText(isGood ? 'green' : 'red', verdict));
  if (values.json) console.log(JSON.stringify({ ok: isGood, problem: seen.problem, report: seen.report }));
  return isGood ? 0 : 1;
}

/** The whole way, in a folder that is gone afterwards. */
async function readOnce(
  feed: FeedSettings,
  { currency, isLive }: { currency: string; isLive: boolean },
): Promise<{ problem: string | null; report: FeedReport | null }> {
  const clock = systemClock;
  const dir = await mkdtemp(join(tmpdir(), 'prilavok-shop-feed-'));
  const http = createFeedClient(feed, clock);
  try {
    const folder = await openFeedFolder(dir);
    const fetched = await fetchFeed(feed.source, null, { http, path: folder.path('download') });
    const sinceMs = clock.now();
    if (fetched.kind !== 'new') {
      const detail = fetched.kind === 'failed' ? fetched.detail : 'the shop says that it has not changed';
      return { problem: problemWords({ kind: 'unreachable', detail, sinceMs }, isLive), report: null };
    }
    const { signal } = new AbortController();
    const options = { folder, live: null, currency, unavailable: feed.unavailable, clock, signal };
    const verdict = await takeFeed(fetched, options);
    const { report } = verdict;
    if (verdict.kind !== 'refused') return { problem: null, report };
    const { trouble, detail } = verdict;
    return { problem: problemWords({ kind: 'refused', trouble, detail, sinceMs }, isLive), report };
  } finally {
    await http.close();
    await rm(dir, { recursive: true, force: true });
  }
}

function describe({ format, encoding, kept, leftOut, mended, named }: FeedReport): void {
  const kind = format === 'google' ? 'Google Merchant' : format === 'yml' ? 'YML' : 'no feed';
  console.log(`${kind}, ${encoding ?? 'unknown encoding'}: ${kept} products`);
  for (const [fault, count] of entries(leftOut)) console.log(`  left out, ${FAULT_WORDS[fault]}: ${count}`);
  for (const { id, fault, detail } of named) {
    const what = [id === '' ? 'an offer' : `offer ${id}`, detail === '' ? '' : `(${detail})`];
    console.log(`    ${what.filter((part) => part !== '').join(' ')} ${FAULT_WORDS[fault]}`);
  }
  for (const [mend, count] of entries(mended)) console.log(`  mended, ${MEND_WORDS[mend]}: ${count}`);
}

function describeState(state: FeedState | null): void {
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
  const { live, waiting } = state ?? { live: null, waiting: null };
  if (live)
    console.log(
      `Live: ${live.count} products, read ${day(live.readAtMs)} UTC, confirmed ${day(live.confirmedAtMs)} UTC`,
    );
  if (waiting)
    console.log(
      styleText(
        'yellow',
        `Waiting since ${day(waiting.readAtMs)} UTC: ${waiting.count} products, ${waiting.lost} of the live ones are missing. ` +
          `If that is right: ${ACCEPT_COMMAND}`,
      ),
    );
}

function entries<K extends string>(counts: Partial<Record<K, number>>): [K, number][] {
  return Object.entries(counts) as [K, number][];
}

function currencyOf(config: Config): string {
  const shop = loadShop(config.shopDir);
  return shop.ok ? shop.settings.currency : 'RUB';
}

/** What is tried out in the playground is kept apart. */
function dataDirOf({ playground, dataDir }: Config): string {
  return playground ? join(dataDir, 'playground') : dataDir;
}
