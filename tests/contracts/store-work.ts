/** What turns leave behind in any store: timers, tasks, cases, and how many of those a person may hold. */
import { expect, test } from '@jest/globals';
import { newPublicId } from '../../src/core/ids.ts';
import type { CaseSummary } from '../../src/core/ports/engine-store.ts';
import { createSeededRandom } from '../support/manual-clock.ts';
import { T0 } from '../support/store-driver.ts';
import type { Bench } from './store-contract.ts';

const random = createSeededRandom(99);
const SUMMARY: CaseSummary = { reason: 'asked', locale: 'ru', lastLines: [], collected: {}, flow: null };

export function workContract(bench: Bench): void {
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
