/** A flow's machine as plain facts for the rules: its states, what they take, and a name for every branch of a transition. */
import { getInitialMicrosteps, getMicrosteps } from 'xstate';
import type {
  AnyMachineSnapshot,
  AnyStateMachine,
  AnyStateNode,
  AnyTransitionDefinition,
  StateValue,
} from 'xstate';
import type { FlowEvent } from '../../../src/core/content.ts';
import type { FlowDefinition, FlowInput } from '../../../src/core/flow.ts';

export interface FlowShape {
  machine: AnyStateMachine;
  /** The root first, then every state below it. */
  nodes: AnyStateNode[];
  /** The states alone. */
  states: AnyStateNode[];
  /** States that wait for the customer or for an answer: neither final nor passed through at once. */
  waiting: AnyStateNode[];
  /** `choosing answer.choice 2`: from there, on that event, its second branch. */
  branches: Map<AnyTransitionDefinition, string>;
}

export function shapeOf({ machine }: FlowDefinition): FlowShape {
  const whole = machine as AnyStateMachine;
  const nodes = walk(whole.root as AnyStateNode);
  const states = nodes.slice(1);
  return {
    machine: whole,
    nodes,
    states,
    waiting: states.filter(({ type, always }) => type === 'atomic' && (always ?? []).length === 0),
    branches: new Map(nodes.flatMap((node) => branchesOf(node))),
  };
}

/** The name of a state as it is stored; `whole machine` for the root. */
export function nameOf({ path }: AnyStateNode): string {
  return path.join('.') || 'whole machine';
}

/** Names of the states that a snapshot is in, parents too. */
export function statesOf({ value }: AnyMachineSnapshot): string[] {
  return namesIn(value);
}

/** Types of events that something in this state takes, guards left aside. */
export function typesTaken({ nodes }: FlowShape, snapshot: AnyMachineSnapshot): Set<string> {
  const names = statesOf(snapshot);
  const active = nodes.filter((node) => node.path.length === 0 || names.includes(nameOf(node)));
  return new Set(active.flatMap(({ ownEvents }) => ownEvents as string[]));
}

/** Every snapshot on the way of one event, or of the start: what is passed through counts as reached. */
export function stepsOf(
  machine: AnyStateMachine,
  from: { snapshot: AnyMachineSnapshot; event: FlowEvent } | { input: FlowInput },
): AnyMachineSnapshot[] {
  const steps =
    'input' in from
      ? getInitialMicrosteps(machine, from.input)
      : getMicrosteps(machine, from.snapshot, from.event);
  return steps.map(([snapshot]) => snapshot as AnyMachineSnapshot);
}

/** What the state of a flow promises to take besides buttons. */
export function expectsOf({ meta }: AnyStateNode): string[] {
  return (meta as { expects?: string[] } | undefined)?.expects ?? [];
}

function namesIn(value: StateValue | undefined, parent = ''): string[] {
  if (value === undefined) return [];
  if (typeof value === 'string') return [`${parent}${value}`];
  return Object.entries(value).flatMap(([name, inner]) => [
    `${parent}${name}`,
    ...namesIn(inner, `${parent}${name}.`),
  ]);
}

function walk(node: AnyStateNode): AnyStateNode[] {
  return [node, ...Object.values(node.states).flatMap((child) => walk(child as AnyStateNode))];
}

function branchesOf(node: AnyStateNode): [AnyTransitionDefinition, string][] {
  const named = (branches: readonly AnyTransitionDefinition[], event: string) =>
    branches.map((branch, index): [AnyTransitionDefinition, string] => [
      branch,
      `${nameOf(node)} ${event}${branches.length > 1 ? ` ${index + 1}` : ''}`,
    ]);
  const always = named((node.always ?? []) as AnyTransitionDefinition[], 'always');
  return [...always, ...[...node.transitions].flatMap(([event, branches]) => named(branches, event))];
}
