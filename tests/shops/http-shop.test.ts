/** A connector over HTTP under the contract of shops, and what comes in between: trouble on the line, hooks, lost answers. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { ShopFailure, ShopOrders, ShopWebhook } from '../../src/core/ports/shop.ts';
import { systemClock } from '../../src/core/clock.ts';
import { describeShop } from '../contracts/shop-contract.ts';
import { openContractShop, type ContractShop } from './contract-shop.ts';
import { createHttpConnector, HTTP_CAPABILITIES } from './http-connector.ts';
import { openHttpShop, type Fault, type HttpShop } from './http-shop.ts';

const never = new AbortController().signal;

async function open() {
  const behind = await openContractShop();
  const shop = await openHttpShop(behind.shop, systemClock);
  const orders = createHttpConnector(shop.url, systemClock);
  const close = async () => {
    await orders.close();
    await shop.close();
    await behind.close();
  };
  return { behind, shop, orders, close };
}

describeShop(
  'over HTTP',
  async () => {
    const { behind, orders, close } = await open();
    return { ...behind, orders, catalog: behind.shop.catalog, close };
  },
  HTTP_CAPABILITIES,
);

describe('trouble on the line', () => {
  let behind: ContractShop;
  let shop: HttpShop;
  let orders: ShopOrders;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ behind, shop, orders, close } = await open());
  });
  afterEach(() => shop.fault('none'));
  afterAll(() => close());

  const reads: [string, () => Promise<{ ok: boolean; failure?: ShopFailure }>][] = [
    ['find', () => orders.findOrders({ number: 'ML-2001' }, 5, never)],
    ['get', () => orders.getOrder('ML-2001', never)],
    ['changes', () => orders.changes(null, 10, never)],
  ];
  const writes: typeof reads = [
    ['note', () => orders.addNote({ orderId: 'ML-2002', text: 'x', forBuyer: false }, 'k', never)],
    ['cancel', () => orders.cancel({ orderId: 'ML-2006', reason: '' }, 'k', never)],
    ['address', () => orders.changeAddress({ orderId: 'ML-2006', address: 'x' }, 'k', never)],
  ];
  const expected: [Fault, ShopFailure['kind']][] = [
    ['throttled', 'throttled'],
    ['unavailable', 'unavailable'],
    ['silent', 'unavailable'],
    ['html', 'bad_answer'],
    ['half', 'bad_answer'],
    ['empty', 'bad_answer'],
    ['wrong', 'bad_answer'],
    ['denied', 'auth'],
  ];

  for (const [fault, kind] of expected) {
    test.each(reads)(`${fault}: ${kind}, %s`, async (_, ask) => {
      shop.fault(fault);
      const { ok, failure } = await ask();
      expect([ok, failure?.kind, failure?.uncertain]).toEqual([false, kind, undefined]);
      if (fault === 'throttled') expect(failure?.retryAfterMs).toBe(7_000);
    });
  }

  test.each(writes)('a write that may have been carried out says so: %s', async (_, ask) => {
    for (const fault of ['silent', 'half', 'html', 'unavailable'] as const) {
      shop.fault(fault);
      expect((await ask()).failure?.uncertain).toBe(true);
    }
    shop.fault('throttled');
    expect((await ask()).failure?.uncertain).toBeUndefined();
  });

  test('an answer that is lost: the same key again has the first answer and does nothing twice', async () => {
    const before = behind.wishes() ?? 0;
    const wish = { orderId: 'ML-2006', reason: '' };
    shop.fault('lost');
    expect(await orders.cancel(wish, 'lost-1', never)).toMatchObject({ failure: { uncertain: true } });
    expect(behind.wishes()).toBe(before + 1);
    shop.fault('none');
    expect(await orders.cancel(wish, 'lost-1', never)).toEqual({ ok: true, value: { outcome: 'done' } });
    expect(behind.wishes()).toBe(before + 1);
  });

  test('nobody is there at all: certainly not carried out', async () => {
    const nowhere = createHttpConnector('http://127.0.0.1:9', systemClock);
    const done = await nowhere.cancel({ orderId: 'ML-2006', reason: '' }, 'k', never);
    expect(done).toMatchObject({ ok: false, failure: { kind: 'unavailable' } });
    expect(done.ok ? null : done.failure.uncertain).toBeUndefined();
    await nowhere.close();
  });

  describe('hooks', () => {
    const call = (hook: { headers: Record<string, string>; body: Uint8Array }): ShopWebhook => ({
      ...hook,
      method: 'POST',
      query: {},
      clientAddress: '127.0.0.1',
    });
    const body = JSON.stringify({ orderId: 'ML-2002' });
    const now = () => systemClock.now();

    test('a signed one is a hint, as often as it comes', async () => {
      const hook = call(shop.hook(body, now()));
      const read = { verdict: 'ok', hints: [{ orderId: 'ML-2002' }] };
      expect(await orders.readWebhook(hook)).toEqual(read);
      expect(await orders.readWebhook(hook)).toEqual(read);
      expect(await orders.readWebhook(call(shop.hook('{"ping":true}', now())))).toEqual({ verdict: 'ping' });
    });

    test('forged, without a signature, with another body, or cut short: nothing', async () => {
      const { headers, body: bytes } = shop.hook(body, now());
      const forged: { headers: Record<string, string>; body: Uint8Array }[] = [
        { headers: {}, body: bytes },
        { headers: { ...headers, 'x-shop-signature': '' }, body: bytes },
        {
          headers: { ...headers, 'x-shop-signature': headers['x-shop-signature']?.slice(0, 10) ?? '' },
          body: bytes,
        },
        { headers, body: new TextEncoder().encode(body.replace('2002', '2001')) },
        { headers: { ...headers, 'x-shop-time': '1' }, body: bytes },
      ];
      for (const one of forged) {
        expect(await orders.readWebhook(call(one))).toEqual({ verdict: 'bad_signature' });
      }
    });

    test('clocks may differ by minutes, not by an hour: an old call is not played again', async () => {
      const at = (ms: number) => orders.readWebhook(call(shop.hook(body, now() + ms)));
      expect((await at(-4 * 60_000)).verdict).toBe('ok');
      expect((await at(4 * 60_000)).verdict).toBe('ok');
      expect((await at(-3_600_000)).verdict).toBe('bad_signature');
      expect((await at(3_600_000)).verdict).toBe('bad_signature');
    });

    test.each(['', '{', '[]', '"x"', '{"orderId":7}', '<html>'])(
      'signed nonsense hints at nothing: %j',
      async (text) => {
        expect(await orders.readWebhook(call(shop.hook(text, now())))).toEqual({ verdict: 'ok', hints: [] });
      },
    );
  });
});
