/**
 * A message with points, cut off at every point where a process can die: before and after each step of the store, the grant and the
 * saying. Whatever happens, points go out once and words at most once, and the words say what was given.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Notice } from '../../src/core/notice.ts';
import type { Door } from '../../src/core/ports/accept.ts';
import { silentLog } from '../../src/core/ports/log.ts';
import { silentMetrics } from '../../src/core/ports/metrics.ts';
import type { PersonalStore } from '../../src/core/ports/personal-store.ts';
import { createPersonalRound } from '../../src/personal/personal-round.ts';
import { createEmbeddedLoyalty } from '../../src/shop/embedded/embedded-loyalty.ts';
import { openLoyaltyDatabase } from '../../src/shop/embedded/loyalty-database.ts';
import { createSqliteStore } from '../../src/store/sqlite/open.ts';
import { createManualClock, createSeededRandom } from '../support/manual-clock.ts';
import { createDriver, T0 } from '../support/store-driver.ts';

const DAY = 86_400_000;
const signal = new AbortController().signal;
const AWAKE = { isQuiet: () => false, endOf: (atMs: number) => atMs };

/** Thrown where the process is thought to have died. */
class Died extends Error {}

/** Lets `dieAt` calls go by, then dies before (even) or after (odd) the next one; counts what went by. */
function mortal(dieAt: number) {
  let calls = 0;
  const guard =
    <A extends unknown[], R>(call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      const at = calls;
      calls += 2;
      if (at === dieAt) throw new Died();
      const result = await call(...args);
      if (at + 1 === dieAt) throw new Died();
      return result;
    };
  return { guard, calls: () => calls };
}

async function live(dieAt: number) {
  const folder = await mkdtemp(join(tmpdir(), 'crash-points-'));
  const clock = createManualClock(T0);
  const random = createSeededRandom(4);
  const store = await createSqliteStore({ file: join(folder, 'desk.sqlite'), clock, random, log: silentLog });
  const db = openLoyaltyDatabase(join(folder, 'loyalty.sqlite'));
  const view = { db, dir: 'data/sample-shop', timeZone: 'Europe/Moscow', currency: 'RUB', clock, random };
  const loyalty = await createEmbeddedLoyalty(view);
  const driver = createDriver(store, clock);
  const heard = await driver.heard('anna');
  const consents = { promotion: { given: true, atMs: T0 } };
  const { conversation } = await driver.committed({
    ...heard,
    next: { ...heard.next, verifiedPhone: '79990001001', dialog: { ...heard.next.dialog, consents } },
    consents: [{ kind: 'promotion', given: true, wording: 'Yes' }],
  });
  const conversationId = conversation.id;
  const message = { kind: 'birthday', conversationId, key: 'birthday:anna:2026', points: 300 } as const;
  const when = { dueAtMs: T0, untilMs: T0 + 2 * DAY, nowMs: T0 };
  await store.planPersonal({ ...message, ...when }, { messages: 2, sinceMs: 0, sameSinceMs: 0 });

  // The door as it is promised: the same key is said once and answers the same for ever.
  const said = new Map<string, Notice>();
  const notice: Door['notice'] = (_id, words, key) => {
    if (!said.has(key)) said.set(key, words);
    return Promise.resolve({ kind: 'done', outcome: { ok: true, messageId: 'm-1' } });
  };
  const runOnce = async (dying: ReturnType<typeof mortal>) => {
    const { guard } = dying;
    const watched: PersonalStore = {
      ...store,
      duePersonal: guard(store.duePersonal),
      readPerson: guard(store.readPerson),
      stepPersonal: guard(store.stepPersonal),
    };
    await createPersonalRound({
      store: watched,
      loyalty: { ...loyalty, grant: guard(loyalty.grant) },
      notice: guard(notice),
      quiet: () => AWAKE,
      template: () => null,
      windowMs: () => null,
      clock,
      log: silentLog,
      metrics: silentMetrics,
    })(signal);
  };
  const first = mortal(dieAt);
  let hasDied = false;
  await runOnce(first).catch((error: unknown) => {
    if (!(error instanceof Died)) throw error;
    hasDied = true;
  });
  clock.advance(3_600_000);
  await runOnce(mortal(Infinity));
  clock.advance(3_600_000);
  await runOnce(mortal(Infinity));
  const grants = db.prepare<[], { points: number }>('SELECT points FROM grants').all();
  const { messages } = await store.readPersonal(conversationId);
  await store.close();
  db.close();
  await rm(folder, { recursive: true, force: true });
  return { hasDied, calls: first.calls(), grants, said: [...said.values()], messages };
}

test('at every point where a process can die, points go out once and the words say so once', async () => {
  const { calls, hasDied } = await live(Infinity);
  expect(hasDied).toBe(false);
  expect(calls).toBeGreaterThanOrEqual(12);
  for (let dieAt = 0; dieAt < calls; dieAt += 1) {
    const end = await live(dieAt);
    expect([dieAt, end.hasDied, end.grants, end.said.length]).toEqual([dieAt, true, [{ points: 300 }], 1]);
    expect(end.said[0]?.prompt).toMatchObject({ text: 'gifts.birthday.points', slots: { points: 300 } });
    expect(end.messages).toMatchObject([{ state: 'told', granted: 300 }]);
  }
});
