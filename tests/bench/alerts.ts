/**
 * `npm run bench:alerts -- [--people 50000] [--pieces 40] [--waves 5] [--rate 200] [--json]`: so many people wait for one
 * thing, and so many pieces come back. Told are: how the waves went (order, nobody twice, people a second), and what they did to
 * the answers that other customers got meanwhile, with memory and the longest block of the event loop.
 */
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import Database from 'better-sqlite3';
import { faqQuestions, writeFaqFolder } from '../crash/faq-folder.ts';
import { ROOT } from '../crash/product-process.ts';
import { freePort } from '../support/free-port.ts';
import { createSeededRandom } from '../support/manual-clock.ts';
import { startApiStub, type ApiStub } from './api-stub.ts';
import { SECRET, TOKEN, type RunningBot } from './bots.ts';
import { createConnection } from './connection.ts';
import { applyLoad, sleep, toUpdate, type Measure } from './load.ts';
import { seed } from './seed.ts';

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '50000' },
    pieces: { type: 'string', default: '40' },
    waves: { type: 'string', default: '5' },
    rate: { type: 'string', default: '200' },
    json: { type: 'boolean', default: false },
  },
});
const VARIANT = 'TC-250-CHK';
const PATTERN = 999;
const FROM = 10_000_000;
const SECONDS = 6;
const BACK = /It’s back!/;
const people = Number(values.people);
const waves = Number(values.waves);

interface Told {
  chat: number;
  atMs: number;
}
interface House extends RunningBot {
  ask(wish: { do: string; ms?: number }): Promise<{ blockedMs: number; rssMb: number }>;
}

const dir = mkdtempSync(join(tmpdir(), 'alerts-'));
const told: Told[] = [];
const stub = await startApiStub();
const watched = watchWaves(stub);
const shopDir = writeShop(dir, Number(values.pieces));
writePattern();
const first = await startHouse(dir, shopDir);
await writeOnce(first, watched);
await first.stop();
seedWaiting(join(dir, 'data'));
console.error(`seeded: ${people} people wait`);

const house = await startHouse(dir, shopDir);
const { fraction } = createSeededRandom(1);
const before: (Measure & { blockedMs: number })[] = [];
const during: (Measure & { blockedMs: number })[] = [];
await measure(2, 1);
const idleMb = (await house.ask({ do: 'begin' })).rssMb;
for (let wave = 0; wave < waves; wave += 1) {
  before.push(await measure(SECONDS));
  const known = told.length;
  await house.ask({ do: 'forward', ms: 6 * 60_000 });
  const deadline = performance.now() + 30_000;
  while (told.length === known && performance.now() < deadline) await sleep(20);
  during.push(await measure(SECONDS));
  console.error(`wave ${wave + 1}: ${told.length - known} told`);
}
await sleep(3_000);
const { rssMb } = await house.ask({ do: 'end' });
await house.stop();
stub.close();
const left = readLeft(join(dir, 'data'));
rmSync(dir, { recursive: true, force: true });
report();

/** The load of other customers; what happens to their answers. */
async function measure(seconds: number, warm = 0.3): Promise<Measure & { blockedMs: number }> {
  await house.ask({ do: 'begin' });
  const measured = await applyLoad({
    job: 'faq',
    bot: house,
    stub: watched,
    fraction,
    load: { perSecond: Number(values.rate) },
    warmMs: warm * 1_000,
    measureMs: seconds * 1_000,
  });
  return { ...measured, blockedMs: (await house.ask({ do: 'end' })).blockedMs };
}

/** Notices are told apart from answers before the load sees them. */
function watchWaves(api: ApiStub): ApiStub {
  let answers: ApiStub['onMessage'] = () => {};
  api.onMessage = (chat, text) => {
    if (BACK.test(text)) told.push({ chat, atMs: performance.now() });
    else answers(chat, text);
  };
  return Object.defineProperty({ ...api }, 'onMessage', {
    get: () => answers,
    set(next: ApiStub['onMessage']) {
      answers = next;
    },
  });
}

/** The sample shop with so many pieces, awake at night, and a pause that the clock jumps over. */
function writeShop(folder: string, pieces: number): string {
  const shop = join(folder, 'shop');
  cpSync(join(ROOT, 'data/sample-shop'), shop, { recursive: true });
  const rows = readFileSync(join(shop, 'products.csv'), 'utf8').split('\n');
  const changed = rows.map((row) => (row.startsWith(VARIANT) ? row.replace(/0\s*$/, String(pieces)) : row));
  writeFileSync(join(shop, 'products.csv'), changed.join('\n'));
  const settings = readFileSync(join(shop, 'shop.yaml'), 'utf8')
    .replace(/^quietHours:.*$/m, '')
    .replace(/^stockAlerts:.*$/m, '');
  writeFileSync(
    join(shop, 'shop.yaml'),
    `${settings}\nquietHours: false\nstockAlerts: { pauseMinutes: 5 }\n`,
  );
  return shop;
}

function writePattern(): void {
  writeFaqFolder(dir, faqQuestions(200));
}

async function startHouse(folder: string, shop: string): Promise<House> {
  const port = await freePort();
  const child = spawn(process.execPath, [fileURLToPath(new URL('alerts-house.ts', import.meta.url))], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'] ?? '',
      NODE_ENV: 'production',
      PORT: String(port),
      HOST: '127.0.0.1',
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      DATA_DIR: join(folder, 'data'),
      FAQ_DIR: writeFaqFolder(folder, faqQuestions(200)),
      SHOP_DIR: shop,
      LOG_LEVEL: 'error',
      TELEGRAM_BOT_TOKEN: TOKEN,
      TELEGRAM_WEBHOOK_SECRET: SECRET,
      TELEGRAM_API_ROOT: stub.url,
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const heard = () =>
    new Promise<{ blockedMs: number; rssMb: number }>((resolve) => child.once('message', resolve as never));
  await heard();
  const cpu = () => {
    const stat = readFileSync(`/proc/${child.pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  };
  return {
    port,
    path: '/webhooks/telegram',
    dataDir: join(folder, 'data'),
    cpuMs: cpu,
    rssMb: () => 0,
    ask(wish) {
      const answer = heard();
      child.send(wish);
      return answer;
    },
    async stop() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await gone;
    },
  };
}

/** One customer writes once: everybody who waits is made like them. */
async function writeOnce({ port, path }: House, api: ApiStub): Promise<void> {
  const answered = new Promise<void>((resolve) => {
    api.onMessage = (chat) => {
      if (chat === PATTERN) resolve();
    };
  });
  const connection = createConnection(port, path, SECRET);
  const body = toUpdate(PATTERN, faqQuestions(1)[0]?.question ?? '');
  await new Promise<number>((resolve) => connection.post(body, resolve));
  await answered;
  connection.close();
  await sleep(500);
}

/** Everybody has agreed and waits, in the order of their addresses; one reading has said that it is back. */
function seedWaiting(dataDir: string): void {
  seed({ dataDir, pattern: PATTERN, from: FROM, count: people, threads: 1 });
  const db = new Database(join(dataDir, 'prilavok.sqlite'));
  db.exec(`
    UPDATE conversations SET dialog = json_set(dialog, '$.consents', json('{"stock":{"given":true,"atMs":1}}'))
     WHERE public_id LIKE 'seeded-%';
    INSERT INTO stock_alerts (key, conversation_id, variant_id, product_id, title, state, asked_at)
     SELECT public_id, id, '${VARIANT}', 'tablecloth', '{"default":"Linen tablecloth, 150×250, checked"}', 'waiting',
            ${Date.now() - 86_400_000}
       FROM conversations WHERE public_id LIKE 'seeded-%' ORDER BY CAST(address AS INTEGER);
    INSERT INTO stock_watches (variant_id, state, since_at, read_at, due_at) VALUES
     ('${VARIANT}', 'maybe', ${Date.now()}, 1, ${Date.now() + 5 * 60_000});
  `);
  db.close();
}

function readLeft(dataDir: string): Record<string, number> {
  const db = new Database(join(dataDir, 'prilavok.sqlite'), { readonly: true });
  const rows = db
    .prepare<[], { state: string; count: number }>(
      'SELECT state, count(*) AS count FROM stock_alerts GROUP BY state',
    )
    .all();
  db.close();
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}

function report(): void {
  const chats = told.map(({ chat }) => chat);
  const outOfOrder = chats.filter((chat, index) => chat !== FROM + index).length;
  const twice = chats.length - new Set(chats).size;
  const fastest = Math.max(
    ...told.map(({ atMs }) => told.filter((one) => Math.abs(one.atMs - atMs - 500) <= 500).length),
  );
  const [p99Before, p99During] = [before, during].map((all) => median(all.map(({ p99Ms }) => p99Ms)));
  const ratios = during.map(({ p99Ms }, index) => p99Ms / (before[index]?.p99Ms ?? p99Ms));
  const figures = {
    people,
    told: chats.length,
    outOfOrder,
    twice,
    left,
    mostInOneSecond: fastest,
    p50Before: median(before.map(({ p50Ms }) => p50Ms)),
    p50During: median(during.map(({ p50Ms }) => p50Ms)),
    p99Before,
    p99During,
    ratio: (p99During ?? 0) / (p99Before ?? 1),
    ratios,
    wrongBefore: sumOf(before),
    wrongDuring: sumOf(during),
    blockedBeforeMs: Math.max(...before.map(({ blockedMs }) => blockedMs)),
    blockedDuringMs: Math.max(...during.map(({ blockedMs }) => blockedMs)),
    idleMb,
    rssMb,
  };
  for (const [name, value] of Object.entries(figures)) {
    const shown = Array.isArray(value)
      ? value.map((one) => one.toFixed(2)).join(' ')
      : typeof value === 'number'
        ? Math.round(value * 100) / 100
        : JSON.stringify(value);
    console.log(`  ${name.padEnd(18)} ${shown}`);
  }
  if (values.json) console.log(JSON.stringify(figures));
  if (outOfOrder + twice > 0) process.exitCode = 1;
}

/** Answers that did not fit, calls that were refused, customers that were all busy. */
function sumOf(all: Measure[]): string {
  const sum = (pick: (one: Measure) => number) => all.reduce((total, one) => total + pick(one), 0);
  return `${sum(({ wrong }) => wrong)}, ${sum(({ bad }) => bad)}, ${sum(({ dropped }) => dropped)}`;
}

function median(all: number[]): number {
  const sorted = all.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}
