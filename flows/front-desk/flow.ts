/** The front desk as the engine knows it. */
import type { FlowDefinition } from '../../src/core/flow.ts';
import { frontDeskMachine } from './machine.ts';

export const frontDeskFlow: FlowDefinition = {
  name: 'front-desk',
  version: 1,
  machine: frontDeskMachine,
  migrations: {},
};
