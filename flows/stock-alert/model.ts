/**
 * What the stock-alert flow remembers and what can happen to it. The states next door are built on this `setup`; nothing here
 * decides anything. The context is stored as JSON, so a change of its shape needs a new version and a migration.
 */
import { setup } from 'xstate';
import type {
  AlertLine,
  AlertListAnswer,
  AlertLookAnswer,
  AlertProduct,
  AlertSubscribeAnswer,
  AlertVariant,
} from '../../src/core/alert-answer.ts';
import type { FlowInput } from '../../src/core/flow.ts';
import { LIMITS } from '../../src/core/limits.ts';
import { effectActions } from '../effect-actions.ts';

/** What is looked for; without any of them the question is what it may be, or the list of what they wait for. `text` beside `product` is said of that product. */
export type Wish = { variant?: string; product?: string; text?: string };

export type AlertContext = {
  /** What is being asked of the shop, and what trying again repeats. */
  step: 'look' | 'subscribe' | 'list' | 'cancel';
  wish: Wish;
  /** They come from a message of ours that it is back. */
  told: boolean;
  /** A text to be said before the next question; "" for none. */
  notice: string;
  /** What a look-up offers to choose from: products, or variants of one. */
  products: AlertProduct[];
  product: AlertProduct | null;
  variants: AlertVariant[];
  /** Choices of the earlier pages. */
  skipped: number;
  /** The one they would wait for. */
  variant: AlertVariant | null;
  /** What they wait for already. */
  alerts: AlertLine[];
  /** What is to be ended: a key, `all`; "" for nothing. */
  ending: string;
};

export type AlertEvent =
  | { type: 'answer.choice'; number: number }
  | { type: 'answer.text'; text: string }
  | { type: 'answer.yesNo'; yes: boolean }
  | { type: 'answer.unclear' }
  | { type: 'alert.product'; id: string }
  | { type: 'alert.variant'; id: string }
  | { type: 'alert.more' }
  | { type: 'alert.yes' }
  | { type: 'alert.no' }
  | { type: 'alert.end'; key: string }
  | { type: 'alert.endAll' }
  | { type: 'alert.add' }
  | { type: 'alert.keep' }
  | { type: 'alert.retry' }
  | { type: 'task.alert.look.done'; value: AlertLookAnswer }
  | { type: 'task.alert.look.failed'; reason: string }
  | { type: 'task.alert.subscribe.done'; value: AlertSubscribeAnswer }
  | { type: 'task.alert.subscribe.failed'; reason: string }
  | { type: 'task.alert.list.done'; value: AlertListAnswer }
  | { type: 'task.alert.list.failed'; reason: string }
  | { type: 'task.alert.cancel.done'; value: AlertListAnswer }
  | { type: 'task.alert.cancel.failed'; reason: string }
  | { type: 'timer.idle' }
  | { type: 'timer.slow' }
  | { type: 'timer.lost' }
  | { type: 'human.returned' }
  | { type: 'flow.resumed' };

export const alerting = setup({
  types: { context: {} as AlertContext, events: {} as AlertEvent, input: {} as FlowInput },
  actions: effectActions,
});

/**
 * `args`: `variant` (an id or a SKU), `product` or `text`; `told` with a variant of a message of ours; `list` for what they
 * wait for; `end` with the key of a wish to be ended.
 */
export function startContext({ input }: { input: FlowInput }): AlertContext {
  const { variant, product, text, told, list, end } = input.args;
  const ending = typeof end === 'string' ? end : '';
  return {
    step: ending !== '' ? 'cancel' : list === true ? 'list' : 'look',
    wish: {
      ...(typeof variant === 'string' ? { variant } : {}),
      ...(typeof product === 'string' && typeof variant !== 'string' ? { product } : {}),
      ...(typeof text === 'string' ? { text } : {}),
    },
    told: told === true,
    notice: '',
    products: [],
    product: null,
    variants: [],
    skipped: 0,
    variant: null,
    alerts: [],
    ending,
  };
}

export function variantOf({ variants }: AlertContext, id: string): AlertVariant | null {
  return variants.find((variant) => variant.id === id) ?? null;
}

/** The choices of the page that is shown. */
export function pageOf<T>(all: readonly T[], skipped: number): T[] {
  return all.slice(skipped, skipped + LIMITS.alertChoices);
}

/** Where the next page begins; after the last one comes the first. */
export function nextPage(all: readonly unknown[], skipped: number): number {
  const next = skipped + LIMITS.alertChoices;
  return next < all.length ? next : 0;
}

/** Nobody answers: the timer that ends the flow. */
export const armIdle = alerting.raise({ type: 'timer.idle' }, { id: 'idle', delay: LIMITS.flowIdleMs });
export const disarmIdle = alerting.cancel('idle');

/** A look-up that takes its time: first a word to the customer, then an end to the waiting. */
export const armSlow = alerting.raise({ type: 'timer.slow' }, { id: 'slow', delay: LIMITS.slowLookUpMs });
export const armLost = alerting.raise({ type: 'timer.lost' }, { id: 'lost', delay: LIMITS.lostLookUpMs });
export const disarmSlow = alerting.cancel('slow');
export const disarmLost = alerting.cancel('lost');

export const forgetNotice = alerting.assign({ notice: '' });
