/** The pick-up flow as the engine knows it. */
import type { FlowDefinition } from '../../src/core/flow.ts';
import { pickupMachine } from './machine.ts';

export const pickupFlow: FlowDefinition = {
  name: 'pickup',
  version: 1,
  machine: pickupMachine,
  migrations: {},
};
