/**
 * The states in which the flow waits for the customer. Each asks on entry, takes what it can, says its question again when
 * it understood nothing or somebody comes back, and ends without a word when nobody answers for days.
 */
import { assign } from 'xstate';
import { asksAgain } from '../comes-back.ts';
import { armIdle, disarmIdle, forgetNotice, opening, returning, type ReturnContext } from './model.ts';
import {
  askCondition,
  askInTrouble,
  askItem,
  askOrder,
  askOutcome,
  askPicture,
  askProof,
  askReason,
  choicesOf,
  REASONS,
  type View,
} from './questions.ts';
import type { Prompt } from '../../src/core/content.ts';

function asking(question: (view: View) => Prompt) {
  return [
    { type: 'ask', params: ({ context }: View) => question({ context }) },
    forgetNotice,
    armIdle,
  ] as const;
}

const notice = (text: string) => returning.assign({ notice: text });
/** The phone is vouched for from now on. */
const nowVouched = returning.assign({ vouched: true, proof: { by: 'verified-phone' } });
export const askingOrder = returning.createStateConfig({
  description: 'Asks which order it is: one of the list, a number, or the phone to find the orders by.',
  meta: { expects: ['yesNo', 'choice', 'orderNumber', 'contact'] },
  entry: [...asking(askOrder)],
  exit: disarmIdle,
  on: {
    'order.pick': {
      target: 'looking',
      actions: assign(({ event }) => opening(event.number)),
    },
    'answer.yesNo': [
      {
        guard: ({ context, event }) => event.yes && isLastOffered(context),
        target: 'looking',
        actions: assign(({ context }) => opening(context.lastOrder)),
      },
      {
        guard: ({ context }) => isLastOffered(context),
        target: 'askingOrder',
        reenter: true,
        actions: returning.assign({ lastOrder: '' }),
      },
      { target: 'askingOrder', reenter: true, actions: notice('orderStatus.unclear.number') },
    ],
    'answer.choice': [
      {
        guard: ({ context, event }) => context.orders[event.number - 1] !== undefined,
        target: 'looking',
        actions: assign(({ context, event }) => opening(context.orders[event.number - 1]?.number ?? '')),
      },
      { target: 'askingOrder', reenter: true, actions: notice('orderStatus.unclear.number') },
    ],
    'answer.orderNumber': {
      target: 'looking',
      actions: assign(({ event }) => opening(event.number)),
    },
    'answer.contact': [
      {
        guard: ({ event }) => event.own,
        target: 'looking',
        actions: [nowVouched, returning.assign({ step: 'list' })],
      },
      { target: 'askingOrder', reenter: true, actions: notice('orderStatus.notYourCard') },
    ],
    'order.another': {
      target: 'askingOrder',
      reenter: true,
      actions: returning.assign({ orders: [], lastOrder: '' }),
    },
    'order.unknown': { target: 'askingOrder', reenter: true, actions: notice('orderStatus.whereNumber') },
    'answer.unclear': {
      target: 'askingOrder',
      reenter: true,
      actions: notice('orderStatus.unclear.number'),
    },
    ...asksAgain('askingOrder'),
  },
});

export const proving = returning.createStateConfig({
  description: 'Asks to show that the order is theirs: own phone, or a code by e-mail.',
  meta: { expects: ['contact', 'oneTimeCode', 'orderNumber'] },
  entry: [...asking(askProof)],
  exit: disarmIdle,
  on: {
    'answer.contact': [
      {
        guard: ({ event }) => event.own,
        target: 'looking',
        actions: [nowVouched, returning.assign({ step: 'open' })],
      },
      { target: 'proving', reenter: true, actions: notice('orderStatus.notYourCard') },
    ],
    'answer.oneTimeCode': [
      {
        guard: ({ context }) => context.coded,
        target: 'looking',
        actions: assign({ proof: ({ event }) => ({ by: 'code', code: event.code }), step: 'open' }),
      },
      { target: 'proving', reenter: true, actions: notice('return.unclear.proof') },
    ],
    'answer.orderNumber': {
      target: 'looking',
      actions: assign(({ event }) => opening(event.number)),
    },
    'order.code': { target: 'looking', actions: returning.assign({ step: 'code' }) },
    'order.another': { target: 'askingOrder', actions: returning.assign({ orders: [], lastOrder: '' }) },
    'answer.unclear': { target: 'proving', reenter: true, actions: notice('return.unclear.proof') },
    ...asksAgain('proving'),
  },
});

export const askingItem = returning.createStateConfig({
  description: 'Asks what comes back and how many; a long order is shown in pages.',
  meta: { expects: ['choice'] },
  entry: [...asking(askItem)],
  exit: disarmIdle,
  on: {
    'return.item': [
      {
        guard: ({ context, event }) => itemOf(context, event.line) !== null,
        target: 'askingReason',
        actions: assign({
          item: ({ context, event }) => itemOf(context, event.line),
          quantity: ({ event }) => event.quantity,
        }),
      },
      { target: 'askingItem', reenter: true },
    ],
    'answer.choice': [
      {
        guard: ({ context, event }) => choicesOf(context)[event.number - 1] !== undefined,
        target: 'askingReason',
        actions: assign({
          item: ({ context, event }) => choicesOf(context)[event.number - 1]?.item ?? null,
          quantity: ({ context, event }) => choicesOf(context)[event.number - 1]?.quantity ?? 1,
        }),
      },
      { target: 'askingItem', reenter: true, actions: notice('return.unclear.item') },
    ],
    'return.more': {
      target: 'askingItem',
      reenter: true,
      actions: assign({
        skipped: ({ context }) => {
          const next = context.skipped + choicesOf(context).length;
          return choicesOf({ ...context, skipped: next }).length > 0 ? next : 0;
        },
      }),
    },
    'answer.unclear': { target: 'askingItem', reenter: true, actions: notice('return.unclear.item') },
    ...asksAgain('askingItem'),
  },
});

/** A withdrawal under European law is asked for no reason and no condition. */
const withdraws = ({ context }: { context: ReturnContext }, reason: string | undefined) =>
  context.twoStep && (reason === 'not-liked' || reason === 'not-fit');

const decideNext = { target: 'working', actions: returning.assign({ step: 'decide' }) } as const;

export const askingReason = returning.createStateConfig({
  description: 'Asks why it comes back.',
  meta: { expects: ['choice'] },
  entry: [...asking(askReason)],
  exit: disarmIdle,
  on: {
    'return.reason': [
      {
        guard: ({ context, event }) => withdraws({ context }, event.reason),
        target: 'working',
        actions: assign({ reason: ({ event }) => event.reason, step: 'decide' }),
      },
      { target: 'askingDetail', actions: assign({ reason: ({ event }) => event.reason }) },
    ],
    'answer.choice': [
      {
        guard: ({ context, event }) => withdraws({ context }, REASONS[event.number - 1]),
        target: 'working',
        actions: assign({ reason: ({ event }) => REASONS[event.number - 1] ?? null, step: 'decide' }),
      },
      {
        guard: ({ event }) => REASONS[event.number - 1] !== undefined,
        target: 'askingDetail',
        actions: assign({ reason: ({ event }) => REASONS[event.number - 1] ?? null }),
      },
      { target: 'askingReason', reenter: true, actions: notice('return.unclear.reason') },
    ],
    'answer.unclear': { target: 'askingReason', reenter: true, actions: notice('return.unclear.reason') },
    ...asksAgain('askingReason'),
  },
});

const isFaulty = ({ context }: View) => context.reason === 'defect' || context.reason === 'wrong-item';

export const askingDetail = returning.createStateConfig({
  description: 'Asks for a photo or a film of what is wrong, or whether the goods were used.',
  meta: { expects: ['picture', 'yesNo'] },
  entry: [...asking((view) => (isFaulty(view) ? askPicture(view) : askCondition(view)))],
  exit: disarmIdle,
  on: {
    'answer.picture': [
      {
        guard: ({ context, event }) => isFaulty({ context }) && event.usable,
        target: 'working',
        actions: returning.assign({ shown: true, step: 'decide' }),
      },
      {
        guard: isFaulty,
        target: 'askingDetail',
        reenter: true,
        actions: notice('return.notAPicture'),
      },
      { target: 'askingDetail', reenter: true, actions: notice('return.pictureNoted') },
    ],
    'answer.yesNo': [
      { guard: isFaulty, target: 'askingDetail', reenter: true, actions: notice('return.unclear.picture') },
      {
        target: 'working',
        actions: assign({ used: ({ event }) => !event.yes, step: 'decide' }),
      },
    ],
    'return.condition': {
      target: 'working',
      actions: assign({ used: ({ event }) => event.used, step: 'decide' }),
    },
    'return.noPicture': { ...decideNext },
    'answer.unclear': [
      { guard: isFaulty, target: 'askingDetail', reenter: true, actions: notice('return.unclear.picture') },
      { target: 'askingDetail', reenter: true, actions: notice('return.unclear.condition') },
    ],
    ...asksAgain('askingDetail'),
  },
});

export const askingOutcome = returning.createStateConfig({
  description: 'Tells what the rules allow and until when, and asks what the customer wants.',
  meta: { expects: [] },
  entry: [...asking(askOutcome)],
  exit: disarmIdle,
  on: {
    'return.outcome': {
      target: 'working',
      actions: assign({
        outcome: ({ event }) => event.outcome,
        variant: ({ event }) => event.variant,
        step: 'request',
      }),
    },
    'answer.unclear': { target: 'askingOutcome', reenter: true, actions: notice('return.unclear.outcome') },
    // Days may have passed, and what was allowed then is looked at anew.
    'human.returned': { ...decideNext },
    'flow.resumed': { ...decideNext },
    'timer.idle': 'ended',
  },
});

export const trouble = returning.createStateConfig({
  description: 'The shop does not answer, or there were too many tries: offers to try again, or a person.',
  meta: { expects: [] },
  entry: [...asking(askInTrouble)],
  exit: disarmIdle,
  on: {
    'order.retry': [
      {
        guard: ({ context }) => context.step === 'decide' || context.step === 'request',
        target: 'working',
      },
      { target: 'looking' },
    ],
    'answer.unclear': { target: 'trouble', reenter: true },
    ...asksAgain('trouble'),
  },
});

/** The question is about the order of the last time. */
function isLastOffered({ orders, lastOrder }: ReturnContext): boolean {
  return orders.length === 0 && lastOrder !== '';
}

function itemOf({ items }: ReturnContext, line: number) {
  return items.find((item) => item.line === line) ?? null;
}
