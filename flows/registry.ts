/** Every flow the bot can run. To add one: a folder beside this file and a line here. */
import type { FlowDefinition } from '../src/core/flow.ts';
import { frontDeskFlow } from './front-desk/flow.ts';

export const FLOWS: FlowDefinition[] = [frontDeskFlow];
