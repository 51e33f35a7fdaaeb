/** A step that asks the shop, as the states behind it, by what it looks up. */
import { assign } from 'xstate';
import { hoursFacts } from './found-facts.ts';
import { orderStates } from './look-up-order.ts';
import { productStates } from './look-up-product.ts';
import {
  beginning,
  GONE,
  inner,
  waitingEntry,
  waitingExit,
  waitingOn,
  type LookUpStep,
  type StateConfig,
} from './look-up-wait.ts';
import { scripted, type StepPlace } from './model.ts';

/** The first is called like the step itself; no step of a script can be called like the others. */
export function lookUpStates(step: LookUpStep, at: StepPlace): [string, StateConfig][] {
  switch (step.lookUp) {
    case 'order':
      return orderStates(step, at, 'order.find');
    case 'returnDeadline':
      return orderStates(step, at, 'return.terms');
    case 'product':
    case 'cheaper':
      return productStates(step, at);
    case 'hours':
      return hoursStates(step, at);
  }
}

/** Whether people are there now. Without an answer the script goes on as if it had not asked. */
function hoursStates(step: LookUpStep, at: StepPlace): [string, StateConfig][] {
  const look = inner(at, 'look');
  const on = step.to ?? GONE;
  const starting = scripted.createStateConfig({
    description: 'Looks up whether people are there.',
    entry: beginning(step, at),
    always: look,
  });
  const looking = scripted.createStateConfig({
    description: 'Asks for the hours.',
    entry: [{ type: 'runTask', params: { kind: 'shop.hours', input: {} } }, waitingEntry],
    exit: waitingExit,
    on: {
      ...waitingOn(look, on),
      'task.shop.hours.done': {
        target: on,
        actions: assign({
          facts: ({ context, event }) => ({ ...context.facts, ...hoursFacts(event.value) }),
        }),
      },
      'task.shop.hours.failed': on,
    },
  });
  return [
    [at.id, starting],
    [look, looking],
  ];
}
