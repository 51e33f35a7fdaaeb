/** The commit of turns in any store: all or nothing, guarded, and everything that a turn may carry. */
import { expect, test } from '@jest/globals';
import { newPublicId } from '../../src/core/ids.ts';
import type { CaseSummary, TurnCommit } from '../../src/core/ports/engine-store.ts';
import { createSeededRandom } from '../support/manual-clock.ts';
import { T0 } from '../support/store-driver.ts';
import type { Bench } from './store-contract.ts';

const random = createSeededRandom(99);
const SUMMARY: CaseSummary = { reason: 'asked', locale: 'ru', lastLines: [], collected: {}, flow: null };

export function turnContract(bench: Bench): void {
  test('a fresh event and its turn land together', async () => {
    const { driver } = bench;
    const made = await driver.heard('1', [{ text: 'Привет' }], { dispatch: true });
    const { conversation, claimed } = await driver.committed(made);
    expect(conversation).toMatchObject({ address: '1', version: 1, lastSeq: 2, status: { is: 'bot' } });
    expect(claimed).toMatchObject([
      { address: '1', attempt: 1, maybeTwice: false, part: { kind: 'message' } },
    ]);
    const thread = await driver.store.readThread(conversation.id, { limit: 10 });
    expect(thread.map((line) => [line.seq, line.kind])).toEqual([
      [1, 'in'],
      [2, 'out'],
    ]);
    expect(await driver.commit(made)).toEqual({ kind: 'duplicate' });
    expect(await driver.store.readThread(conversation.id, { limit: 10 })).toHaveLength(2);
  });

  test('two first messages of one customer: the second is made again', async () => {
    const { driver } = bench;
    const [one, two] = [await driver.heard('1'), await driver.heard('1')];
    const results = await driver.store.commitTurns([one, two]);
    expect(results[0]?.kind).toBe('committed');
    expect(results[1]).toEqual({
      kind: 'stale',
      conversationId: (results[0] as { conversationId: number }).conversationId,
    });
    expect((await driver.store.readLoad()).conversations).toBe(1);
  });

  test('a turn against an older state is turned away whole', async () => {
    const { driver } = bench;
    await driver.customer('1');
    const old = await driver.heard('1', [{ text: 'поздно' }]);
    await driver.committed(await driver.heard('1'));
    const result = await driver.commit(old);
    expect(result.kind).toBe('stale');
    const [again] = await driver.store.acceptEvents([
      (old.event as { accept: Parameters<typeof driver.store.acceptEvents>[0][0] }).accept,
    ]);
    expect(again?.kind).toBe('accepted');
    expect((await driver.store.readLoad()).deliveriesOpen).toBe(0);
  });

  test('a fresh event does not overtake a waiting one', async () => {
    const { driver } = bench;
    const { id } = await driver.customer('1');
    const [waiting] = await driver.store.acceptEvents([driver.accept('1')]);
    expect(await driver.commit(await driver.heard('1'))).toEqual({ kind: 'stale', conversationId: id });
    const [arrival] = await driver.store.nextEvents([id], T0);
    const { inboxId } = waiting as { inboxId: number };
    const consume = driver.turn({ event: { kind: 'stored', inboxId }, next: arrival!.conversation });
    expect((await driver.commit(consume)).kind).toBe('committed');
    expect(await driver.commit(consume)).toEqual({ kind: 'duplicate' });
    expect((await driver.commit(await driver.heard('1'))).kind).toBe('committed');
  });

  test('a throwing turn is undone and leaves the others of its call whole', async () => {
    const { driver } = bench;
    const [good, bad, fine] = [await driver.heard('1'), await driver.heard('2'), await driver.heard('3')];
    const orphan = driver.words(0, [{ text: 'x' }]).deliveries;
    const results = await driver.store.commitTurns([good, { ...bad, deliveries: orphan }, fine]);
    expect(results.map((result) => result.kind)).toEqual(['committed', 'failed', 'committed']);
    expect((await driver.store.loadArrivals([driver.accept('2')]))[0]?.conversation).toBeNull();
    expect((await driver.commit(bad)).kind).toBe('committed');
  });

  test('a parked event is kept and shown with its reason', async () => {
    const { driver } = bench;
    const made = await driver.heard('1', [], { consume: { as: 'parked', error: 'boom' } });
    const { conversation } = await driver.committed(made);
    expect(await driver.store.listFailures(10)).toMatchObject([
      { kind: 'event', conversation: conversation.publicId, reason: 'boom', atMs: T0 },
    ]);
    expect(await driver.store.readLoad()).toMatchObject({ inboxPending: 0, inboxParked: 1 });
  });

  test('the outcome of a command is kept with it', async () => {
    const { driver } = bench;
    const { id } = await driver.customer('1');
    const accept = driver.command(id);
    const [stored] = await driver.store.acceptEvents([accept]);
    const { inboxId } = stored as { inboxId: number };
    expect(await driver.store.readOutcome(inboxId)).toBeNull();
    const outcome = { ok: false, code: 'taken', ownerId: 3 } as const;
    const next = (await driver.store.nextEvents([id], T0))[0]!.conversation;
    const made = {
      event: { kind: 'stored' as const, inboxId },
      next,
      consume: { as: 'done' as const, outcome },
    };
    await driver.committed(driver.turn(made));
    expect(await driver.store.readOutcome(inboxId)).toEqual(outcome);
    const [repeat] = await driver.store.acceptEvents([accept]);
    expect(repeat).toMatchObject({ kind: 'duplicate', inboxId });
  });

  test('a tapped button is looked up in the store, for this conversation only', async () => {
    const { driver } = bench;
    const action = { do: 'desk', event: { type: 'menu.open' } } as const;
    const buttons = [
      { kind: 'url', label: 'Сайт', url: 'https://shop.example' },
      { kind: 'reply', label: 'Меню', action },
    ] as const;
    const made = await driver.heard('1', [{ text: 'Что дальше?', buttons: [...buttons] }]);
    await driver.committed(made);
    await driver.customer('2');
    const messageId = made.deliveries[0]!.messageId;
    const offered = async (address: string, token: string) => {
      const [arrival] = await driver.store.loadArrivals([driver.accept(address, { type: 'button', token })]);
      return arrival?.offered ?? null;
    };
    expect(await offered('1', `${messageId}.1`)).toEqual({
      messageId,
      label: 'Меню',
      action,
      pressedBefore: false,
    });
    for (const token of [
      `${messageId}.0`,
      `${messageId}.7`,
      `${messageId}.`,
      'x.1',
      '',
      `${messageId}.1e0`,
    ]) {
      expect(await offered('1', token)).toBeNull();
    }
    expect(await offered('2', `${messageId}.1`)).toBeNull();
    const { conversation } = await driver.committed(
      await driver.heard('1', [], { pressed: { messageId, index: 1 } }),
    );
    expect((await offered('1', `${messageId}.1`))?.pressedBefore).toBe(true);
    const thread = await driver.store.readThread(conversation.id, { limit: 10 });
    expect(thread[1]).toMatchObject({ kind: 'out', pressed: ['Меню'] });
  });

  test('an edit and a fetched file change the stored line', async () => {
    const { driver } = bench;
    const made = await driver.heard('1');
    const line = made.messages[0] as Extract<TurnCommit['messages'][0], { direction: 'in' }>;
    line.content = {
      text: 'Фото',
      media: [
        { kind: 'photo', ref: 'r1' },
        { kind: 'photo', ref: 'r2' },
      ],
    };
    const { conversation } = await driver.committed(made);
    await driver.act(conversation.id, [], {
      turn: { edited: { externalId: line.externalId, text: 'Фото чека' } },
    });
    const media = { file: 'f.jpg', mime: 'image/jpeg', bytes: 12 };
    await driver.act(conversation.id, [], {
      turn: { fetched: { messageId: line.publicId, index: 1, media } },
    });
    await driver.act(conversation.id, [], {
      turn: { fetched: { messageId: line.publicId, index: 0, media: { missing: 'gone' } } },
    });
    const [stored] = await driver.store.readThread(conversation.id, { limit: 10 });
    expect(stored).toMatchObject({
      kind: 'in',
      editedAtMs: T0,
      content: {
        text: 'Фото чека',
        media: [
          { ref: 'r1', missing: 'gone' },
          { ref: 'r2', ...media },
        ],
      },
    });
  });

  test('timers: replaced by name and run, cancelled, fired once, kept over a restart', async () => {
    const { driver } = bench;
    const timer = (set: string, runId: string | null, dueAtMs: number) => ({
      set,
      runId,
      dueAtMs,
      payload: { n: 1 },
    });
    const { id } = await driver.customer('1');
    await driver.act(id, [], {
      turn: {
        timers: [timer('idle', 'r1', T0 + 10), timer('idle', 'r2', T0 + 10), timer('hold', null, T0 + 10)],
      },
    });
    await driver.act(id, [], {
      turn: { timers: [timer('idle', 'r1', T0 + 50), { cancel: 'hold', runId: null }] },
    });
    await driver.act(id, [], {
      turn: { timers: [timer('a', 'r3', T0), timer('b', 'r3', T0), { cancelRun: 'r3' }] },
    });
    const after = await bench.reopen();
    expect(await after.store.fireTimers(T0 + 9, 10)).toEqual([]);
    expect(await after.store.fireTimers(T0 + 10, 10)).toEqual([id]);
    expect(await after.store.fireTimers(T0 + 10, 10)).toEqual([]);
    const [arrival] = await after.store.nextEvents([id], T0 + 10);
    expect(arrival?.item.event).toEqual({
      type: 'timer',
      name: 'idle',
      runId: 'r2',
      epoch: 0,
      payload: { n: 1 },
    });
    const { inboxId } = arrival!.item;
    const next = arrival!.conversation;
    const event = { kind: 'stored' as const, inboxId };
    await after.committed(after.turn({ event, next, timers: [{ cancelAll: true }] }));
    expect(await after.store.fireTimers(T0 + 1_000, 10)).toEqual([]);
  });

  test('a timer that is set again after it fired fires again', async () => {
    const { driver } = bench;
    const { id } = await driver.customer('1');
    const timers = [{ set: 'idle', runId: 'r', dueAtMs: T0, payload: null }];
    for (const round of [1, 2, 3]) {
      await driver.act(id, [], { turn: { timers } });
      expect(await driver.store.fireTimers(T0, 10)).toEqual([id]);
      expect((await driver.store.readLoad()).inboxPending).toBe(round);
    }
  });

  test('tasks: run, retried, answered once through the inbox, queued again after a crash', async () => {
    const { driver } = bench;
    const { id } = await driver.customer('1');
    const task = { kind: 'order.find', runId: 'r1', key: newPublicId(random), input: { number: '12' } };
    await driver.act(id, [], { turn: { tasks: [task] } });
    const [running] = await driver.store.claimTasks(T0, 10);
    expect(running).toMatchObject({
      conversationId: id,
      kind: 'order.find',
      attempt: 1,
      identity: { address: '1' },
    });
    expect(await driver.store.claimTasks(T0, 10)).toEqual([]);
    await driver.store.recordTasks([{ id: running!.id, atMs: T0, retryAtMs: T0 + 5, error: 'slow' }]);
    expect(await driver.store.claimTasks(T0, 10)).toEqual([]);
    expect(await driver.store.claimTasks(T0 + 5, 10)).toMatchObject([{ attempt: 2 }]);
    const after = await bench.reopen();
    expect(await after.store.recover(T0 + 6)).toMatchObject({ tasks: 1 });
    expect(await after.store.claimTasks(T0 + 6, 10)).toMatchObject([{ attempt: 3 }]);
    const answer = {
      id: running!.id,
      atMs: T0 + 7,
      outcome: { ok: true as const, value: { result: 'found' } },
    };
    expect(await after.store.recordTasks([answer])).toEqual([id]);
    expect(await after.store.recordTasks([answer])).toEqual([]);
    const [arrival] = await after.store.nextEvents([id], T0 + 7);
    expect(arrival?.item.event).toMatchObject({
      type: 'task',
      taskId: running!.id,
      runId: 'r1',
      outcome: answer.outcome,
    });
  });

  test('a case opens once, is claimed, answered and closed, and its time counts for the estimate', async () => {
    const { driver } = bench;
    const operatorId = await driver.operator('anna');
    const { id, publicId } = await driver.customer('1');
    const open = {
      open: { reason: 'asked', priority: 2, summary: { ...SUMMARY }, claimedBy: null },
    } as const;
    const queued = { is: 'queued', sinceMs: T0, reason: 'asked' } as const;
    const first = await driver.act(id, [], { to: queued, turn: { case: open } });
    expect(first.conversation.caseId).not.toBeNull();
    driver.clock.advance(1_000);
    const at = driver.clock.now();
    await driver.act(id, [], {
      to: { is: 'assigned', operatorId, sinceMs: at },
      turn: { case: { claimed: { operatorId } } },
    });
    await driver.act(id, [], { turn: { case: { firstReply: true } } });
    driver.clock.advance(60_000);
    const closed = await driver.act(id, [], {
      to: { is: 'resolved', atMs: driver.clock.now() },
      turn: { case: { close: { outcome: 'solved' } } },
    });
    expect(closed.conversation.caseId).toBeNull();
    expect((await driver.store.readConversation(publicId))?.case).toMatchObject({
      openedAtMs: T0,
      claimedAtMs: at,
      closedAtMs: at + 60_000,
      outcome: 'solved',
      summary: { ...SUMMARY, lastLines: [{ who: 'customer', text: 'Здравствуйте' }] },
    });
    expect((await driver.store.readDeskFacts()).handleMs).toBe(60_000);
  });

  test('an operator can not hold more than allowed', async () => {
    const { driver } = bench;
    const operatorId = await driver.operator('anna', 1);
    const [one, two] = [await driver.customer('1'), await driver.customer('2')];
    const guard = { operatorId, maxLoad: 1 };
    const take = (conversation: typeof one) =>
      driver.commit(
        driver.turn({
          event: { kind: 'fresh', accept: driver.command(conversation.id) },
          next: { ...conversation, status: { is: 'assigned', operatorId, sinceMs: T0 }, epoch: 1 },
          guard,
        }),
      );
    const results = await Promise.all([take(one), take(two)]);
    expect(results.map((result) => result.kind)).toEqual(['committed', 'load-reached']);
    expect((await driver.byId(two.id)).status).toEqual({ is: 'bot' });
  });

  test('of two who take at once one wins', async () => {
    const { driver } = bench;
    const operators = [await driver.operator('anna'), await driver.operator('boris')];
    const conversation = await driver.customer('1');
    const results = await driver.store.commitTurns(
      operators.map((operatorId) =>
        driver.turn({
          event: { kind: 'fresh', accept: driver.command(conversation.id) },
          next: { ...conversation, status: { is: 'assigned', operatorId, sinceMs: T0 }, epoch: 1 },
        }),
      ),
    );
    expect(results.map((result) => result.kind)).toEqual(['committed', 'stale']);
    expect((await driver.byId(conversation.id)).status).toMatchObject({ operatorId: operators[0] });
  });
}
