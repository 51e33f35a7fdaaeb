/**
 * Looking up a product by the customer's words, or something cheaper than the one that was found. Prices and stock come
 * from the shop as they are now; when it does not answer, as they were read last, with the time of that.
 */
import { assign } from 'xstate';
import type { ProductCard, ProductFindAnswer } from '../../src/core/product-answer.ts';
import type { ScriptFact } from '../../src/core/script.ts';
import type { Json } from '../../src/core/content.ts';
import { otherFacts, productFacts } from './found-facts.ts';
import { askWhichProduct, OFFERED } from './look-up-questions.ts';
import {
  asking,
  askingExit,
  askingOn,
  beginning,
  GONE,
  inner,
  waitingEntry,
  waitingExit,
  waitingOn,
  type LookUpStep,
  type StateConfig,
} from './look-up-wait.ts';
import { lookOf, noteLook, notice, scripted, type ScriptContext, type StepPlace } from './model.ts';

export function productStates(step: LookUpStep, at: StepPlace): [string, StateConfig][] {
  const states: [string, StateConfig][] = [
    [at.id, starting(step, at)],
    [inner(at, 'look'), looking(step, at)],
  ];
  if (step.lookUp === 'product') states.push([inner(at, 'which'), choosing(step, at)]);
  return states;
}

function starting(step: LookUpStep, at: StepPlace) {
  const isProduct = step.lookUp === 'product';
  const unasked = ({ context }: { context: ScriptContext }) =>
    isProduct ? words(step, context) === '' : lookOf(context).productId === '';
  return scripted.createStateConfig({
    description: isProduct ? 'Looks a product up.' : 'Looks for something cheaper.',
    entry: [...beginning(step, at), ...(isProduct ? [noteLook({ productId: '', products: [] })] : [])],
    always: [
      { guard: unasked, target: step.notFound ?? GONE, description: 'not found' },
      { target: inner(at, 'look') },
    ],
  });
}

function looking(step: LookUpStep, at: StepPlace) {
  const state = inner(at, 'look');
  const down = { target: step.down ?? GONE, description: 'down' };
  const found = { target: step.found ?? GONE, description: 'found' };
  const isProduct = step.lookUp === 'product';
  return scripted.createStateConfig({
    description: isProduct ? 'Asks the shop for the product.' : 'Asks the shop for cheaper ones.',
    entry: [
      {
        type: 'runTask',
        params: ({ context }) => ({ kind: 'catalog.find', input: wish(step, context) }),
      },
      waitingEntry,
    ],
    exit: waitingExit,
    on: {
      ...waitingOn(state, down.target),
      'task.catalog.find.done': [
        {
          guard: ({ event }) => event.value.result === 'none',
          target: step.notFound ?? GONE,
          description: 'not found',
        },
        ...(isProduct ? [several(at)] : []),
        {
          ...found,
          actions: assign(({ context, event }) =>
            isProduct
              ? foundProduct(context, firstOf(event.value))
              : foundOther(context, firstOf(event.value)),
          ),
        },
      ],
      'task.catalog.find.failed': down,
    },
  });
}

/** Of something cheaper the first is told; of what was named the customer says which. */
function several(at: StepPlace) {
  type Answered = { event: { value: ProductFindAnswer } };
  return {
    guard: ({ event }: Answered) => event.value.result === 'several',
    target: inner(at, 'which'),
    actions: scripted.assign({
      look: ({ context, event }) => ({
        ...lookOf(context),
        products: event.type === 'task.catalog.find.done' ? offered(event.value) : [],
      }),
    }),
  };
}

function choosing(step: LookUpStep, at: StepPlace) {
  const state = inner(at, 'which');
  return scripted.createStateConfig({
    description: 'The words could mean several products; a tap or a place in the list chooses.',
    meta: { expects: ['choice', 'text'] },
    entry: asking(askWhichProduct),
    exit: askingExit,
    on: {
      ...askingOn(state, 'script.unclear.choice', step),
      'script.product': {
        target: inner(at, 'look'),
        actions: assign({
          look: ({ context, event }) => ({ ...lookOf(context), productId: event.id }),
        }),
      },
      'answer.choice': [
        {
          guard: ({ context, event }) => lookOf(context).products[event.number - 1] !== undefined,
          target: inner(at, 'look'),
          actions: assign({
            look: ({ context, event }) => ({
              ...lookOf(context),
              productId: lookOf(context).products[event.number - 1]?.id ?? '',
            }),
          }),
        },
        { target: state, reenter: true, actions: notice('script.unclear.choice') },
      ],
      // Other words for what is meant.
      'answer.text': {
        target: inner(at, 'look'),
        actions: assign({
          facts: ({ context, event }) => ({ ...context.facts, [step.about ?? '']: event.text }),
        }),
      },
    },
  });
}

function wish(step: LookUpStep, context: ScriptContext): Record<string, Json> {
  const { productId, minor } = lookOf(context);
  if (step.lookUp === 'product') {
    return productId === '' ? { text: words(step, context) } : { product: productId };
  }
  const most = Number(words(step, context) || Number.NaN);
  return { instead: productId, below: minor, ...(Number.isFinite(most) ? { atMost: most } : {}) };
}

function words({ about }: LookUpStep, { facts }: ScriptContext): string {
  return about === undefined ? '' : String(facts[about] ?? '').trim();
}

function offered(answer: ProductFindAnswer): { id: string; title: string }[] {
  const products = answer.result === 'several' ? answer.products : [];
  return products.slice(0, OFFERED).map(({ id, title }) => ({ id, title }));
}

function firstOf(answer: ProductFindAnswer): ProductCard | null {
  if (answer.result === 'product') return answer.product;
  return answer.result === 'several' ? (answer.products[0] ?? null) : null;
}

function foundProduct(context: ScriptContext, card: ProductCard | null): Partial<ScriptContext> {
  if (!card) return {};
  const look = { ...lookOf(context), productId: card.id, minor: card.price.minor, products: [] };
  return { facts: merge(context, productFacts(card)), look };
}

function foundOther(context: ScriptContext, card: ProductCard | null): Partial<ScriptContext> {
  return card ? { facts: merge(context, otherFacts(card)) } : {};
}

function merge({ facts }: ScriptContext, more: Record<string, ScriptFact>): Record<string, ScriptFact> {
  return { ...facts, ...more };
}
