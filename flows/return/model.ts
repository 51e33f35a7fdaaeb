/**
 * What the return flow remembers and what can happen to it. The states next door are built on this `setup`; nothing here
 * decides anything. The context is stored as JSON, so a change of its shape needs a new version and a migration.
 */
import { setup } from 'xstate';
import type { FlowInput } from '../../src/core/flow.ts';
import { LIMITS } from '../../src/core/limits.ts';
import type {
  OrderCodeAnswer,
  OrderListAnswer,
  OrderProof,
  OrderSummary,
} from '../../src/core/order-answer.ts';
import type {
  ReturnableItem,
  ReturnDecideAnswer,
  ReturnDecided,
  ReturnOpenAnswer,
  ReturnRequestAnswer,
} from '../../src/core/return-answer.ts';
import type { ReturnOutcome, ReturnReason } from '../../src/core/return-policy.ts';
import { effectActions } from '../effect-actions.ts';

export type ReturnContext = {
  /** The channel vouches for the customer's phone. Only chooses the questions; the look-up checks for itself. */
  vouched: boolean;
  /** Of the order, as typed or picked. */
  number: string;
  proof: OrderProof;
  /** A code can be sent by e-mail; it has been. */
  mail: boolean;
  coded: boolean;
  /** Number of an order that they proved to be theirs lately, to be offered; "" for none. Proves nothing now. */
  lastOrder: string;
  /** The shop has shown us no orders. */
  noOrders: boolean;
  /** What the list of orders offers. */
  orders: OrderSummary[];
  /** A text to be said before the next question; "" for none. */
  notice: string;
  trouble: 'down' | 'blocked';
  /** What is being asked of the shop, and what trying again repeats. */
  step: 'list' | 'open' | 'code' | 'decide' | 'request';
  /** Of the proven order; "" before. */
  ticket: string;
  items: ReturnableItem[];
  /** Choices of the earlier pages. */
  skipped: number;
  twoStep: boolean;
  timeZone: string;
  /** The chosen item; null before. */
  item: ReturnableItem | null;
  quantity: number;
  reason: ReturnReason | null;
  used: boolean | null;
  shown: boolean;
  decided: ReturnDecided | null;
  outcome: ReturnOutcome | null;
  variant: string | null;
};

export type ReturnEvent =
  | { type: 'answer.orderNumber'; number: string }
  | { type: 'answer.oneTimeCode'; code: string }
  | { type: 'answer.choice'; number: number }
  | { type: 'answer.contact'; phone: string; own: boolean }
  | { type: 'answer.yesNo'; yes: boolean }
  | { type: 'answer.picture'; usable: boolean }
  | { type: 'answer.unclear' }
  | { type: 'order.pick'; number: string }
  | { type: 'order.another' }
  | { type: 'order.unknown' }
  | { type: 'order.code' }
  | { type: 'order.retry' }
  | { type: 'return.item'; line: number; quantity: number }
  | { type: 'return.more' }
  | { type: 'return.reason'; reason: ReturnReason }
  | { type: 'return.condition'; used: boolean | null }
  | { type: 'return.noPicture' }
  | { type: 'return.outcome'; outcome: ReturnOutcome; variant: string | null }
  | { type: 'task.order.list.done'; value: OrderListAnswer }
  | { type: 'task.order.list.failed'; reason: string }
  | { type: 'task.order.sendCode.done'; value: OrderCodeAnswer }
  | { type: 'task.order.sendCode.failed'; reason: string }
  | { type: 'task.return.open.done'; value: ReturnOpenAnswer }
  | { type: 'task.return.open.failed'; reason: string }
  | { type: 'task.return.decide.done'; value: ReturnDecideAnswer }
  | { type: 'task.return.decide.failed'; reason: string }
  | { type: 'task.return.request.done'; value: ReturnRequestAnswer }
  | { type: 'task.return.request.failed'; reason: string }
  | { type: 'timer.idle' }
  | { type: 'timer.slow' }
  | { type: 'timer.lost' }
  | { type: 'human.returned' }
  | { type: 'flow.resumed' };

export const returning = setup({
  types: { context: {} as ReturnContext, events: {} as ReturnEvent, input: {} as FlowInput },
  actions: effectActions,
});

/** `args.number`: an order number that the starter has found. */
export function startContext({ input }: { input: FlowInput }): ReturnContext {
  const { number } = input.args;
  return {
    vouched: input.verifiedPhone !== null,
    number: typeof number === 'string' ? number : '',
    proof: { by: 'none' },
    mail: false,
    coded: false,
    lastOrder: input.known?.lastOrder ?? '',
    noOrders: input.noOrders === true,
    orders: [],
    notice: '',
    trouble: 'down',
    step: 'list',
    ticket: '',
    items: [],
    skipped: 0,
    twoStep: false,
    timeZone: 'UTC',
    item: null,
    quantity: 0,
    reason: null,
    used: null,
    shown: false,
    decided: null,
    outcome: null,
    variant: null,
  };
}

/** This order is to be opened: what was shown for another one, a code above all, does not count for it. */
export function opening(number: string): Pick<ReturnContext, 'number' | 'proof' | 'coded' | 'step'> {
  return { number, proof: { by: 'none' }, coded: false, step: 'open' };
}

/** Nobody answers for days: the timer that ends the flow. Photos are taken at home. */
export const armIdle = returning.raise({ type: 'timer.idle' }, { id: 'idle', delay: LIMITS.returnIdleMs });
export const disarmIdle = returning.cancel('idle');

/** A look-up that takes its time: first a word to the customer, then an end to the waiting. */
export const armSlow = returning.raise({ type: 'timer.slow' }, { id: 'slow', delay: LIMITS.slowLookUpMs });
export const armLost = returning.raise({ type: 'timer.lost' }, { id: 'lost', delay: LIMITS.lostLookUpMs });
export const disarmSlow = returning.cancel('slow');
export const disarmLost = returning.cancel('lost');

export const forgetNotice = returning.assign({ notice: '' });
