/** "Forget me", as every store must carry it out: with the turn that heard it, for the whole person and for nobody else. */
import { expect, test } from '@jest/globals';
import type { Bench } from './store-contract.ts';

const DAY = 86_400_000;
const BORN = { day: 14, month: 3 };

export function forgetContract(bench: Bench): void {
  const now = () => bench.driver.clock.now();
  const store = () => bench.driver.store;

  /** Somebody of whom everything is kept that can be. */
  async function known(address: string): Promise<number> {
    const { id } = await bench.driver.customer(address);
    const order = { conversationId: id, orderId: '7', number: 'ML-7', nowMs: now() };
    await store().openOrder({ ...order, ticket: `ticket-${id}` });
    await store().watchOrder({ ...order, standing: 'confirmed' }, 5);
    const goods = { variantId: 'V', productId: 'P', title: { default: 'Плед' } };
    await store().addAlert({ ...goods, key: `alert-${id}`, conversationId: id, atMs: now() }, 5);
    await store().saveBirthday(id, BORN, now());
    await store().keepReason({ conversationId: id, reason: 'price', words: 'Дорого', atMs: now() });
    const untilMs = now() + DAY;
    const message = { kind: 'birthday', conversationId: id, key: `birthday-${id}`, points: 300 } as const;
    const cap = { messages: 9, sinceMs: 0, sameSinceMs: 0 };
    await store().planPersonal({ ...message, dueAtMs: now(), untilMs, nowMs: now() }, cap);
    return id;
  }

  async function kept(id: number) {
    const { birthday, reasons } = await store().readPersonal(id);
    return {
      ticket: (await store().readOrderTicket(`ticket-${id}`, id, 0)) !== null,
      watches: (await store().listWatches(id)).length,
      alerts: (await store().listAlerts(id, 9)).length,
      birthday: birthday !== null,
      reasons: reasons.length,
      due: (await store().duePersonal(now(), 9)).filter((one) => one.conversationId === id).length,
    };
  }

  const ALL = { ticket: true, watches: 1, alerts: 1, birthday: true, reasons: 1, due: 1 };
  const NOTHING = { ticket: false, watches: 0, alerts: 0, birthday: false, reasons: 0, due: 0 };

  test('everything that was kept of a person goes with the commit, over a restart; others keep theirs', async () => {
    const [one, other] = [await known('1'), await known('2')];
    expect(await kept(one)).toEqual(ALL);
    const { driver } = bench;
    await driver.committed({ ...(await driver.heard('1')), forget: true });
    expect(await kept(one)).toEqual(NOTHING);
    expect(await kept(other)).toEqual(ALL);
    await bench.reopen();
    expect(await kept(one)).toEqual(NOTHING);
  });

  test('a turn that is turned away forgets nothing', async () => {
    const one = await known('1');
    const { driver } = bench;
    const late = { ...(await driver.heard('1')), forget: true as const };
    await driver.committed(await driver.heard('1'));
    expect((await driver.commit(late)).kind).toBe('stale');
    expect(await kept(one)).toEqual(ALL);
  });

  test('whoever was forgotten may be known again', async () => {
    const one = await known('1');
    const { driver } = bench;
    await driver.committed({ ...(await driver.heard('1')), forget: true });
    const order = { conversationId: one, orderId: '7', number: 'ML-7', nowMs: now() };
    expect(await store().openOrder({ ...order, ticket: 'ticket-new' })).toBe('ticket-new');
    expect(await store().watchOrder({ ...order, standing: 'shipped' }, 5)).toBe(true);
    expect(await store().listWatches(one)).toMatchObject([{ ticket: 'ticket-new' }]);
  });
}
