/** Posts signed callbacks to the webhook and repeats those that were not answered with 200, for about an hour. */
import { createHttpClient, type HttpOutcome } from '../../../src/transport/http-client.ts';
import { createRing } from '../../../src/transport/emulation/ring.ts';
import { hmacSha256 } from '../../../src/transport/signature.ts';
import { toWire, type World } from './world.ts';

export interface Callbacks {
  /** Sends an event unless it was filtered out. `onReply` gets the body of a 200, for welcome messages. */
  push(event: Record<string, unknown>, onReply?: (body: Buffer) => void): void;
  /** One call without repeats: the check of a webhook. */
  probe(url: string): Promise<boolean>;
  redeliver(count: number): number;
  /** Keeps callbacks back; with `count` they go off in the opposite order once there are so many. */
  hold(count?: number): void;
  /** Posts what was kept back, and everything after it at once. */
  letGo(order: 'kept' | 'mixed'): void;
  deliveries(): { event: string; status: number | null }[];
  close(): Promise<void>;
}

const HOUR_MS = 3_600_000;
const FIRST_RETRY_MS = 1_000;
const ALWAYS_SENT = new Set(['message', 'subscribed', 'unsubscribed', 'webhook']);

interface Pending {
  name: string;
  body: string;
  sinceMs: number;
  failures: number;
  onReply: ((body: Buffer) => void) | undefined;
}

/** Callbacks of one account. */
export function createCallbacks(world: World): Callbacks {
  const { clock } = world;
  const http = createHttpClient({ clock, connections: 64 });
  const waits = new Set<() => void>();
  const sent = createRing<Pending>(500);
  const deliveries = createRing<{ event: string; status: number | null }>(500);
  let isClosed = false;

  const post = (url: string, body: string): Promise<HttpOutcome> => {
    const signature = hmacSha256(world.token, Buffer.from(body));
    return http.request({
      method: 'POST',
      url: `${url}${url.includes('?') ? '&' : '?'}sig=${signature}`,
      headers: { 'content-type': 'application/json', 'x-viber-content-signature': signature },
      body,
    });
  };
  const attempt = async (pending: Pending): Promise<void> => {
    if (isClosed || world.webhook === null) return;
    const outcome = await post(world.webhook, pending.body);
    const status = outcome.kind === 'answer' ? outcome.status : null;
    deliveries.push({ event: pending.name, status });
    if (outcome.kind === 'answer' && outcome.status === 200) return pending.onReply?.(outcome.body);
    if (isClosed || clock.now() - pending.sinceMs > HOUR_MS) return;
    const cancel = clock.after(FIRST_RETRY_MS * 2 ** Math.min(pending.failures, 8), () => {
      waits.delete(cancel);
      void attempt(pending);
    });
    pending.failures += 1;
    waits.add(cancel);
  };
  const gate = createGate((pending) => void attempt(pending));
  return {
    push(event, onReply) {
      const name = String(event['event']);
      if (!ALWAYS_SENT.has(name) && !world.eventTypes.includes(name)) return;
      const pending = { name, body: toWire(event), sinceMs: clock.now(), failures: 0, onReply };
      sent.push(pending);
      gate.pass(pending);
    },
    async probe(url) {
      const event = { event: 'webhook', timestamp: clock.now(), message_token: world.nextToken() };
      const outcome = await post(url, toWire(event));
      return outcome.kind === 'answer' && outcome.status === 200;
    },
    redeliver(count) {
      const again = sent.list().slice(-count);
      for (const pending of again) void attempt({ ...pending, failures: 0 });
      return again.length;
    },
    hold: gate.hold,
    letGo: gate.letGo,
    deliveries: deliveries.list,
    async close() {
      isClosed = true;
      for (const cancel of waits) cancel();
      await http.close();
    },
  };
}

/** Holds callbacks back on demand. */
function createGate(post: (pending: Pending) => void) {
  let held: Pending[] | null = null;
  let until = Infinity;
  const letGo = (order: 'kept' | 'mixed'): void => {
    const all = held ?? [];
    held = null;
    for (const pending of order === 'mixed' ? all.toReversed() : all) post(pending);
  };
  return {
    letGo,
    hold(count = Infinity): void {
      held ??= [];
      until = count;
    },
    pass(pending: Pending): void {
      if (held === null) return post(pending);
      held.push(pending);
      if (held.length >= until) letGo('mixed');
    },
  };
}
