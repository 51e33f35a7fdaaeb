/** Every flow the bot can run. To add one: a folder beside this file and a line here. */
import type { FlowDefinition } from '../src/core/flow.ts';
import { frontDeskFlow } from './front-desk/flow.ts';
import { orderStatusFlow } from './order-status/flow.ts';
import { productFlow } from './product/flow.ts';
import { returnFlow } from './return/flow.ts';

export const FLOWS: FlowDefinition[] = [frontDeskFlow, orderStatusFlow, productFlow, returnFlow];
