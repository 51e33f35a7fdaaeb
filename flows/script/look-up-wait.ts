/**
 * What the states of a look-up share: where it begins, how it waits for the shop, how it asks the customer for what is missing.
 * A slow answer is mentioned, a lost one counts as a failure; coming back from a person or another flow asks the shop again.
 */
import type { FlowButton, Prompt } from '../../src/core/content.ts';
import { factsFrom, type ScriptFact, type ScriptLookUp, type ScriptStep } from '../../src/core/script.ts';
import { comesBack } from '../comes-back.ts';
import {
  armIdle,
  armLost,
  armSlow,
  disarmIdle,
  disarmLost,
  disarmSlow,
  forgetNotice,
  note,
  notice,
  scripted,
  type StepPlace,
  type View,
} from './model.ts';
import { paragraphs } from './saying.ts';

export type StateConfig = ReturnType<typeof scripted.createStateConfig>;

/** A step that looks something up; the checker has seen that every outcome leads somewhere. */
export type LookUpStep = ScriptStep & { lookUp: ScriptLookUp };

/** Nobody answered: not a step that anybody can write. */
export const GONE = '_gone';

/** An inner state of a step. No step can be called so: an underscore is not allowed in its name. */
export function inner({ id }: StepPlace, part: string): string {
  return `${id}_${part}`;
}

/** Says the step's words, notes its facts, and forgets what the look-up brought the last time. */
export function beginning(step: LookUpStep, at: StepPlace) {
  // An order's number is what the look-up goes by.
  const old = factsFrom(step.lookUp).filter((name) => name !== 'orderNumber');
  const forget: Record<string, ScriptFact> = Object.fromEntries(old.map((name) => [name, '']));
  const facts = note({ ...forget, ...step.set });
  if (!step.say) return [facts];
  const say = { type: 'say' as const, params: ({ context }: View) => paragraphs(step, at, context) };
  return [facts, say];
}

export const stillLooking = { type: 'say', params: { text: 'script.stillLooking' } } as const;

/** `look`: the state itself, which asks anew; `down`: where to go when no answer comes. */
export function waitingOn(look: string, down: string) {
  return {
    'answer.unclear': { actions: stillLooking },
    'timer.slow': { actions: [stillLooking, armLost] },
    'timer.lost': { target: down, description: 'no answer' },
    ...comesBack(look),
  } as const;
}

export const waitingEntry = armSlow;
export const waitingExit = [disarmSlow, disarmLost];

/** A question of the look-up's own. */
export function asking(ask: (view: View) => Prompt) {
  return [{ type: 'ask' as const, params: ({ context }: View) => ask({ context }) }, forgetNotice, armIdle];
}

/** What every question takes besides its answers; `unclear` is said before it comes again. */
export function askingOn(state: string, unclear: string, step: LookUpStep) {
  return {
    'script.without': { target: step.notFound ?? GONE, description: 'without' },
    'answer.unclear': { target: state, reenter: true, actions: notice(unclear) },
    ...comesBack(state),
    'timer.idle': GONE,
  } as const;
}

export const askingExit = disarmIdle;

export const WITHOUT: FlowButton = { label: 'script.button.without', event: { type: 'script.without' } };
