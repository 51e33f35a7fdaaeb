/** The return as the engine knows it. */
import type { FlowDefinition } from '../../src/core/flow.ts';
import { returnMachine } from './machine.ts';
import { returnMigrations, returnVersion } from './migrations.ts';

export const returnFlow: FlowDefinition = {
  name: 'return',
  version: returnVersion,
  machine: returnMachine,
  migrations: returnMigrations,
};
