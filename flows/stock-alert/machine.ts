/**
 * "Tell me when it is back": what, in which size and colour, and whether they want it; and what they wait for already. Looks
 * nothing up itself and promises nothing: who is told, and when, is decided where the stock is read.
 */
import { askingName, choosing, confirming, managing, trouble } from './asking-states.ts';
import { alerting, startContext } from './model.ts';
import { working } from './working-state.ts';

export const stockAlertMachine = alerting.createMachine({
  id: 'stock-alert',
  description: 'Tell me when it is back.',
  context: startContext,
  initial: 'working',
  states: {
    working,
    askingName,
    choosing,
    confirming,
    managing,
    trouble,
    ended: { description: 'The wish is written down, or there is nothing to wait for.', type: 'final' },
  },
});
