/**
 * The connector to the small shop next door, written as connectors are: every answer is checked before it is believed, every
 * trouble becomes a failure with its name, a write whose end is not known says so. It repeats nothing.
 */
import type { Clock } from '../../src/core/clock.ts';
import type {
  Order,
  OrderCapabilities,
  OrderHint,
  ShopFailure,
  ShopOrders,
  ShopResult,
} from '../../src/core/ports/shop.ts';
import { isOrder } from '../../src/shop/order-schema.ts';
import { createHttpClient, type HttpClient } from '../../src/transport/http-client.ts';
import { hmacSha256, sameSecret } from '../../src/transport/signature.ts';
import { HOOK_SECRET } from './http-shop.ts';

/** A hook older or newer than this is refused, whatever its signature: clocks differ by less. */
const HOOK_SKEW_MS = 5 * 60_000;

export const HTTP_CAPABILITIES: OrderCapabilities = {
  orderByNumber: 'native',
  ordersByPhone: 'native',
  ordersByEmail: 'native',
  orderByTrack: 'native',
  tracking: 'native',
  pickupCode: 'native',
  orderPush: 'native',
  sweep: 'native',
  note: 'native',
  payLink: 'native',
  cancel: 'native',
  changeAddress: 'native',
};

export function createHttpConnector(
  url: string,
  clock: Clock,
  timeoutMs = 300,
): ShopOrders & { close(): Promise<void> } {
  const http = createHttpClient({ clock });
  const ask = async <T>(
    path: string,
    input: object,
    { isRight, writes = false }: { isRight: (value: unknown) => boolean; writes?: boolean },
  ): Promise<ShopResult<T>> => {
    const answer = await call(http, { url: url + path, input, timeoutMs });
    if ('failure' in answer) return { ok: false, failure: writes ? answer.failure : certain(answer.failure) };
    if (isRight(answer.value)) return { ok: true, value: answer.value as T };
    return bad('this is not what was asked for', writes);
  };
  const isList = (value: unknown) => Array.isArray(value) && value.every(isOrder);
  const isOutcome = (value: unknown) =>
    isObject(value) && (value['outcome'] === 'done' || value['outcome'] === 'requested');

  return {
    capabilities: () => HTTP_CAPABILITIES,
    findOrders: (by, limit, signal) =>
      cut(signal, () => ask<Order[]>('/find', { by, limit }, { isRight: isList })),
    getOrder: (id, signal) => cut(signal, () => ask<Order>('/get', { id }, { isRight: isOrder })),
    changes: (cursor, budget, signal) =>
      cut(signal, () => ask('/changes', { cursor, budget }, { isRight: isChanges })),
    readWebhook(hook) {
      const stamp = hook.headers['x-shop-time'] ?? '';
      const body = Buffer.from(hook.body);
      const signed = Buffer.concat([Buffer.from(`${stamp}.`), body]);
      const isOurs = sameSecret(hook.headers['x-shop-signature'], hmacSha256(HOOK_SECRET, signed));
      const isNow = Math.abs(clock.now() - Number(stamp) * 1_000) <= HOOK_SKEW_MS;
      if (!isOurs || !isNow) return Promise.resolve({ verdict: 'bad_signature' });
      const read = parse(body);
      if (isObject(read) && read['ping'] === true) return Promise.resolve({ verdict: 'ping' });
      return Promise.resolve({ verdict: 'ok', hints: hintsOf(read) });
    },
    addNote: (note, key, signal) =>
      cut(signal, () =>
        ask<null>('/note', { ...note, key }, { isRight: (value) => value === null, writes: true }),
      ),
    paymentLink: (id, key, signal) =>
      cut(signal, () => ask('/pay', { id, key }, { isRight: (value) => isObject(value) && 'url' in value })),
    cancel: (wish, key, signal) =>
      cut(signal, () => ask('/cancel', { ...wish, key }, { isRight: isOutcome, writes: true })),
    changeAddress: (wish, key, signal) =>
      cut(signal, () => ask('/address', { ...wish, key }, { isRight: isOutcome, writes: true })),
    close: () => http.close(),
  };
}

async function call(
  http: HttpClient,
  { url, input, timeoutMs }: { url: string; input: object; timeoutMs: number },
): Promise<{ value: unknown } | { failure: ShopFailure }> {
  const headers = { 'content-type': 'application/json' };
  const answer = await http.request({ method: 'POST', url, headers, body: JSON.stringify(input), timeoutMs });
  if (answer.kind === 'not-sent') return { failure: { kind: 'unavailable', detail: answer.reason } };
  if (answer.kind === 'unknown')
    return { failure: { kind: 'unavailable', uncertain: true, detail: answer.reason } };
  if (answer.kind === 'oversized') return { failure: { kind: 'bad_answer', uncertain: true } };
  const { status, body } = answer;
  if (status === 429) {
    const seconds = Number(answer.headers['retry-after']);
    const retryAfterMs = Number.isFinite(seconds) ? { retryAfterMs: seconds * 1_000 } : {};
    return { failure: { kind: 'throttled', ...retryAfterMs } };
  }
  if (status === 401 || status === 403) return { failure: { kind: 'auth' } };
  if (status === 404) return { failure: { kind: 'not_found' } };
  if (status === 409) return { failure: { kind: 'rejected' } };
  if (status === 501) return { failure: { kind: 'unsupported' } };
  if (status !== 200) return { failure: { kind: 'unavailable', uncertain: true, detail: String(status) } };
  const value = parse(body);
  return value === undefined ? { failure: { kind: 'bad_answer', uncertain: true } } : { value };
}

/** Reading twice harms nobody. */
function certain({ kind, retryAfterMs, detail }: ShopFailure): ShopFailure {
  return {
    kind,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(detail === undefined ? {} : { detail }),
  };
}

function bad(detail: string, writes: boolean): { ok: false; failure: ShopFailure } {
  return { ok: false, failure: { kind: 'bad_answer', detail, ...(writes ? { uncertain: true } : {}) } };
}

async function cut<T>(signal: AbortSignal, go: () => Promise<ShopResult<T>>): Promise<ShopResult<T>> {
  return signal.aborted ? { ok: false, failure: { kind: 'unavailable', detail: 'aborted' } } : go();
}

function isChanges(value: unknown): boolean {
  if (!isObject(value) || !Array.isArray(value['items']) || typeof value['cursor'] !== 'string') return false;
  return value['items'].every(
    (item: unknown) => isObject(item) && (item['is'] !== 'order' || isOrder(item['order'])),
  );
}

function hintsOf(read: unknown): OrderHint[] {
  if (!isObject(read)) return [];
  if (typeof read['orderId'] === 'string') return [{ orderId: read['orderId'] }];
  return typeof read['number'] === 'string' ? [{ number: read['number'] }] : [];
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
