/**
 * The effects of `core/flow.ts` as action names for `setup()`: they do nothing here. `transition()` hands them back as
 * data, and the engine carries them out after the decision is stored.
 */
import type { FlowEffects } from '../src/core/flow.ts';

type EffectActions = { [Name in keyof FlowEffects]: (args: unknown, params: FlowEffects[Name]) => void };

export const effectActions: EffectActions = {
  say() {},
  ask() {},
  sayAnswer() {},
  runTask() {},
  requestOperator() {},
  remember() {},
  startFlow() {},
  setLocale() {},
  consent() {},
  keepInMind() {},
  feedback() {},
};
