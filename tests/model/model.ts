/**
 * `npm run model -- --schedules 100000 [--seed n] [--break send-gate]`: random schedules over the real engine and store,
 * with the rules of ownership held against each. Prints the seed and, when a rule breaks, the shortest schedule that
 * breaks it; exits with 1 then.
 */
import { parseArgs } from 'node:util';
import { checkModel, type ModelBreak } from './check-model.ts';

const { values } = parseArgs({
  options: {
    schedules: { type: 'string', default: '2000' },
    steps: { type: 'string', default: '40' },
    seed: { type: 'string' },
    break: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});

const began = performance.now();
const result = await checkModel({
  schedules: Number(values.schedules),
  steps: Number(values.steps),
  seed: values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed),
  breaks: readBreak(values.break),
  onProgress: (done) => process.stderr.write(`${done} schedules\n`),
});
const seconds = Math.round((performance.now() - began) / 100) / 10;
if (result.report) console.log(result.report);
console.log(
  `${result.schedules} schedules, ${result.broken ? 'a rule broke' : 'every rule held'}, ${seconds} s`,
);
if (values.json) {
  const { schedules, seed, broken } = result;
  console.log(JSON.stringify({ schedules, seed, broken, seconds }));
}
process.exitCode = result.broken ? 1 : 0;

function readBreak(name: string | undefined): ModelBreak | null {
  if (name === undefined || name === 'send-gate') return name ?? null;
  throw new Error(`There is no way to break "${name}"; there is: send-gate`);
}
