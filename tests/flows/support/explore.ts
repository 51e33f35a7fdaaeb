/**
 * Walks a flow's machine as far as it goes: from every start, by everything that can happen and by every button that it
 * offers on the way. The graph is xstate's own; what counts as the same state is said by `tellApart`.
 */
import type { AnyMachineSnapshot, AnyStateNode, AnyTransitionDefinition } from 'xstate';
import { getAdjacencyMap } from 'xstate/graph';
import type { FlowEvent, Json } from '../../../src/core/content.ts';
import type { FlowState } from '../../../src/core/conversation.ts';
import type { FlowInput } from '../../../src/core/flow.ts';
import type { FlowStep } from '../../../src/engine/flow-runtime.ts';
import { nameOf, statesOf, stepsOf, typesTaken, type FlowShape } from './machine-shape.ts';
import type { FlowUnderRules } from './flow-under-rules.ts';
import { buttonsIn, tapOf } from './said.ts';

export interface Explored {
  /** One state for each that could be told apart, as it would be stored. */
  found: FlowState[];
  /** Names of the states that were reached, those passed through among them. */
  reached: Set<string>;
  /** Branches that were taken, as `shapeOf` names them. */
  taken: Set<string>;
  /** Everything that could happen, buttons included, by its JSON. */
  events: Map<string, FlowEvent>;
}

/** A walk breaks off after so many states: one that has missed a branch by then would go on for ever. */
const STATES = 2_000;
/** Buttons may name things (an order, a line of it): as many are pressed. */
const BUTTONS = 200;

export function explore(flow: FlowUnderRules): Explored {
  const events = new Map(flow.events.map((event) => [JSON.stringify(event), event]));
  const explored: Explored = { found: [], reached: new Set(), taken: new Set(), events };
  const walked = new Set<string>();
  for (const input of flow.inputs) {
    pass(flow, explored, stepsOf(flow.shape.machine, { input }));
    learnButtons(flow, flow.runtime.start(flow.name, 'run', input), events);
    walk(flow, input, explored, walked);
  }
  return explored;
}

/** From one start, on from where no walk has been, until nothing is left to be found. */
function walk(flow: FlowUnderRules, input: FlowInput, explored: Explored, walked: Set<string>): void {
  const keyOf = ({ value, context }: AnyMachineSnapshot) =>
    JSON.stringify([value, flow.tellApart(context as Record<string, Json>)]);
  getAdjacencyMap(flow.shape.machine, {
    input,
    serializeState: keyOf,
    events(snapshot: AnyMachineSnapshot) {
      pass(flow, explored, [snapshot]);
      const key = keyOf(snapshot);
      if (snapshot.status !== 'active' || walked.has(key)) return [];
      walked.add(key);
      explored.found.push(storable(flow, snapshot));
      return walked.size > STATES || isComplete(flow, explored) ? [] : whatLeadsOn(flow, snapshot, explored);
    },
  });
}

function isComplete({ shape, neverTaken }: FlowUnderRules, { taken, reached }: Explored): boolean {
  return (
    [...shape.branches.values()].every((name) => taken.has(name) || name in neverTaken) &&
    shape.states.every((node) => reached.has(nameOf(node)))
  );
}

/** What can happen here; the buttons that it leads to can be pressed from then on. */
function whatLeadsOn(flow: FlowUnderRules, snapshot: AnyMachineSnapshot, explored: Explored): FlowEvent[] {
  const { machine, branches } = flow.shape;
  const state = storable(flow, snapshot);
  const types = typesTaken(flow.shape, snapshot);
  const found: FlowEvent[] = [];
  // Grows while it is gone through: a button that is learned may be one of this very state.
  for (const event of explored.events.values()) {
    if (!types.has(event.type) || !snapshot.can(event)) continue;
    found.push(event);
    const chosen = machine.getTransitionData(snapshot, event) as AnyTransitionDefinition[];
    for (const branch of chosen) explored.taken.add(branches.get(branch) ?? '');
    if (chosen.some(({ target }) => target?.some((node) => leadsOn(node)))) {
      pass(flow, explored, stepsOf(machine, { snapshot, event }));
    }
    learnButtons(flow, flow.runtime.send(state, event), explored.events);
  }
  return found;
}

/** Notes where the machine was, and by which branches it left what it only passed through. */
function pass({ shape }: FlowUnderRules, { reached, taken }: Explored, steps: AnyMachineSnapshot[]): void {
  for (const [index, snapshot] of steps.entries()) {
    for (const name of statesOf(snapshot)) reached.add(name);
    for (const name of passedBy(shape, snapshot, steps[index + 1])) taken.add(name);
  }
}

/** Xstate does not tell which branch of `always` it took; the next state does. */
function passedBy(shape: FlowShape, snapshot: AnyMachineSnapshot, next?: AnyMachineSnapshot): string[] {
  if (!next) return [];
  const now = statesOf(snapshot);
  const then = statesOf(next);
  return shape.states
    .filter((node) => now.includes(nameOf(node)))
    .flatMap((node) => (node.always ?? []) as AnyTransitionDefinition[])
    .filter(({ target }) => target?.some((node) => then.includes(nameOf(node))))
    .map((branch) => shape.branches.get(branch) ?? '');
}

/** Is it, or something in it, only passed through? */
function leadsOn(node: AnyStateNode): boolean {
  return (
    (node.always ?? []).length > 0 || Object.values(node.states).some((one) => leadsOn(one as AnyStateNode))
  );
}

/** The flow's own buttons, and those for the desk where it is the desk. */
function learnButtons(flow: FlowUnderRules, { effects }: FlowStep, events: Map<string, FlowEvent>): void {
  for (const button of buttonsIn(effects)) {
    const tap = tapOf(button, flow.isDesk);
    if (tap && events.size < flow.events.length + BUTTONS) events.set(JSON.stringify(tap), tap);
  }
}

function storable({ name, version }: FlowUnderRules, { value, context }: AnyMachineSnapshot): FlowState {
  const stored: unknown = JSON.parse(JSON.stringify({ value, context }));
  return { flow: name, version, runId: 'run', ...(stored as Pick<FlowState, 'value' | 'context'>) };
}
