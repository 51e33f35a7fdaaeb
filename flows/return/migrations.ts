/** How stored states of earlier versions of this flow become states of the present one. */
import type { FlowDefinition } from '../../src/core/flow.ts';

export const returnVersion = 3;

export const returnMigrations: FlowDefinition['migrations'] = {
  // The order of the last time is offered since; whoever was asked before goes on with the question they know.
  1: ({ value, context }) => ({ value, context: { ...context, lastOrder: '' } }),
  // The shop may have no orders to show since.
  2: ({ value, context }) => ({ value, context: { ...context, noOrders: false } }),
};
