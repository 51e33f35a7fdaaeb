/** The inbox of any store: once, in order, bounded; receipts merged. */
import { expect, test } from '@jest/globals';
import { LIMITS } from '../../src/core/limits.ts';
import { T0, texts } from '../support/store-driver.ts';
import type { Bench } from './store-contract.ts';

export function inboxContract(bench: Bench): void {
  test('an event is stored once; its repeat is told apart and changes nothing', async () => {
    const { driver } = bench;
    const event = driver.accept('1');
    const [first] = await driver.store.acceptEvents([event]);
    const [again] = await driver.store.acceptEvents([event]);
    expect(first).toMatchObject({ kind: 'accepted', wakes: true });
    expect(again).toEqual({
      kind: 'duplicate',
      inboxId: (first as { inboxId: number }).inboxId,
      conversationId: (first as { conversationId: number }).conversationId,
    });
    expect((await driver.store.readLoad()).inboxPending).toBe(1);
  });

  test('a repeat inside one call is told apart too', async () => {
    const { driver } = bench;
    const event = driver.accept('1');
    const results = await driver.store.acceptEvents([event, event]);
    expect(results.map((result) => result.kind)).toEqual(['accepted', 'duplicate']);
  });

  test('a first contact makes a conversation in the language that the platform names', async () => {
    const { driver } = bench;
    await driver.store.acceptEvents([
      driver.accept('1', {}, { name: 'Олена', username: 'olena', languageTag: 'uk-UA' }),
      driver.accept('2', {}, { languageTag: 'de' }),
    ]);
    const [olena, other] = await driver.store.loadArrivals([driver.accept('1'), driver.accept('2')]);
    expect(olena).toMatchObject({
      waiting: 1,
      conversation: { name: 'Олена', locale: 'uk', localeChosen: false },
    });
    expect(olena?.conversation?.status).toEqual({ is: 'bot' });
    expect(other?.conversation).toMatchObject({ name: '', locale: 'ru' });
    const row = await driver.store.readConversation(olena?.conversation?.publicId ?? '');
    expect(row).toMatchObject({ address: '1', username: 'olena' });
  });

  test('a new name is taken over', async () => {
    const { driver } = bench;
    await driver.store.acceptEvents([driver.accept('1', {}, { name: 'Anna' })]);
    await driver.store.acceptEvents([driver.accept('1', {}, { name: 'Анна' })]);
    const [arrival] = await driver.store.loadArrivals([driver.accept('1')]);
    expect(arrival?.conversation?.name).toBe('Анна');
  });

  test('events come in the order of arrival, commands first', async () => {
    const { driver } = bench;
    const [first] = await driver.store.acceptEvents([driver.accept('1'), driver.accept('1')]);
    const conversationId = (first as { conversationId: number }).conversationId;
    await driver.store.acceptEvents([driver.command(conversationId)]);
    const [next] = await driver.store.nextEvents([conversationId], T0);
    expect(next?.item.event.type).toBe('command');
    expect(next?.waiting).toBe(2);
    expect(await driver.store.nextEvents([conversationId + 1], T0)).toEqual([]);
  });

  test('a deferred event holds up the ones behind it, but not commands', async () => {
    const { driver } = bench;
    const results = await driver.store.acceptEvents([driver.accept('1'), driver.accept('1')]);
    const { conversationId, inboxId } = results[0] as { conversationId: number; inboxId: number };
    await driver.store.deferEvent(inboxId, 'boom', T0 + 1_000);
    expect(await driver.store.nextEvents([conversationId], T0)).toEqual([]);
    expect(await driver.store.readyConversations(T0, 10)).toEqual([]);
    await driver.store.acceptEvents([driver.command(conversationId)]);
    expect((await driver.store.nextEvents([conversationId], T0))[0]?.item.event.type).toBe('command');
    expect(await driver.store.readyConversations(T0, 10)).toEqual([conversationId]);
    const [later] = await driver.store.nextEvents([conversationId], T0 + 1_000);
    expect(later?.item.event.type).toBe('command');
    const attempts = async () => {
      const rows = await driver.store.nextEvents([conversationId], T0 + 1_000);
      return rows[0]?.item.attempts;
    };
    expect(await attempts()).toBe(0);
  });

  test('conversations with due events are found again after a restart, oldest first', async () => {
    const { driver } = bench;
    const results = await driver.store.acceptEvents(['3', '1', '2', '3'].map((one) => driver.accept(one)));
    const ids = results.map((result) => (result as { conversationId: number }).conversationId);
    const { store } = await bench.reopen();
    expect(await store.readyConversations(T0, 10)).toEqual(ids.slice(0, 3));
    expect(await store.readyConversations(T0, 2)).toEqual(ids.slice(0, 2));
  });

  test('a lane over its mark refuses its own customer only; commands still pass', async () => {
    const { driver } = bench;
    const flood = Array.from({ length: LIMITS.laneHighWater + 1 }, () => driver.accept('1'));
    const results = await driver.store.acceptEvents(flood);
    expect(results.at(-2)).toMatchObject({ kind: 'accepted' });
    expect(results.at(-1)).toEqual({ kind: 'refused', reason: 'overload' });
    const { conversationId } = results[0] as { conversationId: number };
    const [repeat, other, command] = await driver.store.acceptEvents([
      flood[0]!,
      driver.accept('2'),
      driver.command(conversationId),
    ]);
    expect(repeat?.kind).toBe('duplicate');
    expect(other?.kind).toBe('accepted');
    expect(command?.kind).toBe('accepted');
  });

  test('an event for nobody is refused', async () => {
    const { driver } = bench;
    const stranger = { ...driver.accept('9'), newIds: null };
    const receipt = driver.accept('9', { type: 'receipt', messageId: 'x', status: 'read' });
    const results = await driver.store.acceptEvents([stranger, receipt, driver.command(77)]);
    for (const result of results) expect(result).toEqual({ kind: 'refused', reason: 'no-conversation' });
    expect(results).toHaveLength(3);
  });

  test('receipts raise a part, wake nobody and never lower it', async () => {
    const { driver } = bench;
    const { conversation, claimed } = await driver.committed(
      await driver.heard('1', [{ text: 'Да' }], { dispatch: true }),
    );
    await driver.sent(claimed[0], 'x1');
    const receipt = (status: 'delivered' | 'read' | 'failed') =>
      driver.accept('1', { type: 'receipt', messageId: 'x1', status });
    const state = async () => {
      const line = (await driver.store.readThread(conversation.id, { limit: 9 })).at(-1);
      return line?.kind === 'out' ? line.delivery?.state : null;
    };
    expect(await state()).toBe('sent');
    const [read] = await driver.store.acceptEvents([receipt('read')]);
    expect(read).toMatchObject({ kind: 'accepted', wakes: false });
    await driver.store.acceptEvents([receipt('delivered')]);
    expect(await state()).toBe('read');
    expect(await driver.store.nextEvents([conversation.id], T0)).toEqual([]);
  });

  test('a failed receipt marks the part and wakes', async () => {
    const { driver } = bench;
    const { conversation, claimed } = await driver.committed(
      await driver.heard('1', [{ text: 'Да' }], { dispatch: true }),
    );
    await driver.sent(claimed[0], 'x1');
    const [failed] = await driver.store.acceptEvents([
      driver.accept('1', { type: 'receipt', messageId: 'x1', status: 'failed', reason: 'no such number' }),
    ]);
    expect(failed).toMatchObject({ kind: 'accepted', wakes: true });
    const line = (await driver.store.readThread(conversation.id, { limit: 9 })).at(-1);
    expect(line).toMatchObject({ delivery: { state: 'refused', reason: 'no such number' } });
    expect((await driver.store.nextEvents([conversation.id], T0))[0]?.item.event.type).toBe('receipt');
  });

  test('a receipt that is faster than our own record is joined, in any order', async () => {
    const { driver } = bench;
    const { conversation, claimed } = await driver.committed(
      await driver.heard('1', [{ text: 'Да' }], { dispatch: true }),
    );
    const receipt = (status: 'delivered' | 'read') =>
      driver.accept('1', { type: 'receipt', messageId: 'x1', status });
    await driver.store.acceptEvents([receipt('read'), receipt('delivered')]);
    await driver.sent(claimed[0], 'x1');
    const line = (await driver.store.readThread(conversation.id, { limit: 9 })).at(-1);
    expect(line).toMatchObject({ delivery: { state: 'read' } });
    expect(texts(await driver.claim())).toEqual([]);
  });
}
