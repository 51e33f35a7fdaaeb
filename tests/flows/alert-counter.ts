/**
 * A talk at a counter that tells when things are back: real engine, store and search over the shop that comes with the
 * product; stock, moods of the shop and the hour are the test's. The round runs as it does in the house.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLog } from '../../src/core/ports/log.ts';
import { silentMetrics } from '../../src/core/ports/metrics.ts';
import type { ShopCatalog, Stock, Variant } from '../../src/core/ports/shop-catalog.ts';
import { LIMITS } from '../../src/core/limits.ts';
import { createRounds, type Rounds } from '../../src/product/rounds.ts';
import { alertSettings } from '../../src/product/stock-alerts.ts';
import { createAlertRound } from '../../src/shop/alerts/alert-round.ts';
import type { AlertSettings, BackTemplate } from '../../src/shop/alerts/alert-settings.ts';
import { createAlertTasks } from '../../src/shop/alerts/alert-tasks.ts';
import { createEmbeddedShop } from '../../src/shop/embedded/embedded-shop.ts';
import { createOrderTasks } from '../../src/shop/order-lookup.ts';
import { createProductTasks } from '../../src/shop/product-tasks.ts';
import { createProducts } from '../../src/shop/products.ts';
import { createSoldOut } from '../../src/shop/sold-out.ts';
import { createDemoMailer } from '../../src/transport/mail.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { orderAsking } from '../support/order-asking.ts';
import { loadSample } from '../support/sample-content.ts';
import { openTalk, type Talk, type TalkOptions } from '../support/talk.ts';

export interface AlertCounter {
  talk: Talk;
  /** How many pieces there are from now on; null: the shop does not say, only that it is in. */
  stock(variant: string, saleable: number | null, state?: Stock['state']): void;
  /** Where every variant stands on the shop's site; null: nowhere. */
  site: string | null;
  /** Takes a variant out of the catalogue. */
  drop(variant: string): void;
  shop(mood: 'up' | 'down' | 'hangs'): void;
  /** What the settings say otherwise. */
  settings: Partial<AlertSettings>;
  /** Not calm: customers wait for answers. */
  calm: boolean;
  restart(): Promise<void>;
  close(): Promise<void>;
}

export interface AlertCounterOptions extends TalkOptions {
  template?: BackTemplate;
}

export async function openAlertCounter(options: AlertCounterOptions = {}): Promise<AlertCounter> {
  const { template = () => null, ...rest } = options;
  const at = rest.at ?? '2026-11-23T12:00:00+03:00';
  const dir = await mkdtemp(join(tmpdir(), 'alerts-'));
  const base = { clock: createManualClock(Date.parse(at)), log: silentLog, timeZone: 'Europe/Moscow' };
  const file = join(dir, 'shop.sqlite');
  const shop = await createEmbeddedShop({ ...base, file, dir: 'data/sample-shop', currency: 'RUB' });
  const sample = await loadSample();
  const changed = new Map<string, Partial<Stock> | null>();
  let mood: 'up' | 'down' | 'hangs' = 'up';
  let now = () => base.clock.now();
  const seen = (variant: Variant): Variant[] => {
    const change = changed.get(variant.id);
    if (change === null) return [];
    const url = counter.site ?? variant.url;
    return [{ ...variant, url, stock: { ...variant.stock, atMs: now(), ...change } }];
  };
  const catalog: ShopCatalog = {
    ...shop.catalog,
    async variants(refs, signal) {
      if (mood === 'hangs') return new Promise(() => {});
      if (mood === 'down') return { ok: false, failure: { kind: 'unavailable' } };
      const found = await shop.catalog.variants(refs, signal);
      return found.ok ? { ok: true, value: found.value.flatMap(seen) } : found;
    },
  };
  const products = createProducts({ catalog, clock: base.clock, log: silentLog });
  await products.refresh();
  const counter: Pick<AlertCounter, 'settings' | 'calm' | 'site'> = { settings: {}, calm: true, site: null };
  const settings = () => ({ ...alertSettings(sample.shop.stockAlerts), ...counter.settings });
  let rounds: Rounds | null = null;
  const talk = await openTalk({
    ...rest,
    at,
    products: { knows: (text) => products.index().find(text).length > 0 },
    handlers({ store, clock, content, notice }) {
      now = () => clock.now();
      rounds = createRounds({ clock, log: silentLog });
      const round = createAlertRound({
        store,
        catalog,
        notice,
        settings,
        quiet: () => sample.quiet,
        speak: (moment, from, locale) => content.hours.speak(moment, from, locale),
        template,
        isCalm: () => counter.calm,
        clock,
        log: silentLog,
      });
      rounds.add('stock-alerts', LIMITS.alertRoundMs, round);
      const asking = {
        ...base,
        clock,
        ...orderAsking(shop, store, clock),
        codes: { issue: () => Promise.resolve(''), check: () => Promise.resolve(null) },
        mailer: createDemoMailer(clock),
        texts: () => content.texts,
        metrics: silentMetrics,
        soldOut: createSoldOut({ catalog, isOn: () => settings().on, clock }),
      };
      return {
        ...createOrderTasks(asking),
        ...createProductTasks({ ...base, clock, products, catalog }),
        ...createAlertTasks({ store, products, catalog, settings, clock }),
      };
    },
  });
  const stop = async () => {
    const closing = rounds?.close();
    for (let spin = 0; spin < 20; spin += 1) await new Promise((next) => setImmediate(next));
    await closing;
  };
  return Object.assign(counter, {
    talk,
    stock(variant: string, saleable: number | null, state?: Stock['state']) {
      changed.set(variant, { state: state ?? (saleable === 0 ? 'out' : 'in'), saleable });
    },
    drop: (variant: string) => void changed.set(variant, null),
    shop: (next: typeof mood) => void (mood = next),
    async restart() {
      await stop();
      await talk.restart();
    },
    async close() {
      await stop();
      await talk.close();
      products.close();
      shop.close();
      await rm(dir, { recursive: true, force: true });
    },
  });
}

/** The tablecloth 150×250, checked, is out in the sample shop. */
export const CLOTH = 'TC-250-CHK';

/** Somebody asks to be told when it is back. */
export async function waitFor(counter: AlertCounter, who = 'customer'): Promise<void> {
  const { talk } = counter;
  await talk.sends({ start: `stock_${CLOTH}` }, who);
  talk.bot(/нет в наличии|немає|out of stock/, who);
  await talk.tap(/^(Да|Так|Yes)/, who);
  talk.bot(/напишу|will write/, who);
}
