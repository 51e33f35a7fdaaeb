/**
 * What the flow remembers of an order that is being taken care of, and what can happen to it. The states next door are built on
 * this `setup`; nothing here decides anything. The context is stored as JSON: a change of its shape needs a new version.
 */
import { setup } from 'xstate';
import type { Json } from '../../src/core/content.ts';
import type { FlowInput } from '../../src/core/flow.ts';
import { LIMITS } from '../../src/core/limits.ts';
import type {
  OrderOption,
  OrderOptionsAnswer,
  OrderUnwatchAnswer,
  OrderWatchAnswer,
  OrderWatchesAnswer,
  OrderWishAnswer,
} from '../../src/core/order-answer.ts';
import { effectActions } from '../effect-actions.ts';

/** What the flow is at; each is a task of that name. */
export const STEPS = ['watch', 'unwatch', 'watches', 'options', 'cancel', 'address'] as const;
export type Step = (typeof STEPS)[number];

export type OrderCareContext = {
  step: Step;
  /** What they came for, to be gone to as soon as it is known what can be done; "" to be asked. */
  wish: 'cancel' | 'address' | '';
  /** Of the order; "" for all that is watched. */
  ticket: string;
  /** As the shop prints it; "" before anything was heard of it. */
  number: string;
  /** What can still be done. */
  cancel: OrderOption;
  address: OrderOption;
  /** Something was paid: it has to come back. */
  paid: boolean;
  /** The customer's own words: why, or where to. */
  words: string;
  watches: { number: string; ticket: string; sinceMs: number }[];
  /** A text to be said before the next question; "" for none. */
  notice: string;
};

export type OrderCareEvent =
  | { type: 'care.cancel' }
  | { type: 'care.address' }
  | { type: 'care.yes' }
  | { type: 'care.no' }
  | { type: 'care.again' }
  | { type: 'care.retry' }
  | { type: 'care.unwatch'; ticket: string }
  | { type: 'answer.text'; text: string }
  | { type: 'answer.yesNo'; yes: boolean }
  | { type: 'answer.choice'; number: number }
  | { type: 'answer.unclear' }
  | { type: 'task.order.watch.done'; value: OrderWatchAnswer }
  | { type: 'task.order.watch.failed'; reason: string }
  | { type: 'task.order.unwatch.done'; value: OrderUnwatchAnswer }
  | { type: 'task.order.unwatch.failed'; reason: string }
  | { type: 'task.order.watches.done'; value: OrderWatchesAnswer }
  | { type: 'task.order.watches.failed'; reason: string }
  | { type: 'task.order.options.done'; value: OrderOptionsAnswer }
  | { type: 'task.order.options.failed'; reason: string }
  | { type: 'task.order.cancel.done'; value: OrderWishAnswer }
  | { type: 'task.order.cancel.failed'; reason: string }
  | { type: 'task.order.address.done'; value: OrderWishAnswer }
  | { type: 'task.order.address.failed'; reason: string }
  | { type: 'timer.idle' }
  | { type: 'timer.slow' }
  | { type: 'timer.lost' }
  | { type: 'human.returned' }
  | { type: 'flow.resumed' };

export const caring = setup({
  types: {
    context: {} as OrderCareContext,
    events: {} as OrderCareEvent,
    input: {} as FlowInput,
  },
  actions: effectActions,
});

export type View = { context: OrderCareContext };

/**
 * `args.do`: what is wanted; `args.ticket`: of which order. Without either: what is watched. To cancel or to change an address begins
 * with what can still be done, never with the deed.
 */
export function startContext({ input }: { input: FlowInput }): OrderCareContext {
  const { ticket, do: wanted } = input.args;
  const known = typeof ticket === 'string' ? ticket : '';
  const wish = wanted === 'cancel' || wanted === 'address' ? wanted : '';
  const step = wish === '' ? (STEPS.find((one) => one === wanted) ?? 'watches') : 'options';
  const needsOrder = step !== 'watches' && step !== 'unwatch';
  return {
    step: needsOrder && known === '' ? 'watches' : step,
    wish,
    ticket: known,
    number: '',
    cancel: 'person',
    address: 'person',
    paid: false,
    words: '',
    watches: [],
    notice: '',
  };
}

/** The task of the present step. */
export function lookUp({ step, ticket, words }: OrderCareContext): {
  kind: string;
  input: Record<string, Json>;
} {
  const kind = `order.${step}`;
  switch (step) {
    case 'watches':
      return { kind, input: {} };
    case 'unwatch':
      return { kind, input: { ticket: ticket === '' ? null : ticket } };
    case 'cancel':
      return { kind, input: { ticket, reason: words } };
    case 'address':
      return { kind, input: { ticket, address: words } };
    case 'watch':
    case 'options':
      return { kind, input: { ticket } };
  }
}

/** Nobody answers: the timer that ends the flow. */
export const armIdle = caring.raise({ type: 'timer.idle' }, { id: 'idle', delay: LIMITS.flowIdleMs });
export const disarmIdle = caring.cancel('idle');

/** The shop takes its time: first a word to the customer, then an end to the waiting. */
export const armSlow = caring.raise({ type: 'timer.slow' }, { id: 'slow', delay: LIMITS.slowLookUpMs });
export const armLost = caring.raise({ type: 'timer.lost' }, { id: 'lost', delay: LIMITS.lostLookUpMs });
export const disarmSlow = caring.cancel('slow');
export const disarmLost = caring.cancel('lost');

export const forgetNotice = caring.assign({ notice: '' });
