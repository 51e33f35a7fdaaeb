/** How stored states of earlier versions of this flow become states of the present one. There is one version so far. */
import type { FlowDefinition } from '../../src/core/flow.ts';

export const stockAlertVersion = 1;

export const stockAlertMigrations: FlowDefinition['migrations'] = {};
