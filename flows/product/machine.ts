/**
 * "Do you have the grey throw?": tells price and stock of what the customer named, and offers what else there is. Looks
 * nothing up itself; ends with its card, whose buttons work long afterwards.
 */
import { setup } from 'xstate';
import type { FlowInput } from '../../src/core/flow.ts';
import { LIMITS } from '../../src/core/limits.ts';
import type { ProductFindAnswer } from '../../src/core/product-answer.ts';
import { comesBack } from '../comes-back.ts';
import { effectActions } from '../effect-actions.ts';
import { MENU, OPERATOR, productWords, severalWords } from './words.ts';

type ProductContext = {
  /** What the look-up is asked: the customer's text, a product, or the product to find another for. */
  wish: { text: string } | { product: string } | { instead: string };
};

type ProductEvent =
  | { type: 'answer.unclear' }
  | { type: 'catalog.retry' }
  | { type: 'task.catalog.find.done'; value: ProductFindAnswer }
  | { type: 'task.catalog.find.failed'; reason: string }
  | { type: 'timer.idle' }
  | { type: 'timer.slow' }
  | { type: 'timer.lost' }
  | { type: 'human.returned' }
  | { type: 'flow.resumed' };

const product = setup({
  types: { context: {} as ProductContext, events: {} as ProductEvent, input: {} as FlowInput },
  actions: effectActions,
});

const stillLooking = { type: 'say', params: { text: 'product.stillLooking' } } as const;

export const productMachine = product.createMachine({
  id: 'product',
  description: 'Do you have it, and what does it cost?',
  context: ({ input }) => ({ wish: wishOf(input) }),
  initial: 'looking',
  states: {
    looking: {
      description: 'Asks the shop for price and stock.',
      entry: [
        { type: 'runTask', params: ({ context }) => ({ kind: 'catalog.find', input: context.wish }) },
        product.raise({ type: 'timer.slow' }, { id: 'slow', delay: LIMITS.slowLookUpMs }),
      ],
      exit: [product.cancel('slow'), product.cancel('lost')],
      on: {
        'answer.unclear': { actions: stillLooking },
        'timer.slow': {
          actions: [
            stillLooking,
            product.raise({ type: 'timer.lost' }, { id: 'lost', delay: LIMITS.lostLookUpMs }),
          ],
        },
        'timer.lost': 'trouble',
        ...comesBack('looking'),
        'task.catalog.find.done': [
          {
            guard: ({ event }) => event.value.result === 'none',
            target: 'ended',
            actions: {
              type: 'say',
              params: ({ context }) => ({
                text: 'instead' in context.wish ? 'product.noAlternatives' : 'product.gone',
                buttons: [OPERATOR, MENU],
              }),
            },
          },
          {
            target: 'ended',
            actions: [
              { type: 'remember', params: ({ event }) => ({ facts: factsOf(event.value) }) },
              { type: 'say', params: ({ context, event }) => cardWords(context, event.value) },
            ],
          },
        ],
        'task.catalog.find.failed': 'trouble',
      },
    },
    trouble: {
      description: 'The look-up failed; it can be tried again, or a person asked.',
      entry: [
        {
          type: 'ask',
          params: {
            text: 'product.down',
            buttons: [{ label: 'product.button.retry', event: { type: 'catalog.retry' } }, OPERATOR, MENU],
          },
        },
        product.raise({ type: 'timer.idle' }, { id: 'idle', delay: LIMITS.flowIdleMs }),
      ],
      exit: product.cancel('idle'),
      on: {
        'answer.unclear': { actions: { type: 'say', params: { text: 'product.unclear' } } },
        'catalog.retry': 'looking',
        ...comesBack('looking'),
        'timer.idle': 'ended',
      },
    },
    ended: { description: 'The product was told, or nobody answered.', type: 'final' },
  },
});

/** `args`: `text`, `product` or `instead`. */
function wishOf({ args }: FlowInput): ProductContext['wish'] {
  if (typeof args['product'] === 'string') return { product: args['product'] };
  if (typeof args['instead'] === 'string') return { instead: args['instead'] };
  return { text: typeof args['text'] === 'string' ? args['text'] : '' };
}

function cardWords({ wish }: ProductContext, answer: ProductFindAnswer) {
  if (answer.result === 'product') return productWords(answer.product);
  const cards = answer.result === 'several' ? answer.products : [];
  return severalWords(cards, 'instead' in wish ? 'product.alternatives' : 'product.several');
}

function factsOf(answer: ProductFindAnswer): Record<string, string> {
  return answer.result === 'product' ? { product: answer.product.title } : {};
}
