/**
 * `npm run bench:turns -- [--rounds 5] [--seconds 2.5] [--only name] [--json]`: our product beside bare grammY and telegraf
 * bots that do the same two jobs. Every round starts every bot anew, in random order; medians over the rounds are printed
 * with their ratio to the named baseline.
 */
import { parseArgs } from 'node:util';
import { createSeededRandom } from '../support/manual-clock.ts';
import { startApiStub, type ApiStub } from './api-stub.ts';
import { BOTS, type BotKind } from './bots.ts';
import { startAndAsk } from './first-reply.ts';
import { applyLoad, sleep } from './load.ts';
import { printReport, toRecord, type Sample } from './report.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '2.5' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const { fraction } = createSeededRandom(Number(values.seed));
const measureMs = Number(values.seconds) * 1_000;
const WARM_UP_MS = 3_000;
const WARM_MS = 700;
const samples: Sample[] = [];

const stub = await startApiStub();
const chosen = BOTS.filter(({ name, job }) => !values.only || `${job} ${name}`.includes(values.only));
for (let round = 0; round < Number(values.rounds); round += 1) {
  for (const kind of shuffled(chosen)) {
    await measure(kind, stub, round);
    console.error(`round ${round + 1}: ${kind.job} ${kind.name}`);
  }
}
stub.close();
printReport(samples);
if (values.json) console.log(JSON.stringify(toRecord(samples)));

async function measure(kind: BotKind, api: ApiStub, round: number): Promise<void> {
  const { bot, firstReplyMs } = await startAndAsk(kind, api);
  await sleep(500);
  const idleMb = bot.rssMb();
  // Compiled code first, for everybody alike.
  const ready = { job: kind.job, bot, stub: api, fraction, load: { customers: 16 } };
  await applyLoad({ ...ready, warmMs: WARM_UP_MS, measureMs: 100 });
  const loads = [
    ...kind.closed.map((customers) => ({ customers })),
    ...kind.open.map((perSecond) => ({ perSecond })),
  ];
  for (const load of loads) {
    const options = { job: kind.job, bot, stub: api, fraction, load, warmMs: WARM_MS, measureMs };
    const measured = await applyLoad(options);
    samples.push({ round, kind, load, ...measured, rssMb: bot.rssMb(), idleMb, firstReplyMs });
  }
  await bot.stop();
}

function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, at: fraction() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
