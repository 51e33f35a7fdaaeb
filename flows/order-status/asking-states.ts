/**
 * The states in which the flow waits for the customer. Each asks on entry, takes what it can, says its question again when
 * it understood nothing or somebody comes back, and ends without a word when nobody answers.
 */
import { assign } from 'xstate';
import type { Prompt } from '../../src/core/content.ts';
import { armIdle, disarmIdle, forgetNotice, orderStatus, type OrderStatusContext } from './model.ts';
import { askCode, askDigits, askInTrouble, askMore, askNumber, askProof, askWhich } from './questions.ts';

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
    'human.returned': { target: 'choosing', reenter: true },
    'flow.resumed': { target: 'choosing', reenter: true },
    'timer.idle': 'ended',
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
    'order.unknown': { target: 'askingNumber', reenter: true, actions: notice('orderStatus.whereNumber') },
    'answer.unclear': {
      target: 'askingNumber',
      reenter: true,
      actions: notice('orderStatus.unclear.number'),
    },
    'human.returned': { target: 'askingNumber', reenter: true },
    'flow.resumed': { target: 'askingNumber', reenter: true },
    'timer.idle': 'ended',
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
    'human.returned': { target: 'proving', reenter: true },
    'flow.resumed': { target: 'proving', reenter: true },
    'timer.idle': 'ended',
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
    'human.returned': { target: 'askingDigits', reenter: true },
    'flow.resumed': { target: 'askingDigits', reenter: true },
    'timer.idle': 'ended',
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
    'human.returned': { target: 'askingCode', reenter: true },
    'flow.resumed': { target: 'askingCode', reenter: true },
    'timer.idle': 'ended',
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
    'human.returned': { target: 'showingBrief', reenter: true },
    'flow.resumed': { target: 'showingBrief', reenter: true },
    'timer.idle': 'ended',
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
    'human.returned': { target: 'trouble', reenter: true },
    'flow.resumed': { target: 'trouble', reenter: true },
    'timer.idle': 'ended',
  },
});
