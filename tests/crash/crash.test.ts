/** The real process, killed under load: the shortest run of `npm run crash`; `crash.long.test.ts` is a longer one. */
import { expect, test } from '@jest/globals';
import { runCrash } from './run-crash.ts';

test('nothing acknowledged is lost, doubled or out of order over 4 kills', async () => {
  const result = await runCrash({ kills: 4, rate: 200, seed: 4, breaks: null });
  expect(result.findings).toEqual([]);
  const { kills, lost, effectsDoubled, orderBroken, unexplained } = result;
  expect({ kills, lost, effectsDoubled, orderBroken, unexplained }).toEqual({
    kills: 4,
    lost: 0,
    effectsDoubled: 0,
    orderBroken: 0,
    unexplained: 0,
  });
  expect(result.acknowledged).toBe(result.messages);
  expect(result.acknowledged).toBeGreaterThan(200);
}, 300_000);
