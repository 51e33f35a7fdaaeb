/**
 * Reads from the shop what has changed, page by page, into our own copy. Where it goes on is kept with each page, so that an
 * interruption anywhere costs one page. Runs in the background: one page at a time, never two sweeps at once, and every page is
 * a short deed of its own, so that nobody waits for it.
 */
import type { Clock } from '../../core/clock.ts';
import { LIMITS } from '../../core/limits.ts';
import { maskDetail } from '../../core/mask.ts';
import type { Log } from '../../core/ports/log.ts';
import type { MirrorEntry, OrderMirror, OrderWatches, SweepState } from '../../core/ports/order-mirror.ts';
import type { Order, OrderChange, OrderChanges, ShopFailure, ShopOrders } from '../../core/ports/shop.ts';
import { isChanges, isOrder } from '../order-schema.ts';
import { within } from '../within.ts';
import { toMirrorEntry } from './standing.ts';

export interface OrderSweepOptions {
  orders: ShopOrders;
  mirror: OrderMirror & Pick<OrderWatches, 'watchedOrders'>;
  clock: Clock;
  log: Log;
  /** Orders of one page; `LIMITS.sweepPage` unless set. */
  page?: number;
}

/** What one sweep did. `failure`: it goes on from there next time. */
export interface Swept {
  pages: number;
  orders: number;
  moved: number;
  failure: ShopFailure | null;
}

/** One round: goes on where the last one stopped, until the shop has nothing more or `signal` aborts. */
export function createOrderSweep(options: OrderSweepOptions): (signal: AbortSignal) => Promise<Swept> {
  // The shop's own wish to be left alone.
  let notBeforeMs = 0;
  return async (signal) => {
    const swept: Swept = { pages: 0, orders: 0, moved: 0, failure: null };
    const { clock, orders, log } = options;
    if (clock.now() < notBeforeMs) return swept;
    if (orders.capabilities().sweep === 'native') await sweepChanges(options, swept, signal);
    else await readWatched(options, swept, signal);
    const { failure } = swept;
    if (failure) {
      notBeforeMs = clock.now() + Math.min(failure.retryAfterMs ?? 0, LIMITS.retryAfterMs);
      const { kind, detail } = failure;
      log.warn(
        { step: 'sweep', kind, detail: maskDetail(detail), pages: swept.pages },
        'The shop did not answer a sweep',
      );
    } else if (swept.moved > 0) {
      log.info({ step: 'sweep', orders: swept.orders, moved: swept.moved }, 'Orders have moved');
    }
    return swept;
  };
}

async function sweepChanges(options: OrderSweepOptions, swept: Swept, signal: AbortSignal): Promise<void> {
  const { orders, mirror, clock, page = LIMITS.sweepPage } = options;
  let state = begun(await mirror.readSweep(), clock.now());
  while (!signal.aborted && swept.pages < LIMITS.sweepPages) {
    const askedAtMs = clock.now();
    const { cursor } = state;
    const found = await within(clock, LIMITS.sweepPageMs, signal, (cut) => orders.changes(cursor, page, cut));
    if (!found.ok) {
      // A mark that the shop no longer knows: everything is read afresh.
      if (found.failure.kind === 'rejected' && cursor !== null) await mirror.mirrorOrders(restart(clock));
      swept.failure = found.failure;
      return;
    }
    if (!isChanges(found.value)) {
      swept.failure = { kind: 'bad_answer', detail: 'the shop answered with what is no page of changes' };
      return;
    }
    const entries = await entriesOf(options, found.value.items, { askedAtMs, signal });
    if ('kind' in entries) {
      swept.failure = entries;
      return;
    }
    state = after(state, found.value);
    swept.moved += await mirror.mirrorOrders({ ...entries, sweep: state, nowMs: clock.now() });
    swept.pages += 1;
    swept.orders += entries.orders.length;
    if (!found.value.more) return;
  }
}

/** The shop cannot say what has changed: what somebody waits for is read one by one. */
async function readWatched(options: OrderSweepOptions, swept: Swept, signal: AbortSignal): Promise<void> {
  const { mirror, clock } = options;
  let afterId = '';
  while (!signal.aborted) {
    const ids = await mirror.watchedOrders(afterId, LIMITS.orderReadsAtOnce);
    const last = ids.at(-1);
    if (last === undefined) return;
    const changes = ids.map((orderId): OrderChange => ({ is: 'named', orderId }));
    const entries = await entriesOf(options, changes, { askedAtMs: clock.now(), signal });
    if ('kind' in entries) {
      swept.failure = entries;
      return;
    }
    swept.moved += await mirror.mirrorOrders({ ...entries, sweep: null, nowMs: clock.now() });
    swept.orders += entries.orders.length;
    swept.pages += 1;
    afterId = last;
  }
}

/** Now and then from the beginning, in case the shop did not tell of everything. */
function begun(state: SweepState, nowMs: number): SweepState {
  const fullDue = state.fullAtMs === null || nowMs - state.fullAtMs >= LIMITS.sweepFullEveryMs;
  const isUnderWay = state.beganAtMs !== null;
  if (isUnderWay) return state;
  return { ...state, beganAtMs: nowMs, ...(fullDue ? { cursor: null, fullAtMs: nowMs } : {}) };
}

function after(state: SweepState, { cursor, more }: OrderChanges): SweepState {
  if (more) return { ...state, cursor };
  return { ...state, cursor, beganAtMs: null, wholeAsOfMs: state.beganAtMs };
}

function restart(clock: Clock): Parameters<OrderMirror['mirrorOrders']>[0] {
  const sweep = { cursor: null, beganAtMs: null, wholeAsOfMs: null, fullAtMs: null };
  return { orders: [], gone: [], sweep, nowMs: clock.now() };
}

/** The orders of a page; those that are only named are read, a few at a time. */
async function entriesOf(
  { orders, clock, log }: OrderSweepOptions,
  changes: OrderChange[],
  { askedAtMs, signal }: { askedAtMs: number; signal: AbortSignal },
): Promise<{ orders: MirrorEntry[]; gone: string[] } | ShopFailure> {
  const page: { orders: MirrorEntry[]; gone: string[] } = { orders: [], gone: [] };
  const take = (order: Order, readAtMs: number) => {
    if (isOrder(order)) page.orders.push(toMirrorEntry(order, readAtMs));
    else log.warn({ step: 'sweep' }, 'The shop sent what is no order; it is left out');
  };
  const named: string[] = [];
  for (const change of changes) {
    if (change.is === 'order') take(change.order, askedAtMs);
    else if (change.is === 'gone') page.gone.push(change.orderId);
    else named.push(change.orderId);
  }
  for (let from = 0; from < named.length; from += LIMITS.orderReadsAtOnce) {
    const readAtMs = clock.now();
    const ids = named.slice(from, from + LIMITS.orderReadsAtOnce);
    const read = await Promise.all(
      ids.map((id) => within(clock, LIMITS.orderShopFirstMs, signal, (cut) => orders.getOrder(id, cut))),
    );
    for (const [at, one] of read.entries()) {
      if (one.ok) take(one.value, readAtMs);
      else if (one.failure.kind === 'not_found') page.gone.push(ids[at] ?? '');
      else return one.failure;
    }
  }
  return page;
}
