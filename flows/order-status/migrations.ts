/** How stored states of earlier versions of this flow become states of the present one. */
import type { FlowDefinition } from '../../src/core/flow.ts';

export const orderStatusVersion = 3;

export const orderStatusMigrations: FlowDefinition['migrations'] = {
  // The list learnt to say of when it is, the question for a number to offer the order that was spoken of last.
  1: ({ value, context }) => ({ value, context: { ...context, asOf: '', last: '' } }),
  // An order can be found for something since, and the shop may have none to show.
  2: ({ value, context }) => ({ value, context: { ...context, wish: '', noOrders: false } }),
};
