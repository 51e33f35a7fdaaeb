/** The recommendations flow as the engine knows it. */
import type { FlowDefinition } from '../../src/core/flow.ts';
import { recommendationsMachine } from './machine.ts';

export const recommendationsFlow: FlowDefinition = {
  name: 'recommendations',
  version: 1,
  machine: recommendationsMachine,
  migrations: {},
};
