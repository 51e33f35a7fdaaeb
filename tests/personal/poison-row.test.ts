/** A message over which the shop's system stumbles again and again keeps nobody else waiting. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { ConversationId } from '../../src/core/ids.ts';
import { silentLog } from '../../src/core/ports/log.ts';
import { silentMetrics } from '../../src/core/ports/metrics.ts';
import { createPersonalRound } from '../../src/personal/personal-round.ts';
import { createEmbeddedLoyalty } from '../../src/shop/embedded/embedded-loyalty.ts';
import { openLoyaltyDatabase } from '../../src/shop/embedded/loyalty-database.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { createDriver, T0 } from '../support/store-driver.ts';
import { makeSqliteStore } from '../support/store-sqlite.ts';

const DAY = 86_400_000;

test('the next in line is told, and the round says that something failed', async () => {
  const under = await makeSqliteStore();
  const folder = await mkdtemp(join(tmpdir(), 'poison-'));
  const clock = createManualClock(T0);
  const { store } = under;
  const db = openLoyaltyDatabase(join(folder, 'loyalty.sqlite'));
  const view = { db, dir: 'data/sample-shop', timeZone: 'Europe/Moscow', currency: 'RUB' };
  const loyalty = await createEmbeddedLoyalty({ ...view, clock });
  const driver = createDriver(store, under.clock);
  const consents = { promotion: { given: true, atMs: T0 } };
  const phones = ['79990001001', '79990001003'];
  for (const [at, verifiedPhone] of phones.entries()) {
    const heard = await driver.heard(`customer-${at}`);
    const next = { ...heard.next, verifiedPhone, dialog: { ...heard.next.dialog, consents } };
    const { conversation } = await driver.committed({
      ...heard,
      next,
      consents: [{ kind: 'promotion', given: true, wording: 'Yes' }],
    });
    const message = {
      kind: 'birthday',
      conversationId: conversation.id,
      key: `b:${at}`,
      points: 300,
    } as const;
    const when = { dueAtMs: T0 + at, untilMs: T0 + 2 * DAY, nowMs: T0 };
    await store.planPersonal({ ...message, ...when }, { messages: 2, sinceMs: 0, sameSinceMs: 0 });
  }
  clock.advance(1_000);
  const told: ConversationId[] = [];
  const round = createPersonalRound({
    store,
    loyalty: {
      ...loyalty,
      grant: (grant, key, signal) =>
        grant.buyer.phones.includes('79990001001')
          ? Promise.reject(new Error('a bug of the connector'))
          : loyalty.grant(grant, key, signal),
    },
    notice: (id) => {
      told.push(id);
      return Promise.resolve({ kind: 'done', outcome: { ok: true, messageId: 'm-1' } });
    },
    quiet: () => ({ isQuiet: () => false, endOf: (atMs) => atMs }),
    template: () => null,
    windowMs: () => null,
    clock,
    log: silentLog,
    metrics: silentMetrics,
  });
  await expect(round(new AbortController().signal)).rejects.toThrow('a bug of the connector');
  expect(told).toEqual([2]);
  await under.close();
  db.close();
  await rm(folder, { recursive: true, force: true });
});
