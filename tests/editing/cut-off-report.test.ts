/** A report on a file saved by hand whose replay is cut off by the end of the process is made anew by the next start. */
import { afterEach, expect, test } from '@jest/globals';
import { openAnswersBench, RETURNS, type AnswersBench } from '../support/answers-bench.ts';
import { eventual } from '../support/eventual.ts';

let bench: AnswersBench;
afterEach(() => bench.close());

/** Saves a phrasing that steals another entry's question; the report's name, as soon as history holds it. */
async function saveByHand(): Promise<string> {
  bench = await openAnswersBench();
  bench.write('ru/returns.md', RETURNS.replace('- Оформить возврат', '- Цена доставки'));
  await bench.content.reload();
  return eventual(
    async () => (await bench.desk.history({ limit: 1 }))[0]?.gateId ?? false,
    'history holds the change',
  );
}

const reported = (id: string) =>
  eventual(async () => (await bench.desk.tree()).reportedGateId === id, 'the report is there');
const stolen = async (id: string) =>
  (await bench.desk.gate(id))?.report?.changes.filter(({ text, own }) => own && text === 'Цена доставки');

test('ended at once after it was saved: the report is there after the next start', async () => {
  const id = await saveByHand();
  expect(await bench.store.readFaqGate(id)).not.toBeNull();
  await bench.restart();
  await reported(id);
  expect((await stolen(id))?.map(({ owner }) => owner)).toEqual(['delivery-price', 'returns']);
});

test('cut off in its middle: it says the same as it would have, once, and not again when it was seen', async () => {
  const id = await saveByHand();
  await reported(id);
  const run = await bench.desk.gate(id);
  if (!run?.report) throw new Error('there is no report');
  const { ms: _, ...report } = run.report;
  const cutOff = { ...run, state: 'running' as const, done: 1, report: null };
  await bench.store.keepFaqGate(cutOff, { atMs: Date.now(), key: 'saved', reported: false });
  await bench.restart();
  await reported(id);
  expect((await bench.desk.gate(id))?.report).toMatchObject(report);
  expect(await bench.desk.history({ limit: 5 })).toHaveLength(1);
  await bench.desk.seenGate(id);
  await bench.restart();
  expect((await bench.desk.tree()).reportedGateId).toBeNull();
});
