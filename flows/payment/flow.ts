/** The payment flow as the engine knows it. */
import type { FlowDefinition } from '../../src/core/flow.ts';
import { paymentMachine } from './machine.ts';

export const paymentFlow: FlowDefinition = {
  name: 'payment',
  version: 2,
  machine: paymentMachine,
  // An order can be found first since; whoever was asked already goes on.
  migrations: { 1: (stored) => stored },
};
