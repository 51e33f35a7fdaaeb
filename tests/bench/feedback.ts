/**
 * `npm run bench:feedback -- [--rows 100000]`: what a page of scores, its sums and the reasons to stay away cost the event loop over a
 * table as large as two years of a busy shop. Reads are synchronous: a stretch is a time in which nobody is answered.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Database from 'better-sqlite3';
import { systemClock, systemRandom } from '../../src/core/clock.ts';
import { LIMITS } from '../../src/core/limits.ts';
import { silentLog } from '../../src/core/ports/log.ts';
import { createSqliteStore, type SqliteStore } from '../../src/store/sqlite/open.ts';
import { createDriver } from '../support/store-driver.ts';
import { createManualClock } from '../support/manual-clock.ts';

const { values } = parseArgs({ options: { rows: { type: 'string', default: '100000' } } });
const ROWS = Number(values.rows);
const DAY = 86_400_000;
const PEOPLE = 400;
const OPERATORS = 12;

const dir = mkdtempSync(join(tmpdir(), 'bench-feedback-'));
const file = join(dir, 'bench.sqlite');
const open = () => createSqliteStore({ file, clock: systemClock, random: systemRandom, log: silentLog });
const now = Date.now();

try {
  let store = await open();
  const driver = createDriver(store, createManualClock(now));
  for (let at = 0; at < PEOPLE; at += 1) await driver.customer(`c${at}`);
  await store.close();
  fill();
  store = await open();
  for (const [name, read] of Object.entries(reads(store)))
    console.log(`  ${name.padEnd(40)} ${await time(read)}`);
  await store.close();
} finally {
  rmSync(dir, { recursive: true, force: true });
}

function fill(): void {
  const db = new Database(file);
  const ids = db.prepare<[], number>('SELECT id FROM conversations').pluck().all();
  const operator = db.prepare(
    `INSERT INTO operators (public_id, login, login_key, name, role, locale, max_load, password_hash, created_at)
     VALUES (?, ?, ?, ?, 'operator', 'ru', 3, 'none', 0)`,
  );
  for (let at = 1; at <= OPERATORS; at += 1) operator.run(`o${at}`, `o${at}`, `o${at}`, `Operator ${at}`);
  const operators = db.prepare<[], number>(`SELECT id FROM operators WHERE login LIKE 'o%'`).pluck().all();
  const survey = db.prepare(
    `INSERT INTO surveys (conversation_id, kind, about, operator_id, state, planned_at, asked_at, score, scored_at, comment)
     VALUES (?, ?, ?, ?, 'asked', ?, ?, ?, ?, ?)`,
  );
  const reason = db.prepare(
    'INSERT INTO stay_reasons (conversation_id, reason, words, at) VALUES (?, ?, ?, ?)',
  );
  db.transaction(() => {
    for (let at = 0; at < ROWS; at += 1) {
      const kind = (['csat', 'ces', 'nps'] as const)[at % 3] ?? 'csat';
      const moment = now - Math.floor((at / ROWS) * 365 * DAY);
      // Low scores are rare, and rarest among the newest: the worst that a filter can meet.
      const score = kind === 'nps' ? (at % 997 === 0 ? 2 : 9) : at % 997 === 0 ? 1 : 5;
      const by = kind === 'csat' ? (operators[at % OPERATORS] ?? null) : null;
      survey.run(
        ids[at % PEOPLE],
        kind,
        `x:${at}`,
        by,
        moment,
        moment,
        score,
        moment,
        at % 5 ? null : 'fine',
      );
      reason.run(ids[at % PEOPLE], ['price', 'service', 'delivery'][at % 3], 'words', moment);
    }
  })();
  db.close();
}

function reads(store: SqliteStore): Record<string, () => Promise<unknown>> {
  const [year, limit] = [now - 366 * DAY, LIMITS.feedbackPage + 1];
  return {
    'a page, everything of a year': () => store.listFeedback({ fromMs: year, limit }),
    'a page of one question': () => store.listFeedback({ fromMs: year, kind: 'nps', limit }),
    'a page of low scores, rare': () => store.listFeedback({ fromMs: year, level: 'low', limit }),
    'a page of low scores that nobody gave': () =>
      store.listFeedback({ fromMs: year, level: 'middle', kind: 'csat', limit }),
    'a page of one operator': () => store.listFeedback({ fromMs: year, operatorId: 3, limit }),
    'a table to take away, 10,000 rows': () =>
      store.listFeedback({ fromMs: year, limit: LIMITS.feedbackExport }),
    'sums of a year': () => store.countFeedback({ fromMs: year }),
    'sums of a month': () => store.countFeedback({ fromMs: now - 30 * DAY }),
    'sums of a year, one operator': () => store.countFeedback({ fromMs: year, operatorId: 3 }),
    'reasons of a year': () => store.countReasons(year),
  };
}

/** The whole of it, and its longest stretch in which nothing else could happen: the worst of a few. */
async function time(read: () => Promise<unknown>): Promise<string> {
  let [whole, blocked] = [0, 0];
  for (let round = 0; round < 6; round += 1) {
    let last = performance.now();
    let isOver = false;
    let worst = 0;
    const look = () => {
      const at = performance.now();
      worst = Math.max(worst, at - last);
      last = at;
      if (!isOver) setImmediate(look);
    };
    const began = last;
    setImmediate(look);
    await read();
    isOver = true;
    look();
    if (round === 0) continue;
    whole = Math.max(whole, performance.now() - began);
    blocked = Math.max(blocked, worst);
  }
  return `${whole.toFixed(1).padStart(8)} ms, at most ${blocked.toFixed(1).padStart(5)} ms at a stretch`;
}
