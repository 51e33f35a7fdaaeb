/**
 * What can be done with an order that the customer has opened: pay it, hear of it, cancel it, have it sent elsewhere. Begins with
 * a button of the order's card, or with what is watched. Carries nothing out itself, and promises nothing before the shop said so.
 */
import { askingAddress, changing, confirming, managing, trouble } from './asking-states.ts';
import { caring, startContext } from './model.ts';
import { working } from './working-state.ts';

export const orderCareMachine = caring.createMachine({
  id: 'order-care',
  description: 'What can be done with an order',
  context: startContext,
  initial: 'starting',
  states: {
    starting: {
      description: 'Whoever wants to hear of an order has agreed to it by that.',
      always: [
        {
          guard: ({ context }) => context.step === 'watch',
          target: 'working',
          actions: {
            type: 'consent',
            params: { kind: 'order', given: true, wording: 'orderCare.consent' },
          },
        },
        { target: 'working' },
      ],
    },
    working,
    changing,
    askingAddress,
    confirming,
    managing,
    trouble,
    ended: { description: 'It is done, refused, or nobody answered.', type: 'final' },
  },
});
