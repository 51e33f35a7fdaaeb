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

  const post = (url: string, body: string): Promise<HttpOutcome> =>
    http.request({
      method: 'POST',
      url: `${url}${url.includes('?') ? '&' : '?'}sig=${hmacSha256(world.token, Buffer.from(body))}`,
      headers: {
        'content-type': 'application/json',
        'x-viber-content-signature': hmacSha256(world.token, Buffer.from(body)),
      },
      body,
    });
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
  return {
    push(event, onReply) {
      const name = String(event['event']);
      if (!ALWAYS_SENT.has(name) && !world.eventTypes.includes(name)) return;
      const pending = { name, body: toWire(event), sinceMs: clock.now(), failures: 0, onReply };
      sent.push(pending);
      void attempt(pending);
    },
    async probe(url) {
      const outcome = await post(
        url,
        toWire({ event: 'webhook', timestamp: clock.now(), message_token: world.nextToken() }),
      );
      return outcome.kind === 'answer' && outcome.status === 200;
    },
    redeliver(count) {
      const again = sent.list().slice(-count);
      for (const pending of again) void attempt({ ...pending, failures: 0, onReply: undefined });
      return again.length;
    },
    deliveries: deliveries.list,
    async close() {
      isClosed = true;
      for (const cancel of waits) cancel();
      await http.close();
    },
  };
}
