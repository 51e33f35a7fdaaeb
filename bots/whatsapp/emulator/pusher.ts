/**
 * Posts signed batches to the webhook and repeats those that were not answered with 200, with longer and longer pauses for a
 * week. Bytes are written as Meta writes them: nothing outside ASCII, and the signature is over exactly these bytes.
 */
import { createHttpClient, type HttpClient } from '../../../src/transport/http-client.ts';
import { createRing, type Ring } from '../../../src/transport/emulation/ring.ts';
import { hmacSha256 } from '../../../src/transport/signature.ts';
import type { World } from './world.ts';

/** One `changes[]` element. */
export interface Change {
  field: string;
  value: Record<string, unknown>;
}

export interface Pusher {
  push(change: Change): void;
  /** From here on changes wait, until they are let go. */
  hold(): void;
  /** `together`: in one call with several entries and changes; else one call each. `shuffled`: in another order. */
  release(how?: { together?: boolean; shuffled?: boolean }): number;
  /** The last calls again; the number posted. */
  redeliver(count: number): number;
  /** The handshake; true when the challenge came back. */
  shakeHands(url: string, verifyToken: string): Promise<boolean>;
  deliveries(): Delivery[];
  close(): Promise<void>;
}

export interface Delivery {
  fields: string[];
  /** Null: no answer. */
  status: number | null;
}

const WEEK_MS = 7 * 24 * 60 * 60_000;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60 * 60_000;

interface Pending {
  fields: string[];
  body: Buffer;
  sinceMs: number;
  failures: number;
}

interface State {
  world: World;
  http: HttpClient;
  waits: Set<() => void>;
  sent: Ring<Pending>;
  deliveries: Ring<Delivery>;
  held: Change[] | null;
  isClosed: boolean;
}

export function createPusher(world: World): Pusher {
  const state: State = {
    world,
    http: createHttpClient({ clock: world.clock, connections: 64 }),
    waits: new Set(),
    sent: createRing(500),
    deliveries: createRing(500),
    held: null,
    isClosed: false,
  };
  return {
    push(change) {
      if (world.webhook !== null && !world.webhook.fields.includes(change.field)) return;
      if (state.held === null) post(state, [[change]]);
      else state.held.push(change);
    },
    hold() {
      state.held ??= [];
    },
    release({ together = false, shuffled = false } = {}) {
      const waiting = state.held ?? [];
      state.held = null;
      const ordered = shuffled ? shuffle(waiting, () => world.random.fraction()) : waiting;
      if (together && ordered.length > 0) post(state, inBatches(ordered));
      else for (const change of ordered) post(state, [[change]]);
      return waiting.length;
    },
    redeliver(count) {
      const again = state.sent.list().slice(-count);
      for (const pending of again) void attempt(state, { ...pending, failures: 0 });
      return again.length;
    },
    shakeHands: (url, verifyToken) => shakeHands(state, url, verifyToken),
    deliveries: state.deliveries.list,
    async close() {
      state.isClosed = true;
      for (const cancel of state.waits) cancel();
      await state.http.close();
    },
  };
}

function post(state: State, entries: Change[][]): void {
  const entry = entries.map((changes) => ({ id: state.world.businessId, changes }));
  const pending = {
    fields: entries.flat().map(({ field }) => field),
    body: Buffer.from(toWire({ object: 'whatsapp_business_account', entry })),
    sinceMs: state.world.clock.now(),
    failures: 0,
  };
  state.sent.push(pending);
  void attempt(state, pending);
}

async function attempt(state: State, pending: Pending): Promise<void> {
  const { world, http, waits, deliveries } = state;
  if (state.isClosed || world.webhook === null) return;
  const outcome = await http.request({
    method: 'POST',
    url: world.webhook.url,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'facebookexternalua',
      'x-hub-signature-256': `sha256=${hmacSha256(world.appSecret, pending.body)}`,
    },
    body: pending.body,
  });
  const status = outcome.kind === 'answer' ? outcome.status : null;
  deliveries.push({ fields: pending.fields, status });
  if (status === 200 || state.isClosed || world.clock.now() - pending.sinceMs > WEEK_MS) return;
  const wait = Math.min(FIRST_RETRY_MS * 2 ** Math.min(pending.failures, 20), LONGEST_RETRY_MS);
  pending.failures += 1;
  const cancel = world.clock.after(wait, () => {
    waits.delete(cancel);
    void attempt(state, pending);
  });
  waits.add(cancel);
}

async function shakeHands({ world, http }: State, url: string, verifyToken: string): Promise<boolean> {
  const challenge = String(1_000_000_000 + Math.floor(world.random.fraction() * 1e9));
  const query = new URLSearchParams({
    'hub.mode': 'subscribe',
    'hub.challenge': challenge,
    'hub.verify_token': verifyToken,
  });
  const outcome = await http.request({ method: 'GET', url: `${url}?${query.toString()}` });
  return outcome.kind === 'answer' && outcome.status === 200 && outcome.body.toString() === challenge;
}

/** Everything of one kind in one change, and the changes in two entries: all the ways in which a batch can be one. */
function inBatches(changes: Change[]): Change[][] {
  const merged: Change[] = [];
  for (const change of changes) {
    const last = merged.at(-1);
    const list = last === undefined ? null : sameKind(last, change);
    if (last === undefined || list === null) merged.push(structuredClone(change));
    else
      for (const name of list)
        last.value[name] = [...listOf(last.value[name]), ...listOf(change.value[name])];
  }
  const half = Math.ceil(merged.length / 2);
  return [merged.slice(0, half), merged.slice(half)].filter((entry) => entry.length > 0);
}

/** The lists to join, or null: these two cannot be one. */
function sameKind(left: Change, right: Change): string[] | null {
  if (left.field !== 'messages' || right.field !== 'messages') return null;
  if (JSON.stringify(left.value['metadata']) !== JSON.stringify(right.value['metadata'])) return null;
  const kinds = ['messages', 'statuses'].filter((name) => name in left.value);
  return kinds.every((name) => name in right.value) ? [...kinds, 'contacts'] : null;
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

function shuffle<T>(items: readonly T[], fraction: () => number): T[] {
  const left = [...items];
  const order: T[] = [];
  while (left.length > 0) order.push(...left.splice(Math.floor(fraction() * left.length), 1));
  return order;
}

/** JSON in ASCII alone, slashes escaped, as Meta writes it. */
export function toWire(value: unknown): string {
  return JSON.stringify(value)
    .replace(/[\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replaceAll('/', '\\/');
}
