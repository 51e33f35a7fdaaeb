/** The front desk as a machine: every state is reachable, nothing leaves it stuck, and no act of a customer meets silence. */
import { describe, expect, test } from '@jest/globals';
import { array, assert, boolean, constant, constantFrom, integer, oneof, property, record } from 'fast-check';
import { getShortestPaths } from 'xstate/graph';
import { frontDeskFlow } from '../../flows/front-desk/flow.ts';
import { frontDeskMachine, type FrontDeskEvent } from '../../flows/front-desk/machine.ts';
import { createFlowRuntime } from '../../src/engine/flow-runtime.ts';

const runtime = createFlowRuntime([frontDeskFlow]);
const start = () => runtime.start('front-desk', 'run', { locale: 'ru', verifiedPhone: null, args: {} });
const items = [{ label: 'menu.operator', event: { type: 'command.operator' } }];

const event = oneof(
  record({
    type: constantFrom('greeting' as const),
    name: constantFrom('', 'Анна'),
    items: constant(items),
    resumable: boolean(),
  }),
  record({ type: constant('command.menu' as const), items: constant(items), resumable: boolean() }),
  record({ type: constant('command.stop' as const), inFlow: boolean() }),
  constantFrom<FrontDeskEvent[]>(
    { type: 'command.language' },
    { type: 'language.pick', locale: 'uk' },
    { type: 'thanks' },
    { type: 'media' },
    { type: 'tap.unknown' },
    { type: 'tap.stale' },
    { type: 'queue.left' },
    { type: 'flow.reset' },
    { type: 'faq.miss' },
    { type: 'choose', id: 'delivery' },
    { type: 'choose.none' },
    { type: 'help.yes' },
    { type: 'help.no' },
    { type: 'person.yes' },
  ),
  record({ type: constant('faq.answer' as const), id: constant('delivery'), digression: boolean() }),
  record({
    type: constant('faq.offer' as const),
    options: array(record({ id: constantFrom('delivery', 'flow:order-status'), label: constant('?') }), {
      minLength: 1,
      maxLength: 3,
    }),
  }),
);

describe('the front desk', () => {
  test('every state is reachable', () => {
    const events: FrontDeskEvent[] = [
      { type: 'faq.answer', id: 'delivery', digression: false },
      { type: 'faq.offer', options: [{ id: 'delivery', label: '?' }] },
      { type: 'faq.miss' },
    ];
    const paths = getShortestPaths(frontDeskMachine, {
      events,
      input: { locale: 'ru', verifiedPhone: null, args: {} },
      limit: 500,
      // The count of misses has no end; two are as good as a hundred.
      serializeState: ({ value, context }) => JSON.stringify([value, Math.min(2, context.misses)]),
    });
    const reached = new Set(paths.map(({ state }) => JSON.stringify(state.value)));
    expect(reached).toEqual(
      new Set(Object.keys(frontDeskMachine.states).map((name) => JSON.stringify(name))),
    );
  });

  test('every act of a customer, in any order, is answered by words or a deed', () => {
    assert(
      property(array(event, { maxLength: 40 }), (events) => {
        let { state } = start();
        for (const one of events) {
          expect(runtime.takes(state, one)).toBe(true);
          const step = runtime.send(state, one);
          expect(step.effects.length).toBeGreaterThan(0);
          expect(step.done).toBe(false);
          state = JSON.parse(JSON.stringify(step.state)) as typeof state;
        }
      }),
      { numRuns: 300 },
    );
  });

  test('typed answers are taken where they are expected', () => {
    assert(
      property(integer({ min: 1, max: 9 }), boolean(), (number, yes) => {
        let { state } = start();
        state = runtime.send(state, { type: 'faq.offer', options: [{ id: 'delivery', label: '?' }] }).state;
        expect(runtime.expects(state)).toEqual(['choice']);
        expect(runtime.send(state, { type: 'answer.choice', number }).effects.length).toBeGreaterThan(0);
        state = runtime.send(start().state, { type: 'faq.answer', id: 'delivery', digression: false }).state;
        expect(runtime.expects(state)).toEqual(['yesNo']);
        expect(runtime.send(state, { type: 'answer.yesNo', yes }).effects.length).toBeGreaterThan(0);
      }),
    );
  });

  test('a stored state of version 1 is understood for ever', () => {
    const stored = {
      flow: 'front-desk',
      version: 1,
      runId: 'old',
      value: 'offeringPerson',
      context: { misses: 2, offered: ['delivery'], why: 'missed' },
    };
    const state = runtime.migrate(stored);
    expect(state).not.toBeNull();
    if (!state) return;
    expect(runtime.send(state, { type: 'answer.yesNo', yes: true }).effects).toMatchObject([
      { type: 'requestOperator', params: { reason: 'missed' } },
    ]);
  });
});
