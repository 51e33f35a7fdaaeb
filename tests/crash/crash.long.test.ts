/** The real process, killed under load: a short run of `npm run crash`, and the proof that the run would notice a loss. */
import { expect, test } from '@jest/globals';
import { runCrash } from './run-crash.ts';

test('nothing acknowledged is lost, doubled or out of order over 12 kills', async () => {
  const result = await runCrash({ kills: 12, rate: 200, seed: 12, breaks: null });
  expect(result.findings).toEqual([]);
  const { kills, lost, effectsDoubled, orderBroken, unexplained } = result;
  expect({ kills, lost, effectsDoubled, orderBroken, unexplained }).toEqual({
    kills: 12,
    lost: 0,
    effectsDoubled: 0,
    orderBroken: 0,
    unexplained: 0,
  });
  expect(result.acknowledged).toBe(result.messages);
  expect(result.acknowledged).toBeGreaterThan(500);
  expect(Object.keys(result.covered).length).toBeGreaterThan(4);
}, 300_000);

test('a process that acknowledges before it stores is caught losing messages', async () => {
  const result = await runCrash({ kills: 3, rate: 200, seed: 4, breaks: 'ack-first' });
  expect(result.lost).toBeGreaterThan(0);
}, 120_000);
