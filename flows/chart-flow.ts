/**
 * A flow, or a script, as boxes and arrows: for people who want to see where a conversation can go. A script is read off its
 * steps, a flow off its machine. Never runs anything.
 */
import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from 'xstate';
import type { FlowDefinition } from '../src/core/flow.ts';
import type { ChartEdge, ChartKind, ChartNode, FlowChart } from '../src/core/flow-chart.ts';
import type { Locale } from '../src/core/locale.ts';
import type { Script, ScriptStep } from '../src/core/script.ts';
import { describeBranch } from './script/saying.ts';

/** The box from which everything starts. No state and no step is called so. */
const START = '*';

export function chartFlow({ machine }: FlowDefinition): FlowChart {
  const { root } = machine as AnyStateMachine;
  const states: AnyStateNode[] = Object.values(root.states);
  const nodes = states.map((state): ChartNode => ({
    id: state.key,
    kind: state.type === 'final' ? 'end' : 'state',
    text: state.description ?? '',
  }));
  const first = (root.initial.target ?? []).map(({ key }) => ({ from: START, to: key, label: '' }));
  const edges = states.flatMap((state) =>
    waysFrom(state)
      .filter((way) => !isOnlyAgain(way, state))
      .flatMap((way) =>
        (way.target ?? []).map(({ key }): ChartEdge => ({ from: state.key, to: key, label: labelOf(way) })),
      ),
  );
  return { nodes: [startNode, ...nodes], edges: merged([...first, ...edges]) };
}

export function chartScript(script: Script, locale: Locale): FlowChart {
  const nodes = Object.entries(script.steps).map(([id, step]): ChartNode => ({
    id,
    kind: kindOf(step),
    text: textOf(step, locale),
  }));
  const edges = Object.entries(script.steps).flatMap(([from, step]) =>
    waysOf(step, locale).map(([to, label]): ChartEdge => ({ from, to, label })),
  );
  const first = { from: START, to: script.first, label: '' };
  return { nodes: [startNode, ...nodes], edges: merged([first, ...edges]) };
}

const startNode: ChartNode = { id: START, kind: 'start', text: '' };

/** What every waiting state takes and only asks again by: arrows that would hide the others. */
const EVERYWHERE = new Set(['answer.unclear', 'human.returned', 'flow.resumed']);

function waysFrom(node: AnyStateNode): AnyTransitionDefinition[] {
  return [...(node.always ?? []), ...node.transitions.values()].flat();
}

function isOnlyAgain(way: AnyTransitionDefinition, state: AnyStateNode): boolean {
  if (EVERYWHERE.has(way.eventType)) return true;
  return way.eventType.startsWith('answer.') && way.target?.[0] === state && !way.description;
}

function labelOf(way: AnyTransitionDefinition): string {
  return way.description || way.eventType;
}

function kindOf(step: ScriptStep): ChartKind {
  if (step.lookUp !== undefined) return 'lookUp';
  if (step.choices !== undefined && step.ask === undefined) return 'choice';
  if (step.ask !== undefined) return 'ask';
  if (step.if !== undefined) return 'if';
  if (step.person !== undefined) return 'person';
  if (step.flow !== undefined) return 'flow';
  return step.end ? 'end' : 'say';
}

function textOf({ say, flow, lookUp }: ScriptStep, locale: Locale): string {
  const said = say?.[locale]?.[0] ?? say?.ru?.[0] ?? say?.uk?.[0] ?? say?.en?.[0] ?? '';
  return [lookUp, flow, said.replace(/\s+/gu, ' ')].filter(Boolean).join(': ');
}

/** Each way on with what leads there. Marks stand for outcomes, so that no language is needed. */
function waysOf(step: ScriptStep, locale: Locale): [string, string][] {
  const choices = (step.choices ?? []).map(({ to, label }): [string, string] => [
    to,
    label[locale] ?? label.ru ?? label.uk ?? label.en ?? '',
  ]);
  const branches = (step.if ?? []).map((branch): [string, string] => [branch.to, describeBranch(branch)]);
  const marked: [string | undefined, string][] = [
    [step.else, step.if === undefined ? '' : '…'],
    [step.to, step.keep !== undefined && step.ask !== undefined ? `{${step.keep}}` : ''],
    [step.yes, '✓'],
    [step.no, '✗'],
    [step.found, '✓'],
    [step.notFound, '∅'],
    [step.down, '⚠'],
  ];
  const others = marked.flatMap(([to, label]): [string, string][] => (to === undefined ? [] : [[to, label]]));
  return [...choices, ...branches, ...others];
}

/** One arrow between two boxes, with everything that leads along it. */
function merged(edges: readonly ChartEdge[]): ChartEdge[] {
  const between = new Map<string, ChartEdge>();
  for (const edge of edges) {
    const key = `${edge.from} → ${edge.to}`;
    const known = between.get(key);
    if (!known) between.set(key, { ...edge });
    else if (edge.label !== '' && !known.label.split(' · ').includes(edge.label)) {
      known.label = known.label === '' ? edge.label : `${known.label} · ${edge.label}`;
    }
  }
  return [...between.values()];
}
