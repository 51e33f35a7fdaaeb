/**
 * A script as the engine knows it: one state for each step. Every state that waits can be unclear, be taken up again, and
 * ends by itself when nobody answers.
 */
import type { FlowDefinition } from '../../src/core/flow.ts';
import { LIMITS } from '../../src/core/limits.ts';
import type { Script } from '../../src/core/script.ts';
import { scripted, startContext } from './model.ts';
import { GONE } from './look-up-wait.ts';
import { statesOf } from './states.ts';

/** The flow of a checked script. There are no migrations: a conversation ends on the version on which it began. */
export function scriptFlow(script: Script, version: number): FlowDefinition {
  const steps = Object.entries(script.steps).flatMap(([id, step]) =>
    statesOf(step, { script: script.name, version, id }),
  );
  const machine = scripted.createMachine({
    id: script.name,
    context: startContext(script),
    initial: script.first,
    // The check lets no round without a question pass; one that came by all the same must not hang the counter.
    options: { maxIterations: LIMITS.scriptStepsAtOnce },
    states: {
      ...Object.fromEntries(steps),
      [GONE]: { description: 'Nobody answered.', type: 'final' },
    },
  });
  return { name: script.name, version, machine, migrations: {} };
}
