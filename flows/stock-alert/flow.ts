/** Stock alerts as the engine knows them. */
import type { FlowDefinition } from '../../src/core/flow.ts';
import { stockAlertMachine } from './machine.ts';
import { stockAlertMigrations, stockAlertVersion } from './migrations.ts';

export const stockAlertFlow: FlowDefinition = {
  name: 'stock-alert',
  version: stockAlertVersion,
  machine: stockAlertMachine,
  migrations: stockAlertMigrations,
  links: { stock: 'variant' },
};
