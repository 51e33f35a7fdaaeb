/**
 * One customer who does whatever comes to mind, with a shop that answers as it likes, and a restart after every step. Timers
 * are kept as the engine's rows would be. What goes wrong is told with the events that led there.
 */
import { expect } from '@jest/globals';
import type { FlowEvent } from '../../../src/core/content.ts';
import type { FlowState } from '../../../src/core/conversation.ts';
import type { FlowInput } from '../../../src/core/flow.ts';
import type { WordCommand, Texts } from '../../../src/core/ports/words.ts';
import type { FlowEffect, FlowStep } from '../../../src/engine/flow-runtime.ts';
import type { FlowUnderRules } from './flow-under-rules.ts';
import { buttonsIn, expectSayable, speaks, tapOf } from './said.ts';

interface Walk {
  flow: FlowUnderRules;
  texts: Texts;
  /** Flows that can be started. */
  flows: ReadonlySet<string>;
}

const COMMANDS: Record<WordCommand, true> = {
  menu: true,
  operator: true,
  stop: true,
  language: true,
  channels: true,
  greeting: true,
  thanks: true,
};
/** Steps by timers alone in which a flow that nobody answers is over. */
const LAST_STEPS = 12;

/** `picks` choose what happens, each among what can happen at that moment. */
export function walkAtRandom(walk: Walk, input: FlowInput, picks: readonly number[]): void {
  const { flow } = walk;
  const trail: string[] = [`start ${JSON.stringify(input)}`];
  const timers = new Set<string>();
  try {
    let step = flow.runtime.start(flow.name, 'run', input);
    if (!flow.isDesk) expect(speaks(step.effects)).toBe(true);
    lookAt(walk, step, timers);
    for (const pick of picks) {
      if (step.done) return;
      const state = restart(step.state);
      const possible = whatCanHappen(flow, state, step, timers);
      const event = possible[pick % possible.length]!;
      trail.push(JSON.stringify(event));
      timers.delete(event.type);
      step = flow.runtime.send(state, event);
      if (!event.type.startsWith('timer.')) expect(speaks(step.effects)).toBe(true);
      lookAt(walk, step, timers);
    }
    if (!flow.isDesk) leaveAlone(flow, step, timers);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`${flow.name}, after\n  ${trail.join('\n  ')}\n${why}`, { cause: error });
  }
}

/** What the state is stored as, read back. */
function restart(state: FlowState): FlowState {
  const stored = JSON.parse(JSON.stringify(state)) as FlowState;
  expect(stored).toEqual(state);
  return stored;
}

function whatCanHappen(
  { runtime, events, isDesk }: FlowUnderRules,
  state: FlowState,
  { effects }: FlowStep,
  timers: ReadonlySet<string>,
): FlowEvent[] {
  // Whoever was away comes back first: until then nothing else reaches the flow.
  if (effects.some(({ type }) => type === 'requestOperator') && !isDesk) return [{ type: 'human.returned' }];
  if (effects.some(({ type }) => type === 'startFlow') && !isDesk) return [{ type: 'flow.resumed' }];
  const pressed = buttonsIn(effects).flatMap((button) => tapOf(button, isDesk) ?? []);
  return [...pressed, ...events].filter(
    (event) => (!event.type.startsWith('timer.') || timers.has(event.type)) && runtime.takes(state, event),
  );
}

/** What must hold after every step. */
function lookAt({ flow, texts, flows }: Walk, step: FlowStep, timers: Set<string>): void {
  const { effects, state, done } = step;
  expectSayable(effects, texts);
  keepTimers(timers, effects);
  for (const effect of effects) {
    // Without an answer in `tasks` the rules would never see what comes after this look-up.
    if (effect.type === 'runTask') expect(flow.tasks).toContain(effect.params.kind);
    if (effect.type === 'startFlow') expect([...flows]).toContain(effect.params.flow);
  }
  for (const button of buttonsIn(effects)) {
    if ('event' in button) {
      const isTaken = !done && flow.runtime.takes(state, button.event);
      expect({ button, isTaken }).toEqual({ button, isTaken: true });
    }
    if ('deskEvent' in button) expectDeskEvent(button.deskEvent, flows);
  }
  const isAway = effects.some(({ type }) => type === 'requestOperator' || type === 'startFlow');
  if (isAway) timers.clear();
  if (done || isAway || flow.isDesk) return;
  // A state without a timer waits for ever; a timer that its state does not take ends nothing.
  const armed = [...timers].filter((type) => flow.runtime.takes(state, { type }));
  expect({ state: state.value, timers: [...timers] }).toEqual({ state: state.value, timers: armed });
  expect({ state: state.value, timers: timers.size }).not.toEqual({ state: state.value, timers: 0 });
}

function expectDeskEvent({ type, flow }: FlowEvent, flows: ReadonlySet<string>): void {
  if (type === 'start.flow') expect([...flows]).toContain(flow);
  if (type.startsWith('command.')) expect(Object.keys(COMMANDS)).toContain(type.slice(8));
}

/** Nobody comes any more: the flow ends by itself. */
function leaveAlone({ runtime }: FlowUnderRules, last: FlowStep, timers: Set<string>): void {
  let step = last;
  if (step.effects.some(({ type }) => type === 'requestOperator' || type === 'startFlow')) return;
  for (let count = 0; count < LAST_STEPS && !step.done; count += 1) {
    const [type] = timers;
    expect(type).toBeDefined();
    if (type === undefined) return;
    timers.delete(type);
    step = runtime.send(step.state, { type });
    keepTimers(timers, step.effects);
  }
  expect(step.done).toBe(true);
}

function keepTimers(timers: Set<string>, effects: readonly FlowEffect[]): void {
  for (const effect of effects) {
    if (effect.type === 'setTimer') timers.add(effect.params.name);
    if (effect.type === 'cancelTimer') timers.delete(effect.params.name);
  }
}
