/**
 * `npm run bench:channels -- [--seconds 60] [--outage 45] [--rounds 3] [--only flood|outage|memory] [--json]`: several channels in
 * one process. A flood of one and what it does to the others; an outage of one, what becomes of it and of the others; memory
 * of each. Everything is held against the same run without the trouble.
 */
import { parseArgs } from 'node:util';
import { createSeededRandom } from '../support/manual-clock.ts';
import { measureFlood, type FloodRow } from './channels/flood.ts';
import { measureMemory } from './channels/memory.ts';
import { ALLOWED_PER_SECOND, measureOutage } from './channels/outage.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    outage: { type: 'string', default: '45' },
    rounds: { type: 'string', default: '3' },
    usual: { type: 'string', default: '20' },
    backlog: { type: 'string', default: '40' },
    times: { type: 'string', default: '10' },
    others: { type: 'string', default: '10' },
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const random = createSeededRandom(1);
const wants = (name: string): boolean => values.only === undefined || values.only === name;
const record: Record<string, unknown> = {};

if (wants('flood')) {
  const [seconds, usual, times, others] = [values.seconds, values.usual, values.times, values.others].map(
    Number,
  );
  const rows = await measureFlood({
    seconds: seconds ?? 60,
    usual: usual ?? 20,
    times: times ?? 10,
    others: others ?? 10,
    random,
  });
  printFlood(rows);
  record['flood'] = rows;
}
if (wants('outage')) {
  console.log(
    '\n| WhatsApp | asked | lost | twice | first answer s | last answer s | backlog | drained a second | of allowed | Viber p99 ms calm | meanwhile | × |',
  );
  console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |');
  const results = [];
  for (const how of ['500', 'hang'] as const) {
    const one = await measureOutage({
      how,
      seconds: Number(values.outage),
      perSecond: Number(values.backlog),
      random,
    });
    results.push(one);
    const cells = [
      how,
      one.asked,
      one.lost,
      one.doubled,
      (one.firstMs / 1_000).toFixed(1),
      (one.lastMs / 1_000).toFixed(1),
      one.backlog,
      one.drainPerSecond.toFixed(1),
      `${Math.round((100 * one.drainPerSecond) / ALLOWED_PER_SECOND)} %`,
      one.calmP99Ms.toFixed(1),
      one.duringP99Ms.toFixed(1),
      (one.duringP99Ms / one.calmP99Ms).toFixed(2),
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
  record['outage'] = results;
}
if (wants('memory')) {
  const rows = await measureMemory({ rounds: Number(values.rounds), random });
  console.log('\n| channels | RSS MB | more than before |\n| --- | ---: | ---: |');
  rows.forEach(({ channels, rssMb }, index) => {
    console.log(
      `| ${channels} | ${rssMb.toFixed(0)} | ${index ? (rssMb - (rows[index - 1]?.rssMb ?? 0)).toFixed(1) : ''} |`,
    );
  });
  record['memory'] = rows;
}
if (values.json) console.log(JSON.stringify(record));

function printFlood(rows: FloodRow[]): void {
  const calm = (index: number): number =>
    Math.max(rows[0]?.channels[index]?.p99Ms ?? 0, rows.at(-1)?.channels[index]?.p99Ms ?? 0);
  console.log(
    '\n| Telegram | a second | its p99 ms | channel | asked | lost | twice | p50 ms | p99 ms | × the slower calm |',
  );
  console.log('| --- | ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |');
  for (const { phase, flooded, channels } of rows) {
    channels.forEach((one, index) => {
      const cells = [
        phase,
        Math.round(flooded.perSecond),
        flooded.p99Ms.toFixed(1),
        one.name,
        one.asked,
        one.lost,
        one.doubled,
        one.p50Ms.toFixed(1),
        one.p99Ms.toFixed(1),
        (one.p99Ms / calm(index)).toFixed(2),
      ];
      console.log(`| ${cells.join(' | ')} |`);
    });
  }
}
