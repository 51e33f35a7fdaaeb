/**
 * What the machine of a script remembers and what can happen to it. The states next door are built on this `setup`. The
 * context is stored as JSON; a change of its shape means that conversations on kept versions begin anew.
 */
import { setup } from 'xstate';
import type { FlowInput } from '../../src/core/flow.ts';
import { LIMITS } from '../../src/core/limits.ts';
import { factsOf, type Script, type ScriptFact } from '../../src/core/script.ts';
import { effectActions } from '../effect-actions.ts';

export type ScriptContext = {
  /** Every fact that the script names; "" is not known. */
  facts: Record<string, ScriptFact>;
  /** A text to be said before the next question; "" for none. */
  notice: string;
};

export type ScriptEvent =
  | { type: 'script.choice'; step: string; index: number }
  | { type: 'script.answer'; step: string; yes: boolean }
  | { type: 'answer.choice'; number: number }
  | { type: 'answer.number'; value: number }
  | { type: 'answer.orderNumber'; number: string }
  | { type: 'answer.phone'; phone: string }
  | { type: 'answer.text'; text: string }
  | { type: 'answer.yesNo'; yes: boolean }
  | { type: 'answer.unclear' }
  | { type: 'timer.idle' }
  | { type: 'human.returned' }
  | { type: 'flow.resumed' };

export const scripted = setup({
  types: { context: {} as ScriptContext, events: {} as ScriptEvent, input: {} as FlowInput },
  actions: effectActions,
});

/** The facts at the start: those that come with the customer, and the script's own as not known. */
export function startContext(script: Script): (args: { input: FlowInput }) => ScriptContext {
  const unknown = Object.fromEntries(factsOf(script).map((name) => [name, '']));
  return ({ input }) => {
    const { number } = input.args;
    const given = {
      language: input.locale,
      phoneKnown: input.verifiedPhone === null ? 'no' : 'yes',
      orderNumber: typeof number === 'string' ? number : '',
    };
    return { facts: { ...unknown, ...given }, notice: '' };
  };
}

/** Nobody answers: the timer that ends the script without a word. */
export const armIdle = scripted.raise({ type: 'timer.idle' }, { id: 'idle', delay: LIMITS.flowIdleMs });
export const disarmIdle = scripted.cancel('idle');
export const forgetNotice = scripted.assign({ notice: '' });

/** Notes facts. */
export const note = (facts: Record<string, ScriptFact>) =>
  scripted.assign({ facts: ({ context }) => ({ ...context.facts, ...facts }) });
