/** The order tasks on a real embedded shop, with a clock moved by hand and letters kept; asks as the engine would. */
import { join } from 'node:path';
import type { Json } from '../../src/core/content.ts';
import type { ClaimedTask, EngineStore } from '../../src/core/ports/engine-store.ts';
import { silentLog } from '../../src/core/ports/log.ts';
import { silentMetrics } from '../../src/core/ports/metrics.ts';
import type { ShopOrders } from '../../src/core/ports/shop.ts';
import type { Mailer, TaskHandler } from '../../src/core/ports/task.ts';
import { systemRandom } from '../../src/core/clock.ts';
import { createEmbeddedShop } from '../../src/shop/embedded/embedded-shop.ts';
import { createOneTimeCodes } from '../../src/shop/embedded/one-time-codes.ts';
import { createOrderTasks } from '../../src/shop/order-lookup.ts';
import { createDemoMailer } from '../../src/transport/mail.ts';
import { orderAsking } from '../support/order-asking.ts';
import { createDriver } from '../support/store-driver.ts';
import { makeSqliteStore } from '../support/store-sqlite.ts';
import { makeClock, makeSampleFolder } from './sample-files.ts';

export const NOON = Date.parse('2026-11-22T12:00:00+03:00');

export interface Asked {
  outcome: Awaited<ReturnType<TaskHandler>>;
  /** By the injected clock. */
  tookMs: number;
}

export interface OrderDeskOptions {
  mailer?: Mailer;
  /** Stands in front of the embedded shop: slow, failing, counting. */
  wrap?: (orders: ShopOrders, clock: ReturnType<typeof makeClock>) => ShopOrders;
}

export async function openOrderDesk(options: OrderDeskOptions = {}) {
  const folder = await makeSampleFolder();
  const clock = makeClock(NOON);
  const letters = createDemoMailer(clock);
  const file = join(folder.dir, 'shop.sqlite');
  const base = { clock, log: silentLog, timeZone: 'Europe/Moscow' };
  const shop = await createEmbeddedShop({ ...base, file, dir: folder.dir, currency: 'RUB' });
  const under = await makeSqliteStore();
  const { id: conversationId } = await createDriver(under.store, under.clock).customer('someone');
  const codes = createOneTimeCodes({ file: join(folder.dir, 'codes.sqlite'), clock, random: systemRandom });
  const tasks = createOrderTasks({
    ...base,
    ...orderAsking(options.wrap ? options.wrap(shop, clock) : shop, under.store, clock),
    tries: makeTries(),
    codes,
    mailer: options.mailer ?? letters,
    texts: () => ({ text: (_, key, slots) => `${key} ${JSON.stringify(slots)}`, has: () => true }),
    metrics: silentMetrics,
  });
  let lastTask = 0;

  async function ask(
    kind: string,
    input: Json,
    identity: Partial<ClaimedTask['identity']> = {},
    attempt = 1,
  ) {
    const handler = tasks[kind];
    if (!handler) throw new Error(`no handler of ${kind}`);
    lastTask += 1;
    const task: ClaimedTask = {
      id: lastTask,
      conversationId,
      kind,
      key: `t${lastTask}`,
      input,
      attempt,
      identity: {
        account: 'telegram:main',
        address: 'someone',
        locale: 'ru',
        verifiedPhone: null,
        ...identity,
      },
    };
    return finish(handler(task, new AbortController().signal));
  }

  /** Moves the clock from one waiting deed to the next until the promise has settled. */
  async function finish(promise: ReturnType<TaskHandler>): Promise<Asked> {
    const startedMs = clock.now();
    let outcome: Asked['outcome'] | null = null;
    let fault: unknown = null;
    const done = promise.then(
      (value) => (outcome = value),
      (error: unknown) => (fault = error),
    );
    while (outcome === null && fault === null) {
      await new Promise((resolve) => setImmediate(resolve));
      if (outcome === null && fault === null) clock.advanceToNext();
    }
    await done;
    if (fault !== null) throw fault as Error;
    if (outcome === null) throw new Error('no outcome');
    return { outcome, tookMs: clock.now() - startedMs };
  }

  return {
    ask,
    clock,
    letters,
    tasks,
    codeInLastLetter: () => /"code":"(\d{6})"/.exec(letters.letters().at(-1)?.text ?? '')?.[1] ?? 'none',
    async close() {
      shop.close();
      codes.close();
      await under.close();
      await folder.remove();
    },
  };
}

/** Sliding windows in memory: true while no more than `limit` tries lie inside. */
function makeTries(): Pick<EngineStore, 'countTry'> {
  const tries = new Map<string, number[]>();
  return {
    countTry(key, limit, windowMs, nowMs) {
      const recent = (tries.get(key) ?? []).filter((atMs) => atMs > nowMs - windowMs);
      recent.push(nowMs);
      tries.set(key, recent);
      return Promise.resolve(recent.length <= limit);
    },
  };
}
