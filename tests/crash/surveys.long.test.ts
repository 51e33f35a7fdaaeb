/** Surveys of all three kinds, killed while they are asked: a short run of `npm run crash -- --surveys`. */
import { expect, test } from '@jest/globals';
import { runSurveysCrash } from './run-surveys.ts';

test('nobody is asked twice and nobody is forgotten over 2 kills in the middle of the surveys', async () => {
  const result = await runSurveysCrash({ kills: 2, people: 20, seed: 5 });
  const { kills, twice, lost, unmarked } = result;
  expect({ kills, twice, lost, unmarked }).toEqual({ kills: 2, twice: 0, lost: 0, unmarked: 0 });
  expect(result.asked + result.unknown).toBe(20);
  // The kills fell into the middle of it, not before or after.
  expect(result.askedAtKill.some((asked) => asked > 0 && asked < 20)).toBe(true);
}, 400_000);
