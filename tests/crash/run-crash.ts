/**
 * One crash run: the real process under a steady load, killed at random moments and at every named point, started again
 * each time on the same data. What came of it all is worked out at the end.
 */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { startTelegramEmulator } from '../../bots/telegram/emulator/index.ts';
import type { TelegramEmulator } from '../../bots/telegram/emulator/emulator.ts';
import { systemClock, type Clock } from '../../src/core/clock.ts';
import { createSeededRandom } from '../support/manual-clock.ts';
import { createCustomers, type Customers } from './customers.ts';
import { FAULT_POINT_NAMES, isPlatformPoint, type FaultPoint } from './fault-points.ts';
import { faqQuestions, writeFaqFolder } from './faq-folder.ts';
import { createProductProcess, type ProductProcess } from './product-process.ts';
import { createPusher, type Pusher } from './pusher.ts';
import { reconcile, type Verdict } from './reconcile.ts';

export interface CrashOptions {
  kills: number;
  /** Messages a second. */
  rate: number;
  seed: number;
  breaks: 'ack-first' | null;
  onProgress?(line: string): void;
}

export interface CrashResult extends Verdict {
  kills: number;
  /** Kills at a named point that the process really came by. */
  covered: Partial<Record<FaultPoint, number>>;
  /** Parts on the wire at each kill. */
  inFlight: number[];
  /** From the start of a process to its first acknowledged update. */
  recoveryMs: number[];
  messages: number;
  seconds: number;
}

/** Every call of the bot takes this long, so that there is always one on its way. */
const ANSWER_MS = 25;
const ASKERS = 500;
const STARTING_SHARE = 0.06;
const LOAD_TICK_MS = 5;
const LONGEST_LIFE_MS = 15_000;
const QUIET_MS = 2_000;
const LONGEST_REST_MS = 30_000;
/** The first start may have to build the console. */
const FIRST_START_MS = 90_000;

interface Run {
  options: CrashOptions;
  product: ProductProcess;
  pusher: Pusher;
  customers: Customers;
  platform: Platform;
  fraction(): number;
  result: Omit<CrashResult, keyof Verdict>;
}

/** The messenger, with a hand on the calls that are open there. */
interface Platform {
  emulator: TelegramEmulator;
  readonly open: number;
  /** Calls `act` when the n-th call from now reaches this point. */
  trap(point: FaultPoint, nth: number, act: () => void): void;
}

export async function runCrash(options: CrashOptions): Promise<CrashResult> {
  const dir = mkdtempSync(join(tmpdir(), 'crash-'));
  const began = performance.now();
  const platform = await openPlatform(options.seed);
  const { emulator } = platform;
  const questions = faqQuestions(200);
  const { token, apiRoot } = emulator;
  const product = await createProductProcess({ dir, apiRoot, token, faqDir: writeFaqFolder(dir, questions) });
  const pusher = createPusher(product.webhookUrl);
  const { fraction } = createSeededRandom(options.seed);
  const customers = createCustomers({ emulator, questions, askers: ASKERS, fraction, push: pusher.push });
  const result = { kills: 0, covered: {}, inFlight: [], recoveryMs: [], messages: 0, seconds: 0 };
  const run: Run = { options, product, pusher, customers, platform, fraction, result };
  try {
    await firstStart(run);
    const stopLoad = startLoad(run);
    for (let kill = 0; kill < options.kills; kill += 1) await oneLife(run, kill);
    product.start();
    await firstAck(run, LONGEST_REST_MS);
    stopLoad();
    await rest(run);
    await product.stop();
    const verdict = reconcile(product.database, customers.all.values(), pusher.acknowledged);
    return {
      ...verdict,
      ...run.result,
      messages: customers.updates,
      seconds: Math.round((performance.now() - began) / 1000),
    };
  } finally {
    await product.kill();
    customers.stop();
    await pusher.close();
    await emulator.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

async function openPlatform(seed: number): Promise<Platform> {
  let open = 0;
  let trap: { point: FaultPoint; left: number; act: () => void } | null = null;
  const pass = (point: FaultPoint) => {
    if (trap?.point !== point) return;
    trap.left -= 1;
    if (trap.left > 0) return;
    const { act } = trap;
    trap = null;
    act();
  };
  // The emulator waits by its clock before it carries a call out: that is where calls can be counted and trapped.
  const clock: Clock = {
    ...systemClock,
    after(ms, fn) {
      if (ms !== ANSWER_MS) return systemClock.after(ms, fn);
      open += 1;
      pass('call-received');
      return systemClock.after(ms, () => {
        open -= 1;
        pass('call-carried-out');
        fn();
        setImmediate(() => pass('call-answered'));
      });
    },
  };
  const emulator = await startTelegramEmulator({ clock, random: createSeededRandom(seed), history: 60 });
  for (const method of ['sendMessage', 'editMessageText']) {
    emulator.fault({ method, delayMs: ANSWER_MS, times: Number.MAX_SAFE_INTEGER });
  }
  // Updates go out by our own pusher, which knows what was acknowledged.
  const queue = emulator.world.bots.get(emulator.token)?.updates;
  let lastId = 700_000;
  if (queue) queue.push = (kind, payload) => ({ update_id: (lastId += 1), [kind]: payload });
  return {
    emulator,
    get open() {
      return open;
    },
    trap(point, nth, act) {
      trap = { point, left: nth, act };
    },
  };
}

async function firstStart(run: Run): Promise<void> {
  run.product.start();
  run.customers.act();
  await firstAck(run, FIRST_START_MS);
  run.options.onProgress?.('The product stands; the load begins.');
}

/** Sends `rate` messages a second, also while the process is down: then they wait for it as they would at Telegram. */
function startLoad({ customers, options }: Run): () => void {
  const began = performance.now();
  let sent = 0;
  const timer = setInterval(() => {
    const due = ((performance.now() - began) / 1000) * options.rate;
    while (sent < due) {
      const made = customers.act();
      // Everybody waits for an answer: what is due is not made up for later.
      if (made === 0) sent = Math.ceil(due);
      sent += made;
    }
  }, LOAD_TICK_MS);
  return () => clearInterval(timer);
}

/** From one kill to the next: half of them at a random moment, half at a named point. */
async function oneLife(run: Run, kill: number): Promise<void> {
  const { product, platform, result, fraction } = run;
  const point = kill % 2 === 1 ? FAULT_POINT_NAMES[(kill >> 1) % FAULT_POINT_NAMES.length] : undefined;
  const nth = timesPassed(point, fraction);
  if (kill > 0) start(run, point, nth);
  else if (point) throw new Error('The first life has no point');
  const died = product.gone();
  const lived = recover(run, kill);
  if (point === undefined) {
    await lived;
    await pause(100 + fraction() * 900);
    await product.kill();
  } else {
    if (isPlatformPoint(point)) platform.trap(point, nth, () => void product.kill());
    const how = await Promise.race([died, pause(LONGEST_LIFE_MS).then(() => 'late')]);
    if (how === 'SIGKILL') result.covered[point] = (result.covered[point] ?? 0) + 1;
    platform.trap(point, Infinity, () => {});
    await product.kill();
  }
  result.kills += 1;
  result.inFlight.push(countInFlight(product.database));
  if (result.kills % 10 === 0) progress(run);
}

async function recover(run: Run, kill: number): Promise<void> {
  const ms = await firstAck(run, LONGEST_LIFE_MS);
  // The first life began before the load did.
  if (kill > 0 && ms !== null) run.result.recoveryMs.push(ms);
}

function start({ product, options }: Run, point: FaultPoint | undefined, nth: number): void {
  product.start({
    ...(point && !isPlatformPoint(point) ? { CRASH_AT: `${point}:${nth}` } : {}),
    ...(options.breaks ? { CRASH_BREAK: options.breaks } : {}),
  });
}

/** How often the process comes by the point before it dies there; now and then so seldom that it is still starting. */
function timesPassed(point: FaultPoint | undefined, fraction: () => number): number {
  if (point === 'after-task') return 1 + Math.floor(fraction() * 8);
  return fraction() < STARTING_SHARE ? 1 + Math.floor(fraction() * 10) : 30 + Math.floor(fraction() * 200);
}

/** Parts on the wire when the process died, read from a copy so that the real file stays as the dead process left it. */
function countInFlight(file: string): number {
  const copy = `${file}.look`;
  copyFileSync(file, copy);
  copyFileSync(`${file}-wal`, `${copy}-wal`);
  const db = new Database(copy);
  const count = db
    .prepare(`SELECT count(*) FROM deliveries WHERE lane IS NOT NULL AND lane = 'wire'`)
    .pluck()
    .get();
  db.close();
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${copy}${suffix}`, { force: true });
  return Number(count);
}

/** Milliseconds until the next acknowledged update; null when there is none in time or the process dies before. */
async function firstAck({ pusher, product }: Run, withinMs: number): Promise<number | null> {
  const began = performance.now();
  const acknowledged = new Promise<number>((resolve) => {
    pusher.onAcknowledged = () => {
      pusher.onAcknowledged = null;
      resolve(performance.now() - began);
    };
  });
  const over = Promise.race([product.gone(), pause(withinMs)]).then(() => null);
  return Promise.race([acknowledged, over]);
}

/** Waits until nothing is waiting and nothing has arrived for a while. */
async function rest({ pusher, customers, platform }: Run): Promise<void> {
  const began = performance.now();
  let seen = -1;
  let quietSince = began;
  while (performance.now() - began < LONGEST_REST_MS) {
    const arrived = [...customers.all.values()].reduce((sum, { arrivals }) => sum + arrivals.length, 0);
    if (arrived !== seen || pusher.waiting > 0 || platform.open > 0) quietSince = performance.now();
    seen = arrived;
    if (performance.now() - quietSince > QUIET_MS) return;
    await pause(50);
  }
}

function progress({ options, result, pusher, customers }: Run): void {
  const { kills, inFlight, recoveryMs } = result;
  const flying = inFlight.filter((count) => count > 0).length;
  const recent = Math.round(recoveryMs.at(-1) ?? 0);
  options.onProgress?.(
    `${kills} kills, ${customers.updates} messages, ${pusher.acknowledged.size} acknowledged, ` +
      `in flight at ${flying} of ${inFlight.length}, last recovery ${recent} ms`,
  );
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
