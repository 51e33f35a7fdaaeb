/**
 * The states in which the flow waits for the shop. Whatever the customer writes meanwhile gets a word, a slow answer is
 * mentioned, a lost one counts as a failure; coming back from a person or another flow asks the shop again.
 */
import { assign } from 'xstate';
import type { Json } from '../../src/core/content.ts';
import type { OrderListAnswer, OrderSummary } from '../../src/core/order-answer.ts';
import type { ReturnableItem, ReturnDecided, ReturnOpenAnswer } from '../../src/core/return-answer.ts';
import { comesBack } from '../comes-back.ts';
import { armLost, armSlow, disarmLost, disarmSlow, opening, returning, type ReturnContext } from './model.ts';
import { confirmation, decisionSheet, refusal, type View } from './questions.ts';

/** Orders offered as buttons: more do not fit under one message. */
const OFFERED = 5;

const stillLooking = { type: 'say', params: { text: 'orderStatus.stillLooking' } } as const;
const goDown = { target: 'trouble', actions: returning.assign({ trouble: 'down' }) } as const;
const goBlocked = { target: 'trouble', actions: returning.assign({ trouble: 'blocked' }) } as const;

/** Nothing can be opened here: the number goes to a person, by the one door for that. */
export const byPerson = {
  target: 'ended',
  actions: {
    type: 'startFlow',
    params: ({ context: { number } }: { context: ReturnContext }) => ({
      flow: 'order-status',
      args: { wish: 'return', ...(number === '' ? {} : { number }) },
    }),
  },
} as const;

/** It was opened with proof: next time its number, as the shop prints it, need not be asked. */
const keepOrder = {
  type: 'keepInMind',
  params: ({ event }: { event: { value: ReturnOpenAnswer } }) => ({
    order: event.value.result === 'found' ? event.value.order.number : '',
  }),
} as const;

const waiting = {
  'answer.unclear': { actions: stillLooking },
  'answer.picture': { actions: stillLooking },
  'timer.slow': { actions: [stillLooking, armLost] },
  'timer.lost': goDown,
} as const;

export const looking = returning.createStateConfig({
  description: 'Lists the orders of a vouched phone, opens one with its proof, or has a code sent.',
  entry: [
    { type: 'remember', params: ({ context }) => ({ facts: numberFact(context) }) },
    { type: 'runTask', params: ({ context }) => lookUp(context) },
    armSlow,
  ],
  exit: [disarmSlow, disarmLost],
  on: {
    ...waiting,
    ...comesBack('looking'),
    'task.order.list.done': [
      {
        guard: ({ event }) => listed(event.value).length === 1,
        target: 'looking',
        reenter: true,
        actions: assign(({ event }) => opening(listed(event.value)[0]?.number ?? '')),
      },
      {
        guard: ({ event }) => listed(event.value).length > 0,
        target: 'askingOrder',
        actions: assign({ orders: ({ event }) => listed(event.value) }),
      },
      {
        guard: ({ event }) => event.value.result === 'list',
        target: 'askingOrder',
        actions: assign({ notice: 'orderStatus.noneOnPhone' }),
      },
      { target: 'askingOrder', actions: assign({ vouched: false }) },
    ],
    'task.order.list.failed': [
      { guard: ({ event }) => event.reason === 'unsupported', target: 'askingOrder' },
      goDown,
    ],
    'task.return.open.done': [
      {
        guard: ({ event }) => itemsOf(event.value).length === 1 && itemsOf(event.value)[0]?.quantity === 1,
        target: 'askingReason',
        actions: [
          keepOrder,
          assign(({ event }) => opened(event.value)),
          assign({ item: ({ event }) => itemsOf(event.value)[0] ?? null, quantity: 1 }),
        ],
      },
      {
        guard: ({ event }) => event.value.result === 'found',
        target: 'askingItem',
        actions: [keepOrder, assign(({ event }) => opened(event.value))],
      },
      {
        guard: ({ event }) => event.value.result === 'nothing',
        target: 'askingOrder',
        actions: assign({ notice: 'return.nothing', orders: [] }),
      },
      { guard: ({ event }) => event.value.result === 'blocked', ...goBlocked },
      {
        guard: ({ event }) => event.value.result === 'proof-needed',
        target: 'proving',
        actions: assign({ vouched: false, coded: false, mail: ({ event }) => mailOf(event.value) }),
      },
      {
        guard: ({ context }) => context.proof.by === 'code',
        target: 'proving',
        actions: assign({ notice: 'orderStatus.wrongCode' }),
      },
      {
        target: 'proving',
        actions: assign({
          notice: 'orderStatus.notFoundByPhone',
          coded: false,
          mail: ({ event }) => mailOf(event.value),
        }),
      },
    ],
    'task.return.open.failed': [
      { guard: ({ event }) => event.reason === 'unsupported', ...byPerson },
      goDown,
    ],
    'task.order.sendCode.done': [
      {
        guard: ({ event }) => event.value.result === 'sent',
        target: 'proving',
        actions: assign({ coded: true }),
      },
      { guard: ({ event }) => event.value.result === 'blocked', ...goBlocked },
      { target: 'proving', actions: assign({ mail: false, coded: false, notice: 'orderStatus.noMail' }) },
    ],
    'task.order.sendCode.failed': goDown,
  },
});

const stale = {
  target: 'looking',
  actions: returning.assign({ step: 'open', item: null, decided: null, notice: 'return.stale' }),
} as const;

export const working = returning.createStateConfig({
  description: 'Asks for the decision, or has the return written down.',
  entry: [
    {
      type: 'runTask',
      params: ({ context }) => ({ kind: `return.${context.step}`, input: returnInput(context) }),
    },
    armSlow,
  ],
  exit: [disarmSlow, disarmLost],
  on: {
    ...waiting,
    ...comesBack('working'),
    'task.return.decide.done': [
      {
        guard: ({ event }) => event.value.result === 'decided' && event.value.decided.verdict === 'allowed',
        target: 'askingOutcome',
        actions: [
          assign({ decided: ({ event }) => decidedOf(event.value) }),
          { type: 'remember', params: ({ context, event }) => sheet(context, decidedOf(event.value)) },
        ],
      },
      {
        guard: ({ event }) => event.value.result === 'decided' && event.value.decided.verdict === 'refused',
        target: 'ended',
        actions: [
          { type: 'remember', params: ({ context, event }) => sheet(context, decidedOf(event.value)) },
          { type: 'say', params: ({ context, event }) => refusal(context, decidedOf(event.value)) },
        ],
      },
      {
        guard: ({ event }) => event.value.result === 'decided',
        target: 'ended',
        actions: [
          { type: 'remember', params: ({ context, event }) => sheet(context, decidedOf(event.value)) },
          { type: 'requestOperator', params: { reason: 'flow' } },
        ],
      },
      stale,
    ],
    'task.return.decide.failed': goDown,
    'task.return.request.done': [
      {
        guard: ({ event }) => event.value.result === 'done',
        target: 'ended',
        actions: [
          {
            type: 'remember',
            params: ({ event }) => ({
              facts: { returnNumber: event.value.result === 'done' ? event.value.number : '' },
            }),
          },
          { type: 'say', params: ({ context, event }) => confirmation(context, event.value) },
          { type: 'feedback', params: { do: 'plan', kind: 'ces', about: 'return' } },
        ],
      },
      {
        guard: ({ event }) => event.value.result === 'changed',
        target: 'working',
        reenter: true,
        actions: returning.assign({ step: 'decide', notice: 'return.changed' }),
      },
      stale,
    ],
    'task.return.request.failed': goDown,
  },
});

function lookUp(context: ReturnContext): { kind: string; input: Record<string, Json> } {
  const { step, number, proof } = context;
  if (step === 'list') return { kind: 'order.list', input: {} };
  if (step === 'code') return { kind: 'order.sendCode', input: { number } };
  return { kind: 'return.open', input: { number, proof } };
}

function returnInput(context: ReturnContext): Record<string, Json> {
  const { ticket, item, quantity, reason, used, shown, outcome, variant } = context;
  const asked = { ticket, line: item?.line ?? -1, quantity, reason, used, shown };
  return context.step === 'request' ? { ...asked, outcome, variant } : asked;
}

function numberFact({ number }: ReturnContext): Record<string, Json> {
  return number === '' ? {} : { orderNumber: number };
}

function listed(answer: OrderListAnswer): OrderSummary[] {
  return answer.result === 'list' ? answer.orders.slice(0, OFFERED) : [];
}

function itemsOf(answer: ReturnOpenAnswer): ReturnableItem[] {
  return answer.result === 'found' ? answer.order.items : [];
}

function opened(answer: ReturnOpenAnswer): Partial<ReturnContext> {
  if (answer.result !== 'found') return {};
  const { ticket, number, items, twoStep, timeZone } = answer.order;
  return { ticket, number, items, twoStep, timeZone, skipped: 0, item: null, quantity: 0 };
}

function mailOf(answer: ReturnOpenAnswer): boolean {
  return 'mail' in answer && answer.mail;
}

function decidedOf(answer: { result: string; decided?: ReturnDecided }): ReturnDecided | null {
  return answer.decided ?? null;
}

function sheet(context: View['context'], decided: ReturnDecided | null) {
  return { facts: decisionSheet(context, decided) };
}
