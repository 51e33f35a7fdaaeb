/**
 * Runs XState machines without living actors: a stored state and an event go in, the next state and the wanted effects
 * come out. The only file that imports xstate outside `flows/`. Nothing is carried out here, and nothing is remembered.
 */
import { createActor } from 'xstate';
import type { AnyMachineSnapshot, AnyStateMachine, ExecutableActionObject } from 'xstate';
import type { FlowEvent, Json } from '../core/content.ts';
import type { FlowState } from '../core/conversation.ts';
import { assert, PrilavokError } from '../core/errors.ts';
import type { ContentFlows } from '../core/script.ts';
import {
  ANSWER_KINDS,
  type AnswerKind,
  type FlowDefinition,
  type FlowEffects,
  type FlowInput,
} from '../core/flow.ts';

/** An effect that a machine asked for, in the order in which it was asked. */
export type FlowEffect =
  | { [K in keyof FlowEffects]: { type: K; params: FlowEffects[K] } }[keyof FlowEffects]
  | { type: 'setTimer'; params: { name: string; delayMs: number } }
  | { type: 'cancelTimer'; params: { name: string } };

export interface FlowStep {
  state: FlowState;
  effects: FlowEffect[];
  /** The machine reached a final state: the flow is over. */
  done: boolean;
}

export interface FlowRuntime {
  has(flow: string): boolean;
  /** Is it we who begin it, by a notice? */
  isUnasked(flow: string): boolean;
  start(flow: string, runId: string, input: FlowInput): FlowStep;
  /** What the payload of a deep link starts; null: nothing of ours. */
  linked(payload: string): { flow: string; args: Record<string, Json> } | null;
  /** One event. An event that the state does not take changes nothing and yields no effects. */
  send(state: FlowState, event: FlowEvent): FlowStep;
  /** Would this event lead anywhere from here? */
  takes(state: FlowState, event: FlowEvent): boolean;
  /** What the state can take besides buttons, in the order in which it is to be tried. */
  expects(state: FlowState): AnswerKind[];
  /** The same runtime with the flows that came with the content; a bug in their names throws. */
  including(more: ContentFlows): FlowRuntime;
  /** The state as the present version of its flow understands it; null when there is no way there. */
  migrate(state: FlowState): FlowState | null;
}

interface Flow {
  definition: FlowDefinition;
  machine: AnyStateMachine;
  steps: Steps;
}

type Stepped = [AnyMachineSnapshot, readonly ExecutableActionObject[]];

interface Steps {
  first(input: FlowInput): Stepped;
  next(snapshot: AnyMachineSnapshot, event: FlowEvent): Stepped;
}

const EFFECTS = new Set<string>([
  'say',
  'ask',
  'sayAnswer',
  'runTask',
  'requestOperator',
  'remember',
  'startFlow',
  'setLocale',
  'consent',
  'keepInMind',
  'feedback',
] satisfies (keyof FlowEffects)[]);

/** Throws FLOW_INVALID when two flows share a name. */
export function createFlowRuntime(
  definitions: readonly FlowDefinition[],
  /** Versions that no longer start but still run. */
  earlier: readonly FlowDefinition[] = [],
): FlowRuntime {
  const flows = new Map<string, Flow>();
  const old = new Map<string, Flow>();
  // A turn asks several things of one state: what it expects, whether it takes an event, where that leads.
  const restored = new WeakMap<FlowState, AnyMachineSnapshot>();
  for (const definition of definitions) {
    if (flows.has(definition.name)) throw twice(definition);
    flows.set(definition.name, toFlow(definition));
  }
  for (const definition of earlier) old.set(`${definition.name} ${definition.version}`, toFlow(definition));

  const open = (name: string) => {
    const flow = flows.get(name);
    assert(flow, `flow "${name}" is registered`);
    return flow;
  };
  const openFor = (state: FlowState) => old.get(`${state.flow} ${state.version}`) ?? open(state.flow);

  const restore = (state: FlowState): AnyMachineSnapshot => {
    const known = restored.get(state);
    if (known) return known;
    const { machine, definition } = openFor(state);
    assert(state.version === definition.version, `flow "${state.flow}" is migrated before it runs`);
    const snapshot = machine.resolveState({ value: state.value as never, context: state.context });
    restored.set(state, snapshot);
    return snapshot;
  };

  return {
    has: (flow) => flows.has(flow),
    isUnasked: (flow) => flows.get(flow)?.definition.unasked === true,

    start(name, runId, input) {
      const { steps, definition } = open(name);
      const [snapshot, actions] = steps.first(input);
      return toStep({ flow: name, version: definition.version, runId }, snapshot, actions);
    },

    linked: (payload) => linkedBy(definitions, payload),

    send(state, event) {
      const [snapshot, actions] = openFor(state).steps.next(restore(state), event);
      return toStep(state, snapshot, actions);
    },

    takes: (state, event) => restore(state).can(event),

    expects: (state) => expectedBy(restore(state)),

    including: (more) => createFlowRuntime([...definitions, ...more.current], more.earlier),

    migrate(state) {
      if (old.has(`${state.flow} ${state.version}`)) return state;
      const definition = flows.get(state.flow)?.definition;
      if (!definition) return null;
      if (state.version === definition.version) return state;
      let stored = { value: state.value, context: state.context };
      for (let version = state.version; version < definition.version; version += 1) {
        const step = definition.migrations[version];
        if (!step) return null;
        stored = step(stored);
      }
      return state.version > definition.version ? null : { ...state, ...stored, version: definition.version };
    },
  };
}

function twice({ name }: FlowDefinition): PrilavokError {
  return new PrilavokError('FLOW_INVALID', `Two flows are called "${name}"; rename one of them.`);
}

/** The flow whose links know what the payload begins with: `stock_<variant>`. */
function linkedBy(
  definitions: readonly FlowDefinition[],
  payload: string,
): ReturnType<FlowRuntime['linked']> {
  const [, name = '', value = ''] = /^([a-z]+)_(.+)$/su.exec(payload) ?? [];
  for (const { name: flow, links } of definitions) {
    const arg = links?.[name];
    if (arg !== undefined) return { flow, args: { [arg]: value } };
  }
  return null;
}

function expectedBy(snapshot: AnyMachineSnapshot): AnswerKind[] {
  const found: AnswerKind[] = [];
  for (const meta of Object.values(snapshot.getMeta() as Record<string, { expects?: unknown }>)) {
    if (!Array.isArray(meta?.expects)) continue;
    for (const kind of meta.expects) if (isAnswerKind(kind)) found.push(kind);
  }
  return found;
}

function toFlow(definition: FlowDefinition): Flow {
  const machine = definition.machine as AnyStateMachine;
  return { definition, machine, steps: createSteps(machine) };
}

/**
 * What xstate's own pure `initialTransition` and `transition` do, without the actor that they make anew for every event:
 * one that is never started serves for all of them. Actions are handed back, nothing is carried out.
 */
function createSteps(machine: AnyStateMachine): Steps {
  const self = createActor(machine);
  const nothing = () => {};
  const inert = { self, system: self.system, id: '', sessionId: '', logger: nothing, defer: nothing };
  const scope = { ...inert, stopChild: nothing, emit: nothing };
  const collect = (step: (given: ActorScope) => AnyMachineSnapshot): Stepped => {
    const actions: ExecutableActionObject[] = [];
    const snapshot = step({ ...scope, actionExecutor: (action) => void actions.push(action) });
    return [snapshot, actions];
  };
  return {
    first: (input) => collect((given) => machine.getInitialSnapshot(given, input)),
    next: (snapshot, event) => collect((given) => machine.transition(snapshot, event, given)),
  };
}

type ActorScope = Parameters<AnyStateMachine['transition']>[2];

function isAnswerKind(kind: unknown): kind is AnswerKind {
  return (ANSWER_KINDS as readonly unknown[]).includes(kind);
}

function toStep(
  head: Pick<FlowState, 'flow' | 'version' | 'runId'> & Partial<FlowState>,
  snapshot: AnyMachineSnapshot,
  actions: readonly ExecutableActionObject[],
): FlowStep {
  assert(snapshot.status !== 'error', `flow "${head.flow}" ends in an error state`);
  const state: FlowState = {
    ...head,
    flow: head.flow,
    version: head.version,
    runId: head.runId,
    value: snapshot.value as Json,
    context: snapshot.context as Record<string, Json>,
  };
  return { state, effects: toEffects(head.flow, actions), done: snapshot.status === 'done' };
}

function toEffects(flow: string, actions: readonly ExecutableActionObject[]): FlowEffect[] {
  const effects: FlowEffect[] = [];
  for (const action of actions) {
    const params = (action.params ?? {}) as Record<string, unknown>;
    if (EFFECTS.has(action.type)) {
      effects.push({ type: action.type, params } as FlowEffect);
    } else if (action.type === 'xstate.raise') {
      // An undelayed raise has been taken inside the machine already.
      if (typeof params['delay'] !== 'number') continue;
      const event = params['event'] as FlowEvent;
      effects.push({ type: 'setTimer', params: { name: event.type, delayMs: params['delay'] } });
      assert(
        event.type === `timer.${String(params['id'])}`,
        `timer "${String(params['id'])}" of "${flow}" is named`,
      );
    } else if (action.type === 'xstate.cancel') {
      effects.push({ type: 'cancelTimer', params: { name: `timer.${String(params['sendId'])}` } });
    } else {
      assert(false, `flow "${flow}" asks for "${action.type}", which is no effect`);
    }
  }
  return effects;
}
