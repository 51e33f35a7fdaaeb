/**
 * A wave of stock alerts through the real process, killed again and again in the middle of it. Everybody asks for the same
 * thing over the messenger; then it is back. Worked out at the end: who heard of it twice, and who not at all.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { startTelegramEmulator } from '../../bots/telegram/emulator/index.ts';
import type { TelegramEmulator } from '../../bots/telegram/emulator/emulator.ts';
import { createSeededRandom } from '../support/manual-clock.ts';
import { faqQuestions, writeFaqFolder } from './faq-folder.ts';
import { killAgainAndAgain, seen } from './killed-lives.ts';
import { createProductProcess, ROOT } from './product-process.ts';

export interface AlertsCrashOptions {
  kills: number;
  people: number;
  seed: number;
  /** Every call to the messenger takes this long, so that there is always one on its way. */
  answerMs?: number;
  onProgress?(line: string): void;
}

export interface AlertsCrashResult {
  kills: number;
  people: number;
  /** Those who got it once. */
  told: number;
  /** Who heard of it more than once. */
  twice: number;
  /** Who did not, and nothing in the database says why. */
  lost: number;
  /** The process died while the messenger carried it out: nobody knows, so it is never said again. */
  unknown: number;
  /** People told at each kill. */
  toldAtKill: number[];
  outOfOrder: number;
}

const VARIANT = 'TC-250-CHK';
const FIRST_ID = 700_000;
const BACK = /It’s back!/;

export async function runAlertsCrash(options: AlertsCrashOptions): Promise<AlertsCrashResult> {
  const { people, kills, onProgress = () => {} } = options;
  const dir = mkdtempSync(join(tmpdir(), 'crash-alerts-'));
  const random = createSeededRandom(options.seed);
  const emulator = await startTelegramEmulator({ random });
  const { token, apiRoot } = emulator;
  const faqDir = writeFaqFolder(dir, faqQuestions(10));
  const product = await createProductProcess({ dir, apiRoot, token, faqDir });
  const env = { SHOP_DIR: writeShop(dir) };
  const ids = Array.from({ length: people }, (_, index) => FIRST_ID + index);
  try {
    product.start(env);
    await askAll(emulator, ids);
    onProgress(`${people} people wait`);
    await product.stop();
    comeBack(product.database, join(env.SHOP_DIR, 'products.csv'), people);
    emulator.fault({
      method: 'sendMessage',
      delayMs: options.answerMs ?? 20,
      times: Number.MAX_SAFE_INTEGER,
    });
    const told = () => count(emulator, ids, 1);
    const toldAtKill = await killAgainAndAgain({ product, env, kills, people, told, random, onProgress });
    product.start(env);
    await untilOver(product.database);
    await product.stop();
    return { ...reconcile(product.database, emulator, ids), kills, people, toldAtKill };
  } catch (thrown) {
    throw new Error(`The run broke off; the process said: ${product.complaints}`, { cause: thrown });
  } finally {
    await product.kill();
    await emulator.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Everybody opens the link of the product and says yes, one after another: that is the order of asking. */
async function askAll(emulator: TelegramEmulator, ids: number[]): Promise<void> {
  for (const id of ids) {
    const phone = emulator.user(id);
    phone.person.languageCode = 'en';
    phone.start(`stock_${VARIANT}`);
    await seen(
      () => phone.received().some(({ text = '' }) => /Shall I write to you/.test(text)),
      'the question',
    );
    phone.tap('Yes, please write');
    await seen(
      () => phone.received().some(({ text = '' }) => /I will write to you/.test(text)),
      'the promise',
    );
  }
}

/** As many pieces as make one wave of everybody; one reading has said so before. */
function comeBack(database: string, products: string, people: number): void {
  const pieces = Math.ceil(people / 10);
  const rows = readFileSync(products, 'utf8').split('\n');
  const changed = rows.map((row) => (row.startsWith(VARIANT) ? row.replace(/0\s*$/, String(pieces)) : row));
  writeFileSync(products, changed.join('\n'));
  const db = new Database(database);
  db.prepare(
    `UPDATE stock_watches SET state = 'maybe', since_at = since_at - 600000, read_at = 1, due_at = 0`,
  ).run();
  db.close();
}

function writeShop(dir: string): string {
  const shop = join(dir, 'shop');
  cpSync(join(ROOT, 'data/sample-shop'), shop, { recursive: true });
  const settings = readFileSync(join(shop, 'shop.yaml'), 'utf8')
    .replace(/^quietHours:.*$/m, '')
    .replace(/^stockAlerts:.*$/m, '');
  const own = 'quietHours: false\nstockAlerts: { peoplePerPiece: 10 }\n';
  writeFileSync(join(shop, 'shop.yaml'), `${settings}\n${own}`);
  return shop;
}

function news(emulator: TelegramEmulator, id: number): number {
  return emulator
    .user(id)
    .received()
    .filter(({ text = '' }) => BACK.test(text)).length;
}

function count(emulator: TelegramEmulator, ids: number[], least: number): number {
  return ids.filter((id) => news(emulator, id) >= least).length;
}

/** Nobody waits any more, and nothing is on its way. */
async function untilOver(database: string): Promise<void> {
  const db = new Database(database, { readonly: true });
  const open = db
    .prepare<[], number>(
      `SELECT (SELECT count(*) FROM stock_alerts WHERE state IN ('waiting', 'calling', 'held'))
            + (SELECT count(*) FROM deliveries WHERE lane IS NOT NULL)`,
    )
    .pluck();
  await seen(() => open.get() === 0, 'the end of the wave').finally(() => db.close());
}

function reconcile(
  database: string,
  emulator: TelegramEmulator,
  ids: number[],
): Pick<AlertsCrashResult, 'told' | 'twice' | 'lost' | 'unknown' | 'outOfOrder'> {
  const db = new Database(database, { readonly: true });
  const fate = db
    .prepare<[string], string>(
      `SELECT d.state FROM conversations c JOIN deliveries d ON d.conversation_id = c.id
        WHERE c.address = ? AND d.origin = 'notice'`,
    )
    .pluck();
  const result = { told: 0, twice: 0, lost: 0, unknown: 0, outOfOrder: 0 };
  for (const id of ids) {
    const times = news(emulator, id);
    if (times === 1) result.told += 1;
    else if (times > 1) result.twice += 1;
    else if (fate.get(String(id)) === 'unknown') result.unknown += 1;
    else result.lost += 1;
  }
  // The order in which they were handed to the engine is the order of asking.
  const called = db
    .prepare<[], number>(
      `SELECT CAST(c.address AS INTEGER) FROM messages m JOIN conversations c ON c.id = m.conversation_id
        WHERE m.direction = 'out' AND m.origin = 'notice' ORDER BY m.id`,
    )
    .pluck()
    .all();
  result.outOfOrder = called.filter((id, index) => index > 0 && id < (called[index - 1] ?? 0)).length;
  db.close();
  return result;
}
