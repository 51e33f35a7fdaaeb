/**
 * A talk at a counter with a real embedded shop behind it; the shop can be told to fail or to hang, its files can be changed, our
 * copy of its orders read and its news told; letters are kept.
 */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { orderNewsWords } from '../../flows/order-status/news.ts';
import type { Clock } from '../../src/core/clock.ts';
import { silentLog } from '../../src/core/ports/log.ts';
import { silentMetrics } from '../../src/core/ports/metrics.ts';
import type { PaymentLinks } from '../../src/core/ports/payment-links.ts';
import type { Door } from '../../src/core/ports/accept.ts';
import type { Order, OrderCapabilities, ShopOrders, ShopResult } from '../../src/core/ports/shop.ts';
import { createPaymentTasks } from '../../src/personal/payment-tasks.ts';
import type { OneTimeCodes } from '../../src/shop/order-access.ts';
import { createEmbeddedShop } from '../../src/shop/embedded/embedded-shop.ts';
import { createOrderNews } from '../../src/shop/mirror/order-news.ts';
import { createOrderSweep } from '../../src/shop/mirror/order-sweep.ts';
import { createOrderCareTasks } from '../../src/shop/order-care.ts';
import { createOrderTasks } from '../../src/shop/order-lookup.ts';
import { createDemoMailer } from '../../src/transport/mail.ts';
import { createManualClock, createSeededRandom } from '../support/manual-clock.ts';
import { orderAsking } from '../support/order-asking.ts';
import { loadSample } from '../support/sample-content.ts';
import { openTalk, type Talk, type TalkOptions } from '../support/talk.ts';

/** How the shop answers: `lies` answers late, with something that is no order. */
export type Mood = 'up' | 'down' | 'hangs' | 'throws' | 'lies';

export interface OrderCounter {
  talk: Talk;
  /** `up`, or how it fails from now on. */
  shop(mood: Mood): void;
  /** One round of reading what has changed into our copy. */
  sweep(): Promise<void>;
  /** One round of telling those who watch. */
  news(): Promise<void>;
  /** Writes one cell of orders.csv anew and has the shop read it. */
  edit(number: string, column: string, value: string): Promise<void>;
  /** What customers asked of the shop: kind and words. */
  wishes(): { kind: string; body: string }[];
  code(): string;
  letters(): readonly { to: string; subject: string; text: string }[];
  close(): Promise<void>;
}

/** Links to pay come from the shop itself. */
const NO_LINKS: PaymentLinks = {
  capabilities: () => ({ create: 'none', read: 'none', receiptTo: [], longestMs: 0 }),
  create: () => Promise.resolve({ ok: false, failure: { kind: 'unsupported' } }),
  read: () => Promise.resolve({ ok: false, failure: { kind: 'unsupported' } }),
};

const MONDAY_NOON = '2026-11-23T12:00:00+03:00';

export async function openOrderCounter(
  options: TalkOptions & { mail?: boolean; can?: Partial<OrderCapabilities> } = {},
): Promise<OrderCounter> {
  const dir = await mkdtemp(join(tmpdir(), 'counter-'));
  const timeZone = 'Europe/Moscow';
  const clock = createManualClock(Date.parse(options.at ?? MONDAY_NOON));
  const base = { clock, log: silentLog, timeZone };
  const file = join(dir, 'shop.sqlite');
  const files = join(dir, 'shop');
  await cp('data/sample-shop', files, { recursive: true });
  const shop = await createEmbeddedShop({ ...base, file, dir: files, currency: 'RUB' });
  const mailer = createDemoMailer(clock);
  let mood: Mood = 'up';
  /** Any verb of the shop, as it answers in its present mood. */
  const moody =
    <A extends unknown[], T>(verb: (...args: A) => Promise<ShopResult<T>>) =>
    (...args: A): Promise<ShopResult<T>> => {
      if (mood === 'hangs') return new Promise(() => {});
      if (mood === 'throws') throw new Error('the shop fell over');
      if (mood === 'lies') return lie(clock) as Promise<ShopResult<T>>;
      if (mood === 'down') return Promise.resolve({ ok: false, failure: { kind: 'unavailable' } });
      return verb(...args);
    };
  const { findOrders, getOrder, changes, addNote, paymentLink, cancel, changeAddress } = shop;
  const orders: ShopOrders = {
    capabilities: () => ({ ...shop.capabilities(), ...options.can }),
    readWebhook: shop.readWebhook,
    findOrders: moody(findOrders),
    getOrder: moody(getOrder),
    changes: moody(changes),
    addNote: moody(addNote),
    paymentLink: moody(paymentLink),
    cancel: moody(cancel),
    changeAddress: moody(changeAddress),
  };
  let door!: Door['notice'];
  const talk = await openTalk({
    ...options,
    handlers({ store, clock: talkClock, content, notice }) {
      door = notice;
      const asking = {
        ...base,
        clock: talkClock,
        ...orderAsking(orders, store, talkClock),
        codes: plainCodes(),
        mailer: { ...mailer, available: options.mail ?? true },
        texts: () => content.texts,
        metrics: silentMetrics,
      };
      const care = { ...asking, orders, opened: store, noteLocale: 'ru' } as const;
      return {
        ...createOrderTasks(asking),
        ...createOrderCareTasks(care),
        ...createPaymentTasks({ ...asking, orders, links: NO_LINKS, ttlMs: () => 0, country: () => 'RU' }),
      };
    },
  });
  const never = new AbortController().signal;
  const { quiet } = await loadSample();
  const settle = async (done: Promise<unknown>) => {
    let isOver = false;
    const end = done.finally(() => (isOver = true));
    while (!isOver) await talk.later('1s');
    await end;
  };
  return {
    talk,
    shop: (next) => void (mood = next),
    sweep: () =>
      settle(createOrderSweep({ orders, mirror: talk.store, clock: talk.clock, log: silentLog })(never)),
    news: () =>
      settle(
        createOrderNews({
          store: talk.store,
          notice: door,
          quiet: () => quiet,
          say: orderNewsWords,
          template: () => null,
          isCalm: () => true,
          timeZone,
          clock: talk.clock,
          random: createSeededRandom(5),
        })(never),
      ),
    async edit(number, column, value) {
      const path = join(files, 'orders.csv');
      const [head = '', ...lines] = (await readFile(path, 'utf8')).split('\n');
      const at = head.split(',').indexOf(column);
      const edited = lines.map((line) =>
        line.startsWith(`${number},`)
          ? line
              .split(',')
              .map((cell, index) => (index === at ? value : cell))
              .join(',')
          : line,
      );
      await writeFile(path, [head, ...edited].join('\n'));
      await shop.reload();
    },
    wishes() {
      const db = new Database(file, { readonly: true });
      const rows = db
        .prepare<[], { kind: string; body: string }>('SELECT kind, body FROM order_wishes ORDER BY rowid')
        .all();
      db.close();
      return rows;
    },
    code: () => /\b(\d{6})\b/.exec(mailer.letters().at(-1)?.text ?? '')?.[1] ?? 'none',
    letters: mailer.letters,
    async close() {
      await talk.close();
      shop.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** Seven seconds late, and nothing that an order is made of. */
function lie(clock: Clock): Promise<ShopResult<Order[]>> {
  return new Promise((resolve) => {
    clock.after(7_000, () => resolve({ ok: true, value: [JSON.parse('{"id":7,"lines":"none"}') as Order] }));
  });
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
      if (stored?.code !== code) return Promise.resolve(null);
      issued.delete(about);
      return Promise.resolve(stored.subject);
    },
  };
}
