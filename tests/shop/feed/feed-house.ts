/** A feed catalogue over a real server and a real folder, with a clock of its own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Log } from '../../../src/core/ports/log.ts';
import type { Metrics } from '../../../src/core/ports/metrics.ts';
import {
  openFeedCatalog,
  type FeedCatalog,
  type FeedCatalogOptions,
} from '../../../src/shop/feed/feed-catalog.ts';
import type { FeedSource } from '../../../src/shop/feed/fetch-feed.ts';
import { createHttpClient } from '../../../src/transport/http-client.ts';
import { createManualClock, type ManualClock } from '../../support/manual-clock.ts';

export const NOON = Date.UTC(2026, 10, 22, 12);
export const HOUR = 3_600_000;

export interface FeedHouse {
  dir: string;
  clock: ManualClock;
  catalog: FeedCatalog;
  /** What was logged at warn and above. */
  told: string[];
  counted: string[];
  /** Closes the catalogue and opens it on the same folder. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export async function openFeedHouse(
  source: string | FeedSource,
  options: Partial<FeedCatalogOptions> = {},
): Promise<FeedHouse> {
  const dir = await mkdtemp(join(tmpdir(), 'prilavok-feed-'));
  const clock = createManualClock(NOON);
  const told: string[] = [];
  const counted: string[] = [];
  const log: Log = {
    debug() {},
    info() {},
    warn: (_fields, message) => void told.push(message),
    error: (fields, message) => void told.push(`${message}: ${(fields['error'] as Error).message}`),
  };
  const metrics: Metrics = {
    count: (name, labels) => void counted.push(`${name} ${labels?.['result'] ?? ''}`),
  };
  const from: FeedSource = typeof source === 'string' ? { kind: 'url', url: source, trusted: true } : source;
  const http = createHttpClient({
    // Only the waiting of the catalogue is played; a request on the wire takes real time.
    clock,
    trustedOrigin: from.kind === 'url' && from.trusted ? new URL(from.url).origin : '',
  });
  const open = () =>
    openFeedCatalog({
      source: from,
      dir,
      currency: 'RUB',
      unavailable: 'out',
      everyMs: HOUR,
      http,
      clock,
      log,
      metrics,
      ...options,
    });
  const house: FeedHouse = {
    dir,
    clock,
    catalog: await open(),
    told,
    counted,
    async restart() {
      await house.catalog.close();
      house.catalog = await open();
    },
    async close() {
      await http.close();
      await house.catalog.close();
      await rm(dir, { recursive: true });
    },
  };
  return house;
}
