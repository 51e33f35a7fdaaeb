/** Deliveries of any store: what becomes of a send, and what a restart makes of parts on the wire. */
import { expect, test } from '@jest/globals';
import { LIMITS } from '../../src/core/limits.ts';
import type { ClaimedDelivery, DeliveryRecord } from '../../src/core/ports/engine-store.ts';
import { ACCOUNT, T0, texts } from '../support/store-driver.ts';
import type { Say } from '../support/store-driver.ts';
import type { Bench } from './store-contract.ts';

export function deliveryContract(bench: Bench): void {
  const say = async (says: Say[], address = '1') =>
    bench.driver.committed(await bench.driver.heard(address, says, { dispatch: true }));
  const record = (one: ClaimedDelivery | undefined, result: DeliveryRecord['result']) =>
    bench.driver.store.recordDeliveries([{ id: one!.id, atMs: bench.driver.clock.now(), result }]);
  const fate = async (conversationId: number, fromEnd = 1) => {
    const line = (await bench.driver.store.readThread(conversationId, { limit: 50 })).at(-fromEnd);
    return line?.kind === 'out' ? line.delivery : null;
  };

  test('the next part starts in the commit that records the one before', async () => {
    const { driver } = bench;
    const { claimed } = await say([{ text: 'раз' }, { text: 'два' }, { text: 'три' }]);
    expect(texts(claimed)).toEqual(['раз']);
    expect(await driver.claim()).toEqual([]);
    const second = await driver.sent(claimed[0]);
    expect(texts(second.claimed)).toEqual(['два']);
    expect(texts((await driver.sent(second.claimed[0])).claimed)).toEqual(['три']);
    expect((await driver.store.readLoad()).deliveriesOpen).toBe(1);
  });

  test('an outcome that cannot be a row takes no other outcome with it', async () => {
    const { driver } = bench;
    const one = await say([{ text: 'раз' }]);
    const other = await say([{ text: 'другому' }], '2');
    const half = { kind: 'retry' as const, dueAtMs: T0 + 0.5, reason: 'half a millisecond' };
    const { failed } = await driver.store.recordDeliveries([
      { id: one.claimed[0]!.id, atMs: T0, result: half },
      { id: other.claimed[0]!.id, atMs: T0, result: { kind: 'sent', externalId: '7' } },
    ]);
    expect(failed).toMatchObject([{ record: { id: one.claimed[0]!.id, result: half } }]);
    expect(await fate(one.conversation.id)).toMatchObject({ state: 'sending' });
    expect(await fate(other.conversation.id)).toMatchObject({ state: 'sent' });
  });

  test('a retry waits for its moment with everything behind it; the key stays', async () => {
    const { driver } = bench;
    const { claimed } = await say([{ text: 'раз' }, { text: 'два' }]);
    await record(claimed[0], { kind: 'retry', dueAtMs: T0 + 1_000, reason: '502' });
    expect(await driver.claim({ nowMs: T0 + 999 })).toEqual([]);
    const [again] = await driver.claim({ nowMs: T0 + 1_000 });
    expect(again).toMatchObject({ id: claimed[0]?.id, key: claimed[0]?.key, attempt: 2, maybeTwice: false });
  });

  test('a pause of the chat holds this chat, also for new words and over a restart', async () => {
    const { claimed, conversation } = await say([{ text: 'раз' }]);
    const pause = { scope: 'chat', untilMs: T0 + 5_000 } as const;
    await record(claimed[0], { kind: 'retry', dueAtMs: T0 + 5_000, reason: '429', pause });
    const other = await say([{ text: 'другому' }], '2');
    expect(texts(other.claimed)).toEqual(['другому']);
    const after = await bench.reopen();
    // The head is dropped by a change of owner; what comes behind it still has to keep quiet.
    const taken = await after.act(conversation.id, [{ text: 'Добрый день', origin: 'operator' }], {
      to: { is: 'assigned', operatorId: await after.operator('anna'), sinceMs: T0 },
      turn: { dispatch: true },
    });
    expect(taken.claimed).toEqual([]);
    expect(await after.claim({ nowMs: T0 + 4_999 })).toEqual([]);
    expect(texts(await after.claim({ nowMs: T0 + 5_000 }))).toEqual(['Добрый день']);
  });

  test('a pause of the account holds all its chats, over a restart', async () => {
    const { driver } = bench;
    const { claimed } = await say([{ text: 'раз' }]);
    const pause = { scope: 'account', untilMs: T0 + 5_000 } as const;
    await record(claimed[0], { kind: 'retry', dueAtMs: T0 + 1_000, reason: '429', pause });
    expect((await say([{ text: 'другому' }], '2')).claimed).toEqual([]);
    await bench.reopen();
    expect(await bench.driver.claim({ nowMs: T0 + 4_999 })).toEqual([]);
    expect(texts(await bench.driver.claim({ nowMs: T0 + 5_000 })).toSorted()).toEqual(['другому', 'раз']);
    expect(driver).not.toBe(bench.driver);
  });

  test('accounts that may not send now are left out', async () => {
    const { driver } = bench;
    await driver.committed(await driver.heard('1', [{ text: 'раз' }]));
    expect(await driver.claim({ notAccounts: [ACCOUNT] })).toEqual([]);
    expect(texts(await driver.claim({ limit: 1 }))).toEqual(['раз']);
  });

  test('no account gets more calls than it has room for, and the others get theirs', async () => {
    const { driver } = bench;
    for (const address of ['1', '2', '3']) {
      await driver.committed(await driver.heard(address, [{ text: address }]));
    }
    const room = new Map([[ACCOUNT, 2]]);
    expect(await driver.claim({ room })).toHaveLength(2);
    expect(await driver.claim({ room: new Map([[ACCOUNT, 0]]) })).toEqual([]);
    expect(await driver.claim({ room: new Map() })).toHaveLength(1);
  });

  test('a try that does not count leaves the number of tries as it was', async () => {
    const { driver } = bench;
    const { claimed } = await say([{ text: 'раз' }]);
    await record(claimed[0], { kind: 'retry', dueAtMs: T0, reason: '500', uncounted: true });
    const [again] = await driver.claim();
    expect(again).toMatchObject({ attempt: 1, maybeTwice: false });
    await record(again, { kind: 'retry', dueAtMs: T0, reason: '500' });
    expect((await driver.claim())[0]).toMatchObject({ attempt: 2 });
  });

  test('a record of an account at rest does not begin the next part', async () => {
    const { driver } = bench;
    const { claimed } = await say([{ text: 'раз' }, { text: 'два' }]);
    const [first] = claimed;
    if (!first) throw new Error('nothing claimed');
    const result = { kind: 'unknown', reason: 'timeout', againAtMs: null } as const;
    const after = await driver.store.recordDeliveries([{ id: first.id, atMs: T0, rests: true, result }]);
    expect(after.claimed).toEqual([]);
    expect(texts(await driver.claim())).toEqual(['два']);
  });

  test('an unknown outcome is tried once more and marked, or left as it is', async () => {
    const { driver } = bench;
    const { claimed, conversation } = await say([{ text: 'раз' }, { text: 'два' }]);
    await record(claimed[0], { kind: 'unknown', reason: 'timeout', againAtMs: T0 + 10 });
    expect(await driver.claim()).toEqual([]);
    const [again] = await driver.claim({ nowMs: T0 + 10 });
    expect(again).toMatchObject({ id: claimed[0]?.id, attempt: 2, maybeTwice: true });
    const next = await record(again, { kind: 'unknown', reason: 'timeout', againAtMs: null });
    expect(texts(next.claimed)).toEqual(['два']);
    expect(await fate(conversation.id, 2)).toMatchObject({
      state: 'unknown',
      maybeTwice: true,
      reason: 'timeout',
    });
  });

  test('a prompt of unknown fate is not repeated to a customer who has answered', async () => {
    const { driver } = bench;
    const prompt = { text: 'Номер заказа?', resend: 'if-unanswered' } as const;
    const { claimed, conversation } = await say([prompt]);
    await record(claimed[0], { kind: 'unknown', reason: 'timeout', againAtMs: T0 + 60_000 });
    const answer = await say([{ text: 'Спасибо' }]);
    // The answer settles the prompt at once: it must not hold up what is said next.
    expect(texts(answer.claimed)).toEqual(['Спасибо']);
    expect(await fate(conversation.id, 3)).toMatchObject({ state: 'unknown', reason: 'answered' });
    expect(await driver.claim({ nowMs: T0 + 60_000 })).toEqual([]);
  });

  test('words that may have arrived are not called cancelled when a person takes over', async () => {
    const { driver } = bench;
    const { claimed, conversation } = await say([{ text: 'раз' }]);
    await record(claimed[0], { kind: 'unknown', reason: 'timeout', againAtMs: T0 + 10 });
    const [again] = await driver.claim({ nowMs: T0 + 10 });
    await record(again, { kind: 'retry', dueAtMs: T0 + 1_000, reason: '429' });
    await driver.act(conversation.id, [], {
      to: { is: 'assigned', operatorId: await driver.operator('anna'), sinceMs: T0 },
    });
    expect(await driver.claim({ nowMs: T0 + 1_000 })).toEqual([]);
    expect(await fate(conversation.id)).toMatchObject({
      state: 'unknown',
      maybeTwice: true,
      reason: 'owner',
    });
  });

  test('a prompt of unknown fate is repeated to a silent customer', async () => {
    const { driver } = bench;
    const { claimed } = await say([{ text: 'Номер заказа?', resend: 'if-unanswered' }]);
    await record(claimed[0], { kind: 'unknown', reason: 'timeout', againAtMs: T0 + 60_000 });
    expect(await driver.claim({ nowMs: T0 + 60_000 })).toMatchObject([{ maybeTwice: true }]);
  });

  test('stale prompts are dropped, statements are sent late', async () => {
    const { driver } = bench;
    const prompt = { text: 'Номер?', resend: 'if-unanswered' } as const;
    const { conversation } = await driver.committed(
      await driver.heard('1', [prompt, { text: 'Заказ в пути' }]),
    );
    expect(texts(await driver.claim({ nowMs: T0 + LIMITS.botPromptStaleMs + 1 }))).toEqual(['Заказ в пути']);
    expect(await fate(conversation.id, 2)).toMatchObject({ state: 'cancelled', reason: 'stale' });
  });

  test('words that died or were refused tell the conversation; the next ones go on', async () => {
    const { driver } = bench;
    const { claimed, conversation } = await say([
      { text: 'раз' },
      { text: 'два' },
      { text: 'три', origin: 'service' },
    ]);
    const dead = await record(claimed[0], { kind: 'dead', code: 'too-late' });
    expect(dead.wake).toEqual([conversation.id]);
    const refused = await record(dead.claimed[0], { kind: 'refused', code: 'too-long', unreachable: false });
    expect(refused.wake).toEqual([conversation.id]);
    const service = await record(refused.claimed[0], { kind: 'dead', code: 'x' });
    expect(service).toEqual({ claimed: [], wake: [], failed: [] });
    const [arrival] = await driver.store.nextEvents([conversation.id], T0);
    expect(arrival?.item.event).toEqual({
      type: 'delivery-failed',
      deliveryId: claimed[0]?.id,
      reason: 'too-late',
    });
    expect(await driver.store.listFailures(10)).toHaveLength(3);
    expect(await driver.store.readLoad()).toMatchObject({
      deliveriesDead: 2,
      deliveriesOpen: 0,
      inboxPending: 2,
    });
  });

  test('a customer who has blocked us: nothing more is sent, turns made before are made again', async () => {
    const { driver } = bench;
    const { claimed, conversation } = await say([{ text: 'раз' }, { text: 'два' }]);
    const late = await driver.heard('1', [{ text: 'ещё' }]);
    const follow = await record(claimed[0], { kind: 'refused', code: '403', unreachable: true });
    expect(follow).toEqual({ claimed: [], wake: [], failed: [] });
    expect((await driver.byId(conversation.id)).reachable).toBe(false);
    expect(await fate(conversation.id)).toMatchObject({ state: 'cancelled', reason: 'unreachable' });
    expect((await driver.commit(late)).kind).toBe('stale');
    expect((await driver.store.readLoad()).deliveriesOpen).toBe(0);
  });

  test('after a crash each part on the wire goes by its rule, once', async () => {
    const { driver } = bench;
    const rules = ['once', 'if-unanswered', 'never'] as const;
    for (const resend of rules) await say([{ text: resend, resend }, { text: `${resend} 2` }], resend);
    let after = await bench.reopen();
    expect(await after.store.recover(T0)).toMatchObject({ resent: 2, leftUnknown: 1 });
    expect(texts(await after.claim()).toSorted()).toEqual(['never 2', 'once']);
    const silent = await after.claim({ nowMs: T0 + LIMITS.unansweredPromptMs });
    expect(silent).toMatchObject([{ attempt: 2, maybeTwice: true }]);
    expect(texts(silent)).toEqual(['if-unanswered']);
    after = await bench.reopen();
    // What was tried twice is not tried a third time by itself.
    expect(await after.store.recover(T0 + 1)).toMatchObject({ resent: 1, leftUnknown: 2 });
    expect(driver).not.toBe(after);
  });

  test('a person may send a failed part again', async () => {
    const { driver } = bench;
    const { claimed, conversation } = await say([{ text: 'раз' }]);
    await record(claimed[0], { kind: 'unknown', reason: 'timeout', againAtMs: null });
    const again = await driver.act(conversation.id, [], { turn: { resend: claimed[0]!.id, dispatch: true } });
    expect(again.claimed).toMatchObject([{ id: claimed[0]!.id, key: claimed[0]!.key, maybeTwice: true }]);
    await driver.sent(again.claimed[0]);
    expect(await fate(conversation.id)).toMatchObject({ state: 'sent', maybeTwice: true });
    const twice = await driver.act(conversation.id, [], { turn: { resend: claimed[0]!.id, dispatch: true } });
    expect(twice.claimed).toEqual([]);
    const { conversation: other } = await say([], '2');
    const foreign = await driver.act(other.id, [], { turn: { resend: claimed[0]!.id, dispatch: true } });
    expect(foreign.claimed).toEqual([]);
  });

  test('an outcome is recorded once', async () => {
    const { driver } = bench;
    const { claimed, conversation } = await say([{ text: 'раз' }]);
    await driver.sent(claimed[0], 'x1');
    await record(claimed[0], { kind: 'dead', code: 'late' });
    expect(await fate(conversation.id)).toMatchObject({ state: 'sent' });
  });
}
