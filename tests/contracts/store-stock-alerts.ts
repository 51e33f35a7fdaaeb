/** Who wants to know when something is back, in any store: in order, once, over a restart, and only as long as they want to. */
import { expect, test } from '@jest/globals';
import type { CommandOutcome } from '../../src/core/event.ts';
import type { CallNext, NewStockAlert, StockWatch } from '../../src/core/ports/stock-alerts.ts';
import type { Bench } from './store-contract.ts';
import { createIdentityDriver } from '../support/identity-driver.ts';

export function stockAlertContract(bench: Bench): void {
  const { join, people } = createIdentityDriver(bench);
  const store = () => bench.driver.store;
  const nowMs = () => bench.driver.clock.now();
  const wish = (conversationId: number, over: Partial<NewStockAlert> = {}): NewStockAlert => ({
    key: `key-${conversationId}-${over.variantId ?? 'V'}`,
    conversationId,
    variantId: 'V',
    productId: 'P',
    title: { default: 'Плед', en: 'Throw' },
    atMs: nowMs(),
    ...over,
  });
  const next = (over: Partial<CallNext> = {}) =>
    store().callNext({ variantId: 'V', about: 'back', nowMs: nowMs(), limit: 10, waveLeft: 10, ...over });
  const keys = ({ called }: Awaited<ReturnType<typeof next>>) => called.map(({ key }) => key);
  const watch = async (): Promise<StockWatch | undefined> =>
    (await store().dueStockWatches(['out', 'maybe', 'back', 'missing', 'gone'], Infinity, 10))[0];
  const back = async (waveLeft: number) => {
    const known = await watch();
    if (known) await store().writeStockWatches([{ ...known, state: 'back', waveLeft, wave: 1 }]);
  };
  /** The engine takes the notice of a called wish. */
  const hand = async (conversationId: number, externalId: string, outcome?: CommandOutcome) => {
    const { driver } = bench;
    const accept = { ...driver.command(conversationId), source: 'notice', externalId, urgent: false };
    if (!outcome) return void (await store().acceptEvents([accept]));
    const event = { kind: 'fresh' as const, accept };
    const consume = { as: 'done' as const, outcome };
    await driver.committed(driver.turn({ event, next: await driver.byId(conversationId), consume }));
  };

  test('one wish a customer and variant; the same task twice is one wish; a bound for all', async () => {
    const [a = 0] = await people('a');
    expect(await store().addAlert(wish(a), 2)).toBe('added');
    expect(await store().addAlert(wish(a), 2)).toBe('added');
    expect(await store().addAlert(wish(a, { key: 'other' }), 2)).toBe('already');
    expect(await store().addAlert(wish(a, { variantId: 'W' }), 2)).toBe('added');
    expect(await store().addAlert(wish(a, { variantId: 'X' }), 2)).toBe('full');
    expect((await store().listAlerts(a, 10)).map(({ variantId }) => variantId)).toEqual(['V', 'W']);
  });

  test('a hint hurries what is out, by name or all of it; never a second reading, nor what is back', async () => {
    const [a = 0] = await people('a');
    for (const variantId of ['V', 'W', 'X', 'Y']) await store().addAlert(wish(a, { variantId }), 9);
    const states = ['out', 'missing', 'maybe', 'back'] as const;
    const later = nowMs() + 100_000;
    const set = async () => {
      const all = await store().dueStockWatches(['out', 'maybe', 'back', 'missing', 'gone'], Infinity, 10);
      const named = all.toSorted((one, two) => (one.variantId < two.variantId ? -1 : 1));
      await store().writeStockWatches(
        named.map((one, at) => ({ ...one, state: states[at] ?? 'out', dueMs: later })),
      );
    };
    const due = async () =>
      (await store().dueStockWatches([...states], nowMs(), 10)).map(({ variantId }) => variantId).toSorted();
    await set();
    await store().wakeStockWatches(['V', 'X', 'Y', 'nobody'], nowMs());
    expect(await due()).toEqual(['V']);
    await store().wakeStockWatches(null, nowMs());
    expect(await due()).toEqual(['V', 'W']);
    expect(await store().dueStockWatches([...states], later, 10)).toHaveLength(4);
  });

  test('people are called in the order of asking, so many at a time, each once', async () => {
    const ids = await people('a', 'b', 'c');
    for (const id of ids) await store().addAlert(wish(id), 5);
    const first = await next({ limit: 2, waveLeft: 2 });
    expect(keys(first)).toEqual([`key-${ids[0]}-V`, `key-${ids[1]}-V`]);
    expect(first.others).toBe(true);
    expect(first.called[0]).toMatchObject({
      locale: 'ru',
      account: 'telegram:main',
      attempt: 0,
      outcome: null,
    });
    const second = await next();
    expect(keys(second)).toEqual([`key-${ids[2]}-V`]);
    expect(second.others).toBe(false);
    expect(keys(await next())).toEqual([]);
  });

  test('the wave counts those who were told, not those who were put off', async () => {
    const ids = await people('a', 'b');
    for (const id of ids) await store().addAlert(wish(id), 5);
    await back(5);
    const [one, two] = keys(await next());
    await store().settleCalls([{ key: one ?? '', to: 'told' }], nowMs());
    await store().settleCalls([{ key: two ?? '', to: 'later', dueAtMs: nowMs() + 60_000 }], nowMs());
    expect(await watch()).toMatchObject({ waveLeft: 4 });
    expect(keys(await next())).toEqual([]);
    bench.driver.clock.advance(60_000);
    const again = await next();
    expect(again.called[0]).toMatchObject({ key: two, attempt: 1 });
    expect(again.called[0]?.noticeKey).toMatch(/:1$/);
  });

  test('after a restart the engine knows what became of a call; what never reached it waits again', async () => {
    const ids = await people('a', 'b', 'c');
    for (const id of ids) await store().addAlert(wish(id), 5);
    const { called } = await next();
    await hand(ids[0] ?? 0, called[0]?.noticeKey ?? '', { ok: true });
    await hand(ids[1] ?? 0, called[1]?.noticeKey ?? '');
    await bench.reopen();
    const left = await store().readCalled(10);
    expect(left.map(({ outcome }) => outcome)).toEqual([{ ok: true }, 'pending', null]);
    await store().settleCalls([{ key: called[2]?.key ?? '', to: 'waiting' }], nowMs());
    expect(keys(await next())).toEqual([called[2]?.key]);
  });

  test('a word of stop ends what was asked before it, and nothing that is asked after', async () => {
    const [a = 0] = await people('a');
    await store().addAlert(wish(a), 5);
    bench.driver.clock.advance(1_000);
    const { driver } = bench;
    await driver.act(a, [], { turn: { consents: [{ kind: 'stock', given: false, wording: 'STOP' }] } });
    bench.driver.clock.advance(1_000);
    expect(await store().addAlert(wish(a, { variantId: 'W' }), 1)).toBe('added');
    expect((await store().listAlerts(a, 10)).map(({ variantId }) => variantId)).toEqual(['W']);
    expect(keys(await next())).toEqual([]);
    expect(keys(await next({ variantId: 'W' }))).toHaveLength(1);
  });

  test('a person on two channels waits once, is told once, and sees one list', async () => {
    const [a = 0, b = 0, c = 0] = await people('a', 'b', 'c');
    for (const id of [a, b, c]) await store().addAlert(wish(id), 5);
    await join(b, a);
    expect(await store().addAlert(wish(b, { key: 'third' }), 5)).toBe('already');
    expect(keys(await next())).toEqual([`key-${a}-V`, `key-${c}-V`]);
    await store().settleCalls([{ key: `key-${a}-V`, to: 'told' }], nowMs());
    expect(keys(await next())).toEqual([]);
    expect(await store().listAlerts(b, 10)).toEqual([]);
  });

  test('whoever cannot be written to is held until they write; then they wait in their old place', async () => {
    const [a = 0, b = 0] = await people('a', 'b');
    for (const id of [a, b]) await store().addAlert(wish(id), 5);
    const [held = ''] = keys(await next({ limit: 1 }));
    await store().settleCalls([{ key: held, to: 'held' }], nowMs());
    expect(await store().releaseHeld(10)).toBe(0);
    bench.driver.clock.advance(1_000);
    const heard = await bench.driver.heard('a', [], { heardAtMs: nowMs() });
    await bench.driver.committed(heard);
    expect(await store().releaseHeld(10)).toBe(1);
    expect(keys(await next())).toEqual([held, `key-${b}-V`]);
  });

  test('the oldest wishes are called as expired; a held one is closed without a word', async () => {
    const [a = 0, b = 0] = await people('a', 'b');
    for (const id of [a, b]) await store().addAlert(wish(id), 5);
    const [held = ''] = keys(await next({ limit: 1 }));
    await store().settleCalls([{ key: held, to: 'held' }], nowMs());
    expect(await store().callExpired(nowMs(), nowMs(), 10)).toEqual([]);
    const expired = await store().callExpired(nowMs() + 1, nowMs(), 10);
    expect(expired.map(({ key, about }) => [key, about])).toEqual([[`key-${b}-V`, 'expired']]);
    expect((await store().listAlerts(a, 10)).length).toBe(0);
  });

  test('a watch begins with the first wish, is reset by a new one, and is forgotten with the last', async () => {
    const [a = 0, b = 0] = await people('a', 'b');
    await store().addAlert(wish(a), 5);
    expect(await watch()).toMatchObject({ variantId: 'V', state: 'out', waveLeft: 0 });
    await back(3);
    await store().addAlert(wish(b), 5);
    expect(await watch()).toMatchObject({ state: 'out', waveLeft: 0 });
    expect(await store().cancelAlerts(a, null, nowMs())).toBe(1);
    expect(await store().cancelAlerts(b, `key-${a}-V`, nowMs())).toBe(0);
    expect(await store().cancelAlerts(b, `key-${b}-V`, nowMs())).toBe(1);
    const known = await watch();
    if (known) await store().writeStockWatches([known]);
    expect(await watch()).toBeUndefined();
  });

  test('what is over is kept, and forgotten after its time', async () => {
    const [a = 0] = await people('a');
    await store().addAlert(wish(a), 5);
    await store().cancelAlerts(a, null, nowMs());
    expect(await store().forgetAlerts(nowMs(), 10)).toBe(0);
    expect(await store().forgetAlerts(nowMs() + 1, 10)).toBe(1);
  });
}
