/**
 * A script as the engine knows it: one state for each step. Every state that waits can be unclear, be taken up again, and
 * ends by itself when nobody answers.
 */
import type { FlowDefinition } from '../../src/core/flow.ts';
import type { Script } from '../../src/core/script.ts';
import { scripted, startContext } from './model.ts';
import { GONE, stateOf } from './states.ts';

/** The flow of a checked script. There are no migrations: a conversation ends on the version on which it began. */
export function scriptFlow(script: Script, version: number): FlowDefinition {
  const steps = Object.entries(script.steps).map(([id, step]) => [
    id,
    stateOf(step, { script: script.name, version, id }),
  ]);
  const machine = scripted.createMachine({
    id: script.name,
    context: startContext(script),
    initial: script.first,
    states: {
      ...Object.fromEntries(steps),
      [GONE]: { description: 'Nobody answered.', type: 'final' },
    },
  });
  return { name: script.name, version, machine, migrations: {} };
}
