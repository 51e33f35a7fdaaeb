/**
 * A talk at a counter with everything that is for one customer alone: the real embedded shop with points, promotions, places and
 * links to pay, and the rounds that speak first; the shop can be told to fail.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PersonalSettings } from '../../src/content/personal-schema.ts';
import { createQuietHours } from '../../src/content/quiet-hours.ts';
import type { Door } from '../../src/core/ports/accept.ts';
import { silentLog } from '../../src/core/ports/log.ts';
import type { Loyalty } from '../../src/core/ports/loyalty.ts';
import type { MediaStore } from '../../src/core/ports/media.ts';
import { silentMetrics } from '../../src/core/ports/metrics.ts';
import type { PickupPoints } from '../../src/core/ports/pickup-points.ts';
import type { Promotions } from '../../src/core/ports/promotions.ts';
import type { ShopOrders, ShopResult } from '../../src/core/ports/shop.ts';
import { createLoyaltyTasks } from '../../src/personal/loyalty-tasks.ts';
import { createPaymentTasks } from '../../src/personal/payment-tasks.ts';
import { createPersonalRound } from '../../src/personal/personal-round.ts';
import { createPersonalTasks } from '../../src/personal/personal-tasks.ts';
import { createPickupTasks } from '../../src/personal/pickup-tasks.ts';
import { createPlanRound } from '../../src/personal/plan-rounds.ts';
import { createRecommendationTasks } from '../../src/personal/recommendation-tasks.ts';
import { createEmbeddedLoyalty } from '../../src/shop/embedded/embedded-loyalty.ts';
import { createEmbeddedPaymentLinks } from '../../src/shop/embedded/embedded-payment-links.ts';
import { createEmbeddedPickupPoints } from '../../src/shop/embedded/embedded-pickup-points.ts';
import { createEmbeddedPromotions } from '../../src/shop/embedded/embedded-promotions.ts';
import { createEmbeddedShop } from '../../src/shop/embedded/embedded-shop.ts';
import { openLoyaltyDatabase } from '../../src/shop/embedded/loyalty-database.ts';
import type { OneTimeCodes } from '../../src/shop/order-access.ts';
import { createOrderTasks } from '../../src/shop/order-lookup.ts';
import { createProductTasks } from '../../src/shop/product-tasks.ts';
import { createProducts } from '../../src/shop/products.ts';
import { createDemoMailer } from '../../src/transport/mail.ts';
import { createManualClock, createSeededRandom } from '../support/manual-clock.ts';
import { orderAsking } from '../support/order-asking.ts';
import { loadSample } from '../support/sample-content.ts';
import { openTalk, type Talk, type TalkOptions } from '../support/talk.ts';

export interface PersonalCounter {
  talk: Talk;
  /** `copy`: it does not answer about orders, while whoever takes the money does. */
  shop(mood: 'up' | 'down' | 'copy'): void;
  /** `lost`: points are given, but the answer never arrives. */
  grants(mood: 'up' | 'down' | 'lost'): void;
  /** What the settings say otherwise. */
  settings: Partial<PersonalSettings>;
  /** One round of planning and one of saying, as the house makes them. */
  round(): Promise<void>;
  /** What was given, by key. */
  granted(): { key: string; customer: string; points: number }[];
  /** The page to pay: none from now on. */
  noPage(): void;
  /** Links to pay as they are kept. */
  links(): Record<string, unknown>[];
  letters(): readonly { to: string; subject: string; text: string }[];
  close(): Promise<void>;
}

export interface PersonalCounterOptions extends TalkOptions {
  /** Approved words for a closed window. */
  template?: string | null;
}

const timeZone = 'Europe/Moscow';
const dir = 'data/sample-shop';
const DOWN: ShopResult<never> = { ok: false, failure: { kind: 'unavailable' } };
const LOST: ShopResult<never> = { ok: false, failure: { kind: 'unavailable', uncertain: true } };

export async function openPersonalCounter(given: PersonalCounterOptions = {}): Promise<PersonalCounter> {
  const { template = null, ...options } = given;
  const folder = await mkdtemp(join(tmpdir(), 'personal-'));
  const clock = createManualClock(Date.parse(options.at ?? '2026-11-23T12:00:00+03:00'));
  const random = createSeededRandom(3);
  const base = { log: silentLog, timeZone };
  const file = join(folder, 'shop.sqlite');
  const shop = await createEmbeddedShop({ ...base, clock, file, dir, currency: 'RUB' });
  const db = openLoyaltyDatabase(join(folder, 'loyalty.sqlite'));
  const loyalty = await createEmbeddedLoyalty({ db, dir, timeZone, currency: 'RUB', clock });
  const promotions = await createEmbeddedPromotions({ dir, timeZone, clock });
  const points = await createEmbeddedPickupPoints(dir, timeZone);
  const products = createProducts({ catalog: shop.catalog, clock, log: silentLog });
  await products.refresh();
  const sample = await loadSample();
  const media = keptInMemory();
  const mailer = createDemoMailer(clock);
  const codes = plainCodes();
  let mood: 'up' | 'down' | 'copy' = 'up';
  let granting: 'up' | 'down' | 'lost' = 'up';
  let page: string | null = 'https://shop.example/pay/{link}';
  let speak!: Door['notice'];
  const moody = <A extends unknown[], R>(call: (...args: A) => Promise<ShopResult<R>>) => {
    return (...args: A): Promise<ShopResult<R>> => (mood === 'up' ? call(...args) : Promise.resolve(DOWN));
  };
  const orders: ShopOrders = {
    ...shop,
    findOrders: moody(shop.findOrders),
    // Whatever waits for its money can be paid.
    getOrder: moody(async (...args: Parameters<ShopOrders['getOrder']>) => {
      const found = await shop.getOrder(...args);
      if (!found.ok) return found;
      return { ok: true, value: { ...found.value, payable: found.value.state === 'awaiting_payment' } };
    }),
  };
  const asked: Loyalty = {
    ...loyalty,
    account: moody(loyalty.account),
    async grant(grant, key, signal) {
      if (granting === 'down') return DOWN;
      const done = await loyalty.grant(grant, key, signal);
      return granting === 'lost' ? LOST : done;
    },
  };
  const told: Promotions = { current: moody(promotions.current) };
  const places: PickupPoints = { all: moody(points.all) };
  const counter = { settings: {} as Partial<PersonalSettings> };
  const settings = () => ({ ...sample.shop.personal, ...counter.settings });

  const talk = await openTalk({
    ...options,
    handlers({ store, clock: own, content, notice }) {
      speak = notice;
      const asking = {
        ...base,
        clock: own,
        ...orderAsking(orders, store, own),
        codes,
        mailer,
        texts: () => content.texts,
        metrics: silentMetrics,
      };
      const catalog = shop.catalog;
      const links = createEmbeddedPaymentLinks({
        db,
        page: () => page,
        clock: own,
        random,
      });
      return {
        ...createOrderTasks(asking),
        ...createLoyaltyTasks({ ...asking, loyalty: asked, promotions: told, media }),
        ...createPickupTasks({ points: places, clock: own, log: silentLog }),
        ...createPersonalTasks({ store, settings, clock: own }),
        ...createRecommendationTasks({ ...asking, store, products, catalog, settings }),
        ...createProductTasks({ products, catalog, clock: own, log: silentLog, timeZone }),
        ...createPaymentTasks({
          ...asking,
          orders,
          links: {
            ...links,
            create: (...wish) => (mood === 'down' ? Promise.resolve(DOWN) : links.create(...wish)),
          },
          ttlMs: () => 86_400_000,
          country: () => 'RU',
        }),
      };
    },
  });

  const round = async () => {
    const { store, clock: own } = talk;
    const quiet = () => createQuietHours(sample.shop);
    const { source } = orderAsking(orders, store, own);
    const signal = new AbortController().signal;
    const going = async () => {
      await createPlanRound({ store, source, settings, quiet, timeZone, clock: own, log: silentLog })(signal);
      await createPersonalRound({
        store,
        loyalty: asked,
        notice: (...args) => speak(...args),
        quiet,
        template: () => template,
        windowMs: () => options.facts?.replyWindowMs ?? null,
        clock: own,
        log: silentLog,
        metrics: silentMetrics,
      })(signal);
    };
    let done = false;
    const run = going().finally(() => (done = true));
    // The engine needs the clock to move while it speaks.
    while (!done) await talk.later('1s');
    await run;
  };

  return {
    talk,
    shop: (next) => void (mood = next),
    grants: (next) => void (granting = next),
    settings: counter.settings,
    noPage: () => void (page = null),
    round,
    granted: () =>
      db
        .prepare<[], ReturnType<PersonalCounter['granted']>[number]>(
          'SELECT key, customer, points FROM grants',
        )
        .all(),
    links: () => db.prepare<[], Record<string, unknown>>('SELECT * FROM links').all(),
    letters: mailer.letters,
    async close() {
      await talk.close();
      products.close();
      db.close();
      shop.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Files without the disk, which would take longer than these talks let the clock stand still. */
function keptInMemory(): Pick<MediaStore, 'save' | 'read'> {
  const files = new Map<string, Uint8Array>();
  return {
    save(bytes) {
      const file = `card-${files.size}.png`;
      files.set(file, bytes);
      return Promise.resolve({ ok: true, file, mime: 'image/png', kind: 'photo', bytes: bytes.length });
    },
    read(file) {
      const bytes = files.get(file);
      return Promise.resolve(bytes ? { bytes, mime: 'image/png' } : null);
    },
  };
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

/** Anna, who can be given points: she agrees to gifts and tells the 24th of November. */
export async function agreeToGifts(talk: Talk): Promise<void> {
  await talk.sends({ contact: { phone: '79990001001', own: true } });
  talk.bot(/./);
  await talk.customer('Подарок ко дню рождения');
  talk.bot('поздравляли вас с днём рождения');
  await talk.tap('Да, поздравляйте');
  talk.bot('Напишите день и месяц');
  await talk.customer('24 ноября');
  talk.bot('подарим 300 баллов');
}
