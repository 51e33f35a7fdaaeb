import { afterEach, describe, expect, test } from '@jest/globals';
import { openOrderDesk, type OrderDeskOptions } from './order-desk.ts';

type Desk = Awaited<ReturnType<typeof openOrderDesk>>;
const desks: Desk[] = [];

afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.close();
});

async function open(options: OrderDeskOptions = {}): Promise<Desk> {
  const desk = await openOrderDesk(options);
  desks.push(desk);
  return desk;
}

const lastFour = (digits: string) => ({ by: 'last-four', digits });
const noMore = { ok: true, value: { result: 'blocked' } };
const notFound = { ok: true, value: { result: 'not-found', mail: true } };

/** `GUESSES=100000 npm test -- tests/shop/order-guessing.test.ts` takes minutes. */
const GUESSES = Number(process.env['GUESSES'] ?? 5_000);
const NOTHING = [
  '{"result":"blocked"}',
  '{"result":"not-found","mail":true}',
  '{"result":"proof-needed","mail":true}',
];

describe('guessing', () => {
  test('2,000 wrong numbers from one identity: five answers, then a wall', async () => {
    const desk = await open();
    let walls = 0;
    for (let i = 0; i < 2_000; i += 1) {
      const { outcome } = await desk.ask('order.find', { number: `ML-${3000 + i}`, proof: lastFour('4567') });
      if (JSON.stringify(outcome) === JSON.stringify(noMore)) walls += 1;
      else expect(outcome).toEqual(notFound);
      if (walls === 0) expect(i).toBeLessThan(5);
    }
    expect(walls).toBe(1_995);
  });

  test('2,000 identities after one order: twenty tries a day', async () => {
    const desk = await open();
    let answered = 0;
    for (let i = 0; i < 2_000; i += 1) {
      const digits = String(i).padStart(4, '0');
      const ways = ['ML-2002', 'ml 2002', '2002', '№02002', 'МЛ2002'];
      const number = ways[i % ways.length] ?? '2002';
      const { outcome } = await desk.ask(
        'order.find',
        { number, proof: lastFour(digits) },
        { address: `bot${i}` },
      );
      if (JSON.stringify(outcome) !== JSON.stringify(noMore)) answered += 1;
    }
    expect(answered).toBe(20);
  });

  test('2,000 numbers from 400 identities: every answer is the same and takes the same time', async () => {
    const desk = await open();
    const answers = new Set<string>();
    for (let i = 0; i < 2_000; i += 1) {
      const input = { number: `ML-${1001 + i}`, proof: lastFour('9999') };
      answers.add(JSON.stringify(await desk.ask('order.find', input, { address: `bot${i % 400}` })));
    }
    expect([...answers]).toEqual([JSON.stringify({ outcome: notFound, tookMs: 1_000 })]);
  });

  test('"no such order" and "not yours" take the same time even if the shop finds faster than it misses', async () => {
    const desk = await open({
      wrap: (orders, clock) => ({
        ...orders,
        async findOrders(by, limit, signal) {
          const found = await orders.findOrders(by, limit, signal);
          const ms = found.ok && found.value.length > 0 ? 40 : 730;
          await new Promise<void>((resolve) => void clock.after(ms, resolve));
          return found;
        },
      }),
    });
    const times = [];
    for (const number of ['ML-2002', 'ML-9999']) {
      for (const proof of [lastFour('0000'), { by: 'code', code: '123456' }]) {
        times.push(await desk.ask('order.find', { number, proof }, { address: `${number}${proof.by}` }));
      }
      times.push(await desk.ask('order.find', { number }, { verifiedPhone: '79990000000' }));
    }
    expect(new Set(times.map((asked) => asked.tookMs))).toEqual(new Set([1_000]));
    expect(new Set(times.map((asked) => JSON.stringify(asked.outcome))).size).toBe(1);
  });

  test('above a second, too: the slowest look-up of the last hour sets the time of all', async () => {
    const desk = await open({
      wrap: (orders, clock) => ({
        ...orders,
        async findOrders(by, limit, signal) {
          const found = await orders.findOrders(by, limit, signal);
          const ms = found.ok && found.value.length > 0 ? 1_300 : 300;
          await new Promise<void>((resolve) => void clock.after(ms, resolve));
          return found;
        },
      }),
    });
    const took = async (number: string, who: string) => {
      const asked = await desk.ask('order.find', { number, proof: lastFour('0000') }, { address: who });
      expect(asked.outcome).toEqual(notFound);
      return asked.tookMs;
    };
    // One customer who finds their order is enough to know how slow the shop is.
    const own = { verifiedPhone: '79161234567', address: 'owner' };
    expect((await desk.ask('order.find', { number: 'ML-2002' }, own)).outcome).toMatchObject({ ok: true });
    const times = [];
    for (let at = 0; at < 4; at += 1) {
      times.push(await took('ML-2002', `theirs${at}`), await took(`ML-${9990 + at}`, `none${at}`));
    }
    expect(new Set(times)).toEqual(new Set([2_000]));
  });

  test(`${GUESSES} numbers from a fifth as many identities, with wrong proofs: nothing opens`, async () => {
    const desk = await open();
    const seen = new Map<string, number>();
    for (let i = 0; i < GUESSES; i += 1) {
      const forged = { by: 'ticket', ticket: String(i).padStart(22, 'A') };
      const proof =
        i % 50 === 7 ? forged : i % 200 === 3 ? { by: 'none' } : lastFour(i % 2 ? '0000' : '9999');
      const who = { address: `bot${i % (GUESSES / 5)}` };
      const { outcome } = await desk.ask('order.find', { number: `ML-${i % 10_000}`, proof }, who);
      const result = 'value' in outcome ? JSON.stringify(outcome.value) : 'failed';
      seen.set(result, (seen.get(result) ?? 0) + 1);
    }
    for (const result of seen.keys()) expect(NOTHING).toContain(result);
  }, 600_000);

  test('the time of an answer does not tell an order from none', async () => {
    const desk = await open();
    const took = async (number: string, at: number) => {
      const { tookMs } = await desk.ask(
        'order.find',
        { number, proof: lastFour('0000') },
        { address: `timer${number}${at}` },
      );
      return tookMs;
    };
    const theirs: number[] = [];
    const none: number[] = [];
    for (let at = 0; at < 15; at += 1) {
      theirs.push(await took('ML-2002', at));
      none.push(await took('ML-9999', at));
    }
    expect(new Set(theirs)).toEqual(new Set(none));
  });
});
