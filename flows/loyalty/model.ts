/**
 * What the loyalty flow remembers and what can happen to it. The states next door are built on this `setup`; nothing here
 * decides anything. The context is stored as JSON, so a change of its shape needs a new version and a migration.
 */
import { setup } from 'xstate';
import type { FlowInput } from '../../src/core/flow.ts';
import { LIMITS } from '../../src/core/limits.ts';
import type { LoyaltyAnswer } from '../../src/core/loyalty-answer.ts';
import type { OrderCodeAnswer, OrderProof } from '../../src/core/order-answer.ts';
import { effectActions } from '../effect-actions.ts';

export type LoyaltyContext = {
  /** The card is wanted, not only the points. */
  card: boolean;
  /** Of an order whose e-mail shall prove who is asking; "" for none. */
  number: string;
  proof: OrderProof;
  /** A code can be sent by e-mail. */
  mail: boolean;
  /** A text to be said before the next question; "" for none. */
  notice: string;
  trouble: 'down' | 'blocked';
  /** What trying again repeats. */
  step: 'account' | 'code';
};

export type LoyaltyEvent =
  | { type: 'answer.contact'; phone: string; own: boolean }
  | { type: 'answer.phone'; phone: string }
  | { type: 'answer.orderNumber'; number: string }
  | { type: 'answer.oneTimeCode'; code: string }
  | { type: 'answer.unclear' }
  | { type: 'loyalty.code' }
  | { type: 'loyalty.retry' }
  | { type: 'loyalty.otherWay' }
  | { type: 'task.loyalty.account.done'; value: LoyaltyAnswer }
  | { type: 'task.loyalty.account.failed'; reason: string }
  | { type: 'task.order.sendCode.done'; value: OrderCodeAnswer }
  | { type: 'task.order.sendCode.failed'; reason: string }
  | { type: 'timer.idle' }
  | { type: 'timer.slow' }
  | { type: 'timer.lost' }
  | { type: 'human.returned' }
  | { type: 'flow.resumed' };

export const loyalty = setup({
  types: { context: {} as LoyaltyContext, events: {} as LoyaltyEvent, input: {} as FlowInput },
  actions: effectActions,
});

/** `args.show: 'card'`: the card is wanted. */
export function startContext({ input }: { input: FlowInput }): LoyaltyContext {
  return {
    card: input.args['show'] === 'card',
    number: '',
    proof: { by: 'none' },
    mail: false,
    notice: '',
    trouble: 'down',
    step: 'account',
  };
}

/** Nobody answers: the timer that ends the flow. */
export const armIdle = loyalty.raise({ type: 'timer.idle' }, { id: 'idle', delay: LIMITS.flowIdleMs });
export const disarmIdle = loyalty.cancel('idle');

/** A look-up that takes its time: first a word to the customer, then an end to the waiting. */
export const armSlow = loyalty.raise({ type: 'timer.slow' }, { id: 'slow', delay: LIMITS.slowLookUpMs });
export const armLost = loyalty.raise({ type: 'timer.lost' }, { id: 'lost', delay: LIMITS.lostLookUpMs });
export const disarmSlow = loyalty.cancel('slow');
export const disarmLost = loyalty.cancel('lost');

export const forgetNotice = loyalty.assign({ notice: '' });
