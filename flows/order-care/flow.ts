/** What can be done with an order, as the engine knows it. */
import type { FlowDefinition } from '../../src/core/flow.ts';
import { orderCareMachine } from './machine.ts';
import { orderCareMigrations, orderCareVersion } from './migrations.ts';

export const orderCareFlow: FlowDefinition = {
  name: 'order-care',
  version: orderCareVersion,
  machine: orderCareMachine,
  migrations: orderCareMigrations,
};
