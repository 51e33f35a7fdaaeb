/**
 * Paying an order from the chat: where the receipt shall go, and the link. Begins with the ticket of an order that was opened with
 * proof; without one the order is found first. What the customer types as a contact goes straight to its task and is remembered nowhere here.
 */
import { assign, setup } from 'xstate';
import type { FlowInput } from '../../src/core/flow.ts';
import { LIMITS } from '../../src/core/limits.ts';
import type { PaymentLinkAnswer, PaymentOpenAnswer } from '../../src/core/payment-answer.ts';
import { asksAgain, comesBack } from '../comes-back.ts';
import { effectActions } from '../effect-actions.ts';
import type { PaymentContext } from './model.ts';
import { askContact, askReceipt, downWords, linkWords } from './words.ts';

type PaymentEvent =
  | { type: 'answer.email'; email: string }
  | { type: 'answer.phone'; phone: string }
  | { type: 'answer.choice'; number: number }
  | { type: 'answer.unclear' }
  | { type: 'payment.known'; index: number }
  | { type: 'payment.other' }
  | { type: 'payment.retry' }
  | { type: 'task.payment.open.done'; value: PaymentOpenAnswer }
  | { type: 'task.payment.open.failed'; reason: string }
  | { type: 'task.payment.link.done'; value: PaymentLinkAnswer }
  | { type: 'task.payment.link.failed'; reason: string }
  | { type: 'timer.idle' }
  | { type: 'timer.slow' }
  | { type: 'timer.lost' }
  | { type: 'human.returned' }
  | { type: 'flow.resumed' };

type View = { context: PaymentContext };

const payment = setup({
  types: { context: {} as PaymentContext, events: {} as PaymentEvent, input: {} as FlowInput },
  actions: effectActions,
});

const stillLooking = { type: 'say', params: { text: 'payment.stillLooking' } } as const;
const armIdle = payment.raise({ type: 'timer.idle' }, { id: 'idle', delay: LIMITS.flowIdleMs });
const disarmIdle = payment.cancel('idle');
const armSlow = payment.raise({ type: 'timer.slow' }, { id: 'slow', delay: LIMITS.slowLookUpMs });
const armLost = payment.raise({ type: 'timer.lost' }, { id: 'lost', delay: LIMITS.lostLookUpMs });
const disarmSlow = [payment.cancel('slow'), payment.cancel('lost')] as const;
const forgetNotice = payment.assign({ notice: '' });
const notice = (text: string) => payment.assign({ notice: text });

const waiting = {
  'answer.unclear': { actions: stillLooking },
  'timer.slow': { actions: [stillLooking, armLost] },
  'timer.lost': 'trouble',
} as const;

/** The two ways to name a contact; it goes to the task and nowhere else. */
const typed = {
  'answer.email': {
    target: 'working',
    actions: {
      type: 'runTask',
      params: ({ context, event }: View & { event: { email: string } }) => ({
        kind: 'payment.link',
        input: { ticket: context.ticket, email: event.email },
      }),
    },
  },
  'answer.phone': {
    target: 'working',
    actions: {
      type: 'runTask',
      params: ({ context, event }: View & { event: { phone: string } }) => ({
        kind: 'payment.link',
        input: { ticket: context.ticket, phone: event.phone },
      }),
    },
  },
} as const;

/** There is a link, or why there is none; what only people can do goes to them at once. */
function told() {
  type Told = { event: { value: PaymentOpenAnswer | PaymentLinkAnswer } };
  const say = { type: 'say', params: ({ event }: Told) => linkWords(event.value) } as const;
  return [
    {
      guard: ({ event }: Told) => event.value.result === 'person',
      target: 'ended',
      actions: [say, { type: 'requestOperator', params: { reason: 'flow' } }],
    },
    { target: 'ended', actions: say },
  ] as const;
}

export const paymentMachine = payment.createMachine({
  id: 'payment',
  description: 'Pay an order, with the receipt to an e-mail or a phone.',
  context: ({ input: { args } }) => ({
    ticket: typeof args['ticket'] === 'string' ? args['ticket'] : '',
    open: null,
    notice: '',
  }),
  initial: 'starting',
  states: {
    starting: {
      description: 'Goes to the order that is to be paid, or has it found first.',
      always: [
        { guard: ({ context }) => context.ticket !== '', target: 'looking' },
        {
          target: 'ended',
          actions: { type: 'startFlow', params: { flow: 'order-status', args: { wish: 'pay' } } },
        },
      ],
    },
    looking: {
      description: 'Asks what is left to pay and where a receipt can go.',
      entry: [
        {
          type: 'runTask',
          params: ({ context: { ticket } }) => ({ kind: 'payment.open', input: { ticket } }),
        },
        armSlow,
      ],
      exit: [...disarmSlow],
      on: {
        ...waiting,
        ...comesBack('looking'),
        'task.payment.open.done': [
          {
            guard: ({ event }) => event.value.result === 'open',
            target: 'asking',
            actions: assign({
              open: ({ event }) => (event.value.result === 'open' ? event.value : null),
            }),
          },
          ...told(),
        ],
        'task.payment.open.failed': 'trouble',
      },
    },
    asking: {
      description: 'Asks where the receipt shall go: a contact of the order, or another one.',
      meta: { expects: ['email', 'phone', 'choice'] },
      entry: [{ type: 'ask', params: ({ context }) => askReceipt(context) }, forgetNotice, armIdle],
      exit: disarmIdle,
      on: {
        'payment.known': {
          target: 'working',
          actions: {
            type: 'runTask',
            params: ({ context, event }) => ({
              kind: 'payment.link',
              input: { ticket: context.ticket, known: event.index },
            }),
          },
        },
        'answer.choice': [
          {
            guard: ({ context, event }) => context.open?.known[event.number - 1] !== undefined,
            target: 'working',
            actions: {
              type: 'runTask',
              params: ({ context, event }) => ({
                kind: 'payment.link',
                input: { ticket: context.ticket, known: event.number - 1 },
              }),
            },
          },
          { target: 'asking', reenter: true, actions: notice('payment.unclear') },
        ],
        'payment.other': 'askingContact',
        ...typed,
        'answer.unclear': { target: 'asking', reenter: true, actions: notice('payment.unclear') },
        ...asksAgain('asking'),
      },
    },
    askingContact: {
      description: 'Asks for another e-mail or phone; what is typed is masked in the thread.',
      meta: { expects: ['email', 'phone'] },
      entry: [{ type: 'ask', params: ({ context }) => askContact(context) }, forgetNotice, armIdle],
      exit: disarmIdle,
      on: {
        ...typed,
        'answer.unclear': { target: 'askingContact', reenter: true, actions: notice('payment.badContact') },
        ...asksAgain('askingContact'),
      },
    },
    working: {
      description: 'Has the link made.',
      entry: armSlow,
      exit: [...disarmSlow],
      on: {
        ...waiting,
        // The contact is not remembered: it is asked for once more.
        'human.returned': 'looking',
        'flow.resumed': 'looking',
        'task.payment.link.done': [
          {
            guard: ({ event }) => event.value.result === 'bad-contact',
            target: 'askingContact',
            actions: notice('payment.badContact'),
          },
          ...told(),
        ],
        'task.payment.link.failed': 'trouble',
      },
    },
    trouble: {
      description: 'No link could be made: it can be tried again, or a person asked.',
      meta: { expects: [] },
      entry: [{ type: 'ask', params: downWords }, armIdle],
      exit: disarmIdle,
      on: {
        'payment.retry': 'looking',
        'answer.unclear': { target: 'trouble', reenter: true },
        ...asksAgain('trouble'),
      },
    },
    ended: { description: 'The link was given, or there is nothing to pay.', type: 'final' },
  },
});
