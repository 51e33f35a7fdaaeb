/** What the desk reads and writes in any store: queue, lists, changes, people. */
import { expect, test } from '@jest/globals';
import type { Priority, Status } from '../../src/core/conversation.ts';
import { LIMITS } from '../../src/core/limits.ts';
import { T0 } from '../support/store-driver.ts';
import type { Bench } from './store-contract.ts';

export function deskContract(bench: Bench): void {
  const queued = (sinceMs: number): Status => ({ is: 'queued', sinceMs, reason: 'asked' });
  const addresses = async (view: 'queue' | 'mine' | 'assigned' | 'bot' | 'resolved' | 'all', more = {}) => {
    const rows = await bench.driver.store.listConversations({ view, limit: 50, ...more });
    const details = await Promise.all(rows.map((row) => bench.driver.store.readConversation(row.publicId)));
    return details.map((detail) => detail?.address);
  };
  const enqueue = async (address: string, priority: Priority, sinceMs: number) => {
    const { id } = await bench.driver.customer(address);
    await bench.driver.act(id, [], { to: queued(sinceMs), next: { priority } });
    return id;
  };

  test('the queue: band, then who lost an operator, then arrival', async () => {
    const { driver } = bench;
    const operatorId = await driver.operator('anna');
    await enqueue('second', 2, T0 + 20);
    await enqueue('first', 2, T0 + 10);
    await enqueue('complaint', 0, T0 + 30);
    const lost = await enqueue('lost', 2, T0 + 25);
    await driver.act(lost, [], { to: { is: 'assigned', operatorId, sinceMs: T0 + 40 } });
    await driver.act(lost, [], { to: queued(T0 + 90) });
    const order = ['complaint', 'lost', 'first', 'second'];
    expect(await addresses('queue')).toEqual(order);
    for (const [place, address] of order.entries()) {
      const [arrival] = await driver.store.loadArrivals([driver.accept(address)]);
      expect([address, arrival?.ahead]).toEqual([address, place]);
    }
    expect((await driver.store.readDeskFacts()).waiting).toEqual({ 0: 1, 1: 0, 2: 3 });
    // The wait counts from the first request, not from the loss of the operator.
    const row = (await driver.store.listConversations({ view: 'queue', limit: 9 }))[1];
    expect(row).toMatchObject({ waitingSinceMs: T0 + 25, status: { is: 'queued', sinceMs: T0 + 90 } });
  });

  test('the place at the front is given up with the next claim that ends well', async () => {
    const { driver } = bench;
    const operatorId = await driver.operator('anna');
    const id = await enqueue('1', 2, T0);
    const assigned: Status = { is: 'assigned', operatorId, sinceMs: T0 };
    await driver.act(id, [], { to: assigned });
    await driver.act(id, [], { to: queued(T0 + 1) });
    await driver.act(id, [], { to: { is: 'bot' } });
    await enqueue('2', 2, T0 + 2);
    await driver.act(id, [], { to: queued(T0 + 3) });
    expect(await addresses('queue')).toEqual(['2', '1']);
  });

  test('lists by view, newest change first, in pages', async () => {
    const { driver } = bench;
    const operatorId = await driver.operator('anna');
    const other = await driver.operator('boris');
    for (const address of ['a', 'b', 'c', 'd']) await driver.customer(address);
    const idOf = async (address: string) =>
      (await driver.store.loadArrivals([driver.accept(address)]))[0]!.conversation!.id;
    await driver.act(await idOf('b'), [], { to: { is: 'assigned', operatorId, sinceMs: T0 } });
    await driver.act(await idOf('c'), [], { to: { is: 'assigned', operatorId: other, sinceMs: T0 } });
    await driver.act(await idOf('c'), [], { to: { is: 'resolved', atMs: T0 } });
    await driver.customer('a');
    expect(await addresses('all')).toEqual(['a', 'c', 'b', 'd']);
    expect(await addresses('bot')).toEqual(['a', 'd']);
    expect(await addresses('assigned')).toEqual(['b']);
    expect(await addresses('mine', { operatorId })).toEqual(['b']);
    expect(await addresses('mine', { operatorId: other })).toEqual([]);
    expect(await addresses('resolved')).toEqual(['c']);
    const page = await driver.store.listConversations({ view: 'all', limit: 2 });
    expect(await addresses('all', { limit: 2, before: page[1]?.changed })).toEqual(['b', 'd']);
  });

  test('people are found by name and by numbers they mentioned', async () => {
    const { driver } = bench;
    await driver.store.acceptEvents([driver.accept('1', {}, { name: 'Ольга Кузнецова' })]);
    const { id } = await driver.customer('2');
    const before = await driver.byId(id);
    await driver.act(id, [], {
      next: { dialog: { ...before.dialog, collected: { orderNumber: 'СЗ-10482' } } },
    });
    await driver.act(id, [], { next: { dialog: before.dialog } });
    expect(await addresses('all', { search: 'кузнец' })).toEqual(['1']);
    expect(await addresses('all', { search: '10482' })).toEqual(['2']);
    expect(await addresses('bot', { search: 'сз-104' })).toEqual(['2']);
    expect(await addresses('resolved', { search: '10482' })).toEqual([]);
    expect(await addresses('all', { search: '%' })).toEqual([]);
  });

  test('a row says who spoke last, and who owes an answer', async () => {
    const { driver } = bench;
    const operatorId = await driver.operator('anna');
    const row = async () => (await driver.store.listConversations({ view: 'all', limit: 1 }))[0];
    const { conversation } = await driver.committed(
      await driver.heard('1', [{ text: '**Да**, \\*есть\\*' }]),
    );
    expect(await row()).toMatchObject({ preview: { who: 'bot', text: 'Да, *есть*' }, unanswered: true });
    await driver.act(conversation.id, [{ text: 'Проверю', origin: 'operator', operatorId }], {
      to: { is: 'assigned', operatorId, sinceMs: T0 },
    });
    expect(await row()).toMatchObject({ preview: { who: 'operator', text: 'Проверю' }, unanswered: false });
    expect((await driver.store.readThread(conversation.id, { limit: 1 }))[0]).toMatchObject({
      author: 'anna',
    });
    await driver.customer('1');
    expect(await row()).toMatchObject({
      preview: { who: 'customer', text: 'Здравствуйте' },
      unanswered: true,
    });
  });

  test('a thread comes in pages', async () => {
    const { driver } = bench;
    const says = Array.from({ length: 9 }, (_, index) => ({ text: String(index) }));
    const { conversation } = await driver.committed(await driver.heard('1', says));
    const seqs = async (page: { beforeSeq?: number; limit: number }) =>
      (await driver.store.readThread(conversation.id, page)).map((line) => line.seq);
    expect(await seqs({ limit: 3 })).toEqual([8, 9, 10]);
    expect(await seqs({ limit: 3, beforeSeq: 8 })).toEqual([5, 6, 7]);
    expect(await seqs({ limit: 3, beforeSeq: 2 })).toEqual([1]);
  });

  test('changes resume from any cursor, each conversation once, over restarts and housekeeping', async () => {
    const { driver } = bench;
    for (const address of ['a', 'b', 'c']) await driver.customer(address);
    const start = await driver.store.readCursor();
    await driver.customer('a');
    await driver.customer('c');
    await driver.customer('a');
    const first = await driver.store.readChanges(start, 1);
    expect(first.rows).toHaveLength(1);
    const rest = await driver.store.readChanges(first.cursor, 10);
    const all = [...first.rows, ...rest.rows];
    expect(all.map((row) => row.lastSeq)).toEqual([2, 3]);
    expect(rest.cursor).toBe(await driver.store.readCursor());
    const after = await bench.reopen();
    expect(await after.store.readChanges(rest.cursor, 10)).toEqual({ rows: [], cursor: rest.cursor });
    await after.customer('b');
    expect((await after.store.readChanges(rest.cursor, 10)).rows).toHaveLength(1);
    expect((await after.store.readChanges(0, 10)).rows).toHaveLength(3);
  });

  test('watchers are called after changes, and a receipt is one', async () => {
    const { driver } = bench;
    let calls = 0;
    const stop = driver.store.watch(() => (calls += 1));
    const { claimed } = await driver.committed(await driver.heard('1', [{ text: 'Да' }], { dispatch: true }));
    expect(calls).toBe(1);
    await driver.sent(claimed[0], 'x1');
    expect(calls).toBe(2);
    await driver.store.acceptEvents([
      driver.accept('1', { type: 'receipt', messageId: 'x1', status: 'read' }),
    ]);
    expect(calls).toBe(3);
    await driver.claim();
    expect(calls).toBe(3);
    stop();
    await driver.customer('1');
    expect(calls).toBe(3);
  });

  test('presence: on duty and seen; abandoned conversations are found', async () => {
    const { driver } = bench;
    const operatorId = await driver.operator('anna');
    const available = async () => (await driver.store.readDeskFacts()).operators.map((one) => one.available);
    expect(await available()).toEqual([false]);
    await driver.store.setOnDuty(operatorId, true, T0);
    expect(await available()).toEqual([true]);
    const { id } = await driver.customer('1');
    await driver.act(id, [], { to: { is: 'assigned', operatorId, sinceMs: T0 } });
    expect((await driver.store.listOperators())[0]).toMatchObject({ load: 1, onDuty: true, lastSeenMs: T0 });
    driver.clock.advance(LIMITS.presenceGraceMs + 1);
    expect(await available()).toEqual([false]);
    expect(await driver.store.readAbandoned(T0 + 1)).toEqual([{ conversationId: id, operatorId, epoch: 1 }]);
    await driver.store.touchPresence(operatorId, driver.clock.now());
    expect(await available()).toEqual([true]);
    expect(await driver.store.readAbandoned(T0 + 1)).toEqual([]);
  });

  test('operators: one login whatever its case, changed, counted', async () => {
    const { driver } = bench;
    const id = await driver.operator('Anna');
    await expect(driver.operator('aNNA')).rejects.toThrow('login taken');
    expect(await driver.store.countOperators()).toBe(1);
    expect(await driver.store.findOperatorByLogin('ANNA')).toMatchObject({ id, passwordHash: 'hash' });
    expect(await driver.store.findOperatorByLogin('boris')).toBeNull();
    const changed = await driver.store.updateOperator(id, {
      disabled: true,
      maxLoad: 3,
      passwordHash: 'new',
    });
    expect(changed).toMatchObject({ disabled: true, maxLoad: 3, name: 'Anna' });
    expect((await driver.store.readDeskFacts()).operators).toEqual([]);
    expect(await driver.store.updateOperator(99, { name: 'x' })).toBeNull();
  });

  test('sessions, one-time links and drafts', async () => {
    const { driver } = bench;
    const { store } = driver;
    const operatorId = await driver.operator('anna');
    await store.createSession({ tokenHash: 'h1', operatorId, csrf: 'c', atMs: T0 });
    await store.createSession({ tokenHash: 'h2', operatorId, csrf: 'c', atMs: T0 });
    await store.touchSession('h1', T0 + 5);
    expect(await store.readSession('h1')).toMatchObject({
      operator: { id: operatorId },
      createdAtMs: T0,
      seenAtMs: T0 + 5,
    });
    await store.deleteSession('h1');
    expect(await store.readSession('h1')).toBeNull();
    await store.deleteSessionsOf(operatorId);
    expect(await store.readSession('h2')).toBeNull();

    const invite = { tokenHash: 'i1', role: 'admin', expiresAtMs: T0 + 10 } as const;
    await store.createInvite(invite);
    expect(await store.readInvite('i1', T0 + 10)).toBeNull();
    expect(await store.readInvite('i1', T0)).toEqual(invite);
    const takers = await Promise.all([store.takeInvite('i1', T0), store.takeInvite('i1', T0)]);
    expect(takers).toEqual([invite, null]);
    await store.createInvite({ ...invite, expiresAtMs: T0 + 99 });
    expect(await store.takeInvite('i1', T0)).toBeNull();

    const { id } = await driver.customer('1');
    await store.saveDraft(operatorId, id, 'Добрый', T0);
    await store.saveDraft(operatorId, id, 'Добрый день', T0);
    expect(await store.readDraft(operatorId, id)).toBe('Добрый день');
    await store.saveDraft(operatorId, id, '', T0);
    expect(await store.readDraft(operatorId, id)).toBe('');
  });

  test('tries are counted in a sliding window, over restarts', async () => {
    const { driver } = bench;
    const tries = (store: typeof driver.store, nowMs: number) => store.countTry('k', 2, 1_000, nowMs);
    expect([await tries(driver.store, T0), await tries(driver.store, T0 + 500)]).toEqual([true, true]);
    expect(await tries(driver.store, T0 + 999)).toBe(false);
    const { store } = await bench.reopen();
    expect(await tries(store, T0 + 999)).toBe(false);
    expect(await store.countTry('other', 2, 1_000, T0 + 999)).toBe(true);
    expect(await tries(store, T0 + 1_000)).toBe(true);
  });

  test('housekeeping goes in steps and leaves threads, waiting and parked events alone', async () => {
    const { driver } = bench;
    for (let index = 0; index < 5; index += 1) await driver.customer('1');
    await driver.committed(await driver.heard('1', [], { consume: { as: 'parked', error: 'boom' } }));
    const [waiting] = await driver.store.acceptEvents([driver.accept('1')]);
    expect(await driver.store.housekeep(T0 + LIMITS.inboxKeepMs, 100)).toBe(0);
    const late = T0 + LIMITS.inboxKeepMs + 1;
    let gone = 0;
    for (let step = 0; step < 20; step += 1) {
      const removed = await driver.store.housekeep(late, 3);
      expect(removed).toBeLessThanOrEqual(3);
      gone += removed;
    }
    // Seven raw payloads and five decided events.
    expect(gone).toBe(12);
    expect(await driver.store.readLoad()).toMatchObject({ inboxPending: 1, inboxParked: 1 });
    const { conversationId } = waiting as { conversationId: number };
    expect(await driver.store.readThread(conversationId, { limit: 50 })).toHaveLength(6);
    expect(await driver.store.housekeep(late, 3)).toBe(0);
  });
}
