/** The feedback flow as the engine knows it. */
import type { FlowDefinition } from '../../src/core/flow.ts';
import { feedbackMachine } from './machine.ts';

export const feedbackFlow: FlowDefinition = {
  name: 'feedback',
  version: 1,
  machine: feedbackMachine,
  migrations: {},
  unasked: true,
};
