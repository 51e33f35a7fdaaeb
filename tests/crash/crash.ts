/**
 * `npm run crash -- [--kills 300] [--rate 200] [--seed n] [--break ack-first] [--json]`: kills the real process again and
 * again under load and tells what became of the messages. Exits with 1 when anything was lost, doubled or out of order.
 * `--all-channels [--kills 30] [--customers 4]`: the same with customers on every channel at once.
 */
import { parseArgs } from 'node:util';
import { crashAllChannels } from './channels/crash-all-channels.ts';
import { FAULT_POINT_NAMES } from './fault-points.ts';
import { runCrash, type CrashResult } from './run-crash.ts';

const { values } = parseArgs({
  options: {
    'all-channels': { type: 'boolean', default: false },
    customers: { type: 'string', default: '4' },
    kills: { type: 'string' },
    rate: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    break: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
if (values.break !== undefined && values.break !== 'ack-first') {
  throw new Error(`There is no way to break "${values.break}"; there is: ack-first`);
}

const breaks = values.break ?? null;
const seed = Number(values.seed);
const onProgress = (line: string): void => console.error(line);
const isClean = values['all-channels']
  ? await crashAllChannels({
      kills: Number(values.kills ?? 30),
      customers: Number(values.customers),
      seed,
      breaks,
      json: values.json,
      onProgress,
    })
  : await crashOneChannel();
process.exitCode = isClean ? 0 : 1;

async function crashOneChannel(): Promise<boolean> {
  const rate = Number(values.rate);
  const result = await runCrash({ kills: Number(values.kills ?? 300), rate, seed, breaks, onProgress });
  print(result);
  const { kills, acknowledged, lost, effectsDoubled, orderBroken, outwardDuplicates, unexplained } = result;
  if (values.json) {
    const inFlightAtKillP50 = percentile(result.inFlight, 0.5);
    const recoveryMsP99 = percentile(result.recoveryMs, 0.99);
    const all = { kills, acknowledged, lost, effectsDoubled, orderBroken, outwardDuplicates, unexplained };
    console.log(JSON.stringify({ ...all, inFlightAtKillP50, recoveryMsP99 }));
  }
  return lost + effectsDoubled + orderBroken + unexplained === 0;
}

function print(one: CrashResult): void {
  const flying = one.inFlight.filter((count) => count > 0).length;
  const rows: [string, string | number][] = [
    ['kills', one.kills],
    ['messages', `${one.messages} in ${one.seconds} s`],
    ['acknowledged', one.acknowledged],
    ['lost', one.lost],
    ['effects doubled', one.effectsDoubled],
    ['order broken', one.orderBroken],
    ['arrived twice, and marked so', one.outwardDuplicates],
    ['unexplained', one.unexplained],
    ['a call under way at the kill', `${flying} of ${one.kills}, median ${percentile(one.inFlight, 0.5)}`],
    [
      'start to first acknowledged',
      `${percentile(one.recoveryMs, 0.5)} ms, p99 ${percentile(one.recoveryMs, 0.99)} ms`,
    ],
  ];
  console.log('');
  for (const [name, value] of rows) console.log(`  ${name.padEnd(30)} ${value}`);
  console.log('\n  killed at');
  for (const name of FAULT_POINT_NAMES) console.log(`  ${name.padEnd(30)} ${one.covered[name] ?? 0}`);
  for (const finding of one.findings) console.log(`\n  ! ${finding}`);
  console.log('');
}

function percentile(values_: number[], share: number): number {
  const sorted = values_.toSorted((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
}
