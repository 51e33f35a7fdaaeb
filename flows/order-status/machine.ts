/**
 * "Where is my order?": finds the customer's orders by the phone that the channel vouches for, or one order by its number
 * with proof that it is theirs, and tells how it stands, or leads to what they want of it. Looks nothing up itself; what counts as proof is decided where
 * the shop is asked, so that no path through these states can show a stranger's order.
 */
import {
  askingCode,
  askingDigits,
  askingNumber,
  choosing,
  passingOn,
  proving,
  showingBrief,
  trouble,
} from './asking-states.ts';
import { finding, listing, sendingCode } from './looking-states.ts';
import { orderStatus, startContext } from './model.ts';

export const orderStatusMachine = orderStatus.createMachine({
  id: 'order-status',
  description: 'Where is my order?',
  context: startContext,
  initial: 'starting',
  states: {
    starting: {
      description:
        'Chooses where to begin: a number that came along, the orders of a vouched phone, or a question.',
      always: [
        { guard: ({ context }) => context.noOrders || context.wish === 'return', target: 'passingOn' },
        { guard: ({ context }) => context.number !== '', target: 'finding' },
        { guard: ({ context }) => context.vouched && !context.askNumber, target: 'listing' },
        { target: 'askingNumber' },
      ],
    },
    listing,
    choosing,
    askingNumber,
    finding,
    proving,
    askingDigits,
    sendingCode,
    askingCode,
    showingBrief,
    trouble,
    passingOn,
    ended: { description: 'The order was told, or nobody answered.', type: 'final' },
  },
});
