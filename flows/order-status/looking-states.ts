/**
 * The states in which the flow waits for an answer of the shop. Whatever the customer writes meanwhile gets a word, a slow
 * answer is mentioned, a lost one counts as a failure; coming back from a person or another flow asks the shop again.
 */
import { assign } from 'xstate';
import type { Json, Prompt } from '../../src/core/content.ts';
import type {
  BriefOrderCard,
  FullOrderCard,
  OrderCard,
  OrderFindAnswer,
  OrderListAnswer,
  OrderSummary,
} from '../../src/core/order-answer.ts';
import { briefCardWords, fullCardWords } from './card.ts';
import { comesBack } from '../comes-back.ts';
import { armLost, armSlow, disarmLost, disarmSlow, orderStatus, type OrderStatusContext } from './model.ts';

/** Orders offered as buttons: more do not fit under one message. */
const OFFERED = 5;

const stillLooking = { type: 'say', params: { text: 'orderStatus.stillLooking' } } as const;
const goDown = { target: 'trouble', actions: orderStatus.assign({ trouble: 'down' }) } as const;
const goBlocked = { target: 'trouble', actions: orderStatus.assign({ trouble: 'blocked' }) } as const;

const waiting = {
  'answer.unclear': { actions: stillLooking },
  'timer.slow': { actions: [stillLooking, armLost] },
  'timer.lost': goDown,
} as const;

/** Whoever wants something of it is led there, with the order that was found. */
function leadOn(context: OrderStatusContext, ticket: string) {
  const args = { ticket };
  return context.wish === 'pay'
    ? { flow: 'payment', args }
    : { flow: 'order-care', args: { ...args, do: context.wish } };
}

/** It came to a result; asked later, if the shop asks such things. */
const askHowEasy = {
  type: 'feedback',
  params: { do: 'plan', kind: 'ces', about: 'order-status' },
} as const;

export const listing = orderStatus.createStateConfig({
  description: 'Looks for the orders of the phone that the channel vouches for.',
  entry: [
    orderStatus.assign({ retry: 'list' }),
    { type: 'runTask', params: { kind: 'order.list', input: {} } },
    armSlow,
  ],
  exit: [disarmSlow, disarmLost],
  on: {
    ...waiting,
    ...comesBack('listing'),
    'task.order.list.done': [
      {
        guard: ({ context, event }) => context.wish !== '' && onlyOrder(event.value) !== null,
        target: 'ended',
        actions: [
          { type: 'remember', params: ({ event }) => ({ facts: factsOf(onlyOrder(event.value)) }) },
          { type: 'keepInMind', params: ({ event }) => ({ order: onlyOrder(event.value)?.number ?? '' }) },
          {
            type: 'startFlow',
            params: ({ context, event }) => leadOn(context, onlyOrder(event.value)?.ticket ?? ''),
          },
        ],
      },
      {
        guard: ({ event }) => onlyOrder(event.value) !== null,
        target: 'ended',
        actions: [
          { type: 'remember', params: ({ event }) => ({ facts: factsOf(onlyOrder(event.value)) }) },
          { type: 'keepInMind', params: ({ event }) => ({ order: onlyOrder(event.value)?.number ?? '' }) },
          { type: 'say', params: ({ event }) => fullWords(onlyOrder(event.value), false) },
          askHowEasy,
        ],
      },
      {
        guard: ({ event }) => listed(event.value).length > 0,
        target: 'choosing',
        actions: assign({
          orders: ({ event }) => listed(event.value),
          asOf: ({ event }) => (event.value.result === 'list' ? event.value.asOf : ''),
        }),
      },
      {
        guard: ({ event }) => event.value.result === 'list',
        target: 'askingNumber',
        actions: assign({ notice: 'orderStatus.noneOnPhone' }),
      },
      { target: 'askingNumber', actions: assign({ vouched: false }) },
    ],
    'task.order.list.failed': [
      { guard: ({ event }) => event.reason === 'unsupported', target: 'askingNumber' },
      goDown,
    ],
  },
});

export const finding = orderStatus.createStateConfig({
  description: 'Looks for one order with the proof that the customer has brought.',
  entry: [
    orderStatus.assign({ retry: 'find' }),
    { type: 'remember', params: ({ context }) => ({ facts: { orderNumber: context.number } }) },
    {
      type: 'runTask',
      params: ({ context }) => ({
        kind: 'order.find',
        input: { number: context.number, proof: context.proof },
      }),
    },
    armSlow,
  ],
  exit: [disarmSlow, disarmLost],
  on: {
    ...waiting,
    ...comesBack('finding'),
    'task.order.find.done': [
      {
        guard: ({ context, event }) => context.wish !== '' && fullOrder(event.value) !== null,
        target: 'ended',
        actions: [
          { type: 'remember', params: ({ event }) => ({ facts: factsOf(fullOrder(event.value)) }) },
          { type: 'keepInMind', params: ({ event }) => ({ order: fullOrder(event.value)?.number ?? '' }) },
          {
            type: 'startFlow',
            params: ({ context, event }) => leadOn(context, fullOrder(event.value)?.ticket ?? ''),
          },
        ],
      },
      {
        guard: ({ event }) => fullOrder(event.value) !== null,
        target: 'ended',
        actions: [
          { type: 'remember', params: ({ event }) => ({ facts: factsOf(fullOrder(event.value)) }) },
          { type: 'keepInMind', params: ({ event }) => ({ order: fullOrder(event.value)?.number ?? '' }) },
          {
            type: 'say',
            params: ({ context, event }) => fullWords(fullOrder(event.value), context.orders.length > 1),
          },
          askHowEasy,
        ],
      },
      {
        guard: ({ event }) => briefOrder(event.value) !== null,
        target: 'showingBrief',
        actions: [
          { type: 'remember', params: ({ event }) => ({ facts: factsOf(briefOrder(event.value)) }) },
          { type: 'say', params: ({ event }) => briefWords(briefOrder(event.value)) },
        ],
      },
      { guard: ({ event }) => event.value.result === 'blocked', ...goBlocked },
      {
        guard: ({ event }) => event.value.result === 'proof-needed',
        target: 'proving',
        actions: assign({ vouched: false, mail: ({ event }) => mailOf(event.value) }),
      },
      {
        guard: ({ context }) => context.proof.by === 'code',
        target: 'askingCode',
        actions: assign({ notice: 'orderStatus.wrongCode' }),
      },
      {
        target: 'proving',
        actions: assign({
          notice: ({ context }) => MISSED[context.proof.by],
          mail: ({ event }) => mailOf(event.value),
        }),
      },
    ],
    'task.order.find.failed': [
      { guard: ({ event }) => event.reason === 'unsupported', target: 'passingOn' },
      goDown,
    ],
  },
});

export const sendingCode = orderStatus.createStateConfig({
  description: 'Has a one-time code sent to the e-mail of the order, if there is one.',
  entry: [
    orderStatus.assign({ retry: 'code' }),
    {
      type: 'runTask',
      params: ({ context }) => ({ kind: 'order.sendCode', input: { number: context.number } }),
    },
    armSlow,
  ],
  exit: [disarmSlow, disarmLost],
  on: {
    ...waiting,
    ...comesBack('sendingCode'),
    'task.order.sendCode.done': [
      { guard: ({ event }) => event.value.result === 'sent', target: 'askingCode' },
      { guard: ({ event }) => event.value.result === 'blocked', ...goBlocked },
      {
        target: 'proving',
        actions: assign({ mail: false, notice: 'orderStatus.noMail' }),
      },
    ],
    'task.order.sendCode.failed': goDown,
  },
});

/** What is said when the proof did not open anything: the same for "no such order" and "not yours". */
const MISSED = {
  ticket: 'orderStatus.notFoundByPhone',
  'verified-phone': 'orderStatus.notFoundByPhone',
  none: 'orderStatus.notFoundByPhone',
  'last-four': 'orderStatus.notFound',
  code: 'orderStatus.notFound',
} as const;

function listed(answer: OrderListAnswer): OrderSummary[] {
  return answer.result === 'list' ? answer.orders.slice(0, OFFERED) : [];
}

function onlyOrder(answer: OrderListAnswer): FullOrderCard | null {
  return answer.result === 'list' ? answer.only : null;
}

function fullOrder(answer: OrderFindAnswer): FullOrderCard | null {
  return answer.result === 'found' && answer.order.level === 'full' ? answer.order : null;
}

function briefOrder(answer: OrderFindAnswer): BriefOrderCard | null {
  return answer.result === 'found' && answer.order.level === 'brief' ? answer.order : null;
}

function mailOf(answer: OrderFindAnswer): boolean {
  return 'mail' in answer && answer.mail;
}

function fullWords(card: FullOrderCard | null, isListed: boolean): Prompt {
  return card ? fullCardWords(card, isListed) : NOTHING;
}

function briefWords(card: BriefOrderCard | null): Prompt {
  return card ? briefCardWords(card) : NOTHING;
}

/** For the compiler only: the guards beside let no empty card through. */
const NOTHING: Prompt = { text: 'orderStatus.down' };

function factsOf(card: OrderCard | null): Record<string, Json> {
  if (!card) return {};
  return { orderNumber: card.number, orderState: card.state, orderLate: card.late, orderProof: card.level };
}
