/**
 * The queue of one bot's updates: kept until a poll confirms them or a webhook takes them, for a day at most. A repeat of
 * what was delivered and a changed order can be asked for, because real networks do both.
 */
import type { Clock, Random } from '../../../src/core/clock.ts';
import { createRing, type Ring } from '../../../src/transport/emulation/ring.ts';
import { createPusher, type Delivery, type Pusher, type Webhook } from './pusher.ts';
import { ApiError, type Item, type WireUpdate } from './wire.ts';

export interface UpdateQueue {
  /** `kind` is the field that the payload goes under: `message`, `callback_query` … Null: the bot did not ask for this kind. */
  push(kind: string, payload: unknown, key: string): WireUpdate | null;
  /** One getUpdates. Rejects with 409 as the platform does. */
  poll(request: PollRequest): Promise<WireUpdate[]>;
  /** Null takes the webhook away. */
  setWebhook(webhook: Webhook | null, dropPending: boolean): void;
  readonly webhook: Webhook | null;
  readonly pending: number;
  /** A long poll is waiting. */
  readonly polling: boolean;
  allowed: string[] | null;
  /** Sends the last delivered updates again; the number sent. */
  redeliver(count: number): number;
  /** Holds back the next updates and lets them go in another order, no longer one at a time per chat. */
  shuffle(count: number): void;
  /** Holds back whatever comes until it is let go. */
  hold(): void;
  /** In the order in which it came, or in another one. */
  letGo(order: 'kept' | 'mixed'): void;
  /** Numbers the next update from here: a platform that was started anew must not give out old numbers again. */
  startAt(id: number): void;
  /** What the webhook was asked and what it answered, the latest last. */
  deliveries(): Delivery[];
  /** Executes a method that a webhook put into its answer. */
  onReply: (call: Record<string, unknown>) => void;
  close(): Promise<void>;
}

export interface PollRequest {
  offset: number | undefined;
  limit: number;
  timeoutMs: number;
}

const DAY_MS = 24 * 3_600_000;
const MAX_AGE_MS: Record<string, number> = { callback_query: 150_000, inline_query: 30_000 };
/** Kinds that are sent only when asked for by name. */
const OPT_IN = new Set(['chat_member', 'message_reaction', 'message_reaction_count']);
const CONFLICT =
  'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running';
const WEBHOOK_ACTIVE =
  "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";

interface Waiter {
  request: PollRequest;
  resolve(updates: WireUpdate[]): void;
  reject(error: ApiError): void;
  stopTimer(): void;
}

interface State {
  clock: Clock;
  random: Random;
  pending: Map<number, Item>;
  delivered: Ring<Item>;
  pusher: Pusher;
  lastId: number;
  waiter: Waiter | null;
  held: { items: Item[]; until: number } | null;
}

/** An empty queue without a webhook. */
export function createUpdateQueue(clock: Clock, random: Random): UpdateQueue {
  const pending = new Map<number, Item>();
  const delivered = createRing<Item>(1_000);
  const pusher = createPusher(clock, random, (item) => {
    pending.delete(item.update.update_id);
    if (!item.repeated) delivered.push(item);
  });
  const state: State = {
    clock,
    random,
    pending,
    delivered,
    pusher,
    lastId: 700_000,
    waiter: null,
    held: null,
  };
  const queue: UpdateQueue = {
    allowed: null,
    onReply: () => {},
    get webhook() {
      return pusher.webhook;
    },
    get pending() {
      return pending.size;
    },
    get polling() {
      return state.waiter !== null;
    },
    deliveries: pusher.deliveries,
    push(kind, payload, key) {
      if (queue.allowed === null ? OPT_IN.has(kind) : !queue.allowed.includes(kind)) return null;
      return push(state, kind, payload, key);
    },
    poll: (request) => poll(state, request),
    setWebhook(webhook, dropPending) {
      if (dropPending) pending.clear();
      if (webhook !== null) endPolling(state);
      pusher.start(webhook, [...pending.values()], (call) => queue.onReply(call));
    },
    redeliver: (count) => redeliver(state, count),
    shuffle(count) {
      state.held = { items: [], until: Math.max(1, count) };
    },
    hold() {
      state.held = { items: state.held?.items ?? [], until: Infinity };
    },
    letGo(order) {
      release(state, takeHeld(state), order);
    },
    startAt(id) {
      state.lastId = Math.max(state.lastId, id - 1);
    },
    async close() {
      endWait(state, ({ resolve }) => resolve([]));
      await pusher.close();
    },
  };
  return queue;
}

function endPolling(state: State): void {
  endWait(state, ({ reject }) => reject(new ApiError(409, 'Conflict: terminated by setWebhook request')));
}

function takeHeld(state: State): Item[] {
  const items = state.held?.items ?? [];
  state.held = null;
  return items;
}

function push(state: State, kind: string, payload: unknown, key: string): WireUpdate {
  state.lastId += 1;
  const update: WireUpdate = { update_id: state.lastId, [kind]: payload };
  const item: Item = { update, key, expiresAtMs: state.clock.now() + (MAX_AGE_MS[kind] ?? DAY_MS) };
  const { held } = state;
  if (held === null) enqueue(state, item);
  else if (held.items.push(item) >= held.until) {
    state.held = null;
    release(state, held.items, 'mixed');
  }
  return update;
}

function release(state: State, items: Item[], order: 'kept' | 'mixed'): void {
  if (order === 'kept' || items.length < 2) return items.forEach((item) => enqueue(state, item));
  for (const next of shuffled(items, state.random)) {
    enqueue(state, { ...next, key: `shuffled:${next.update.update_id}` });
  }
}

function enqueue(state: State, item: Item): void {
  const isPushed = state.pusher.webhook !== null;
  if (!isPushed || !item.repeated) state.pending.set(item.update.update_id, item);
  if (isPushed) state.pusher.add(item);
  else endWait(state, ({ resolve, request }) => resolve(take(state, request)));
}

async function poll(state: State, request: PollRequest): Promise<WireUpdate[]> {
  if (state.pusher.webhook !== null) throw new ApiError(409, WEBHOOK_ACTIVE);
  endWait(state, ({ reject }) => reject(new ApiError(409, CONFLICT)));
  const ready = take(state, request);
  if (ready.length > 0 || request.timeoutMs <= 0) return ready;
  return new Promise((resolve, reject) => {
    const stopTimer = state.clock.after(request.timeoutMs, () =>
      endWait(state, (waiter) => waiter.resolve([])),
    );
    state.waiter = { request, resolve, reject, stopTimer };
  });
}

function endWait(state: State, end: (waiter: Waiter) => void): void {
  const { waiter } = state;
  if (waiter === null) return;
  state.waiter = null;
  waiter.stopTimer();
  end(waiter);
}

function take({ clock, pending, delivered }: State, request: PollRequest): WireUpdate[] {
  const updates: WireUpdate[] = [];
  for (const item of fromOffset(pending, request.offset, delivered.push)) {
    const isExpired = item.expiresAtMs <= clock.now();
    if (isExpired || item.repeated) pending.delete(item.update.update_id);
    if (!isExpired) updates.push(item.update);
    if (updates.length === request.limit) break;
  }
  return updates;
}

function redeliver(state: State, count: number): number {
  const again = state.delivered.list().slice(-count);
  for (const item of again) {
    const key = `repeat:${item.update.update_id}`;
    enqueue(state, { ...item, key, expiresAtMs: state.clock.now() + DAY_MS, repeated: true });
  }
  return again.length;
}

/** The items that a poll may see; a non-negative offset confirms, and so deletes, all before it. */
function fromOffset(
  pending: Map<number, Item>,
  offset: number | undefined,
  confirm: (item: Item) => void,
): Item[] {
  if (offset === undefined || offset === 0) return [...pending.values()];
  const items = [...pending.values()];
  const from = offset > 0 ? offset : (items.at(offset)?.update.update_id ?? 0);
  return items.filter((item) => {
    if (item.repeated || item.update.update_id >= from) return true;
    pending.delete(item.update.update_id);
    confirm(item);
    return false;
  });
}

function shuffled(items: Item[], random: Random): Item[] {
  const mixed = [...items];
  for (let at = mixed.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random.fraction() * (at + 1));
    [mixed[at], mixed[other]] = [mixed[other]!, mixed[at]!];
  }
  // A draw can return the old order; then turning it round is the other order that was asked for.
  return mixed.every((item, index) => item === items[index]) ? mixed.toReversed() : mixed;
}
