/**
 * A way in by words to what can be done with an order: has the order found, with proof, and is followed by the flow that does it.
 * Asks nothing and says nothing itself, so that words and the buttons of an order's card lead through the same states.
 */
import { setup } from 'xstate';
import type { FlowDefinition, FlowInput } from '../src/core/flow.ts';
import { effectActions } from './effect-actions.ts';
import type { Wish } from './order-status/model.ts';

const door = setup({
  types: { context: {} as { number: string }, input: {} as FlowInput },
  actions: effectActions,
});

/** `args.number`: an order's number that the starter has found. */
export function orderDoor(name: string, description: string, wish: Wish, version = 1): FlowDefinition {
  const machine = door.createMachine({
    id: name,
    description,
    context: ({ input: { args } }) => ({ number: typeof args['number'] === 'string' ? args['number'] : '' }),
    initial: 'ended',
    states: {
      ended: {
        description: 'The order is being found; what is wanted of it follows.',
        type: 'final',
        entry: {
          type: 'startFlow',
          params: ({ context: { number } }) => ({
            flow: 'order-status',
            args: { wish, ...(number === '' ? {} : { number }) },
          }),
        },
      },
    },
  });
  return { name, version, machine, migrations: {} };
}
