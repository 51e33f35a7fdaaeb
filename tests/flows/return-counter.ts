/** A talk at a counter that takes returns: real embedded shop, real policy, real book; the shop can be told to fail. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { silentLog } from '../../src/core/ports/log.ts';
import { silentMetrics } from '../../src/core/ports/metrics.ts';
import type { ShopOrders } from '../../src/core/ports/shop.ts';
import { loadReturnPolicy } from '../../src/returns/load-policy.ts';
import { createReturnTasks } from '../../src/returns/return-tasks.ts';
import { createEmbeddedReturns } from '../../src/shop/embedded/embedded-returns.ts';
import { createEmbeddedShop } from '../../src/shop/embedded/embedded-shop.ts';
import { createReturnBook } from '../../src/shop/embedded/return-book.ts';
import { openReturnsDatabase } from '../../src/shop/embedded/returns-database.ts';
import type { OneTimeCodes } from '../../src/shop/order-access.ts';
import { createOrderTasks } from '../../src/shop/order-lookup.ts';
import { createDemoMailer } from '../../src/transport/mail.ts';
import { policyFolder } from '../returns/policy-folder.ts';
import { createManualClock, createSeededRandom } from '../support/manual-clock.ts';
import { orderAsking } from '../support/order-asking.ts';
import { openTalk, type Talk, type TalkOptions } from '../support/talk.ts';

export interface ReturnCounter {
  talk: Talk;
  shop(mood: 'up' | 'down'): void;
  letters(): readonly { to: string; subject: string; text: string }[];
  /** What stands in the shop's table of returns and in the book of decisions. */
  rows(table: 'returns' | 'decisions'): Record<string, unknown>[];
  close(): Promise<void>;
}

const timeZone = 'Europe/Moscow';

/** `terms`: the shop's `returns.yaml`. */
export async function openReturnCounter(
  options: TalkOptions & { terms?: string; dir?: string } = {},
): Promise<ReturnCounter> {
  const { terms = 'pack: ru-distance', dir = 'data/sample-shop', ...rest } = options;
  const folder = await mkdtemp(join(tmpdir(), 'returns-'));
  const clock = createManualClock(Date.parse(rest.at ?? '2026-11-23T12:00:00+03:00'));
  const base = { log: silentLog, timeZone };
  const file = join(folder, 'shop.sqlite');
  const shop = await createEmbeddedShop({ ...base, clock, file, dir, currency: 'RUB' });
  const db: Database.Database = openReturnsDatabase(join(folder, 'returns.sqlite'));
  const policy = await readPolicy(terms);
  const mailer = createDemoMailer(clock);
  let mood: 'up' | 'down' = 'up';
  const orders: ShopOrders = {
    ...shop,
    capabilities: shop.capabilities,
    findOrders: (by, limit, signal) =>
      mood === 'up'
        ? shop.findOrders(by, limit, signal)
        : Promise.resolve({ ok: false, failure: { kind: 'unavailable' } }),
  };
  let talkClock = clock;
  const returns = await createEmbeddedReturns({
    db,
    dir,
    timeZone,
    catalog: shop.catalog,
    clock: { ...clock, now: () => talkClock.now() },
  });
  const book = createReturnBook(db, createSeededRandom(7));
  const codes = plainCodes();
  const talk = await openTalk({
    ...rest,
    handlers({ store, clock: own, content }) {
      talkClock = own;
      const asking = {
        ...base,
        clock: own,
        ...orderAsking(orders, store, own),
        codes,
        mailer,
        texts: () => content.texts,
        metrics: silentMetrics,
      };
      const more = { returns, book, policy: () => policy, warrantyDays: () => 90 };
      return { ...createOrderTasks(asking), ...createReturnTasks({ ...asking, ...more }) };
    },
  });
  return {
    talk,
    shop: (next) => void (mood = next),
    letters: mailer.letters,
    rows: (table) => db.prepare<[], Record<string, unknown>>(`SELECT * FROM ${table}`).all(),
    async close() {
      await talk.close();
      db.close();
      shop.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function readPolicy(terms: string) {
  await using folder = await policyFolder(terms);
  const loaded = loadReturnPolicy(folder.dir, undefined);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.findings));
  return loaded.policy;
}

/** Codes without the slow hash, which would take longer than these talks let the clock stand still. */
function plainCodes(): OneTimeCodes {
  const issued = new Map<string, { code: string; subject: string | null }>();
  return {
    issue(about, subject) {
      const code = String(271_828 + issued.size);
      issued.set(about, { code, subject });
      return Promise.resolve(code);
    },
    check(about, code) {
      const stored = issued.get(about);
      return Promise.resolve(stored?.code === code ? stored.subject : null);
    },
  };
}
