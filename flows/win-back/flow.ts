/** The win-back flow as the engine knows it. */
import type { FlowDefinition } from '../../src/core/flow.ts';
import { winBackMachine } from './machine.ts';

export const winBackFlow: FlowDefinition = {
  name: 'win-back',
  version: 1,
  machine: winBackMachine,
  migrations: {},
  unasked: true,
};
