/** Schedules by which the model once found a fault, told in a few steps each. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { runSchedule } from './run-schedule.ts';
import type { Act, Step } from './schedule.ts';
import { openWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

/** Each act comes to rest before the next. */
const calmly = (...acts: Act[]): Step[] => acts.map((act) => ({ act, rounds: 6 }));
/** All in one breath. */
const atOnce = (...acts: Act[]): Step[] => acts.map((act) => ({ act, rounds: 0 }));

const held = (steps: Step[]) => expect(runSchedule(world, steps, 1)).resolves.toBeUndefined();

test('several first messages at once stay in order', () =>
  held(
    atOnce(
      { do: 'write', customer: 0, text: 'where is the shop' },
      { do: 'write', customer: 0, text: 'menu' },
      { do: 'write', customer: 0, text: 'operator' },
    ),
  ));

test('a claim in the very commit in which a part is answered stops the next part', () =>
  held([
    ...calmly({ do: 'write', customer: 0, text: 'how do returns work' }),
    ...atOnce({ do: 'answer-all' }, { do: 'claim', operator: 0, customer: 0 }),
    ...calmly({ do: 'answer-all' }, { do: 'answer-all' }),
  ]));

test('a part that failed for a moment is written down and tried again', () =>
  held(
    calmly(
      { do: 'write', customer: 0, text: 'where is the shop' },
      { do: 'answer', pick: 0, how: 'failed' },
      { do: 'wait', ms: 5_000 },
      { do: 'answer-all' },
    ),
  ));

test('who lost an operator keeps the place, whatever happens while waiting', () =>
  held(
    calmly(
      { do: 'write', customer: 0, text: 'operator' },
      { do: 'answer-all' },
      { do: 'wait', ms: 1_000 },
      { do: 'claim', operator: 0, customer: 0 },
      { do: 'answer-all' },
      { do: 'wait', ms: 1_000 },
      { do: 'release', operator: 0, customer: 0, to: 'queue' },
      { do: 'answer', pick: 0, how: 'unreachable' },
      { do: 'wait', ms: 1_000 },
      { do: 'write', customer: 0, text: 'yes' },
      { do: 'answer-all' },
    ),
  ));

test('hard words of somebody who waits bring them to the front', () =>
  held(
    calmly(
      { do: 'write', customer: 0, text: 'operator' },
      { do: 'wait', ms: 1 },
      { do: 'write', customer: 0, text: 'where is the shop' },
      { do: 'write', customer: 0, text: 'this is a scam' },
    ),
  ));

test('a notice that was held lets the words of taking leave go first', () =>
  held([
    { act: { do: 'write', customer: 0, text: 'where is the shop' }, rounds: 2 },
    ...atOnce({ do: 'notice', customer: 0 }, { do: 'answer', pick: 0, how: 'account-429' }),
    { act: { do: 'answer-all' }, rounds: 4 },
    ...atOnce({ do: 'claim', operator: 1, customer: 0 }, { do: 'wait', ms: 1_900_000 }),
    { act: { do: 'answer', pick: 0, how: 'sent' }, rounds: 1 },
    ...atOnce(
      { do: 'resolve', operator: 0, customer: 0 },
      { do: 'crash' },
      { do: 'release', operator: 1, customer: 0, to: 'bot' },
    ),
  ]));

test('a notice that may have arrived is not kept to be said again after the person', () =>
  held([
    ...atOnce(
      { do: 'open', settlesMs: 0, replyWindowMs: null },
      { do: 'write', customer: 1, text: 'qwrtpsdf' },
    ),
    { act: { do: 'tap', customer: 0, pick: 0 }, rounds: 4 },
    ...atOnce({ do: 'answer-all' }, { do: 'notice', customer: 1 }),
    { act: { do: 'claim', operator: 0, customer: 0 }, rounds: 4 },
    ...atOnce(
      { do: 'answer', pick: 0, how: 'unknown' },
      { do: 'tap', customer: 1, pick: 0 },
      { do: 'write', customer: 0, text: 'where is the shop' },
      { do: 'report', pick: 7, status: 'sent' },
      { do: 'reply', operator: 0, customer: 0 },
      { do: 'answer', pick: 0, how: 'sent' },
    ),
  ]));
