/**
 * Conversations outlive releases: what an earlier version has stored must go on under this one. The files are real stored
 * states, one file a version; they are written once and never edited.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import type { FlowState } from '../../../src/core/conversation.ts';
import { expectsOf, nameOf } from './machine-shape.ts';
import type { FlowUnderRules } from './flow-under-rules.ts';
import { speaks } from './said.ts';

export interface StoredVersion {
  version: number;
  structure: Structure;
  stored: FlowState[];
}

interface Structure {
  /** States with the events they take. */
  states: Record<string, string[]>;
  /** The names in the context. */
  context: string[];
}

const dirOf = (flow: FlowUnderRules): string => join(import.meta.dirname, '..', `${flow.name}-stored`);

/** Every version that was ever released, the oldest first. */
export function storedVersions(flow: FlowUnderRules): StoredVersion[] {
  return filesIn(dirOf(flow))
    .map((name) => JSON.parse(readFileSync(join(dirOf(flow), name), 'utf8')) as StoredVersion)
    .toSorted((a, b) => a.version - b.version);
}

/** What this version looks like: when it changes, stored conversations need a way over. */
export function structureOf({ shape, runtime, name, inputs }: FlowUnderRules): Structure {
  const nodes = shape.nodes.filter((node) => node.path.length > 0 || node.ownEvents.length > 0);
  const states = nodes.map((node) => [nameOf(node), (node.ownEvents as string[]).toSorted()]);
  const start = runtime.start(name, 'run', inputs[0]!);
  return { states: Object.fromEntries(states), context: Object.keys(start.state.context).toSorted() };
}

/** Writes the file of this version, up to two states of each name; false if there is one. */
export function keepStates(flow: FlowUnderRules, found: readonly FlowState[]): boolean {
  const { version } = flow;
  const dir = dirOf(flow);
  const file = `v${version}.json`;
  if (filesIn(dir).includes(file)) return false;
  const stored = flow.shape.waiting.flatMap((node) => {
    const here = found.filter(({ value }) => value === nameOf(node));
    return here.length > 1 ? [here[0]!, here.at(-1)!] : here;
  });
  mkdirSync(dir, { recursive: true });
  const kept: StoredVersion = { version, structure: structureOf(flow), stored };
  writeFileSync(join(dir, file), `${JSON.stringify(kept, null, 2)}\n`, { flag: 'wx' });
  return true;
}

/** A conversation that was left in this state can be taken up under this version. */
export function expectGoesOn(flow: FlowUnderRules, state: FlowState): void {
  const { runtime } = flow;
  const now = runtime.migrate(state);
  expect(now).not.toBeNull();
  if (!now) return;
  if (flow.isDesk) return expectDeskGoesOn(flow, now);
  expect(speaks(runtime.send(now, { type: 'answer.unclear' }).effects)).toBe(true);
  const back = runtime.send(now, { type: 'flow.resumed' }).effects;
  expect(back.some(({ type }) => type === 'ask' || type === 'runTask')).toBe(true);
  expect(flow.timers.filter((type) => runtime.takes(now, { type }))).not.toEqual([]);
}

/** It has no question of its own to repeat: it takes what it expects, and everything that is not an answer. */
function expectDeskGoesOn({ runtime, events, shape }: FlowUnderRules, now: FlowState): void {
  const expected = shape.states.filter((node) => nameOf(node) === now.value).flatMap(expectsOf);
  const isAnswer = (type: string) => type.startsWith('answer.');
  const due = events.filter(({ type }) => (isAnswer(type) ? expected.includes(type.slice(7)) : true));
  for (const event of due.filter(({ type }) => isAnswer(type) || shape.nodes[0]!.ownEvents.includes(type))) {
    expect([event, runtime.send(now, event).effects]).not.toEqual([event, []]);
  }
}

function filesIn(dir: string): string[] {
  try {
    return readdirSync(dir).filter((name) => name.endsWith('.json'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
