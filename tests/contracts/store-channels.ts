/** What further channels ask of any store: receipts that settle a send, prices, reply windows, several addresses. */
import { expect, test } from '@jest/globals';
import { EXTERNAL_OPERATOR } from '../../src/core/conversation.ts';
import type { Receipt } from '../../src/core/event.ts';
import { LIMITS } from '../../src/core/limits.ts';
import type { ClaimedDelivery, DeliveryRecord } from '../../src/core/ports/engine-store.ts';
import { ACCOUNT, T0, texts } from '../support/store-driver.ts';
import type { Say } from '../support/store-driver.ts';
import type { Bench } from './store-contract.ts';

export function channelsContract(bench: Bench): void {
  const say = async (says: Say[], address = '1') =>
    bench.driver.committed(await bench.driver.heard(address, says, { dispatch: true }));
  const record = (one: ClaimedDelivery | undefined, result: DeliveryRecord['result']) =>
    bench.driver.store.recordDeliveries([{ id: one!.id, atMs: bench.driver.clock.now(), result }]);
  const fate = async (conversationId: number, fromEnd = 1) => {
    const line = (await bench.driver.store.readThread(conversationId, { limit: 50 })).at(-fromEnd);
    return line?.kind === 'out' ? line.delivery : null;
  };
  const report = async (receipt: Receipt & { messageId?: string }, address = '1') => {
    const event = { type: 'receipt' as const, messageId: 'out1', ...receipt };
    const [result] = await bench.driver.store.acceptEvents([bench.driver.accept(address, event)]);
    return result?.kind === 'accepted' ? result.billed : result?.kind;
  };
  const lost = { kind: 'unknown', reason: 'timeout', againAtMs: T0 + 60_000 } as const;

  test('a receipt with the key settles a send whose answer was lost: once, and the lane goes on', async () => {
    const { driver } = bench;
    const { claimed, conversation } = await say([{ text: 'раз' }, { text: 'два' }]);
    await record(claimed[0], lost);
    await report({ status: 'delivered', key: claimed[0]!.key });
    expect(await fate(conversation.id, 2)).toMatchObject({
      state: 'delivered',
      maybeTwice: false,
      reason: null,
    });
    expect(texts(await driver.claim())).toEqual(['два']);
    expect(await driver.claim({ nowMs: T0 + 60_000 })).toEqual([]);
    await report({ status: 'read' });
    expect(await fate(conversation.id, 2)).toMatchObject({ state: 'read' });
    expect(await driver.store.readLoad()).toMatchObject({ deliveriesOpen: 1 });
  });

  test('settled late, after the part was left unknown or given up', async () => {
    for (const [address, result] of [
      ['unknown', { kind: 'unknown', reason: 'timeout', againAtMs: null }],
      ['dead', { kind: 'dead', code: 'timeout' }],
    ] as const) {
      const { claimed, conversation } = await say([{ text: 'раз' }], address);
      await record(claimed[0], result);
      await report({ status: 'sent', key: claimed[0]!.key }, address);
      expect(await fate(conversation.id)).toMatchObject({ state: 'sent', reason: null });
    }
    expect((await bench.driver.store.readLoad()).deliveriesOpen).toBe(0);
  });

  test('a receipt that overtakes the answer to the call outweighs it, whatever it is', async () => {
    const { driver } = bench;
    const { claimed, conversation } = await say([{ text: 'раз' }, { text: 'два' }]);
    await report({ status: 'delivered', key: claimed[0]!.key });
    // The call still goes on: nothing else may start beside it.
    expect(await driver.claim()).toEqual([]);
    expect(await fate(conversation.id, 2)).toMatchObject({ state: 'sending' });
    const { claimed: next } = await record(claimed[0], lost);
    expect(texts(next)).toEqual(['два']);
    expect(await fate(conversation.id, 2)).toMatchObject({ state: 'delivered', maybeTwice: false });
  });

  test('a receipt that overtakes a crash: the part is not sent again', async () => {
    const { claimed, conversation } = await say([{ text: 'раз' }, { text: 'два' }]);
    await report({ status: 'read', key: claimed[0]!.key });
    const after = await bench.reopen();
    expect(await after.store.recover(T0)).toMatchObject({ resent: 0, leftUnknown: 0 });
    expect(await fate(conversation.id, 2)).toMatchObject({ state: 'read' });
    expect(texts(await after.claim())).toEqual(['два']);
  });

  test('a failure by key is final, unless the words have arrived', async () => {
    const { claimed, conversation } = await say([{ text: 'раз' }]);
    await record(claimed[0], lost);
    await report({ status: 'failed', key: claimed[0]!.key, reason: 'no such number' });
    expect(await fate(conversation.id)).toMatchObject({ state: 'refused', reason: 'no such number' });
    const other = await say([{ text: 'раз' }], '2');
    await record(other.claimed[0], lost);
    await report({ status: 'delivered', key: other.claimed[0]!.key }, '2');
    await report({ status: 'failed', key: other.claimed[0]!.key }, '2');
    expect(await fate(other.conversation.id)).toMatchObject({ state: 'delivered' });
  });

  test('of two tries the one that failed does not hide the one that arrived', async () => {
    const { driver } = bench;
    const { claimed, conversation } = await say([{ text: 'раз' }]);
    await record(claimed[0], { ...lost, againAtMs: T0 + 10 });
    const [second] = await driver.claim({ nowMs: T0 + 10 });
    await driver.sent(second, 'out2');
    await report({ status: 'failed', key: claimed[0]!.key, reason: 'window-closed' });
    expect(await fate(conversation.id)).toMatchObject({ state: 'sent', maybeTwice: true });
  });

  test('what a person wanted sent again is not, once it is known to have arrived', async () => {
    const { driver } = bench;
    const { claimed, conversation } = await say([{ text: 'раз' }]);
    await record(claimed[0], { ...lost, againAtMs: null });
    await driver.act(conversation.id, [{ text: 'два' }], { turn: { resend: claimed[0]!.id } });
    await report({ status: 'delivered', key: claimed[0]!.key });
    expect(texts(await driver.claim())).toEqual(['два']);
    expect((await driver.store.readLoad()).deliveriesOpen).toBe(1);
  });

  test('a key of somebody else, or of nothing, settles nothing', async () => {
    const { claimed, conversation } = await say([{ text: 'раз' }]);
    await record(claimed[0], lost);
    await say([], '2');
    await report({ status: 'delivered', key: claimed[0]!.key }, '2');
    await report({ status: 'delivered', key: 'nothing' });
    await report({ status: 'delivered', key: `${claimed[0]!.key}9` });
    expect(await fate(conversation.id)).toMatchObject({ state: 'unknown' });
  });

  test('where receipts settle, a crash waits for them; where repeats are dropped, it repeats without a mark', async () => {
    const rules = ['once', 'if-unanswered', 'never'] as const;
    for (const resend of rules) await say([{ text: resend, resend }], resend);
    const settling = await bench.reopen();
    const waits = new Map([[ACCOUNT, 30_000]]);
    expect(await settling.store.recover(T0 + 1, waits)).toMatchObject({ resent: 2, leftUnknown: 1 });
    expect(await settling.claim({ nowMs: T0 + 29_999 })).toEqual([]);
    expect(await settling.claim({ nowMs: T0 + 30_000 })).toMatchObject([{ maybeTwice: true }]);
    const again = await say([{ text: 'never', resend: 'never' }], 'other');
    const dropping = await bench.reopen();
    expect(await dropping.store.recover(T0 + 30_000, new Map([[ACCOUNT, 0]]))).toMatchObject({
      leftUnknown: 0,
    });
    const repeated = await dropping.claim({ nowMs: T0 + 30_000 });
    expect(repeated.find(({ id }) => id === again.claimed[0]!.id)).toMatchObject({
      maybeTwice: false,
      attempt: 2,
    });
    expect(await fate(again.conversation.id)).toMatchObject({ maybeTwice: false });
  });

  test('what may have arrived is not called cancelled, even where repeats are dropped', async () => {
    const { driver } = bench;
    const { claimed, conversation } = await say([{ text: 'раз' }]);
    await record(claimed[0], { kind: 'retry', dueAtMs: T0 + 1_000, reason: 'reset', mayHaveArrived: true });
    const to = { is: 'assigned', operatorId: await driver.operator('anna'), sinceMs: T0 } as const;
    await driver.act(conversation.id, [], { to });
    expect(await driver.claim({ nowMs: T0 + 1_000 })).toEqual([]);
    expect(await fate(conversation.id)).toMatchObject({ state: 'unknown', maybeTwice: false });
  });

  test('that a later try is refused says nothing of an earlier one that may have arrived', async () => {
    const { driver } = bench;
    const { claimed, conversation } = await say([{ text: 'раз' }]);
    await record(claimed[0], { kind: 'retry', dueAtMs: T0, reason: 'reset', mayHaveArrived: true });
    const [again] = await driver.claim();
    const { wake } = await record(again, { kind: 'refused', code: 'window-closed', unreachable: false });
    expect(wake).toEqual([]);
    expect(await fate(conversation.id)).toMatchObject({ state: 'unknown', reason: 'window-closed' });
  });

  test('a price is kept once, however often and whenever it is told, and is asked for with the line', async () => {
    const { driver } = bench;
    const { claimed, conversation } = await say([{ text: 'раз' }, { text: 'два' }]);
    const price = { category: 'service', billable: true };
    // Before our own record, with it, and after: the first to tell is the one that counts.
    expect(await report({ status: 'sent', price })).toBe('service');
    expect(await report({ status: 'delivered', price })).toBeNull();
    const next = await driver.sent(claimed[0], 'out1');
    expect(await report({ status: 'read', price })).toBeNull();
    expect(await fate(conversation.id, 2)).toMatchObject({
      state: 'read',
      price: { category: 'service', billable: 1 },
    });
    await driver.sent(next.claimed[0], 'out2');
    const free = { category: 'utility', billable: false };
    expect(await report({ messageId: 'out2', status: 'sent', price: free })).toBeNull();
    expect(await fate(conversation.id)).toMatchObject({
      state: 'sent',
      price: { category: 'utility', billable: 0 },
    });
  });

  test('the time of the last message comes with every part, and never goes back', async () => {
    const { driver } = bench;
    const { claimed, conversation } = await driver.committed(
      await driver.heard('1', [{ text: 'раз' }, { text: 'два' }], { dispatch: true, heardAtMs: T0 - 500 }),
    );
    expect(claimed).toMatchObject([{ heardAtMs: T0 - 500 }]);
    await driver.committed(await driver.heard('1', [], { heardAtMs: T0 - 9_000 }));
    expect((await driver.sent(claimed[0])).claimed).toMatchObject([{ heardAtMs: T0 - 500 }]);
    expect(await driver.store.readConversation(conversation.publicId)).toMatchObject({ heardAtMs: T0 - 500 });
  });

  test('a conversation kept under an alias is the conversation, and its address becomes the new one', async () => {
    const { driver } = bench;
    const phone = await driver.customer('79161234567');
    const from = driver.accept('RU.13');
    const known = { ...from, target: { account: ACCOUNT, address: 'RU.13', aliases: ['79161234567'] } };
    const [arrival] = await driver.store.loadArrivals([known]);
    expect(arrival?.conversation).toMatchObject({ id: phone.id, address: 'RU.13' });
    expect(await driver.store.acceptEvents([known])).toMatchObject([
      { kind: 'accepted', conversationId: phone.id },
    ]);
    expect(await driver.byId(phone.id)).toMatchObject({ address: 'RU.13' });
    // Whatever comes under the former address alone still finds its way, and moves nothing.
    const [late] = await driver.store.acceptEvents([driver.accept('79161234567')]);
    expect(late).toMatchObject({ kind: 'accepted', conversationId: phone.id });
    expect(await driver.byId(phone.id)).toMatchObject({ address: 'RU.13' });
  });

  test('an alias is learnt in the turn as well, and two first contacts of one person are one', async () => {
    const { driver } = bench;
    const made = await driver.heard('lid', []);
    const other = await driver.heard('phone', []);
    const event = made.event as { kind: 'fresh'; accept: ReturnType<typeof driver.accept> };
    const accept = { ...event.accept, target: { account: ACCOUNT, address: 'lid', aliases: ['phone'] } };
    const [first, second] = await driver.store.commitTurns([
      { ...made, event: { kind: 'fresh', accept } },
      other,
    ]);
    expect(first?.kind).toBe('committed');
    expect(second).toEqual({
      kind: 'stale',
      conversationId: (first as { conversationId: number }).conversationId,
    });
  });

  test('a moved conversation is written to at its new address; one that lives there already stays apart', async () => {
    const { driver } = bench;
    const { id } = await driver.customer('old');
    const resident = await driver.customer('taken');
    await driver.act(id, [], { next: { address: 'new' } });
    await driver.act(id, [{ text: 'раз' }]);
    expect(await driver.claim()).toMatchObject([{ address: 'new' }]);
    await driver.act(id, [], { next: { address: 'taken' } });
    expect(await driver.byId(id)).toMatchObject({ address: 'new' });
    expect((await driver.store.loadArrivals([driver.accept('taken')]))[0]?.conversation?.id).toBe(
      resident.id,
    );
    expect((await driver.store.loadArrivals([driver.accept('old')]))[0]?.conversation?.id).toBe(id);
  });

  test('a turn made for the old address is made again', async () => {
    const { driver } = bench;
    const { id } = await driver.customer('old');
    const late = await driver.heard('old', [{ text: 'раз' }]);
    const target = { account: ACCOUNT, address: 'new', aliases: ['old'] };
    await driver.store.acceptEvents([
      { ...driver.accept('new', { type: 'receipt', messageId: 'x', status: 'read' }), target },
    ]);
    expect((await driver.commit(late)).kind).toBe('stale');
    expect((await driver.byId(id)).address).toBe('new');
  });

  test('reactions and what was taken back are marked on their lines, theirs and ours', async () => {
    const { driver } = bench;
    const made = await driver.heard('1', [{ text: 'раз' }], { dispatch: true });
    const { claimed, conversation } = await driver.committed(made);
    await driver.sent(claimed[0], 'out1');
    const theirs = (made.messages[0] as { externalId: string }).externalId;
    const read = async () => driver.store.readThread(conversation.id, { limit: 9 });
    await driver.act(conversation.id, [], { turn: { reacted: { externalId: 'out1', emoji: '👍' } } });
    await driver.act(conversation.id, [], { turn: { reacted: { externalId: theirs, emoji: '❤' } } });
    await driver.act(conversation.id, [], { turn: { revoked: { externalId: theirs } } });
    expect(await read()).toMatchObject([{ reaction: '❤', revokedAtMs: T0 }, { reaction: '👍' }]);
    await driver.act(conversation.id, [], { turn: { reacted: { externalId: 'out1', emoji: null } } });
    await driver.act(conversation.id, [], { turn: { reacted: { externalId: 'nowhere', emoji: '👎' } } });
    expect((await read())[1]).toMatchObject({ reaction: null });
    expect(await driver.store.readLastIncoming(conversation.id)).toBe(theirs);
  });

  test('a typed text is held against the line that offered last; only short texts cost a look', async () => {
    const { driver } = bench;
    const buttons = [
      { kind: 'reply' as const, label: 'Да', action: { do: 'desk' as const, event: { type: 'yes' } } },
    ];
    const { conversation } = await say([{ text: 'Верно?', buttons }]);
    const seq = conversation.lastSeq;
    await driver.act(conversation.id, [], { next: { dialog: { ...conversation.dialog, offerSeq: seq } } });
    const offer = async (text: string) => {
      const [arrival] = await driver.store.loadArrivals([driver.accept('1', { content: { text } })]);
      return arrival?.offer ?? null;
    };
    expect(await offer('да')).toMatchObject({ content: { text: 'Верно?', buttons } });
    expect(await offer('да '.repeat(LIMITS.typedChoiceChars))).toBeNull();
    expect(
      (await driver.store.loadArrivals([driver.accept('1', { type: 'button', token: 'x.0' })]))[0]?.offer,
    ).toBeNull();
  });

  test('a phone that nobody vouches for is an attribute, and one that the platform vouches for is not that', async () => {
    const { driver } = bench;
    const { id, publicId } = await driver.customer('1');
    await driver.store.acceptEvents([driver.accept('1', {}, { phone: '79161234567' })]);
    const vouched = { phone: '79160000000', phoneVerified: true };
    await driver.store.acceptEvents([driver.accept('1', {}, vouched)]);
    expect(await driver.store.readConversation(publicId)).toMatchObject({
      phone: '79161234567',
      verifiedPhone: null,
    });
    expect((await driver.byId(id)).verifiedPhone).toBeNull();
  });

  test('whoever answers outside the console holds conversations, and is nobody at the desk', async () => {
    const { driver } = bench;
    const { id } = await driver.customer('1');
    await driver.act(id, [], { to: { is: 'assigned', operatorId: EXTERNAL_OPERATOR, sinceMs: T0 } });
    expect((await driver.byId(id)).status).toMatchObject({ is: 'assigned', operatorId: EXTERNAL_OPERATOR });
    expect(await driver.store.countOperators()).toBe(0);
    expect(await driver.store.listOperators()).toEqual([]);
    expect(await driver.store.findOperatorByLogin('')).toBeNull();
    expect(await driver.store.readAbandoned(Number.MAX_SAFE_INTEGER)).toEqual([]);
    expect((await driver.store.readDeskFacts()).operators).toEqual([]);
  });
}
