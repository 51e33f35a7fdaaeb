/** The flow about gifts and offers as the engine knows it. */
import type { FlowDefinition } from '../../src/core/flow.ts';
import { giftsMachine } from './machine.ts';

export const giftsFlow: FlowDefinition = {
  name: 'gifts',
  version: 1,
  machine: giftsMachine,
  migrations: {},
};
