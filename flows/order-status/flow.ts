/** Order status as the engine knows it. */
import type { FlowDefinition } from '../../src/core/flow.ts';
import { orderStatusMachine } from './machine.ts';
import { orderStatusMigrations, orderStatusVersion } from './migrations.ts';

export const orderStatusFlow: FlowDefinition = {
  name: 'order-status',
  version: orderStatusVersion,
  machine: orderStatusMachine,
  migrations: orderStatusMigrations,
};
