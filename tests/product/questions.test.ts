/** Questions as the product keeps them: gone after the days of shop.yaml, unless nobody has looked at them; all gone when switched off. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { silentLog } from '../../src/core/ports/log.ts';
import { openQuestions } from '../../src/product/questions.ts';
import { createRounds, type Rounds } from '../../src/product/rounds.ts';
import { createSqliteStore, type SqliteStore } from '../../src/store/sqlite/open.ts';
import { eventual } from '../support/eventual.ts';
import { createManualClock, createSeededRandom, type ManualClock } from '../support/manual-clock.ts';
import { loadSample } from '../support/sample-content.ts';
import { createDriver } from '../support/store-driver.ts';

const DAY = 86_400_000;
let folder: string;
let clock: ManualClock;
let store: SqliteStore;
let rounds: Rounds;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'questions-'));
  clock = createManualClock(Date.UTC(2026, 10, 23, 9));
  const file = join(folder, 'prilavok.sqlite');
  store = await createSqliteStore({ file, clock, random: createSeededRandom(1), log: silentLog });
  rounds = createRounds({ clock, log: silentLog });
  const driver = createDriver(store, clock);
  for (const [at, band] of (['answer', 'miss', 'answer'] as const).entries()) {
    const ids = band === 'answer' ? ['delivery'] : [];
    const ask = {
      do: 'ask',
      text: `вопрос ${at}`,
      locale: 'ru',
      band,
      ids,
      score: null,
      inFlow: false,
    } as const;
    await driver.committed(await driver.heard('1', [], { questions: [ask] }));
    clock.advance(DAY);
  }
});
afterEach(async () => {
  await rounds.close();
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

async function keepFor(keepDays: number) {
  const loaded = await loadSample();
  const shop = { ...loaded.shop, questions: { keepDays } };
  const questions = openQuestions({
    store,
    content: { current: () => ({ ...loaded, shop }) },
    clock,
    log: silentLog,
  });
  questions.watch(rounds);
  clock.advance(60_000);
  return questions;
}

const left = (count: number) =>
  eventual(async () => (await store.countQuestions(0)) === count, `${count} questions are left`);

test('what is older than so many days goes; what nobody looked at stays until somebody does', async () => {
  const { unanswered } = await keepFor(2);
  await left(2);
  const [cluster] = (await unanswered.list({})).clusters;
  expect(cluster).toMatchObject({ title: 'вопрос 1', count: 1 });
  await unanswered.putAside(cluster!.id, null, 'Ольга');
  clock.advance(60_000);
  await left(1);
  await unanswered.close();
});

test('the days of the report are those of the shop', async () => {
  const { faqReports } = await keepFor(180);
  const { fromMs, sinceMs } = await faqReports.read(1);
  // Moscow is three hours ahead.
  expect(new Date(fromMs).toISOString()).toBe('2026-11-25T21:00:00.000Z');
  expect(new Date(sinceMs ?? 0).toISOString()).toBe('2026-11-22T21:00:00.000Z');
});

test('switched off, everything goes, and what was counted stays', async () => {
  const { faqReports } = await keepFor(0);
  await left(0);
  expect(await store.countUnanswered(clock.now())).toBe(0);
  const { totals, entries } = await faqReports.read(7);
  expect(totals).toEqual({ asked: 3, answer: 2, offer: 0, miss: 1, contained: 2 });
  expect(entries).toMatchObject([{ id: 'delivery', asked: 2, topic: 'delivery' }]);
});
