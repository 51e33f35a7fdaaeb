/**
 * The states in which the flow waits for the customer. Each asks on entry, takes what it can, says its question again when it
 * understood nothing or somebody comes back, and ends without a word when nobody answers.
 */
import { assign } from 'xstate';
import { asksAgain } from '../comes-back.ts';
import type { Prompt } from '../../src/core/content.ts';
import type { FlowEffects } from '../../src/core/flow.ts';
import { LIMITS } from '../../src/core/limits.ts';
import { declinedWords } from './last-words.ts';
import { alerting, armIdle, disarmIdle, forgetNotice, nextPage, pageOf, variantOf } from './model.ts';
import {
  askConsent,
  askInTrouble,
  askList,
  askName,
  askWhich,
  consentKey,
  nameOf,
  type View,
} from './questions.ts';

function asking(question: (view: View) => Prompt) {
  return [
    { type: 'ask', params: ({ context }: View) => question({ context }) },
    forgetNotice,
    armIdle,
  ] as const;
}

const notice = (text: string) => alerting.assign({ notice: text });
const unclear = (state: 'askingName' | 'choosing' | 'confirming' | 'managing', text: string) =>
  ({ target: state, reenter: true, actions: notice(text) }) as const;

export const askingName = alerting.createStateConfig({
  description: 'Asks what they wait for: a name, an article number, a size.',
  meta: { expects: ['text'] },
  entry: [...asking(askName)],
  exit: disarmIdle,
  on: {
    'answer.text': {
      target: 'working',
      actions: assign({
        step: 'look',
        wish: ({ event }) => ({ text: event.text.slice(0, LIMITS.productTextChars) }),
      }),
    },
    'answer.unclear': unclear('askingName', 'stockAlert.unclear.name'),
    ...asksAgain('askingName'),
  },
});

export const choosing = alerting.createStateConfig({
  description: 'Asks which of several products, or which size and colour.',
  meta: { expects: ['choice', 'text'] },
  entry: [...asking(askWhich)],
  exit: disarmIdle,
  on: {
    'alert.product': {
      target: 'working',
      actions: assign({ step: 'look', wish: ({ event }) => ({ product: event.id }) }),
    },
    'alert.variant': [
      {
        guard: ({ context, event }) => variantOf(context, event.id) !== null,
        target: 'working',
        actions: assign({ step: 'look', wish: ({ event }) => ({ variant: event.id }) }),
      },
      { target: 'choosing', reenter: true },
    ],
    'answer.choice': [
      {
        guard: ({ context, event }) => chosen(context, event.number) !== null,
        target: 'working',
        actions: assign({ step: 'look', wish: ({ context, event }) => chosen(context, event.number) ?? {} }),
      },
      unclear('choosing', 'stockAlert.unclear.choice'),
    ],
    // "L, белая": said of the product that is being chosen from.
    'answer.text': {
      target: 'working',
      actions: assign({
        step: 'look',
        wish: ({ context, event }) => {
          const { product } = context;
          const text = [product?.title, event.text].filter(Boolean).join(' ');
          const words = { text: text.slice(0, LIMITS.productTextChars) };
          return product ? { product: product.id, ...words } : words;
        },
      }),
    },
    'alert.more': {
      target: 'choosing',
      reenter: true,
      actions: assign({
        skipped: ({ context }) =>
          nextPage(context.product ? context.variants : context.products, context.skipped),
      }),
    },
    'answer.unclear': unclear('choosing', 'stockAlert.unclear.choice'),
    ...asksAgain('choosing'),
  },
});

const agrees = {
  target: 'working',
  actions: [
    {
      type: 'consent',
      params: ({ context }: View): FlowEffects['consent'] => ({
        kind: 'stock',
        given: true,
        wording: consentKey(context),
        slots: { title: nameOf(context) },
      }),
    },
    alerting.assign({ step: 'subscribe' }),
  ],
} as const;
const declines = {
  target: 'ended',
  actions: { type: 'say', params: ({ context }: View) => declinedWords(context) },
} as const;

export const confirming = alerting.createStateConfig({
  description: 'It cannot be had now: asks whether to write, once, when it is back.',
  meta: { expects: ['yesNo'] },
  entry: [...asking(askConsent)],
  exit: disarmIdle,
  on: {
    'alert.yes': agrees,
    'alert.no': declines,
    'answer.yesNo': [{ guard: ({ event }) => event.yes, ...agrees }, declines],
    'answer.unclear': unclear('confirming', 'stockAlert.unclear.yesNo'),
    ...asksAgain('confirming'),
  },
});

export const managing = alerting.createStateConfig({
  description: 'Lists what they wait for; each can be ended, or all.',
  meta: { expects: ['choice'] },
  entry: [...asking(askList)],
  exit: disarmIdle,
  on: {
    'alert.end': {
      target: 'working',
      actions: assign({ step: 'cancel', ending: ({ event }) => event.key }),
    },
    'answer.choice': [
      {
        guard: ({ context, event }) =>
          pageOf(context.alerts, context.skipped)[event.number - 1] !== undefined,
        target: 'working',
        actions: assign({
          step: 'cancel',
          ending: ({ context, event }) =>
            pageOf(context.alerts, context.skipped)[event.number - 1]?.key ?? '',
        }),
      },
      unclear('managing', 'stockAlert.unclear.list'),
    ],
    'alert.endAll': { target: 'working', actions: alerting.assign({ step: 'cancel', ending: 'all' }) },
    'alert.more': {
      target: 'managing',
      reenter: true,
      actions: assign({ skipped: ({ context }) => nextPage(context.alerts, context.skipped) }),
    },
    'alert.add': { target: 'askingName' },
    'answer.unclear': unclear('managing', 'stockAlert.unclear.list'),
    'human.returned': { target: 'working', actions: alerting.assign({ step: 'list' }) },
    'flow.resumed': { target: 'working', actions: alerting.assign({ step: 'list' }) },
    'timer.idle': 'ended',
  },
});

export const trouble = alerting.createStateConfig({
  description: 'The shop does not answer: offers to try again, or a person.',
  meta: { expects: [] },
  entry: [...asking(askInTrouble)],
  exit: disarmIdle,
  on: {
    'alert.retry': 'working',
    'answer.unclear': { target: 'trouble', reenter: true },
    ...asksAgain('trouble'),
  },
});

/** What a typed number stands for on the page that is shown. */
function chosen({ product, products, variants, skipped }: View['context'], number: number) {
  if (!product) {
    const one = pageOf(products, skipped)[number - 1];
    return one ? { product: one.id } : null;
  }
  const variant = pageOf(variants, skipped)[number - 1];
  return variant ? { variant: variant.id } : null;
}
