/**
 * The real process with four channels under load, killed at random moments and around commits, started again each time.
 * At the end what each customer did and heard is held against the threads.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { createSeededRandom } from '../../support/manual-clock.ts';
import { FAULT_POINT_NAMES, isPlatformPoint } from '../fault-points.ts';
import { faqQuestions, writeFaqFolder, type FaqQuestion } from '../faq-folder.ts';
import { createProductProcess, type ProductProcess } from '../product-process.ts';
import { openChannels, type Channel, type Chatter } from './chatters.ts';

export interface ChannelsCrashOptions {
  kills: number;
  /** Customers of each channel. */
  customers: number;
  seed: number;
  /** `ack-first`: the process answers webhooks before it stores them; then the run must find losses. */
  breaks: 'ack-first' | null;
  /** How long customers may wait for their last answers when the killing is over. */
  restMs: number;
  onProgress?(line: string): void;
}

export interface ChannelVerdict {
  channel: string;
  asked: number;
  lost: number;
  effectsDoubled: number;
  orderBroken: number;
  outwardDuplicates: number;
  /** Arrived twice without a mark that it may have. */
  unexplained: number;
  findings: string[];
}

export interface ChannelsCrashResult {
  kills: number;
  seconds: number;
  channels: ChannelVerdict[];
}

interface Asked {
  chatter: Chatter;
  marks: string[];
}

const STATEMENT_POINTS = FAULT_POINT_NAMES.filter(
  (name) => !isPlatformPoint(name) && name !== 'after-task' && name !== 'after-claim',
);
const FIRST_START_MS = 90_000;
const LONGEST_LIFE_MS = 10_000;
const THINKING_MS = 40;

export async function runChannels(options: ChannelsCrashOptions): Promise<ChannelsCrashResult> {
  const began = performance.now();
  const dir = mkdtempSync(join(tmpdir(), 'crash-channels-'));
  const random = createSeededRandom(options.seed);
  const questions = faqQuestions(200);
  const settings = { dir, apiRoot: '', token: '', faqDir: writeFaqFolder(dir, questions) };
  const product = await createProductProcess(settings);
  const baseUrl = `http://127.0.0.1:${product.port}`;
  const channels = await openChannels({ baseUrl, customers: options.customers, random });
  const env: Record<string, string> = Object.assign({}, ...channels.map((channel) => channel.env));
  if (options.breaks) env['CRASH_BREAK'] = options.breaks;
  const asked = new Map<Channel, Asked[]>();
  let isOver = false;
  try {
    product.start(env);
    await listening(baseUrl, FIRST_START_MS);
    for (const channel of channels) await channel.ready(baseUrl);
    options.onProgress?.('The product stands; the load begins.');
    const talks = channels.flatMap((channel) => {
      const all = channel.chatters.map((chatter): Asked => ({ chatter, marks: [] }));
      asked.set(channel, all);
      return all.map((one) => talk(one, questions, random.fraction, () => isOver));
    });
    for (let kill = 0; kill < options.kills; kill += 1) {
      await oneLife(product, env, kill, random.fraction);
      await listening(baseUrl, FIRST_START_MS);
      if ((kill + 1) % 10 === 0) options.onProgress?.(`${kill + 1} kills, ${countOf(asked)} questions`);
    }
    isOver = true;
    await Promise.race([Promise.all(talks), pause(options.restMs)]);
    await pause(1_000);
    await product.stop();
    return {
      kills: options.kills,
      seconds: Math.round((performance.now() - began) / 1000),
      channels: [...asked].map(([{ name }, all]) => judge(name, all, product.database)),
    };
  } finally {
    isOver = true;
    await product.kill();
    for (const channel of channels) await channel.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Lives for a moment, then dies: every second time at a named point of the store. */
async function oneLife(
  product: ProductProcess,
  env: Record<string, string>,
  kill: number,
  fraction: () => number,
): Promise<void> {
  const point = STATEMENT_POINTS[(kill >> 1) % STATEMENT_POINTS.length];
  if (kill % 2 === 1 && point) {
    // The one that runs has no trap; the next one has.
    await product.kill();
    product.start({ ...env, CRASH_AT: `${point}:${20 + Math.floor(fraction() * 100)}` });
    await Promise.race([product.gone(), pause(LONGEST_LIFE_MS)]);
  } else {
    await pause(200 + fraction() * 800);
  }
  await product.kill();
  product.start(env);
}

async function talk(
  { chatter, marks }: Asked,
  questions: FaqQuestion[],
  fraction: () => number,
  isOver: () => boolean,
): Promise<void> {
  const from = Math.floor(fraction() * questions.length);
  for (let index = 0; index < questions.length && !isOver(); index += 1) {
    const { question, mark } = questions[(from + index) % questions.length] ?? { question: '', mark: '' };
    marks.push(mark);
    await chatter.says(question);
    while (!chatter.heard().some((text) => text.includes(mark))) await pause(THINKING_MS);
    await pause(THINKING_MS);
  }
}

function judge(channel: string, all: Asked[], file: string): ChannelVerdict {
  const db = new Database(file, { readonly: true });
  const verdict: ChannelVerdict = {
    channel,
    asked: all.reduce((sum, { marks }) => sum + marks.length, 0),
    lost: 0,
    effectsDoubled: 0,
    orderBroken: 0,
    outwardDuplicates: 0,
    unexplained: 0,
    findings: [],
  };
  for (const one of all) judgeOne(verdict, one, db);
  db.close();
  return verdict;
}

function judgeOne(verdict: ChannelVerdict, { chatter, marks }: Asked, db: Database.Database): void {
  const lines = db
    .prepare<[string, string], { id: number; direction: string; content: string }>(
      `SELECT m.id, m.direction, m.content FROM messages m JOIN conversations c ON c.id = m.conversation_id
        WHERE c.account = ? AND c.address = ? ORDER BY m.seq`,
    )
    .all(chatter.account, chatter.address());
  const answers = lines.flatMap(({ id, direction, content }) => {
    const mark = direction === 'out' ? /Answer \d+/.exec(content)?.[0] : undefined;
    return mark ? [{ id, mark }] : [];
  });
  const told = (what: string): void => {
    if (verdict.findings.length < 12)
      verdict.findings.push(`${chatter.account} ${chatter.address()}: ${what}`);
  };
  const questions = lines.filter(({ direction }) => direction === 'in').length;
  if (questions !== marks.length) {
    verdict[questions < marks.length ? 'lost' : 'effectsDoubled'] += Math.abs(questions - marks.length);
    told(`${questions} questions in the thread, ${marks.length} asked`);
  }
  for (const mark of marks) {
    const made = answers.filter((answer) => answer.mark === mark);
    const arrived = chatter.heard().filter((text) => text.includes(mark)).length;
    if (made.length !== 1) {
      verdict[made.length === 0 ? 'lost' : 'effectsDoubled'] += 1;
      told(`${mark} stands ${made.length} times in the thread`);
    }
    if (arrived === 0) {
      verdict.lost += 1;
      told(`${mark} never arrived`);
    }
    if (arrived < 2) continue;
    verdict.outwardDuplicates += arrived - 1;
    if (made[0] && isMarked(db, made[0].id)) continue;
    verdict.unexplained += 1;
    told(`${mark} arrived ${arrived} times and is not marked`);
  }
  const order = answers.map(({ mark }) => mark);
  if (order.length === marks.length && String(order) !== String(marks)) {
    verdict.orderBroken += 1;
    told(`answered in the order ${order.join(', ')}`);
  }
}

function isMarked(db: Database.Database, messageId: number): boolean {
  return (
    db
      .prepare(
        `SELECT count(*) FROM deliveries WHERE message_id = ? AND (maybe_twice <> 0 OR state = 'unknown')`,
      )
      .pluck()
      .get(messageId) !== 0
  );
}

function countOf(asked: ReadonlyMap<Channel, Asked[]>): number {
  return [...asked.values()].flat().reduce((sum, { marks }) => sum + marks.length, 0);
}

async function listening(baseUrl: string, withinMs: number): Promise<void> {
  const until = performance.now() + withinMs;
  while (performance.now() < until) {
    const answer = await fetch(`${baseUrl}/healthz`).catch(() => null);
    if (answer?.ok) return;
    await pause(25);
  }
  throw new Error('The product does not stand up');
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
