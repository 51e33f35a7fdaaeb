/**
 * The shop's orders put together: our own copy of them with its sweeps, look-ups that fall back on it, what can be done with an
 * order, and the news of those that somebody watches.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { orderNewsStatus, orderNewsWords } from '../../flows/order-status/news.ts';
import type { Clock, Random } from '../core/clock.ts';
import { toError } from '../core/errors.ts';
import { platformOf, type AccountId } from '../core/ids.ts';
import { LIMITS } from '../core/limits.ts';
import type { Locale } from '../core/locale.ts';
import type { Notice } from '../core/notice.ts';
import type { FullOrderCard } from '../core/order-answer.ts';
import type { Log } from '../core/ports/log.ts';
import type { Metrics } from '../core/ports/metrics.ts';
import type { OrderMirror, OrderWatches } from '../core/ports/order-mirror.ts';
import type { ShopOrders, ShopWebhook } from '../core/ports/shop.ts';
import type { TaskHandlers } from '../core/ports/task.ts';
import type { Engine } from '../engine/engine.ts';
import { discardRest, readBody } from '../server/body.ts';
import { createOrderHints, type OrderHints } from '../shop/mirror/order-hints.ts';
import { createOrderNews } from '../shop/mirror/order-news.ts';
import { createOrderSource, type OrderSource } from '../shop/mirror/order-source.ts';
import { createOrderSweep } from '../shop/mirror/order-sweep.ts';
import { createOrderCareTasks } from '../shop/order-care.ts';
import { createOrderTasks, type OrderLookUpOptions } from '../shop/order-lookup.ts';
import type { OpenContent } from './open-content.ts';
import type { Rounds } from './rounds.ts';

export interface OrderParts {
  orders: ShopOrders;
  store: OrderMirror & OrderWatches;
  content: OpenContent;
  clock: Clock;
  random: Random;
  log: Log;
  metrics: Metrics;
}

export interface MirroredOrders {
  source: OrderSource;
  tasks(asking: OrderLookUpOptions): TaskHandlers;
  /** Begins the rounds, once there is an engine to speak through. */
  watch(engine: Pick<Engine, 'door' | 'load'>, rounds: Rounds): void;
  /** The way in for a shop that calls us; empty where it does not. */
  mounts: Record<string, (request: IncomingMessage, response: ServerResponse) => void>;
}

/** Where a shop calls us when an order has changed. */
const SHOP_HOOK = '/shop-hook';

/** The name under which a platform has approved the words for news of an order. */
const TEMPLATE = 'order_update';
const TEMPLATE_SLOTS = new Set(['order', 'status']);

export function mirrorOrders(parts: OrderParts): MirroredOrders {
  const { orders, store, content, clock } = parts;
  const source = createOrderSource({ ...parts, mirror: store });
  const hints = createOrderHints({ ...parts, mirror: store });
  const sweep = createOrderSweep({ ...parts, mirror: store });
  return {
    source,
    tasks: (asking) => ({
      ...createOrderTasks(asking),
      ...createOrderCareTasks({
        ...asking,
        orders,
        opened: store,
        noteLocale: content.current().shop.languages[0] ?? 'ru',
      }),
    }),
    watch(engine, rounds) {
      const { timeZone } = content.current().shop;
      const isCalm = () => (engine.load()?.inboxPending ?? 0) < LIMITS.orderNewsCalm;
      const news = createOrderNews({
        ...parts,
        notice: engine.door.notice,
        quiet: () => content.current().quiet,
        say: orderNewsWords,
        template: updateTemplate(content),
        isCalm,
        timeZone,
      });
      rounds.add('orders.sweep', LIMITS.sweepEveryMs, async (signal) => void (await sweep(signal)));
      rounds.add('orders.hints', LIMITS.orderHintsEveryMs, (signal) => hints.look(signal));
      rounds.add('orders.news', LIMITS.orderNoticesEveryMs, news);
      rounds.add('orders.forget', LIMITS.orderForgetEveryMs, (signal) => forget(store, clock, signal));
    },
    mounts: orders.capabilities().orderPush === 'native' ? { [SHOP_HOOK]: hookHandler(hints, parts) } : {},
  };
}

/** Old orders, tickets and watches go, a few at a time. */
async function forget(store: OrderParts['store'], clock: Clock, signal: AbortSignal): Promise<void> {
  const rows = LIMITS.housekeepingRows;
  const nowMs = clock.now();
  const bounds = { beforeMs: nowMs - LIMITS.mirroredOrderMs, most: LIMITS.mirroredOrders, rows };
  while (!signal.aborted && (await store.forgetOrders(bounds)) === rows);
  while (!signal.aborted && (await store.forgetWatches(nowMs - LIMITS.orderTicketMs, rows)) >= rows);
}

function updateTemplate(content: OpenContent) {
  return (
    account: AccountId,
    locale: Locale,
    card: FullOrderCard,
  ): NonNullable<Notice['template']> | null => {
    const all = content.current().templates[platformOf(account)] ?? [];
    const found = all.find(({ name, use }) => name === TEMPLATE && use === 'notice');
    if (!found?.languages[locale] || !found.slots.every((slot) => TEMPLATE_SLOTS.has(slot))) return null;
    const status = content.current().live.texts.text(locale, orderNewsStatus(card));
    return { name: found.name, slots: { order: card.number, status }, locale };
  };
}

function hookHandler(hints: OrderHints, { clock, log }: OrderParts) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    const answer = (status: number) => {
      if (!response.headersSent) response.writeHead(status, ['Content-Length', '0']).end();
    };
    const take = async () => {
      if (request.method !== 'POST') return refuse(405);
      const body = await readBody(request, LIMITS.webhookBodyBytes);
      if (!body.ok) return body.why === 'broken' ? void response.destroy() : refuse(413);
      answer(await hints.receive(callOf(request, body.bytes)));
    };
    const refuse = (status: number) => {
      answer(status);
      discardRest(request, clock);
    };
    take().catch((thrown: unknown) => {
      log.error({ step: 'shop', error: toError(thrown) }, 'A call of the shop could not be kept');
      answer(503);
    });
  };
}

function callOf(request: IncomingMessage, body: Uint8Array): ShopWebhook {
  const headers = Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[name, value]] : [],
  );
  const { searchParams } = new URL(request.url ?? '/', 'http://localhost');
  return {
    method: 'POST',
    headers: Object.fromEntries(headers),
    query: Object.fromEntries(searchParams),
    body,
    clientAddress: request.socket.remoteAddress ?? '',
  };
}
