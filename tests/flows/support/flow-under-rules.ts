/** A flow as the rules look at it: what its test says about it, completed by what the rules make up themselves. */
import type { FlowEvent, Json } from '../../../src/core/content.ts';
import type { FlowDefinition, FlowInput } from '../../../src/core/flow.ts';
import { createFlowRuntime, type FlowRuntime } from '../../../src/engine/flow-runtime.ts';
import { madeUpEvents } from './made-up-events.ts';
import { shapeOf, type FlowShape } from './machine-shape.ts';

export interface FlowRules<Context = Record<string, Json>> {
  /** Every way to start that leads elsewhere. Default: unknown, by a vouched phone, with an order number. */
  inputs?: FlowInput[];
  /** What look-ups bring, by kind (`'order.find': [full, brief, notFound]`). That they fail is added to each. */
  tasks?: Record<string, readonly unknown[]>;
  /** What else can happen: failures with a reason of their own, taps on buttons of an earlier step. */
  events?: FlowEvent[];
  /**
   * What of the context decides where the flow goes. Default: its outline (texts empty or not, lists with none, one or several).
   * Name the few fields that matter when the walk takes long, and those that the outline hides when a branch is missed.
   */
  tellApart?: (context: Context) => unknown;
  /** Branches that cannot be taken, with the reason. One that is taken after all fails. */
  neverTaken?: Record<string, string>;
  /** Default 14. */
  maxStates?: number;
  /** `none`: its versions are kept elsewhere. Default: `tests/flows/<name>-stored`. */
  stored?: 'none';
  /** The front desk: it is never over, has no question of its own to come back to, and takes everything anywhere. */
  isDesk?: true;
}

export interface FlowUnderRules {
  definition: FlowDefinition;
  name: string;
  version: number;
  runtime: FlowRuntime;
  shape: FlowShape;
  inputs: FlowInput[];
  /** All but the buttons that the flow offers. */
  events: FlowEvent[];
  /** Such as `timer.idle`. */
  timers: string[];
  tasks: string[];
  tellApart: (context: Record<string, Json>) => unknown;
  neverTaken: Record<string, string>;
  maxStates: number;
  isStored: boolean;
  isDesk: boolean;
}

const ANYBODY: FlowInput[] = [
  { locale: 'ru', verifiedPhone: null, args: {} },
  { locale: 'uk', verifiedPhone: '79990001001', args: {} },
  { locale: 'en', verifiedPhone: null, args: { number: 'ML-1007' } },
];

export function putUnderRules<Context>(
  definition: FlowDefinition,
  rules: FlowRules<Context>,
): FlowUnderRules {
  const shape = shapeOf(definition);
  const taken = shape.nodes.flatMap(({ ownEvents }) => ownEvents as string[]);
  const timers = [...new Set(taken)].filter((type) => type.startsWith('timer.'));
  const { tasks = {}, tellApart } = rules;
  return {
    definition,
    name: definition.name,
    version: definition.version,
    runtime: createFlowRuntime([definition]),
    shape,
    inputs: rules.inputs ?? ANYBODY,
    events: [...madeUpEvents(tasks, timers), ...(rules.events ?? [])],
    timers,
    tasks: Object.keys(tasks),
    tellApart: tellApart ? (context) => tellApart(context as Context) : (context) => outline(context),
    neverTaken: rules.neverTaken ?? {},
    maxStates: rules.maxStates ?? 14,
    isStored: rules.stored !== 'none',
    isDesk: rules.isDesk ?? false,
  };
}

/** Codes such as `not-liked` stand for themselves, other texts and all numbers for whether they are there. */
function outline(value: Json, depth = 0): Json {
  if (typeof value === 'string') return /^[a-z-]{0,20}$/i.test(value) ? value : '…';
  if (typeof value === 'number') return Math.min(2, value);
  if (Array.isArray(value)) return Math.min(2, value.length);
  if (value === null || typeof value !== 'object' || depth > 1) return value === null || Boolean(value);
  return Object.entries(value).map(([name, one]) => [name, outline(one, depth + 1)]);
}
