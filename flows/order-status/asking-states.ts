/**
 * The states in which the flow waits for the customer. Each asks on entry, takes what it can, says its question again when
 * it understood nothing or somebody comes back, and ends without a word when nobody answers.
 */
import { assign } from 'xstate';
import type { Prompt } from '../../src/core/content.ts';
import { asksAgain } from '../comes-back.ts';
import { armIdle, disarmIdle, forgetNotice, orderStatus, type OrderStatusContext } from './model.ts';
import {
  askCode,
  askDigits,
  askInTrouble,
  askMore,
  askNumber,
  askProof,
  askToPass,
  askWhich,
  passedOnWords,
} from './questions.ts';

/** Asks, forgets what was to be said before it, and sets the timer. */
function asking(question: (view: View) => Prompt) {
  return [
    { type: 'ask', params: ({ context }: View) => question({ context }) },
    forgetNotice,
    armIdle,
  ] as const;
}

type View = { context: OrderStatusContext };

const notice = (text: string) => orderStatus.assign({ notice: text });

/** The phone is vouched for from now on. */
const nowVouched = orderStatus.assign({ vouched: true, proof: { by: 'verified-phone' } });

export const choosing = orderStatus.createStateConfig({
  description: 'Several orders are listed; a tap, its place in the list or a number chooses.',
  meta: { expects: ['choice', 'orderNumber', 'contact'] },
  entry: [...asking(askWhich)],
  exit: disarmIdle,
  on: {
    'order.pick': {
      target: 'finding',
      actions: assign({ number: ({ event }) => event.number, proof: { by: 'verified-phone' } }),
    },
    'answer.choice': [
      {
        guard: ({ context, event }) => context.orders[event.number - 1] !== undefined,
        target: 'finding',
        actions: assign({
          number: ({ context, event }) => context.orders[event.number - 1]?.number ?? '',
          proof: { by: 'verified-phone' },
        }),
      },
      { target: 'choosing', reenter: true, actions: notice('orderStatus.unclear.choice') },
    ],
    'answer.orderNumber': {
      target: 'finding',
      actions: assign({ number: ({ event }) => event.number, proof: { by: 'none' } }),
    },
    'answer.contact': [
      { guard: ({ event }) => event.own, target: 'listing', actions: nowVouched },
      { target: 'choosing', reenter: true, actions: notice('orderStatus.notYourCard') },
    ],
    'order.another': 'askingNumber',
    'answer.unclear': { target: 'choosing', reenter: true, actions: notice('orderStatus.unclear.choice') },
    ...asksAgain('choosing'),
  },
});

export const askingNumber = orderStatus.createStateConfig({
  description: 'Asks for the order number, or for the phone to find the orders by.',
  meta: { expects: ['orderNumber', 'contact'] },
  entry: [...asking(askNumber)],
  exit: disarmIdle,
  on: {
    'answer.orderNumber': {
      target: 'finding',
      actions: assign({ number: ({ event }) => event.number, proof: { by: 'none' } }),
    },
    'answer.contact': [
      { guard: ({ event }) => event.own, target: 'listing', actions: nowVouched },
      { target: 'askingNumber', reenter: true, actions: notice('orderStatus.notYourCard') },
    ],
    'order.pick': {
      target: 'finding',
      actions: assign({ number: ({ event }) => event.number, proof: { by: 'none' } }),
    },
    'order.unknown': { target: 'askingNumber', reenter: true, actions: notice('orderStatus.whereNumber') },
    'answer.unclear': {
      target: 'askingNumber',
      reenter: true,
      actions: notice('orderStatus.unclear.number'),
    },
    ...asksAgain('askingNumber'),
  },
});

export const proving = orderStatus.createStateConfig({
  description:
    'Offers the ways to show that the order is theirs: own phone, code by e-mail, last four digits.',
  meta: { expects: ['contact', 'lastFourDigits', 'orderNumber'] },
  entry: [...asking(askProof)],
  exit: disarmIdle,
  on: {
    'answer.orderNumber': {
      target: 'finding',
      actions: assign({ number: ({ event }) => event.number, proof: { by: 'none' } }),
    },
    'answer.contact': [
      { guard: ({ event }) => event.own, target: 'finding', actions: nowVouched },
      { target: 'proving', reenter: true, actions: notice('orderStatus.notYourCard') },
    ],
    'answer.lastFourDigits': {
      target: 'finding',
      actions: assign({ proof: ({ event }) => ({ by: 'last-four', digits: event.digits }) }),
    },
    'order.digits': 'askingDigits',
    'order.code': 'sendingCode',
    'order.another': 'askingNumber',
    'answer.unclear': { target: 'proving', reenter: true, actions: notice('orderStatus.unclear.proof') },
    ...asksAgain('proving'),
  },
});

export const askingDigits = orderStatus.createStateConfig({
  description: 'Asks for the last four digits of the phone that the order was placed with.',
  meta: { expects: ['lastFourDigits', 'orderNumber', 'contact'] },
  entry: [...asking(askDigits)],
  exit: disarmIdle,
  on: {
    'answer.lastFourDigits': {
      target: 'finding',
      actions: assign({ proof: ({ event }) => ({ by: 'last-four', digits: event.digits }) }),
    },
    'answer.contact': [
      { guard: ({ event }) => event.own, target: 'finding', actions: nowVouched },
      { target: 'askingDigits', reenter: true, actions: notice('orderStatus.notYourCard') },
    ],
    'answer.orderNumber': {
      target: 'finding',
      actions: assign({ number: ({ event }) => event.number, proof: { by: 'none' } }),
    },
    'order.ways': 'proving',
    'order.another': 'askingNumber',
    'answer.unclear': {
      target: 'askingDigits',
      reenter: true,
      actions: notice('orderStatus.unclear.digits'),
    },
    ...asksAgain('askingDigits'),
  },
});

export const askingCode = orderStatus.createStateConfig({
  description: 'Asks for the code from the letter, which went out only if the order has an e-mail.',
  meta: { expects: ['oneTimeCode', 'contact'] },
  entry: [...asking(askCode)],
  exit: disarmIdle,
  on: {
    'answer.oneTimeCode': {
      target: 'finding',
      actions: assign({ proof: ({ event }) => ({ by: 'code', code: event.code }) }),
    },
    'answer.contact': [
      { guard: ({ event }) => event.own, target: 'finding', actions: nowVouched },
      { target: 'askingCode', reenter: true, actions: notice('orderStatus.notYourCard') },
    ],
    'order.code': 'sendingCode',
    'order.ways': 'proving',
    'answer.unclear': { target: 'askingCode', reenter: true, actions: notice('orderStatus.unclear.code') },
    ...asksAgain('askingCode'),
  },
});

export const showingBrief = orderStatus.createStateConfig({
  description: 'State and date were shown; says how to see the rest.',
  meta: { expects: ['contact', 'orderNumber'] },
  entry: [...asking(askMore)],
  exit: disarmIdle,
  on: {
    'answer.contact': [
      { guard: ({ event }) => event.own, target: 'finding', actions: nowVouched },
      { target: 'showingBrief', reenter: true, actions: notice('orderStatus.notYourCard') },
    ],
    'answer.orderNumber': {
      target: 'finding',
      actions: assign({ number: ({ event }) => event.number, proof: { by: 'none' } }),
    },
    'order.code': 'sendingCode',
    'order.another': 'askingNumber',
    'answer.unclear': { target: 'showingBrief', reenter: true, actions: notice('orderStatus.unclear.more') },
    ...asksAgain('showingBrief'),
  },
});

export const trouble = orderStatus.createStateConfig({
  description: 'The shop does not answer, or there were too many tries: offers to try again, or a person.',
  meta: { expects: ['contact'] },
  entry: [...asking(askInTrouble)],
  exit: disarmIdle,
  on: {
    'order.retry': [
      { guard: ({ context }) => context.retry === 'list', target: 'listing' },
      { guard: ({ context }) => context.retry === 'code', target: 'sendingCode' },
      { target: 'finding' },
    ],
    'answer.contact': [
      {
        guard: ({ context, event }) => event.own && context.number !== '',
        target: 'finding',
        actions: nowVouched,
      },
      { guard: ({ event }) => event.own, target: 'listing', actions: nowVouched },
      { target: 'trouble', reenter: true, actions: notice('orderStatus.notYourCard') },
    ],
    'answer.unclear': { target: 'trouble', reenter: true },
    ...asksAgain('trouble'),
  },
});

/** Whoever takes it from here sees the number, and what was wanted. */
const rememberWish = {
  type: 'remember',
  params: ({ context: { number, wish } }: View) => ({
    facts: { ...(number === '' ? {} : { orderNumber: number }), ...(wish === '' ? {} : { orderWish: wish }) },
  }),
} as const;
const takeNumber = orderStatus.assign({
  number: ({ context, event }) => (event.type === 'answer.orderNumber' ? event.number : context.number),
});
const passedOn = [
  rememberWish,
  { type: 'say', params: ({ context }: View) => passedOnWords(context) },
  { type: 'requestOperator', params: { reason: 'flow' } },
] as const;

export const passingOn = orderStatus.createStateConfig({
  description: 'The shop has shown us no orders: takes the number along to a person, who sees them.',
  meta: { expects: ['orderNumber', 'contact', 'yesNo'] },
  entry: [rememberWish, ...asking(askToPass)],
  exit: disarmIdle,
  on: {
    'answer.orderNumber': {
      target: 'ended',
      actions: [takeNumber, ...passedOn],
    },
    'answer.contact': { target: 'ended', actions: [...passedOn] },
    'answer.yesNo': [
      {
        guard: ({ event }: { event: { yes: boolean } }) => event.yes,
        target: 'ended',
        actions: [...passedOn],
      },
      { target: 'ended', actions: { type: 'say', params: { text: 'orderStatus.noOrders.later' } } },
    ],
    'answer.unclear': { target: 'passingOn', reenter: true, actions: notice('orderStatus.unclear.pass') },
    ...asksAgain('passingOn'),
  },
});
