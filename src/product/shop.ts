/** The shop behind the bot: its connector, the tasks that ask it, and the letters that prove who is asking. */
import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { Clock } from '../core/clock.ts';
import { toError } from '../core/errors.ts';
import type { ProductFinder } from '../core/ports/product-finder.ts';
import type { ShopOrders } from '../core/ports/shop.ts';
import type { ShopCatalog } from '../core/ports/shop-catalog.ts';
import type { Mailer, TaskHandlers } from '../core/ports/task.ts';
import type { EmbeddedShop } from '../shop/embedded/embedded-shop.ts';
import { createEmbeddedReturns } from '../shop/embedded/embedded-returns.ts';
import { createOneTimeCodes } from '../shop/embedded/one-time-codes.ts';
import { createReturnBook } from '../shop/embedded/return-book.ts';
import { openReturnsDatabase } from '../shop/embedded/returns-database.ts';
import { createReturnTasks } from '../returns/return-tasks.ts';
import type { ReturnTasksOptions } from '../returns/return-tasks-options.ts';
import { createHoursTask } from '../shop/hours-task.ts';
import type { OrderTasksOptions } from '../shop/order-access.ts';
import { createProductTasks } from '../shop/product-tasks.ts';
import type { Products } from '../shop/products.ts';
import { createSoldOut } from '../shop/sold-out.ts';
import type { KeptLetter } from '../transport/mail.ts';
import { openCatalogue, openOrders } from './shop-feed.ts';
import { mirrorOrders, type MirroredOrders } from './mirrored-orders.ts';
import { openPersonal, type OpenPersonal } from './personal.ts';
import type { ShopParts } from './shop-parts.ts';

export interface OpenShop {
  tasks: TaskHandlers;
  products: ProductFinder;
  catalog: ShopCatalog;
  orders: MirroredOrders;
  /** Customers' orders can be looked up. */
  hasOrders: boolean;
  /** The products as they are searched. */
  searched: Products;
  personal: Pick<OpenPersonal, 'watch' | 'loyalty'>;
  /** Letters that the playground shows instead of sending; empty elsewhere. */
  letters(): readonly KeptLetter[];
  /** What customers wished for their orders, newest first. */
  wishes: EmbeddedShop['wishes'];
  /** What is not as it should be and stops nobody, a line each. */
  notes(): string[];
  close(): Promise<void>;
}

/** `dataDir`: where the shop's own files go. */
export async function openShop(config: Config, dataDir: string, parts: ShopParts): Promise<OpenShop> {
  const { settings, store, content, clock, random, log, metrics } = parts;
  const { timeZone, currency } = settings;
  const { shopDir: dir } = config;
  const file = join(dataDir, 'shop.sqlite');
  const orders = await openOrders(config.feed !== null, { file, dir, timeZone, currency, clock, log });
  const db = openReturnsDatabase(join(dataDir, 'returns.sqlite'));
  const own = orders.catalog;
  // What was ordered is asked where the orders are: it must be known while a feed is not.
  const returns = await createEmbeddedReturns({ db, dir, timeZone, catalog: own, clock });
  const onStock = (variantIds: string[] | null) => lookAtStock(parts, variantIds);
  const catalogue = await openCatalogue(config, dataDir, { own, onStock, currency, clock, log, metrics });
  const { catalog, products } = catalogue;
  const codes = createOneTimeCodes({ file: join(dataDir, 'codes.sqlite'), clock, random });
  const { mailer, letters } = await openMail(config, clock);
  const mirrored = mirrorOrders({ orders, store, content, clock, random, log, metrics });
  const asking = askingOf(parts, { source: mirrored.source, codes, mailer });
  const isOn = () => content.current().shop.stockAlerts.on;
  const soldOut = createSoldOut({ catalog, isOn, clock });
  const personal = await openPersonal({ dir, dataDir }, { ...parts, asking, orders, products, catalog: own });
  reloadWith(parts, async () => {
    if (await orders.reload()) {
      void products.refresh();
      if (catalog === own) onStock(null);
    }
    await returns.reload();
    await personal.reload();
  });
  return {
    tasks: {
      ...personal.tasks,
      ...mirrored.tasks({ ...asking, soldOut }),
      ...createHoursTask({ hours: () => content.current().live.hours, clock }),
      ...createProductTasks({ products, catalog, clock, log, timeZone }),
      ...returnTasks(parts, { ...asking, returns, book: createReturnBook(db, random) }),
    },
    products: { knows: (text) => products.index().find(text).length > 0 },
    catalog,
    orders: mirrored,
    hasOrders: canFind(orders),
    personal,
    searched: products,
    letters,
    wishes: (limit) => orders.wishes(limit),
    notes: catalogue.notes,
    async close() {
      await catalogue.close();
      personal.close();
      codes.close();
      db.close();
      orders.close();
    },
  };
}

/** Who waits for something need not wait for the next reading, too. */
function lookAtStock({ store, clock, log }: ShopParts, variantIds: string[] | null): void {
  if (variantIds?.length === 0) return;
  store.wakeStockWatches(variantIds, clock.now()).catch((thrown: unknown) => {
    log.warn({ step: 'stock-alerts', error: toError(thrown) }, 'The stock is read when its time comes');
  });
}

/** By any way that a customer knows. */
function canFind(orders: ShopOrders): boolean {
  const { orderByNumber, ordersByPhone } = orders.capabilities();
  return orderByNumber !== 'none' || ordersByPhone !== 'none';
}

/** What everything needs that asks about orders. */
function askingOf(
  { settings, store, content, clock, random, log, metrics }: ShopParts,
  asks: Pick<OrderTasksOptions, 'source' | 'codes' | 'mailer'>,
): OrderTasksOptions {
  const texts = () => content.current().live.texts;
  const { timeZone } = settings;
  return { ...asks, opened: store, tries: store, texts, clock, random, log, metrics, timeZone };
}

function returnTasks(
  { content }: ShopParts,
  asking: OrderTasksOptions & Pick<ReturnTasksOptions, 'returns' | 'book'>,
): TaskHandlers {
  return createReturnTasks({
    ...asking,
    policy: () => content.current().returns,
    warrantyDays: () => content.current().shop.warranty?.days ?? null,
  });
}

/** Whenever new content goes live, the shop's files are read again; a faulty one changes nothing. */
function reloadWith({ content, log }: ShopParts, reload: () => Promise<void>): void {
  content.onLive(() => {
    reload().catch((thrown: unknown) => {
      log.error(
        { step: 'shop', error: toError(thrown) },
        'The shop was not changed; its last good set stays',
      );
    });
  });
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
