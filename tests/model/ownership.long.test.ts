/** Ownership under random schedules: messages, taps, operators, failures, timers and crashes in every order. */
import { expect, test } from '@jest/globals';
import { checkModel } from './check-model.ts';

const SCHEDULES = 1_000;
/** The most steps of a schedule. */
const STEPS = 24;

test('every rule of ownership holds over random schedules', async () => {
  const result = await checkModel({ schedules: SCHEDULES, steps: STEPS, seed: 20_261_122, breaks: null });
  expect(result.report).toBeNull();
  expect(result.schedules).toBe(SCHEDULES);
}, 240_000);

test('without the check at the send the bot is caught speaking after a take-over', async () => {
  const result = await checkModel({ schedules: 1_000, steps: 40, seed: 1, breaks: 'send-gate' });
  expect(result.report).toMatch(/the bot begins to speak after somebody took over|under another owner/);
}, 120_000);
