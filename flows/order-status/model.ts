/**
 * What the order-status flow remembers and what can happen to it. The states next door are built on this `setup`; nothing
 * here decides anything. The context is stored as JSON, so a change of its shape needs a new version and a migration.
 */
import { setup } from 'xstate';
import type { FlowInput } from '../../src/core/flow.ts';
import { LIMITS } from '../../src/core/limits.ts';
import type {
  OrderCodeAnswer,
  OrderFindAnswer,
  OrderListAnswer,
  OrderProof,
  OrderSummary,
} from '../../src/core/order-answer.ts';
import { effectActions } from '../effect-actions.ts';

/** What the order is found for; a return only where no order can be found. */
export const WISHES = ['pay', 'cancel', 'address', 'return'] as const;
export type Wish = (typeof WISHES)[number];

export type OrderStatusContext = {
  /** The channel vouches for the customer's phone. Only chooses the questions; the look-up checks for itself. */
  vouched: boolean;
  /** As typed or picked. */
  number: string;
  proof: OrderProof;
  /** A code can be sent by e-mail. */
  mail: boolean;
  /** What the list offers. */
  orders: OrderSummary[];
  /** Of when the list is, where the shop did not answer; "" when it did. */
  asOf: string;
  /** The order that was spoken of last; "" for none. */
  last: string;
  /** A text to be said before the next question; "" for none. */
  notice: string;
  /** Why the flow is in trouble, and what trying again repeats. */
  trouble: 'down' | 'blocked';
  retry: 'list' | 'find' | 'code';
  /** What they want of the order once it is found; "" to hear how it stands. */
  wish: Wish | '';
  /** The shop has shown us no orders. */
  noOrders: boolean;
  /** Ask for a number even if the orders of the phone could be listed. */
  askNumber: boolean;
};

export type OrderStatusEvent =
  | { type: 'answer.orderNumber'; number: string }
  | { type: 'answer.lastFourDigits'; digits: string }
  | { type: 'answer.oneTimeCode'; code: string }
  | { type: 'answer.choice'; number: number }
  | { type: 'answer.contact'; phone: string; own: boolean }
  | { type: 'answer.unclear' }
  | { type: 'order.pick'; number: string }
  | { type: 'order.another' }
  | { type: 'order.unknown' }
  | { type: 'order.ways' }
  | { type: 'order.digits' }
  | { type: 'order.code' }
  | { type: 'order.retry' }
  | { type: 'task.order.list.done'; value: OrderListAnswer }
  | { type: 'task.order.list.failed'; reason: string }
  | { type: 'task.order.find.done'; value: OrderFindAnswer }
  | { type: 'task.order.find.failed'; reason: string }
  | { type: 'task.order.sendCode.done'; value: OrderCodeAnswer }
  | { type: 'task.order.sendCode.failed'; reason: string }
  | { type: 'timer.idle' }
  | { type: 'timer.slow' }
  | { type: 'timer.lost' }
  | { type: 'human.returned' }
  | { type: 'flow.resumed' };

export const orderStatus = setup({
  types: {
    context: {} as OrderStatusContext,
    events: {} as OrderStatusEvent,
    input: {} as FlowInput,
  },
  actions: effectActions,
});

/**
 * `args.number`: an order number that the starter has found, `args.ticket`: with the ticket by which this conversation has opened
 * it; `args.ask: 'number'`: do not list, ask; `args.wish`: what it is found for.
 */
export function startContext({ input }: { input: FlowInput }): OrderStatusContext {
  const { number, ask, ticket, wish } = input.args;
  return {
    vouched: input.verifiedPhone !== null,
    number: typeof number === 'string' ? number : '',
    proof: typeof ticket === 'string' ? { by: 'ticket', ticket } : { by: 'none' },
    mail: false,
    orders: [],
    asOf: '',
    last: input.known?.lastOrder ?? '',
    notice: '',
    trouble: 'down',
    retry: 'list',
    wish: WISHES.find((one) => one === wish) ?? '',
    noOrders: input.noOrders === true,
    askNumber: ask === 'number',
  };
}

/** Nobody answers: the timer that ends the flow. */
export const armIdle = orderStatus.raise({ type: 'timer.idle' }, { id: 'idle', delay: LIMITS.flowIdleMs });
export const disarmIdle = orderStatus.cancel('idle');

/** A look-up that takes its time: first a word to the customer, then an end to the waiting. */
export const armSlow = orderStatus.raise({ type: 'timer.slow' }, { id: 'slow', delay: LIMITS.slowLookUpMs });
export const armLost = orderStatus.raise({ type: 'timer.lost' }, { id: 'lost', delay: LIMITS.lostLookUpMs });
export const disarmSlow = orderStatus.cancel('slow');
export const disarmLost = orderStatus.cancel('lost');

export const forgetNotice = orderStatus.assign({ notice: '' });
