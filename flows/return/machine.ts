/**
 * A return: which order, what of it, why, how it looks, what the rules say, what the customer wants. Looks nothing up and
 * decides nothing by itself; who may return what is decided where the shop is asked.
 */
import {
  askingDetail,
  askingItem,
  askingOrder,
  askingOutcome,
  askingReason,
  proving,
  trouble,
} from './asking-states.ts';
import { returning, startContext } from './model.ts';
import { byPerson, looking, working } from './working-states.ts';

export const returnMachine = returning.createMachine({
  id: 'return',
  description: 'I want to return something.',
  context: startContext,
  initial: 'starting',
  states: {
    starting: {
      description:
        'Chooses where to begin: a number that came along, the orders of a vouched phone, or a question.',
      always: [
        { guard: ({ context }) => context.noOrders, ...byPerson },
        {
          guard: ({ context }) => context.number !== '',
          target: 'looking',
          actions: returning.assign({ step: 'open' }),
        },
        { guard: ({ context }) => context.vouched, target: 'looking' },
        { target: 'askingOrder' },
      ],
    },
    looking,
    askingOrder,
    proving,
    askingItem,
    askingReason,
    askingDetail,
    working,
    askingOutcome,
    trouble,
    ended: { description: 'The return is written down, refused or with a person.', type: 'final' },
  },
});
