/**
 * Calls of the shop that an order has changed: verified on the raw bytes, kept, acknowledged, and only then looked after by
 * reading the order anew. A hint is never believed: forged, repeated or late, it costs at most a look.
 */
import type { Clock } from '../../core/clock.ts';
import { LIMITS } from '../../core/limits.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Metrics } from '../../core/ports/metrics.ts';
import type { KeptHint, OrderMirror } from '../../core/ports/order-mirror.ts';
import type { Order, ShopOrders, ShopResult, ShopWebhook } from '../../core/ports/shop.ts';
import { believed } from '../order-schema.ts';
import { within } from '../within.ts';
import { toMirrorEntry } from './standing.ts';

export interface OrderHints {
  /** What to answer the shop: 200 once the hints are kept, 401 to whoever has not signed. Rejects when they cannot be kept. */
  receive(call: ShopWebhook): Promise<200 | 401>;
  /** One round: reads anew what was hinted at. */
  look(signal: AbortSignal): Promise<void>;
}

export interface OrderHintsOptions {
  orders: ShopOrders;
  mirror: OrderMirror;
  clock: Clock;
  log: Log;
  metrics: Metrics;
}

export function createOrderHints(options: OrderHintsOptions): OrderHints {
  const { orders, mirror, clock, metrics } = options;
  return {
    async receive(call) {
      const heard = await orders.readWebhook(call);
      metrics.count('shop_hooks', { verdict: heard.verdict });
      if (heard.verdict === 'bad_signature') return 401;
      if (heard.verdict === 'ok' && heard.hints.length > 0) await mirror.keepHints(heard.hints, clock.now());
      return 200;
    },
    async look(signal) {
      const due = await mirror.dueHints(clock.now(), LIMITS.orderHintsAtOnce);
      for (let from = 0; from < due.length && !signal.aborted; from += LIMITS.orderReadsAtOnce) {
        const few = due.slice(from, from + LIMITS.orderReadsAtOnce);
        await Promise.all(few.map((hint) => follow(options, hint, signal)));
      }
    },
  };
}

async function follow(options: OrderHintsOptions, kept: KeptHint, signal: AbortSignal): Promise<void> {
  const { mirror, clock, log } = options;
  const askedAtMs = clock.now();
  const found = await read(options, kept, signal);
  if (signal.aborted) return;
  const { hint } = kept;
  if (found.ok || found.failure.kind === 'not_found') {
    const entries = found.ok ? found.value.map((order) => toMirrorEntry(order, askedAtMs)) : [];
    const gone = !found.ok && 'orderId' in hint ? [hint.orderId] : [];
    await mirror.mirrorOrders({ orders: entries, gone, sweep: null, nowMs: clock.now() });
    return mirror.settleHint(kept, null);
  }
  if (kept.tries + 1 >= LIMITS.orderHintTries || found.failure.kind === 'unsupported') {
    log.warn(
      { step: 'shop', kind: found.failure.kind },
      'A hint of the shop was given up; the sweep comes to it',
    );
    return mirror.settleHint(kept, null);
  }
  const pauseMs = Math.max(found.failure.retryAfterMs ?? 0, LIMITS.retryFirstMs * 2 ** kept.tries);
  return mirror.settleHint(kept, clock.now() + Math.min(pauseMs, LIMITS.retryAfterMs));
}

async function read(
  { orders, clock }: OrderHintsOptions,
  { hint }: KeptHint,
  signal: AbortSignal,
): Promise<ShopResult<Order[]>> {
  const found = await within<Order[]>(clock, LIMITS.orderShopFirstMs, signal, async (cut) => {
    if ('number' in hint) return orders.findOrders({ number: hint.number }, LIMITS.ordersPerNumber, cut);
    const one = await orders.getOrder(hint.orderId, cut);
    return one.ok ? { ok: true, value: [one.value] } : one;
  });
  return believed(found);
}
