/** The promotions flow as the engine knows it. */
import type { FlowDefinition } from '../../src/core/flow.ts';
import { promotionsMachine } from './machine.ts';

export const promotionsFlow: FlowDefinition = {
  name: 'promotions',
  version: 1,
  machine: promotionsMachine,
  migrations: {},
};
