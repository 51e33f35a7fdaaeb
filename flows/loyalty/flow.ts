/** The loyalty flow as the engine knows it. */
import type { FlowDefinition } from '../../src/core/flow.ts';
import { loyaltyMachine } from './machine.ts';

export const loyaltyFlow: FlowDefinition = {
  name: 'loyalty',
  version: 1,
  machine: loyaltyMachine,
  migrations: {},
};
