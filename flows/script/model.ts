/**
 * What the machine of a script remembers and what can happen to it. The states next door are built on this `setup`. The
 * context is stored as JSON; a change of its shape means that conversations on kept versions begin anew.
 */
import { setup } from 'xstate';
import type { Json } from '../../src/core/content.ts';
import type { FlowInput } from '../../src/core/flow.ts';
import { LIMITS } from '../../src/core/limits.ts';
import type {
  OrderCodeAnswer,
  OrderFindAnswer,
  OrderListAnswer,
  OrderProof,
  OrderSummary,
} from '../../src/core/order-answer.ts';
import type { HoursAnswer } from '../../src/core/hours-answer.ts';
import type { ProductFindAnswer } from '../../src/core/product-answer.ts';
import type { ReturnTermsAnswer } from '../../src/core/return-answer.ts';
import { CODED_FACTS, factsOf, type Script, type ScriptFact } from '../../src/core/script.ts';
import { effectActions } from '../effect-actions.ts';

export type ScriptContext = {
  /** Every fact that the script names; "" is not known. */
  facts: Record<string, ScriptFact>;
  /** A text to be said before the next question; "" for none. */
  notice: string;
  /** Where a look-up stands; absent before the first one. */
  look?: LookUpNotes;
};

export type LookUpNotes = {
  proof: OrderProof;
  /** What is asked for now to show whose order it is. */
  asking: 'ways' | 'digits' | 'code' | 'blocked';
  /** A code can be sent by e-mail. */
  mail: boolean;
  /** What is offered to choose from. */
  orders: OrderSummary[];
  products: { id: string; title: string }[];
  /** Of the product that was found last; "" before. */
  productId: string;
  /** Its price, smallest units. */
  minor: number;
};

export type ScriptEvent =
  | { type: 'script.choice'; step: string; index: number }
  | { type: 'script.answer'; step: string; yes: boolean }
  | { type: 'script.product'; id: string }
  | { type: 'script.without' }
  | { type: 'answer.choice'; number: number }
  | { type: 'answer.number'; value: number }
  | { type: 'answer.orderNumber'; number: string }
  | { type: 'answer.lastFourDigits'; digits: string }
  | { type: 'answer.oneTimeCode'; code: string }
  | { type: 'answer.contact'; phone: string; own: boolean }
  | { type: 'answer.phone'; phone: string }
  | { type: 'answer.text'; text: string }
  | { type: 'answer.yesNo'; yes: boolean }
  | { type: 'answer.unclear' }
  | { type: 'order.pick'; number: string }
  | { type: 'order.another' }
  | { type: 'order.unknown' }
  | { type: 'order.ways' }
  | { type: 'order.digits' }
  | { type: 'order.code' }
  | { type: 'task.order.list.done'; value: OrderListAnswer }
  | { type: 'task.order.list.failed'; reason: string }
  | { type: 'task.order.find.done'; value: OrderFindAnswer }
  | { type: 'task.order.find.failed'; reason: string }
  | { type: 'task.order.sendCode.done'; value: OrderCodeAnswer }
  | { type: 'task.order.sendCode.failed'; reason: string }
  | { type: 'task.return.terms.done'; value: ReturnTermsAnswer }
  | { type: 'task.return.terms.failed'; reason: string }
  | { type: 'task.catalog.find.done'; value: ProductFindAnswer }
  | { type: 'task.catalog.find.failed'; reason: string }
  | { type: 'task.shop.hours.done'; value: HoursAnswer }
  | { type: 'task.shop.hours.failed'; reason: string }
  | { type: 'timer.idle' }
  | { type: 'timer.slow' }
  | { type: 'timer.lost' }
  | { type: 'human.returned' }
  | { type: 'flow.resumed' };

export const scripted = setup({
  types: { context: {} as ScriptContext, events: {} as ScriptEvent, input: {} as FlowInput },
  actions: effectActions,
});

/** Where a step stands: its script, the version of it, its id. */
export interface StepPlace {
  script: string;
  version: number;
  id: string;
}

export type View = { context: ScriptContext };

/** The facts at the start: those that come with the customer, and the script's own as not known. */
export function startContext(script: Script): (args: { input: FlowInput }) => ScriptContext {
  const unknown = Object.fromEntries(factsOf(script).map((name) => [name, '']));
  return ({ input }) => {
    const { number } = input.args;
    const given = {
      language: input.locale,
      phoneKnown: input.verifiedPhone === null ? 'no' : 'yes',
      orderNumber: typeof number === 'string' ? number : '',
    };
    return { facts: { ...unknown, ...given }, notice: '' };
  };
}

const FRESH: LookUpNotes = {
  proof: { by: 'none' },
  asking: 'ways',
  mail: false,
  orders: [],
  products: [],
  productId: '',
  minor: 0,
};

export function lookOf({ look }: ScriptContext): LookUpNotes {
  return look ?? FRESH;
}

/** The facts as slots: codes are said in words. */
export function slotsOf({ facts }: ScriptContext): Record<string, Json> {
  const slots: Record<string, Json> = { ...facts };
  for (const name of CODED_FACTS) {
    const code = facts[name] ?? '';
    if (code !== '') slots[name] = { text: `script.${WORDS[name]}.${code}` };
  }
  return slots;
}

const WORDS = { orderState: 'orderState', productStock: 'stock', otherStock: 'stock' } as const;

/** Nobody answers: the timer that ends the script without a word. */
export const armIdle = scripted.raise({ type: 'timer.idle' }, { id: 'idle', delay: LIMITS.flowIdleMs });
export const disarmIdle = scripted.cancel('idle');

/** A look-up that takes its time: first a word to the customer, then an end to the waiting. */
export const armSlow = scripted.raise({ type: 'timer.slow' }, { id: 'slow', delay: LIMITS.slowLookUpMs });
export const armLost = scripted.raise({ type: 'timer.lost' }, { id: 'lost', delay: LIMITS.lostLookUpMs });
export const disarmSlow = scripted.cancel('slow');
export const disarmLost = scripted.cancel('lost');

export const forgetNotice = scripted.assign({ notice: '' });
export const notice = (text: string) => scripted.assign({ notice: text });

/** Notes facts. */
export const note = (facts: Record<string, ScriptFact>) =>
  scripted.assign({ facts: ({ context }) => ({ ...context.facts, ...facts }) });

/** Notes where the look-up stands. */
export const noteLook = (look: Partial<LookUpNotes>) =>
  scripted.assign({ look: ({ context }) => ({ ...lookOf(context), ...look }) });
