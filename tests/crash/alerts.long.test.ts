/** A wave of stock alerts killed in its middle, several times: a short run of `npm run crash -- --alerts`. */
import { expect, test } from '@jest/globals';
import { runAlertsCrash } from './run-alerts.ts';

test('nobody hears of it twice and nobody is lost over 3 kills in the middle of a wave', async () => {
  const result = await runAlertsCrash({ kills: 3, people: 40, seed: 6 });
  const { kills, twice, lost, outOfOrder } = result;
  expect({ kills, twice, lost, outOfOrder }).toEqual({ kills: 3, twice: 0, lost: 0, outOfOrder: 0 });
  expect(result.told + result.unknown).toBe(40);
  // The kills fell into the wave, not before or after it.
  expect(result.toldAtKill.some((told) => told > 0 && told < 40)).toBe(true);
}, 400_000);
