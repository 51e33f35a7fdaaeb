/**
 * The state in which the flow waits for the shop. Whatever the customer writes meanwhile gets a word, a slow answer is mentioned,
 * a lost one counts as a failure. A wish is carried out once for each yes.
 */
import { assign } from 'xstate';
import type {
  OrderOptionsAnswer,
  OrderUnwatchAnswer,
  OrderWatchAnswer,
} from '../../src/core/order-answer.ts';
import {
  armLost,
  armSlow,
  caring,
  disarmLost,
  disarmSlow,
  lookUp,
  type OrderCareContext,
  type View,
} from './model.ts';
import { staleWords, toldWords, wishWords } from './questions.ts';

const stillWorking = { type: 'say', params: { text: 'orderStatus.stillLooking' } } as const;
const goDown = { target: 'trouble' } as const;
const stale = { target: 'ended', actions: { type: 'say', params: () => staleWords() } } as const;
/** What was confirmed may have been done by now: it is asked for anew, not carried out anew. */
const comingBack = [
  {
    guard: ({ context }: View) => context.step === 'cancel' || context.step === 'address',
    target: 'confirming',
  },
  { target: 'working', reenter: true },
] as const;
const toPerson = { type: 'requestOperator', params: { reason: 'flow' } } as const;

export const working = caring.createStateConfig({
  description: 'Asks the shop, or has it carry out what the customer has confirmed.',
  entry: [
    { type: 'remember', params: ({ context }) => ({ facts: factsOf(context) }) },
    { type: 'runTask', params: ({ context }) => lookUp(context) },
    armSlow,
  ],
  exit: [disarmSlow, disarmLost],
  on: {
    'answer.unclear': { actions: stillWorking },
    'timer.slow': { actions: [stillWorking, armLost] },
    'timer.lost': goDown,
    'human.returned': [...comingBack],
    'flow.resumed': [...comingBack],
    'task.order.watch.done': [
      { guard: ({ event }) => event.value.result === 'stale', ...stale },
      {
        target: 'ended',
        actions: {
          type: 'say',
          params: ({ event }) => told(`orderCare.watch.${event.value.result}`, event.value),
        },
      },
    ],
    'task.order.watch.failed': goDown,
    'task.order.watches.done': [
      {
        guard: ({ event }) => event.value.watches.length === 0,
        target: 'ended',
        actions: { type: 'say', params: () => toldWords('orderCare.noWatches', '') },
      },
      {
        target: 'managing',
        actions: assign({
          watches: ({ event }) => event.value.watches.filter(({ ticket }) => ticket !== ''),
        }),
      },
    ],
    'task.order.watches.failed': goDown,
    'task.order.unwatch.done': {
      target: 'ended',
      actions: { type: 'say', params: ({ event }) => unwatched(event.value) },
    },
    'task.order.unwatch.failed': goDown,
    'task.order.options.done': [
      { guard: ({ event }) => event.value.result === 'stale', ...stale },
      {
        guard: ({ context, event }) => lateFor(context.wish, event.value),
        target: 'ended',
        actions: {
          type: 'say',
          params: ({ context, event }) => told(lateText(context.wish), event.value),
        },
      },
      {
        guard: ({ context, event }) =>
          context.wish === 'cancel' && optionsOf(event.value).cancel === 'person',
        target: 'ended',
        actions: [
          assign(({ event }) => optionsOf(event.value)),
          { type: 'remember', params: ({ context }) => ({ facts: factsOf({ ...context, step: 'cancel' }) }) },
          { type: 'say', params: ({ event }) => told('orderCare.toPerson', event.value) },
          toPerson,
        ],
      },
      {
        guard: ({ context }) => context.wish === 'cancel',
        target: 'confirming',
        actions: [
          assign(({ event }) => optionsOf(event.value)),
          caring.assign({ step: 'cancel', words: '' }),
        ],
      },
      {
        guard: ({ context }) => context.wish === 'address',
        target: 'askingAddress',
        actions: [
          assign(({ event }) => optionsOf(event.value)),
          caring.assign({ step: 'address', words: '' }),
        ],
      },
      { target: 'changing', actions: assign(({ event }) => optionsOf(event.value)) },
    ],
    'task.order.options.failed': goDown,
    'task.order.cancel.done': [...wishDone()],
    'task.order.cancel.failed': goDown,
    'task.order.address.done': [...wishDone()],
    'task.order.address.failed': goDown,
  },
});

/** The outcome is told; what only people can do goes to them at once. */
function wishDone() {
  const say = {
    type: 'say',
    params: ({ context, event }: View & { event: { value: Parameters<typeof wishWords>[1] } }) =>
      wishWords(context, event.value),
  } as const;
  return [
    {
      guard: ({ event }: { event: { value: Parameters<typeof wishWords>[1] } }) =>
        event.value.result === 'person',
      target: 'ended',
      actions: [say, toPerson],
    },
    { target: 'ended', actions: say },
  ] as const;
}

/** It has left: for what they came for, or for everything. */
function lateFor(wish: OrderCareContext['wish'], answer: OrderOptionsAnswer): boolean {
  const { cancel, address } = optionsOf(answer);
  return wish === '' ? cancel === 'late' && address === 'late' : { cancel, address }[wish] === 'late';
}

function lateText(wish: OrderCareContext['wish']): string {
  return wish === '' ? 'orderCare.tooLate' : `orderCare.${wish}.late`;
}

function optionsOf(answer: OrderOptionsAnswer): Partial<OrderCareContext> {
  if (answer.result !== 'options') return {};
  const { number, cancel, address, paid } = answer;
  return { number, cancel, address, paid };
}

function told(text: string, answer: { result: string; number?: string } | OrderWatchAnswer) {
  return toldWords(text, 'number' in answer ? (answer.number ?? '') : '');
}

function unwatched({ count, number }: OrderUnwatchAnswer) {
  if (count === 0) return toldWords('orderCare.noWatches', number);
  return toldWords(number === '' ? 'orderCare.unwatchedAll' : 'orderCare.unwatched', number);
}

function factsOf({ step, number, words }: OrderCareContext): Record<string, string> {
  return {
    ...(number === '' ? {} : { orderNumber: number }),
    ...(step === 'cancel' || step === 'address' ? { orderWish: step } : {}),
    ...(step === 'address' ? { newAddress: words } : {}),
  };
}
