/** A talk at a counter with a real embedded shop behind it; the shop can be told to fail or to hang, letters are kept. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../src/core/clock.ts';
import { silentLog } from '../../src/core/ports/log.ts';
import { silentMetrics } from '../../src/core/ports/metrics.ts';
import type { Order, ShopOrders, ShopResult } from '../../src/core/ports/shop.ts';
import type { OneTimeCodes } from '../../src/shop/order-lookup.ts';
import { createEmbeddedShop } from '../../src/shop/embedded/embedded-shop.ts';
import { createOrderTasks } from '../../src/shop/order-lookup.ts';
import { createDemoMailer } from '../../src/transport/mail.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { openTalk, type Talk, type TalkOptions } from '../support/talk.ts';

/** How the shop answers: `lies` answers late, with something that is no order. */
export type Mood = 'up' | 'down' | 'hangs' | 'throws' | 'lies';

export interface OrderCounter {
  talk: Talk;
  /** `up`, or how it fails from now on. */
  shop(mood: Mood): void;
  code(): string;
  letters(): readonly { to: string; subject: string; text: string }[];
  close(): Promise<void>;
}

const MONDAY_NOON = '2026-11-23T12:00:00+03:00';

export async function openOrderCounter(
  options: TalkOptions & { mail?: boolean } = {},
): Promise<OrderCounter> {
  const dir = await mkdtemp(join(tmpdir(), 'counter-'));
  const timeZone = 'Europe/Moscow';
  const clock = createManualClock(Date.parse(options.at ?? MONDAY_NOON));
  const base = { clock, log: silentLog, timeZone };
  const file = join(dir, 'shop.sqlite');
  const shop = await createEmbeddedShop({ ...base, file, dir: 'data/sample-shop', currency: 'RUB' });
  const mailer = createDemoMailer(clock);
  let mood: Mood = 'up';
  const orders: ShopOrders = {
    capabilities: shop.capabilities,
    findOrders(by, limit, signal) {
      if (mood === 'hangs') return new Promise(() => {});
      if (mood === 'throws') throw new Error('the shop fell over');
      if (mood === 'lies') return lie(clock);
      if (mood === 'down') return Promise.resolve({ ok: false, failure: { kind: 'unavailable' } });
      return shop.findOrders(by, limit, signal);
    },
  };
  const talk = await openTalk({
    ...options,
    handlers({ store, clock: talkClock, content }) {
      return createOrderTasks({
        ...base,
        clock: talkClock,
        orders,
        tries: store,
        codes: plainCodes(),
        mailer: { ...mailer, available: options.mail ?? true },
        texts: () => content.texts,
        metrics: silentMetrics,
      });
    },
  });
  return {
    talk,
    shop: (next) => void (mood = next),
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
