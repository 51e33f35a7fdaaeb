/**
 * Random lives of conversations: messages, take-overs, sends with every fate, crashes. Whatever the order, nobody speaks
 * who may not, parts leave in order and one at a time, and the counters on the rows tell the truth.
 */
import { expect, test } from '@jest/globals';
import Database from 'better-sqlite3';
import * as fc from 'fast-check';
import { changeOwner, maySpeak } from '../../src/core/conversation.ts';
import type { Origin, Status } from '../../src/core/conversation.ts';
import type { ResendRule } from '../../src/core/message.ts';
import type { ClaimedDelivery, DeliveryRecord } from '../../src/core/ports/engine-store.ts';
import { MAY_SPEAK } from '../../src/store/sqlite/gate.ts';
import { createDriver, T0 } from '../support/store-driver.ts';
import { makeSqliteStore } from '../support/store-sqlite.ts';

const ORIGINS: Origin[] = ['bot', 'service', 'operator', 'notice'];
const STATUSES: Status['is'][] = ['bot', 'queued', 'assigned', 'resolved'];
const RULES: ResendRule[] = ['once', 'if-unanswered', 'never'];

const step = fc.oneof(
  fc.record({
    do: fc.constant('hear' as const),
    who: fc.nat(1),
    says: fc.array(fc.tuple(fc.constantFrom(...ORIGINS), fc.constantFrom(...RULES)), { maxLength: 3 }),
    dispatch: fc.boolean(),
  }),
  fc.record({
    do: fc.constant('own' as const),
    who: fc.nat(1),
    to: fc.constantFrom(...STATUSES),
    says: fc.array(fc.tuple(fc.constantFrom(...ORIGINS), fc.constantFrom(...RULES)), { maxLength: 2 }),
    dispatch: fc.boolean(),
  }),
  fc.record({ do: fc.constant('claim' as const) }),
  fc.record({
    do: fc.constant('record' as const),
    which: fc.nat(3),
    fate: fc.constantFrom('sent', 'retry', 'pause', 'unknown', 'again', 'refused', 'blocked', 'dead'),
  }),
  fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(1, 500, 61_000, 700_000) }),
  fc.record({ do: fc.constant('crash' as const) }),
);

test('the gate in SQL says what the rule of the core says, over every combination', () => {
  const db = new Database(':memory:');
  const gate = db.prepare<[string, number, string, number]>(
    `SELECT ${MAY_SPEAK} FROM (SELECT ? AS origin, ? AS epoch) d, (SELECT ? AS status, ? AS epoch) c`,
  );
  for (const origin of ORIGINS)
    for (const status of STATUSES)
      for (const [made, now] of [
        [3, 3],
        [2, 3],
        [4, 3],
      ] as const) {
        const said = gate.pluck().get(origin, made, status, now);
        expect([origin, status, made, said]).toEqual([
          origin,
          status,
          made,
          maySpeak(origin, made, { status, epoch: now }),
        ]);
      }
  db.close();
});

test('random interleavings keep order, the gate and the counters', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      const under = await makeSqliteStore();
      try {
        await live(under, steps);
      } finally {
        await under.close();
      }
    }),
    { numRuns: 40, seed: 20_261_122, endOnFailure: false },
  );
}, 120_000);

type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

async function live(under: Awaited<ReturnType<typeof makeSqliteStore>>, steps: Step[]): Promise<void> {
  let driver = createDriver(under.store, under.clock);
  const operatorId = await driver.operator('anna');
  const ids = [(await driver.customer('0')).id, (await driver.customer('1')).id];
  const made = new Map<string, { origin: Origin; epoch: number }>();
  const wire: ClaimedDelivery[] = [];
  const lastId = new Map<number, number>();
  let words = 0;

  const say = (says: [Origin, ResendRule][], epoch: number) =>
    says.map(([origin, resend]) => {
      const text = `w${(words += 1)}`;
      made.set(text, { origin, epoch });
      return { text, origin, resend };
    });

  async function begin(claimed: ClaimedDelivery[]): Promise<void> {
    for (const one of claimed) {
      const { origin, epoch } = made.get((one.part.body as { text: string }).text)!;
      const now = await driver.byId(one.conversationId);
      expect(maySpeak(origin, epoch, { status: now.status.is, epoch: now.epoch })).toBe('yes');
      expect(wire.map((other) => other.conversationId)).not.toContain(one.conversationId);
      if (origin !== 'notice') {
        expect(one.id).toBeGreaterThanOrEqual(lastId.get(one.conversationId) ?? 0);
        lastId.set(one.conversationId, one.id);
      }
      wire.push(one);
    }
  }

  for (const [index, now] of steps.entries()) {
    if (now.do === 'hear') {
      const { epoch } = await driver.byId(ids[now.who]!);
      const turn = await driver.heard(String(now.who), say(now.says, epoch), { dispatch: now.dispatch });
      await begin((await driver.committed(turn)).claimed);
    } else if (now.do === 'own') {
      const before = await driver.byId(ids[now.who]!);
      const to = statusOf(now.to, operatorId);
      if (!changeOwner(before, to)) continue;
      const says = say(now.says, before.epoch + 1);
      const { claimed } = await driver.act(before.id, says, { to, turn: { dispatch: now.dispatch } });
      await begin(claimed);
    } else if (now.do === 'claim') await begin(await driver.claim());
    else if (now.do === 'wait') under.clock.advance(now.ms);
    else if (now.do === 'record' && wire.length > 0) {
      const [one] = wire.splice(now.which % wire.length, 1);
      const atMs = under.clock.now();
      const result = fateOf(now.fate, atMs, index);
      await begin((await driver.store.recordDeliveries([{ id: one!.id, atMs, result }])).claimed);
    } else if (now.do === 'crash') {
      wire.length = 0;
      driver = createDriver(await under.reopen(), under.clock, 1_000 + index);
      await driver.store.recover(under.clock.now());
    }
    expectTrueCounters(under.file);
  }
}

function statusOf(is: Status['is'], operatorId: number): Status {
  if (is === 'bot') return { is };
  if (is === 'queued') return { is, sinceMs: T0, reason: 'asked' };
  return is === 'assigned' ? { is, operatorId, sinceMs: T0 } : { is, atMs: T0 };
}

function fateOf(fate: string, atMs: number, index: number): DeliveryRecord['result'] {
  switch (fate) {
    case 'sent':
      return { kind: 'sent', externalId: `x${index}` };
    case 'retry':
      return { kind: 'retry', dueAtMs: atMs + 500, reason: '502' };
    case 'pause':
      return {
        kind: 'retry',
        dueAtMs: atMs + 500,
        reason: '429',
        pause: { scope: index % 2 ? 'chat' : 'account', untilMs: atMs + 500 },
      };
    case 'unknown':
      return { kind: 'unknown', reason: 'timeout', againAtMs: null };
    case 'again':
      return { kind: 'unknown', reason: 'timeout', againAtMs: atMs + 500 };
    case 'refused':
      return { kind: 'refused', code: '400', unreachable: false };
    case 'blocked':
      return { kind: 'refused', code: '403', unreachable: true };
    default:
      return { kind: 'dead', code: 'late' };
  }
}

/** What the counters on the rows claim against what is there. */
function expectTrueCounters(file: string): void {
  const db = new Database(file, { readonly: true });
  const wrong = db
    .prepare(
      `SELECT * FROM (
         SELECT c.id, c.lane_open, c.held, c.waiting,
           (SELECT count(*) FROM deliveries d WHERE d.conversation_id = c.id AND d.lane IN ('head', 'behind', 'wire')) AS open,
           (SELECT count(*) FROM deliveries d WHERE d.conversation_id = c.id AND d.lane IN ('head', 'wire')) AS front,
           (SELECT count(*) FROM deliveries d WHERE d.conversation_id = c.id AND d.lane = 'held') AS notices,
           (SELECT count(*) FROM inbox i WHERE i.conversation_id = c.id AND i.state = 'waiting') AS events
           FROM conversations c)
        WHERE lane_open <> open OR held <> notices OR waiting <> events OR front <> min(open, 1)`,
    )
    .all();
  db.close();
  expect(wrong).toEqual([]);
}
