/**
 * The states in which the flow waits for the customer. Each asks on entry, says its question again when it understood nothing or
 * somebody comes back, and ends without a word when nobody answers. Nothing is cancelled or changed without a yes.
 */
import { assign } from 'xstate';
import type { Prompt } from '../../src/core/content.ts';
import { LIMITS } from '../../src/core/limits.ts';
import { asksAgain } from '../comes-back.ts';
import { armIdle, caring, disarmIdle, forgetNotice, type View } from './model.ts';
import {
  askAddress,
  askConfirm,
  askInTrouble,
  askWatches,
  askWhat,
  keptWords,
  possible,
  toldWords,
} from './questions.ts';

function asking(question: (view: View) => Prompt) {
  return [
    { type: 'ask', params: ({ context }: View) => question({ context }) },
    forgetNotice,
    armIdle,
  ] as const;
}

const notice = (text: string) => caring.assign({ notice: text });

const toPerson = { type: 'requestOperator', params: { reason: 'flow' } } as const;

/** What only people can do: they get the case with what is known. */
const cancelByPerson = {
  target: 'ended',
  actions: [
    { type: 'remember', params: { facts: { orderWish: 'cancel' } } },
    { type: 'say', params: ({ context }: View) => toldWords('orderCare.toPerson', context.number) },
    toPerson,
  ],
} as const;
const addressByPerson = {
  target: 'ended',
  actions: [
    {
      type: 'remember',
      params: ({ context }: View) => ({ facts: { orderWish: 'address', newAddress: context.words } }),
    },
    { type: 'say', params: ({ context }: View) => toldWords('orderCare.addressToPerson', context.number) },
    toPerson,
  ],
} as const;
const toCancel = { target: 'confirming', actions: caring.assign({ step: 'cancel', words: '' }) } as const;
const toAddress = {
  target: 'askingAddress',
  actions: caring.assign({ step: 'address', words: '' }),
} as const;

const isByPerson = ({ context }: View) => context.step === 'address' && context.address === 'person';
const confirmed = [{ guard: isByPerson, ...addressByPerson }, { target: 'working' }] as const;
/** A street with a house is never shorter. */
const SHORTEST = 8;
const isAddress = (text: string) => text.trim().length >= SHORTEST;

export const changing = caring.createStateConfig({
  description: 'Asks what shall be changed: cancel the order, or send it elsewhere.',
  meta: { expects: ['choice'] },
  entry: [...asking(askWhat)],
  exit: disarmIdle,
  on: {
    'care.cancel': [{ guard: ({ context }) => context.cancel === 'person', ...cancelByPerson }, toCancel],
    'care.address': toAddress,
    'answer.choice': [
      {
        guard: ({ context, event }) =>
          possible(context)[event.number - 1] === 'cancel' && context.cancel === 'person',
        ...cancelByPerson,
      },
      { guard: ({ context, event }) => possible(context)[event.number - 1] === 'cancel', ...toCancel },
      { guard: ({ context, event }) => possible(context)[event.number - 1] === 'address', ...toAddress },
      { target: 'changing', reenter: true, actions: notice('orderCare.unclear') },
    ],
    'care.no': keeps(),
    'answer.unclear': { target: 'changing', reenter: true, actions: notice('orderCare.unclear') },
    ...asksAgain('changing'),
  },
});

export const askingAddress = caring.createStateConfig({
  description: 'Asks where the order shall go instead.',
  meta: { expects: ['text'] },
  entry: [...asking(askAddress)],
  exit: disarmIdle,
  on: {
    'answer.text': [
      {
        guard: ({ event }) => isAddress(event.text),
        target: 'confirming',
        actions: assign({ words: ({ event }) => event.text.trim().slice(0, LIMITS.orderWishChars) }),
      },
      { target: 'askingAddress', reenter: true, actions: notice('orderCare.shortAddress') },
    ],
    'care.no': keeps(),
    'answer.unclear': { target: 'askingAddress', reenter: true, actions: notice('orderCare.shortAddress') },
    ...asksAgain('askingAddress'),
  },
});

export const confirming = caring.createStateConfig({
  description: 'Says once more what will be done, and does it only after a yes.',
  meta: { expects: ['yesNo', 'text'] },
  entry: [...asking(askConfirm)],
  exit: disarmIdle,
  on: {
    'care.yes': [...confirmed],
    'care.no': keeps(),
    'care.again': 'askingAddress',
    'answer.yesNo': [
      { guard: ({ context, event }) => event.yes && isByPerson({ context }), ...addressByPerson },
      { guard: ({ event }) => event.yes, target: 'working' },
      keeps(),
    ],
    'answer.text': [
      {
        // Said anew instead of "no".
        guard: ({ context, event }) => context.step === 'address' && isAddress(event.text),
        target: 'confirming',
        reenter: true,
        actions: assign({ words: ({ event }) => event.text.trim().slice(0, LIMITS.orderWishChars) }),
      },
      { target: 'confirming', reenter: true, actions: notice('orderCare.unclearYes') },
    ],
    'answer.unclear': { target: 'confirming', reenter: true, actions: notice('orderCare.unclearYes') },
    ...asksAgain('confirming'),
  },
});

export const managing = caring.createStateConfig({
  description: 'Lists the orders that are watched; a tap ends one, or all.',
  meta: { expects: ['choice'] },
  entry: [...asking(askWatches)],
  exit: disarmIdle,
  on: {
    'care.unwatch': {
      target: 'working',
      actions: assign({ step: 'unwatch', ticket: ({ event }) => event.ticket }),
    },
    'answer.choice': [
      {
        guard: ({ context, event }) => context.watches[event.number - 1] !== undefined,
        target: 'working',
        actions: assign({
          step: 'unwatch',
          ticket: ({ context, event }) => context.watches[event.number - 1]?.ticket ?? '',
        }),
      },
      { target: 'managing', reenter: true, actions: notice('orderCare.unclear') },
    ],
    'answer.unclear': { target: 'managing', reenter: true, actions: notice('orderCare.unclear') },
    ...asksAgain('managing'),
  },
});

export const trouble = caring.createStateConfig({
  description: 'The shop does not answer: offers to try again, or a person.',
  entry: [...asking(askInTrouble)],
  exit: disarmIdle,
  on: {
    'care.retry': 'working',
    'answer.unclear': { target: 'trouble', reenter: true },
    ...asksAgain('trouble'),
  },
});

/** Nothing is changed. */
function keeps() {
  return {
    target: 'ended',
    actions: { type: 'say', params: ({ context }: View) => keptWords(context) },
  } as const;
}
