/**
 * `npm run crash -- [--kills 300] [--rate 200] [--seed n] [--break ack-first] [--json]`: kills the real process again and
 * again under load and tells what became of the messages. Exits with 1 when anything was lost, doubled or out of order.
 * `--all-channels [--kills 30] [--customers 4]`: the same with customers on every channel at once.
 * `--alerts [--kills 20] [--people 200]`: a wave of stock alerts, killed in its middle again and again.
 * `--surveys [--kills 20] [--people 200]`: surveys of all kinds, killed while they are asked.
 */
import { parseArgs } from 'node:util';
import { crashAllChannels } from './channels/crash-all-channels.ts';
import { FAULT_POINT_NAMES } from './fault-points.ts';
import { runAlertsCrash } from './run-alerts.ts';
import { runCrash, type CrashResult } from './run-crash.ts';
import { runSurveysCrash } from './run-surveys.ts';

const { values } = parseArgs({
  options: {
    'all-channels': { type: 'boolean', default: false },
    alerts: { type: 'boolean', default: false },
    surveys: { type: 'boolean', default: false },
    customers: { type: 'string', default: '4' },
    people: { type: 'string', default: '200' },
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
process.exitCode = (await isClean()) ? 0 : 1;

function isClean(): Promise<boolean> {
  if (values.alerts) return crashAlerts();
  if (values.surveys) return crashSurveys();
  if (!values['all-channels']) return crashOneChannel();
  return crashAllChannels({
    kills: Number(values.kills ?? 30),
    customers: Number(values.customers),
    seed,
    breaks,
    json: values.json,
    onProgress,
  });
}

async function crashAlerts(): Promise<boolean> {
  const people = Number(values.people);
  const result = await runAlertsCrash({ kills: Number(values.kills ?? 20), people, seed, onProgress });
  const { toldAtKill, ...rows } = result;
  for (const [name, value] of Object.entries(rows)) console.log(`  ${name.padEnd(30)} ${value}`);
  console.log(`  told at each kill              ${toldAtKill.join(' ')}`);
  if (values.json) console.log(JSON.stringify(result));
  return result.twice + result.lost + result.outOfOrder === 0;
}

async function crashSurveys(): Promise<boolean> {
  const people = Number(values.people);
  const result = await runSurveysCrash({ kills: Number(values.kills ?? 20), people, seed, onProgress });
  const { askedAtKill, ...rows } = result;
  for (const [name, value] of Object.entries(rows)) console.log(`  ${name.padEnd(30)} ${value}`);
  console.log(`  asked at each kill             ${askedAtKill.join(' ')}`);
  if (values.json) console.log(JSON.stringify(result));
  return result.twice + result.lost + result.unmarked === 0;
}

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
