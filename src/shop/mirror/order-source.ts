/**
 * Where look-ups get orders: from the shop itself, with a short wait, and from our own copy when it does not answer or cannot
 * find that way. What comes from the copy says of when it is. Proof of ownership is not asked here.
 */
import { createHash } from 'node:crypto';
import type { Clock } from '../../core/clock.ts';
import { toError } from '../../core/errors.ts';
import { LIMITS } from '../../core/limits.ts';
import type { Log } from '../../core/ports/log.ts';
import type { MirrorQuery, MirroredOrder, OrderMirror } from '../../core/ports/order-mirror.ts';
import type { Order, OrderCapabilities, OrderQuery, ShopFailure, ShopOrders } from '../../core/ports/shop.ts';
import { orderNumberDigits, orderNumberKey } from '../order-number.ts';
import { believed } from '../order-schema.ts';
import { createBeat } from '../equal-time.ts';
import { within } from '../within.ts';
import { toMirrorEntry } from './standing.ts';

export interface OrderSource {
  /** At most `limit`, newest first. Never rejects. */
  find(by: OrderQuery, limit: number, signal: AbortSignal): Promise<FoundOrders>;
  get(orderId: string, signal: AbortSignal): Promise<FoundOrders>;
  /** Waits until a look-up by number that began at `startedMs` (monotonic) and opens nothing may answer. */
  evenOut(startedMs: number, signal: AbortSignal): Promise<void>;
}

export interface FoundOrders {
  orders: Order[];
  /** Null: the shop said so just now. */
  asOfMs: number | null;
  /** Why the shop did not answer. There may be orders all the same, of our copy; but that there are none says nothing then. */
  failure: ShopFailure | null;
}

export interface OrderSourceOptions {
  orders: ShopOrders;
  /** Null: no copy is kept. */
  mirror: Pick<
    OrderMirror,
    'findMirrored' | 'readMirrored' | 'someMirrored' | 'mirrorOrders' | 'readSweep'
  > | null;
  clock: Clock;
  log: Log;
}

export function createOrderSource(options: OrderSourceOptions): OrderSource {
  const { orders, mirror, clock } = options;
  const ask = (by: OrderQuery, limit: number, signal: AbortSignal) =>
    within(clock, LIMITS.orderShopFirstMs, signal, (cut) => orders.findOrders(by, limit, cut)).then(believed);
  const read = async (id: string, signal: AbortSignal) => {
    const one = await within(clock, LIMITS.orderShopFirstMs, signal, (cut) => orders.getOrder(id, cut));
    return believed(one.ok ? { ok: true, value: [one.value] } : one);
  };

  const beat = createBeat(clock);

  async function find(by: OrderQuery, limit: number, signal: AbortSignal): Promise<FoundOrders> {
    const level = orders.capabilities()[capabilityFor(by)];
    if (level === 'none') return { ...NOTHING, failure: { kind: 'unsupported' } };
    if (mirror && level === 'derived') {
      const kept = await mirror.findMirrored(mirrorQuery(by), limit);
      if (kept.length > 0) return refreshed(kept, (id) => read(id, signal));
      // A copy that was never whole cannot tell that there is nothing.
      const isWhole = (await mirror.readSweep()).wholeAsOfMs !== null;
      if (!isWhole) return { ...NOTHING, failure: { kind: 'unavailable', detail: 'not read yet' } };
      return 'number' in by
        ? asIfFound(await mirror.someMirrored(placeOf(by.number)), (id) => read(id, signal))
        : NOTHING;
    }
    const askedAtMs = clock.now();
    const found = await ask(by, limit, signal);
    if (found.ok) return fresh(options, found.value, askedAtMs);
    if (found.failure.kind === 'not_found') return NOTHING;
    if (!mirror || found.failure.kind === 'unsupported') return { ...NOTHING, failure: found.failure };
    return copied(await mirror.findMirrored(mirrorQuery(by), limit), found.failure);
  }

  return {
    async find(by, limit, signal) {
      const startedMs = clock.monotonic();
      const found = await find(by, limit, signal);
      if ('number' in by) beat.note(clock.monotonic() - startedMs);
      return found;
    },
    evenOut: (startedMs, signal) => beat.evenOut(startedMs, signal),
    async get(orderId, signal) {
      const askedAtMs = clock.now();
      const found = await read(orderId, signal);
      if (found.ok) return fresh(options, found.value, askedAtMs);
      if (found.failure.kind === 'not_found') return NOTHING;
      const kept = mirror ? await mirror.readMirrored(orderId) : null;
      return copied(kept ? [kept] : [], found.failure);
    },
  };
}

const NOTHING: FoundOrders = { orders: [], asOfMs: null, failure: null };

/** What was just read makes our copy younger; nobody waits for that. */
function fresh({ mirror, clock, log }: OrderSourceOptions, orders: Order[], askedAtMs: number): FoundOrders {
  if (mirror && orders.length > 0) {
    const entries = orders.map((order) => toMirrorEntry(order, askedAtMs));
    mirror.mirrorOrders({ orders: entries, gone: [], sweep: null, nowMs: clock.now() }).catch((thrown) => {
      log.warn({ step: 'shop', error: toError(thrown) }, 'What was read of the shop could not be kept');
    });
  }
  return { orders, asOfMs: null, failure: null };
}

function copied(kept: MirroredOrder[], failure: ShopFailure | null): FoundOrders {
  const asOfMs = kept.length === 0 ? null : Math.min(...kept.map((one) => one.asOfMs));
  return { orders: kept.map(({ order }) => order), asOfMs, failure };
}

/** Found by our copy, because the shop cannot find so: each is read anew, and only those that are not are as old as the copy. */
async function refreshed(
  kept: MirroredOrder[],
  read: (id: string) => Promise<Awaited<ReturnType<ShopOrders['findOrders']>>>,
): Promise<FoundOrders> {
  const news = await Promise.all(kept.map(({ order }) => read(order.id)));
  const failed = news.find((one) => !one.ok && one.failure.kind !== 'not_found');
  if (failed && !failed.ok) return copied(kept, failed.failure);
  return { ...NOTHING, orders: news.flatMap((one) => (one.ok ? one.value : [])) };
}

/**
 * Where the copy finds and the shop only reads, an order that exists costs a call of the shop. So does one that does not: some other
 * order is read and looked at by nobody, so that neither time nor an outage tells the two apart.
 */
async function asIfFound(
  orderId: string | null,
  read: (id: string) => Promise<Awaited<ReturnType<ShopOrders['findOrders']>>>,
): Promise<FoundOrders> {
  const other = orderId === null ? null : await read(orderId);
  if (!other || other.ok || other.failure.kind === 'not_found') return NOTHING;
  return { ...NOTHING, failure: other.failure };
}

/** 0…1, the same for every way of writing a number: asked twice it is the same stranger, as a found one would be. */
function placeOf(number: string): number {
  return createHash('sha256').update(orderNumberKey(number)).digest().readUInt32BE() / 2 ** 32;
}

function capabilityFor(by: OrderQuery): keyof OrderCapabilities {
  if ('number' in by) return 'orderByNumber';
  if ('phone' in by) return 'ordersByPhone';
  return 'email' in by ? 'ordersByEmail' : 'orderByTrack';
}

function mirrorQuery(by: OrderQuery): MirrorQuery {
  if ('email' in by) return { email: by.email.trim().toLowerCase() };
  if (!('number' in by)) return by;
  const key = orderNumberKey(by.number);
  return { key, digits: orderNumberDigits(key) };
}
