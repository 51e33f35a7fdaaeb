/**
 * Surveys through the real process, killed again and again while they are asked: a third of the people had a case with a person, a
 * third a flow that ended, a third have known the shop for long. Worked out at the end: who was asked twice, and who not at all.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { TelegramEmulator } from '../../bots/telegram/emulator/emulator.ts';
import { startTelegramEmulator } from '../../bots/telegram/emulator/index.ts';
import { createSeededRandom } from '../support/manual-clock.ts';
import { faqQuestions, writeFaqFolder } from './faq-folder.ts';
import { killAgainAndAgain, seen } from './killed-lives.ts';
import { createProductProcess, ROOT } from './product-process.ts';

export interface SurveysCrashOptions {
  kills: number;
  /** A third of each kind of survey. */
  people: number;
  seed: number;
  onProgress?(line: string): void;
}

export interface SurveysCrashResult {
  kills: number;
  people: number;
  /** Those who were asked once. */
  asked: number;
  twice: number;
  /** Who was not asked, and nothing in the database says why. */
  lost: number;
  /** The process died while the messenger carried it out: nobody knows, so it is never asked again. */
  unknown: number;
  /** Rows that do not say "asked" of somebody who was: they would count wrongly. */
  unmarked: number;
  /** People asked at each kill. */
  askedAtKill: number[];
}

const KINDS = ['csat', 'ces', 'nps'] as const;
type Kind = (typeof KINDS)[number];

const QUESTIONS: Record<Kind, RegExp> = {
  csat: /How did it go\?|How happy are you with the help/,
  ces: /How easy was that\?|was it easy to get things done/,
  nps: /How likely are you to recommend/,
};
const FIRST_ID = 800_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** So that there is always a call on its way. */
const ANSWER_MS = 20;

export async function runSurveysCrash(options: SurveysCrashOptions): Promise<SurveysCrashResult> {
  const { people, kills, onProgress = () => {} } = options;
  const dir = mkdtempSync(join(tmpdir(), 'crash-surveys-'));
  const random = createSeededRandom(options.seed);
  const emulator = await startTelegramEmulator({ random });
  const { token, apiRoot } = emulator;
  const faqDir = writeFaqFolder(dir, faqQuestions(10));
  const product = await createProductProcess({ dir, apiRoot, token, faqDir });
  const env = { SHOP_DIR: writeShop(dir), CRASH_HURRY: 'surveyEveryMs:300' };
  const ids = Array.from({ length: people }, (_, index) => FIRST_ID + index);
  try {
    product.start({ SHOP_DIR: env.SHOP_DIR });
    for (const id of ids) await greet(emulator, id);
    onProgress(`${people} people have written`);
    await product.stop();
    liveThrough(product.database, ids);
    emulator.fault({ method: 'sendMessage', delayMs: ANSWER_MS, times: Number.MAX_SAFE_INTEGER });
    const told = () => ids.filter((id) => questions(emulator, id) > 0).length;
    const askedAtKill = await killAgainAndAgain({ product, env, kills, people, told, random, onProgress });
    product.start(env);
    await untilOver(product.database, people);
    await product.stop();
    return { ...reconcile(product.database, emulator, ids), kills, people, askedAtKill };
  } catch (thrown) {
    throw new Error(`The run broke off; the process said: ${product.complaints}`, { cause: thrown });
  } finally {
    await product.kill();
    await emulator.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

async function greet(emulator: TelegramEmulator, id: number): Promise<void> {
  const phone = emulator.user(id);
  phone.person.languageCode = 'en';
  phone.text('hello');
  await seen(() => phone.received().length > 0, 'the greeting');
}

/** What happened to each of them an hour ago: a case that was closed, a flow that ended, or a month as a customer. */
function liveThrough(database: string, ids: number[]): void {
  const db = new Database(database);
  const now = Date.now();
  db.prepare(
    `INSERT INTO operators (public_id, login, login_key, name, role, locale, max_load, password_hash, created_at)
     VALUES ('anna', 'anna', 'anna', 'Anna', 'operator', 'en', 3, 'none', ?)`,
  ).run(now - DAY);
  const solved = db.prepare<[number, number, number, number, string]>(
    `INSERT INTO cases (conversation_id, reason, priority, summary, operator_id, opened_at, claimed_at, first_reply_at, closed_at, outcome)
     SELECT c.id, 'asked', 2, '{}', o.id, ?, ?, ?, ?, 'solved' FROM conversations c, operators o
      WHERE o.login = 'anna' AND c.address = ?`,
  );
  const ended = db.prepare<[string, number, string]>(
    `INSERT INTO surveys (conversation_id, kind, about, flow, state, planned_at)
     SELECT id, 'ces', ?, 'order-status', 'planned', ? FROM conversations WHERE address = ?`,
  );
  const known = db.prepare<[number, string]>('UPDATE conversations SET created_at = ? WHERE address = ?');
  for (const [index, id] of ids.entries()) {
    const [kind, address] = [kindOf(index), String(id)];
    if (kind === 'csat') solved.run(now - 2 * HOUR, now - 2 * HOUR, now - 2 * HOUR, now - HOUR, address);
    else if (kind === 'ces') ended.run(`order-status:${id}`, now - HOUR, address);
    else known.run(now - 40 * DAY, address);
  }
  db.close();
}

function kindOf(index: number): Kind {
  return KINDS[index % KINDS.length] ?? 'csat';
}

function writeShop(dir: string): string {
  const shop = join(dir, 'shop');
  cpSync(join(ROOT, 'data/sample-shop'), shop, { recursive: true });
  const file = join(shop, 'shop.yaml');
  const settings = readFileSync(file, 'utf8').replace(/^quietHours:.*$/m, '');
  writeFileSync(file, `${settings}\nquietHours: false\n`);
  return shop;
}

function questions(emulator: TelegramEmulator, id: number): number {
  const heard = emulator.user(id).received();
  return heard.filter(({ text = '' }) => KINDS.some((kind) => QUESTIONS[kind].test(text))).length;
}

/** Everybody's survey is settled, and nothing is on its way. */
async function untilOver(database: string, people: number): Promise<void> {
  const db = new Database(database, { readonly: true });
  const open = db.prepare<[], { settled: number; under_way: number }>(
    `SELECT (SELECT count(*) FROM surveys WHERE state <> 'planned') AS settled,
              (SELECT count(*) FROM deliveries WHERE lane IS NOT NULL) AS under_way`,
  );
  await seen(() => {
    const now = open.get();
    return now?.settled === people && now.under_way === 0;
  }, 'the end of the surveys').finally(() => db.close());
}

function reconcile(
  database: string,
  emulator: TelegramEmulator,
  ids: number[],
): Pick<SurveysCrashResult, 'asked' | 'twice' | 'lost' | 'unknown' | 'unmarked'> {
  const db = new Database(database, { readonly: true });
  const fate = db
    .prepare<[string], string>(
      `SELECT d.state FROM conversations c JOIN deliveries d ON d.conversation_id = c.id
        WHERE c.address = ? AND d.origin = 'notice'`,
    )
    .pluck();
  const row = db
    .prepare<[string, Kind], string>(
      `SELECT s.state FROM conversations c JOIN surveys s ON s.conversation_id = c.id
        WHERE c.address = ? AND s.kind = ?`,
    )
    .pluck();
  const result = { asked: 0, twice: 0, lost: 0, unknown: 0, unmarked: 0 };
  for (const [index, id] of ids.entries()) {
    const times = questions(emulator, id);
    if (times === 1) result.asked += 1;
    else if (times > 1) result.twice += 1;
    else if (fate.get(String(id)) === 'unknown') result.unknown += 1;
    else result.lost += 1;
    if (times > 0 && row.get(String(id), kindOf(index)) !== 'asked') result.unmarked += 1;
  }
  db.close();
  return result;
}
