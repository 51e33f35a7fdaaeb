/**
 * `npx node tests/bench/hardship.ts [--seconds 4] [--rounds 3] [--json]`: what a long history, many conversations and a
 * refusing platform cost our product. Growth is CPU per message of the order dialog at 64 customers, each a customer of
 * before; refusals are counted over messages that all have to arrive, once.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createSeededRandom } from '../support/manual-clock.ts';
import { startApiStub, type ApiStub } from './api-stub.ts';
import { BOTS, SECRET, type BotKind } from './bots.ts';
import { createConnection } from './connection.ts';
import { startAndAsk } from './first-reply.ts';
import { applyLoad, sleep, toUpdate } from './load.ts';
import { seed } from './seed.ts';
import { faqQuestions } from '../crash/faq-folder.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
  },
});
const PATTERN = 999;
const FROM = 10_000_000;
const REFUSED_SHARE = 0.05;
const MESSAGES = 1_500;
const LONGEST_WAIT_MS = 60_000;

const SIZES = [
  { name: '10,000 conversations, 10 lines each', count: 10_000, threads: 5 },
  { name: '10,000 conversations, 100 lines each', count: 10_000, threads: 50 },
  { name: '100,000 conversations, 10 lines each', count: 100_000, threads: 5 },
];

const ours = BOTS.find(({ name, job }) => name === 'prilavok' && job === 'dialog');
const faq = BOTS.find(({ name, job }) => name === 'prilavok' && job === 'faq');
if (!ours || !faq) throw new Error('Our own bot is not on the list');
const stub = await startApiStub();
const growth = await measureGrowth(ours, faq, stub);
const refusals = await measureRefusals(faq, stub);
stub.close();
console.log('\n| database | CPU µs a message, median | × | msg/s |\n| --- | --- | --- | --- |');
for (const { name, cpu, perSecond } of growth) {
  const ratio = (cpu / (growth[0]?.cpu ?? cpu)).toFixed(2);
  console.log(`| ${name} | ${Math.round(cpu)} | ${ratio} | ${Math.round(perSecond)} |`);
}
console.log(
  `\n${refusals.messages} messages, ${refusals.refused} sends refused with 429: ` +
    `lost ${refusals.lost}, doubled ${refusals.doubled}, ${refusals.seconds} s\n`,
);
if (values.json) console.log(JSON.stringify({ growth, refusals }));

/** `pattern` is asked a question, so that nobody stands in the middle of a dialog. */
async function measureGrowth(kind: BotKind, pattern: BotKind, api: ApiStub) {
  const folders = new Map<string, string>();
  for (const { name, count, threads } of SIZES) {
    const dir = mkdtempSync(join(tmpdir(), 'growth-'));
    folders.set(name, dir);
    const { bot } = await startAndAsk(pattern, api, dir);
    await sleep(500);
    await bot.stop();
    seed({ dataDir: dir, pattern: PATTERN, from: FROM, count, threads });
    console.error(`seeded: ${name}`);
  }
  const samples = SIZES.map(({ name }) => ({ name, cpus: [] as number[], rates: [] as number[] }));
  for (let round = 0; round < Number(values.rounds); round += 1) {
    for (const [index, { name, count }] of SIZES.entries()) {
      const { bot } = await startAndAsk(kind, api, folders.get(name));
      const measured = await applyLoad({
        job: 'dialog',
        bot,
        stub: api,
        fraction: createSeededRandom(round).fraction,
        load: { customers: 64 },
        warmMs: 1_500,
        measureMs: Number(values.seconds) * 1_000,
        known: { from: FROM, count },
      });
      samples[index]?.cpus.push(measured.cpuUsPerMessage);
      samples[index]?.rates.push(measured.perSecond);
      await bot.stop();
      console.error(
        `round ${round + 1}: ${name}: ${Math.round(measured.cpuUsPerMessage)} µs, wrong ${measured.wrong}`,
      );
    }
  }
  for (const dir of folders.values()) rmSync(dir, { recursive: true, force: true });
  return samples.map(({ name, cpus, rates }) => ({ name, cpu: median(cpus), perSecond: median(rates) }));
}

/** Every message is one customer's only one, so that each answer can be told from all others. */
async function measureRefusals(kind: BotKind, api: ApiStub) {
  const { bot } = await startAndAsk(kind, api);
  const arrived = new Map<number, number>();
  api.refusedShare = REFUSED_SHARE;
  api.onMessage = (chat) => void arrived.set(chat, (arrived.get(chat) ?? 0) + 1);
  const before = api.refused;
  const began = performance.now();
  const text = faqQuestions(1)[0]?.question ?? '';
  const connections = Array.from({ length: 32 }, () => createConnection(bot.port, bot.path, SECRET));
  let next = 0;
  const work = async (connection: (typeof connections)[number]) => {
    while (next < MESSAGES) {
      next += 1;
      const body = toUpdate(20_000_000 + next, text);
      for (;;) if ((await new Promise<number>((resolve) => connection.post(body, resolve))) === 200) break;
    }
  };
  await Promise.all(connections.map(work));
  while (arrived.size < MESSAGES && performance.now() - began < LONGEST_WAIT_MS) await sleep(100);
  await sleep(2_500);
  const doubled = [...arrived.values()].reduce((sum, times) => sum + times - 1, 0);
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  for (const connection of connections) connection.close();
  api.refusedShare = 0;
  await bot.stop();
  return {
    messages: MESSAGES,
    refused: api.refused - before,
    lost: MESSAGES - arrived.size,
    doubled,
    seconds,
  };
}

function median(numbers: number[]): number {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN;
}
