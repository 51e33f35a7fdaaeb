/** The front desk as the engine knows it. */
import type { FlowDefinition } from '../../src/core/flow.ts';
import { frontDeskMachine } from './machine.ts';

export const frontDeskFlow: FlowDefinition = {
  name: 'front-desk',
  version: 2,
  machine: frontDeskMachine,
  // The second version hears more beside the point; where it stands and what it remembers is the same.
  migrations: { 1: (stored) => stored },
};
