/** The product flow as the engine knows it. */
import type { FlowDefinition } from '../../src/core/flow.ts';
import { productMachine } from './machine.ts';

export const productFlow: FlowDefinition = {
  name: 'product',
  version: 1,
  machine: productMachine,
  migrations: {},
};
