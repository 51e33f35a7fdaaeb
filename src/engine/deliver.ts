/**
 * Outgoing parts on their way: claimed rows go to the platform, what became of them goes back into rows. The only retry
 * layer there is. One part of a conversation is under way at a time; accounts are independent of each other.
 */
import type { Clock, Random } from '../core/clock.ts';
import { toError } from '../core/errors.ts';
import type { AccountId, ConversationId } from '../core/ids.ts';
import { LIMITS } from '../core/limits.ts';
import type { ChannelAdapter } from '../core/ports/channel.ts';
import type { ClaimedDelivery, DeliveryRecord, EngineStore } from '../core/ports/engine-store.ts';
import type { Log } from '../core/ports/log.ts';
import { createBreaker, type Breaker } from './breaker.ts';
import { toRecord } from './delivery-outcome.ts';

export interface Deliver {
  /** May a turn hand its first part over at once, without a look at the queue? */
  mayDispatch(account: AccountId): boolean;
  /** Sends parts that are marked `sending`. */
  send(claimed: ClaimedDelivery[]): void;
  /** Looks for due parts. */
  pump(): Promise<void>;
  /** Claims nothing more; resolves when every call under way has ended and is recorded, or after the given time. */
  stop(withinMs: number): Promise<void>;
  readonly inFlight: number;
}

export interface DeliverDeps {
  store: EngineStore;
  adapters: ReadonlyMap<AccountId, ChannelAdapter>;
  clock: Clock;
  random: Random;
  log: Log;
  wake(ids: ConversationId[]): void;
}

interface Lane {
  inFlight: number;
  breaker: Breaker;
}

export function createDeliver(deps: DeliverDeps): Deliver {
  const { store, adapters, clock, random, log } = deps;
  const lanes = new Map<AccountId, Lane>();
  for (const account of adapters.keys()) {
    lanes.set(account, { inFlight: 0, breaker: createBreaker(clock) });
  }
  let records: DeliveryRecord[] = [];
  let flushing: Promise<void> | null = null;
  let pumping: Promise<void> | null = null;
  let inFlight = 0;
  let stopped = false;

  const isOpen = (lane: Lane) => lane.breaker.allows() && lane.inFlight < LIMITS.sendsPerAccount;

  const sendOne = async (delivery: ClaimedDelivery) => {
    const adapter = adapters.get(delivery.account);
    const lane = lanes.get(delivery.account);
    if (!adapter || !lane) {
      record({
        id: delivery.id,
        atMs: clock.now(),
        result: { kind: 'dead', code: 'account-not-configured' },
      });
      return;
    }
    inFlight += 1;
    lane.inFlight += 1;
    const result = await adapter
      .send(delivery.address, delivery.part, delivery.key)
      .catch((thrown: unknown) => ({ kind: 'unknown' as const, reason: toError(thrown).message }));
    inFlight -= 1;
    lane.inFlight -= 1;
    lane.breaker.note(result);
    if (result.kind !== 'sent') {
      const { id, account, attempt, conversationId } = delivery;
      log.warn(
        { step: 'send', deliveryId: id, conversationId, account, attempt, ...flat(result) },
        'Not sent',
      );
    }
    record(toRecord(delivery, result, clock.now(), random.fraction()));
  };

  const record = (entry: DeliveryRecord) => {
    records.push(entry);
    flushing ??= new Promise<void>((done) => {
      setImmediate(() => void flush().then(done));
    });
  };

  /** Writes what became of the calls of this tick; rows that could not be written are kept and tried again. */
  const flush = async () => {
    const batch = records;
    records = [];
    flushing = null;
    try {
      const { claimed, wake } = await store.recordDeliveries(batch);
      if (claimed.length > 0) send(claimed);
      if (wake.length > 0) deps.wake(wake);
    } catch (thrown) {
      log.error({ step: 'record', error: toError(thrown), count: batch.length }, 'Outcomes not written yet');
      records = [...batch, ...records];
      clock.after(LIMITS.retryFirstMs, () => {
        flushing ??= flush();
      });
    }
  };

  const send = (claimed: ClaimedDelivery[]) => {
    for (const delivery of claimed) void sendOne(delivery);
  };

  const claim = async () => {
    const notAccounts = [...lanes].filter(([, lane]) => !isOpen(lane)).map(([account]) => account);
    const limit = Math.min(LIMITS.groupCommitItems, room(lanes));
    if (limit > 0 && !stopped) send(await store.claimDeliveries({ nowMs: clock.now(), limit, notAccounts }));
  };

  return {
    mayDispatch(account) {
      const lane = lanes.get(account);
      return !stopped && lane !== undefined && isOpen(lane) && !lane.breaker.probing;
    },
    send,
    pump() {
      pumping ??= claim().finally(() => {
        pumping = null;
      });
      return pumping;
    },
    async stop(withinMs) {
      stopped = true;
      const until = clock.monotonic() + withinMs;
      while ((inFlight > 0 || records.length > 0 || flushing) && clock.monotonic() < until) {
        await new Promise((next) => {
          clock.after(10, () => next(undefined));
        });
      }
    },
    get inFlight() {
      return inFlight;
    },
  };
}

/** How many more calls may start now over all accounts; a probing account gets one. */
function room(lanes: ReadonlyMap<AccountId, Lane>): number {
  let free = 0;
  for (const lane of lanes.values()) {
    if (!lane.breaker.allows()) continue;
    free += lane.breaker.probing ? 1 : Math.max(0, LIMITS.sendsPerAccount - lane.inFlight);
  }
  return free;
}

function flat(result: { kind: string; reason?: string; code?: string; scope?: string; afterMs?: number }) {
  const { kind, reason, code, scope, afterMs } = result;
  return { outcome: kind, reason, code, scope, afterMs };
}
