/**
 * A flow as a diagram in Mermaid's words, read off its machine: for people who want to see where a conversation can go.
 * Never runs anything.
 */
import type { AnyStateMachine, AnyStateNode, AnyTransitionDefinition } from 'xstate';
import type { FlowDefinition } from '../src/core/flow.ts';

/** Characters of a state's or an arrow's words that are shown. */
const SHOWN = 60;
/** What every waiting state takes, and where it only asks again: arrows that would hide the others. */
const EVERYWHERE = new Set(['answer.unclear', 'human.returned', 'flow.resumed']);

/** One `stateDiagram-v2`, beginning with the flow's name as its title. */
export function drawFlow({ name, machine }: FlowDefinition): string {
  const { root } = machine as AnyStateMachine;
  const states: AnyStateNode[] = Object.values(root.states);
  const lines = ['---', `title: ${name}`, '---', 'stateDiagram-v2'];
  for (const state of states) {
    lines.push(`  state "${worded(`${state.key}: ${state.description ?? ''}`)}" as ${idOf(state)}`);
  }
  for (const first of root.initial.target ?? []) lines.push(`  [*] --> ${idOf(first)}`);
  for (const state of states) {
    lines.push(...arrowsFrom(state, state));
    if (state.type === 'final') lines.push(`  ${idOf(state)} --> [*]`);
  }
  // What is taken in any state is told once.
  const anywhere = arrowsFrom(root, null).map((arrow) => arrow.replace('ROOT', 'anywhere'));
  if (anywhere.length > 0) lines.push('  state "anywhere" as anywhere', ...anywhere);
  return `${lines.join('\n')}\n`;
}

function arrowsFrom(node: AnyStateNode, from: AnyStateNode | null): string[] {
  const all: AnyTransitionDefinition[] = [...(node.always ?? []), ...node.transitions.values()].flat();
  const arrows = all.flatMap((way) => {
    const isAgain = way.eventType.startsWith('answer.') && way.target?.[0] === node;
    if (EVERYWHERE.has(way.eventType) || (isAgain && !way.description)) return [];
    const label = way.description || way.eventType;
    const arrow = label === '' ? '' : `: ${worded(label)}`;
    return (way.target ?? []).map((to) => `  ${from ? idOf(from) : 'ROOT'} --> ${idOf(to)}${arrow}`);
  });
  return [...new Set(arrows)];
}

function idOf({ key }: AnyStateNode): string {
  return `s_${key.replace(/\W/g, '_')}`;
}

/** Marks that mean something in a diagram, or end a line, are taken out. */
function worded(text: string): string {
  const plain = text
    .replace(/["#;{}]/g, ' ')
    .replace(/:/g, ' –')
    .replace(/\s+/g, ' ')
    .trim();
  return plain.length > SHOWN ? `${plain.slice(0, SHOWN - 1).trimEnd()}…` : plain;
}
