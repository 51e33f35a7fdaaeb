/**
 * Pushes updates to a webhook as the platform does: several connections, one update of a key at a time, at once again after
 * the first failure and then 2, 4, 8 … seconds, a Retry-After believed up to an hour, and the webhook taken away after
 * a day of 410.
 */
import type { Clock, Random } from '../../../src/core/clock.ts';
import { createHttpClient, type HttpClient, type HttpOutcome } from '../../../src/transport/http-client.ts';
import { createRing, type Ring } from '../../../src/transport/emulation/ring.ts';
import { asRecord, type Item } from './wire.ts';

export interface Webhook {
  url: string;
  secret: string | undefined;
  maxConnections: number;
  lastError: { atMs: number; message: string } | null;
  goneSinceMs: number | null;
}

export interface Delivery {
  updateId: number;
  atMs: number;
  /** Null: no answer. */
  status: number | null;
}

export interface Pusher {
  readonly webhook: Webhook | null;
  /** Begins anew with these updates; null only stops. */
  start(webhook: Webhook | null, items: Item[], onReply: (call: Record<string, unknown>) => void): void;
  add(item: Item): void;
  deliveries(): Delivery[];
  close(): Promise<void>;
}

interface Lane {
  items: Item[];
  failures: number;
}

/** The work for one webhook, from its registration to its end. */
interface Run {
  webhook: Webhook;
  lanes: Map<string, Lane>;
  ready: Set<string>;
  active: number;
  waits: Set<() => void>;
  onReply(call: Record<string, unknown>): void;
}

interface State {
  clock: Clock;
  random: Random;
  http: HttpClient;
  deliveries: Ring<Delivery>;
  run: Run | null;
  onTaken(item: Item): void;
}

const ANSWER_TIMEOUT_MS = 60_000;
const RETRY_AFTER_MAX_S = 3_600;
const GONE_MS = 23 * 3_600_000;

/** A pusher without a webhook. `onTaken` is told of each update that was answered with 2xx or grew too old. */
export function createPusher(clock: Clock, random: Random, onTaken: (item: Item) => void): Pusher {
  const http = createHttpClient({ clock, connections: 100 });
  const state: State = { clock, random, http, deliveries: createRing(1_000), run: null, onTaken };
  return {
    get webhook() {
      return state.run?.webhook ?? null;
    },
    start(webhook, items, onReply) {
      stop(state);
      if (webhook === null) return;
      state.run = { webhook, lanes: new Map(), ready: new Set(), active: 0, waits: new Set(), onReply };
      for (const item of items) add(state, item);
    },
    add: (item) => add(state, item),
    deliveries: state.deliveries.list,
    async close() {
      stop(state);
      await http.close();
    },
  };
}

function add(state: State, item: Item): void {
  const { run } = state;
  if (run === null) return;
  const lane = run.lanes.get(item.key);
  if (lane !== undefined) return void lane.items.push(item);
  run.lanes.set(item.key, { items: [item], failures: 0 });
  run.ready.add(item.key);
  pump(state, run);
}

function stop(state: State): void {
  for (const cancel of state.run?.waits ?? []) cancel();
  state.run = null;
}

function pump(state: State, run: Run): void {
  for (const key of run.ready) {
    if (state.run !== run || run.active >= run.webhook.maxConnections) return;
    run.ready.delete(key);
    void deliver(state, run, key);
  }
}

async function deliver(state: State, run: Run, key: string): Promise<void> {
  const { clock, http, deliveries } = state;
  const lane = run.lanes.get(key);
  const item = lane?.items[0];
  if (lane === undefined || item === undefined) return;
  if (item.expiresAtMs <= clock.now()) return taken(state, run, key, lane, item);
  run.active += 1;
  const outcome = await http.request(toRequest(run.webhook, item));
  run.active -= 1;
  deliveries.push({ updateId: item.update.update_id, atMs: clock.now(), status: statusOf(outcome) });
  if (state.run !== run) return;
  if (outcome.kind === 'answer' && outcome.status >= 200 && outcome.status < 300) {
    run.webhook.goneSinceMs = null;
    executeReply(outcome.body, run.onReply);
    taken(state, run, key, lane, item);
  } else failed(state, run, key, lane, outcome);
}

function taken(state: State, run: Run, key: string, lane: Lane, item: Item): void {
  lane.items.shift();
  lane.failures = 0;
  state.onTaken(item);
  if (lane.items.length === 0) run.lanes.delete(key);
  else run.ready.add(key);
  pump(state, run);
}

function failed(state: State, run: Run, key: string, lane: Lane, outcome: HttpOutcome): void {
  const { clock, random } = state;
  const { webhook } = run;
  const isGone = outcome.kind === 'answer' && outcome.status === 410;
  webhook.lastError = { atMs: clock.now(), message: errorMessage(outcome) };
  webhook.goneSinceMs = isGone ? (webhook.goneSinceMs ?? clock.now()) : null;
  if (webhook.goneSinceMs !== null && clock.now() - webhook.goneSinceMs >= GONE_MS) return stop(state);
  const cancel = clock.after(retryDelayMs(outcome, lane.failures, random), () => {
    run.waits.delete(cancel);
    run.ready.add(key);
    pump(state, run);
  });
  run.waits.add(cancel);
  lane.failures += 1;
  pump(state, run);
}

function toRequest(webhook: Webhook, item: Item) {
  return {
    method: 'POST' as const,
    url: webhook.url,
    headers: {
      'content-type': 'application/json',
      ...(webhook.secret === undefined ? {} : { 'x-telegram-bot-api-secret-token': webhook.secret }),
    },
    body: JSON.stringify(item.update),
    timeoutMs: ANSWER_TIMEOUT_MS,
  };
}

function retryDelayMs(outcome: HttpOutcome, failures: number, random: Random): number {
  const hint = outcome.kind === 'answer' ? Number(outcome.headers['retry-after']) : Number.NaN;
  if (Number.isFinite(hint) && hint > 0) return Math.min(hint, RETRY_AFTER_MAX_S) * 1000;
  if (failures === 0) return 0;
  const cap = 60 + random.fraction() * 60;
  return Math.min(2 ** failures, cap) * 1000;
}

function statusOf(outcome: HttpOutcome): number | null {
  return outcome.kind === 'answer' ? outcome.status : null;
}

function errorMessage(outcome: HttpOutcome): string {
  if (outcome.kind === 'answer') return `Wrong response from the webhook: ${outcome.status}`;
  if (outcome.kind === 'oversized') return 'Wrong response from the webhook: too large';
  return outcome.kind === 'unknown' ? 'Read timeout expired' : 'Connection refused';
}

/** A body such as `{"method":"sendMessage", …}` is a call; anything else is ignored. */
function executeReply(body: Buffer, onReply: (call: Record<string, unknown>) => void): void {
  if (body.length === 0 || body[0] !== 0x7b) return;
  try {
    const call = asRecord(JSON.parse(body.toString()));
    if (call !== null && typeof call['method'] === 'string') onReply(call);
  } catch {
    // Not JSON: the platform does not care what a webhook says beyond its status.
  }
}
