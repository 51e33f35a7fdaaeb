/**
 * "Where is your nearest shop?": asks where the customer is, by a shared location or a typed city or district, and tells the
 * three nearest places. Keeps the place only until it is answered.
 */
import { assign, setup } from 'xstate';
import type { FlowInput } from '../../src/core/flow.ts';
import { LIMITS } from '../../src/core/limits.ts';
import type { PickupAnswer } from '../../src/core/pickup-answer.ts';
import { asksAgain, comesBack } from '../comes-back.ts';
import { effectActions } from '../effect-actions.ts';
import { askWhere, downWords, farWords, foundWords, nowhereWords } from './words.ts';

export type PickupContext = {
  where: { text: string } | { latitude: number; longitude: number } | null;
  /** The place is taken from the words that began the flow: they may name none. */
  guessed: boolean;
  /** A text to be said before the next question; "" for none. */
  notice: string;
};

type PickupEvent =
  | { type: 'answer.location'; latitude: number; longitude: number }
  | { type: 'answer.text'; text: string }
  | { type: 'answer.unclear' }
  | { type: 'pickup.again' }
  | { type: 'pickup.retry' }
  | { type: 'task.pickup.near.done'; value: PickupAnswer }
  | { type: 'task.pickup.near.failed'; reason: string }
  | { type: 'timer.idle' }
  | { type: 'timer.slow' }
  | { type: 'timer.lost' }
  | { type: 'human.returned' }
  | { type: 'flow.resumed' };

const pickup = setup({
  types: { context: {} as PickupContext, events: {} as PickupEvent, input: {} as FlowInput },
  actions: effectActions,
});

const stillLooking = { type: 'say', params: { text: 'pickup.stillLooking' } } as const;
const armIdle = pickup.raise({ type: 'timer.idle' }, { id: 'idle', delay: LIMITS.flowIdleMs });
const disarmIdle = pickup.cancel('idle');
const forgetNotice = pickup.assign({ notice: '' });
/** Where they are. */
const places = {
  'answer.location': {
    target: 'looking',
    actions: assign<
      PickupContext,
      Extract<PickupEvent, { type: 'answer.location' }>,
      undefined,
      PickupEvent,
      never
    >({
      where: ({ event: { latitude, longitude } }) => ({ latitude, longitude }),
      guessed: false,
    }),
  },
  'answer.text': {
    target: 'looking',
    actions: assign<
      PickupContext,
      Extract<PickupEvent, { type: 'answer.text' }>,
      undefined,
      PickupEvent,
      never
    >({
      where: ({ event }) => ({ text: event.text }),
      guessed: false,
    }),
  },
} as const;

export const pickupMachine = pickup.createMachine({
  id: 'pickup',
  description: 'Where is the nearest shop or pick-up point?',
  context: ({ input }) => ({ where: placeOf(input), guessed: 'text' in input.args, notice: '' }),
  initial: 'starting',
  states: {
    starting: {
      description: 'Looks at once when the place came along, else asks for it.',
      always: [{ guard: ({ context }) => context.where !== null, target: 'looking' }, { target: 'asking' }],
    },
    asking: {
      description: 'Asks where the customer is: a location, a city, a district.',
      meta: { expects: ['location', 'text'] },
      entry: [{ type: 'ask', params: ({ context }) => askWhere(context) }, forgetNotice, armIdle],
      exit: disarmIdle,
      on: {
        ...places,
        'answer.unclear': {
          target: 'asking',
          reenter: true,
          actions: pickup.assign({ notice: 'pickup.unclear' }),
        },
        ...asksAgain('asking'),
      },
    },
    looking: {
      description: 'Asks the shop for its places and picks the nearest.',
      entry: [
        { type: 'runTask', params: ({ context }) => ({ kind: 'pickup.near', input: { ...context.where } }) },
        pickup.raise({ type: 'timer.slow' }, { id: 'slow', delay: LIMITS.slowLookUpMs }),
      ],
      exit: [pickup.cancel('slow'), pickup.cancel('lost')],
      on: {
        'answer.unclear': { actions: stillLooking },
        'timer.slow': {
          actions: [
            stillLooking,
            pickup.raise({ type: 'timer.lost' }, { id: 'lost', delay: LIMITS.lostLookUpMs }),
          ],
        },
        'timer.lost': 'trouble',
        ...comesBack('looking'),
        'task.pickup.near.done': [
          {
            guard: ({ event }) => event.value.result === 'found',
            target: 'ended',
            actions: { type: 'say', params: ({ event }) => foundWords(event.value) },
          },
          {
            guard: ({ context, event }) => event.value.result === 'far' && context.guessed,
            target: 'asking',
          },
          {
            guard: ({ event }) => event.value.result === 'far',
            target: 'far',
            actions: { type: 'ask', params: ({ event }) => farWords(event.value) },
          },
          { target: 'ended', actions: { type: 'say', params: nowhereWords } },
        ],
        'task.pickup.near.failed': 'trouble',
      },
    },
    far: {
      description: 'There is nothing near; another place can be named.',
      meta: { expects: ['location', 'text'] },
      entry: armIdle,
      exit: disarmIdle,
      on: {
        ...places,
        'pickup.again': 'asking',
        'answer.unclear': { target: 'asking', actions: pickup.assign({ notice: 'pickup.unclear' }) },
        'human.returned': 'asking',
        'flow.resumed': 'asking',
        'timer.idle': 'ended',
      },
    },
    trouble: {
      description: 'The shop does not answer: it can be tried again, or a person asked.',
      meta: { expects: [] },
      entry: [{ type: 'ask', params: downWords }, armIdle],
      exit: disarmIdle,
      on: {
        'pickup.retry': 'looking',
        'answer.unclear': { target: 'trouble', reenter: true },
        ...asksAgain('trouble'),
      },
    },
    ended: { description: 'The places were told, or nobody answered.', type: 'final' },
  },
});

/** `args`: a location, or `text` that may name a city or district. */
function placeOf({ args }: FlowInput): PickupContext['where'] {
  const { text, latitude, longitude } = args;
  if (typeof latitude === 'number' && typeof longitude === 'number') return { latitude, longitude };
  return typeof text === 'string' && text !== '' ? { text } : null;
}
