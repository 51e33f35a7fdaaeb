/** The shop behind the bot: its connector, the tasks that ask it, and the letters that prove who is asking. */
import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { ShopSettings } from '../content/shop-settings.ts';
import type { Clock, Random } from '../core/clock.ts';
import { toError } from '../core/errors.ts';
import type { EngineStore } from '../core/ports/engine-store.ts';
import type { ProductFinder } from '../core/ports/product-finder.ts';
import type { Log } from '../core/ports/log.ts';
import type { Metrics } from '../core/ports/metrics.ts';
import type { Mailer, TaskHandlers } from '../core/ports/task.ts';
import { createEmbeddedShop } from '../shop/embedded/embedded-shop.ts';
import { createEmbeddedReturns } from '../shop/embedded/embedded-returns.ts';
import { createOneTimeCodes } from '../shop/embedded/one-time-codes.ts';
import { createReturnBook } from '../shop/embedded/return-book.ts';
import { openReturnsDatabase } from '../shop/embedded/returns-database.ts';
import { createReturnTasks } from '../returns/return-tasks.ts';
import { createOrderTasks } from '../shop/order-lookup.ts';
import { createProductTasks } from '../shop/product-tasks.ts';
import { createProducts } from '../shop/products.ts';
import type { KeptLetter } from '../transport/mail.ts';
import type { OpenContent } from './open-content.ts';

export interface OpenShop {
  tasks: TaskHandlers;
  products: ProductFinder;
  /** Letters that the playground shows instead of sending; empty elsewhere. */
  letters(): readonly KeptLetter[];
  close(): void;
}

export interface ShopParts {
  settings: ShopSettings;
  store: Pick<EngineStore, 'countTry'>;
  content: OpenContent;
  clock: Clock;
  random: Random;
  log: Log;
  metrics: Metrics;
}

/** `dataDir`: where the shop's own files go. */
export async function openShop(config: Config, dataDir: string, parts: ShopParts): Promise<OpenShop> {
  const { settings, store, content, clock, random, log, metrics } = parts;
  const { timeZone, currency } = settings;
  const file = join(dataDir, 'shop.sqlite');
  const orders = await createEmbeddedShop({ file, dir: config.shopDir, timeZone, currency, clock, log });
  const db = openReturnsDatabase(join(dataDir, 'returns.sqlite'));
  const { catalog } = orders;
  const returns = await createEmbeddedReturns({ db, dir: config.shopDir, timeZone, catalog, clock });
  const products = createProducts({ catalog, clock, log });
  await products.refresh();
  content.onLive(() => {
    const reload = async () => {
      if (await orders.reload()) void products.refresh();
      await returns.reload();
    };
    reload().catch((thrown: unknown) => {
      log.error(
        { step: 'shop', error: toError(thrown) },
        'The shop was not changed; its last good set stays',
      );
    });
  });
  const codes = createOneTimeCodes({ file: join(dataDir, 'codes.sqlite'), clock, random });
  const { mailer, letters } = await openMail(config, clock);
  const asking = {
    orders,
    tries: store,
    codes,
    mailer,
    texts: () => content.current().live.texts,
    clock,
    log,
    metrics,
    timeZone,
  };
  const tasks = {
    ...createOrderTasks(asking),
    ...createProductTasks({ products, catalog, clock, log, timeZone }),
    ...createReturnTasks({
      ...asking,
      returns,
      book: createReturnBook(db, random),
      policy: () => content.current().returns,
      warrantyDays: () => content.current().shop.warranty?.days ?? null,
    }),
  };
  return {
    tasks,
    products: { knows: (text) => products.index().find(text).length > 0 },
    letters,
    close() {
      products.close();
      codes.close();
      db.close();
      orders.close();
    },
  };
}

/** Letters are sent, kept for the playground's page, or not to be had; the mail library is loaded only where it is needed. */
async function openMail(
  config: Config,
  clock: Clock,
): Promise<{ mailer: Mailer; letters: () => readonly KeptLetter[] }> {
  if (!config.playground && !config.mail) return { mailer: NO_MAIL, letters: () => [] };
  const { createDemoMailer, createMailer } = await import('../transport/mail.ts');
  if (config.mail && !config.playground) {
    return { mailer: createMailer({ url: config.mail.smtpUrl, from: config.mail.from }), letters: () => [] };
  }
  const demo = createDemoMailer(clock);
  return { mailer: demo, letters: demo.letters };
}

const NO_MAIL: Mailer = {
  available: false,
  send: () => Promise.resolve({ ok: false, reason: 'no SMTP_URL is set' }),
};
