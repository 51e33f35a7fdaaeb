/** Two sets of answers are held against each other by the same bands, whenever those were learnt: what differs is what was written. */
import { afterEach, expect, test } from '@jest/globals';
import { DELIVERY, openAnswersBench, type AnswersBench } from '../support/answers-bench.ts';
import { eventual } from '../support/eventual.ts';

let bench: AnswersBench;
afterEach(() => bench.close());

test('what is learnt of the bands meanwhile is no doing of a draft, nor of a file', async () => {
  bench = await openAnswersBench();
  await bench.draft('delivery-price', { answer: 'Бесплатно.' });
  await bench.content.teaching.settled();
  expect(bench.content.teaching.learnt()).not.toBeNull();
  const { live, drafted } = await bench.desk.tryOut('Сколько за доставку за город?', 'ru', null);
  expect(drafted?.candidates.map(({ score }) => score)).toEqual(live.candidates.map(({ score }) => score));
  expect((await bench.gate()).report).toMatchObject({ changes: [], overThreshold: false });
  bench.write('ru/delivery.md', DELIVERY.replace('390', '490'));
  await bench.content.reload();
  const [revision] = await eventual(async () => {
    const all = await bench.desk.history({ limit: 1 });
    const run = all[0]?.gateId ? await bench.desk.gate(all[0].gateId) : null;
    return run?.state === 'done' && [run];
  }, 'the report is there');
  expect(revision?.report?.changes).toEqual([]);
});
