/**
 * "Pick something for me": from the customer's own purchases, and only if they agree to that. Says why it shows what it shows, and
 * how to switch it off again. Looks nothing up itself.
 */
import { setup } from 'xstate';
import type { FlowInput } from '../../src/core/flow.ts';
import { LIMITS } from '../../src/core/limits.ts';
import type { RecommendationsAnswer } from '../../src/core/loyalty-answer.ts';
import { asksAgain, comesBack } from '../comes-back.ts';
import { effectActions } from '../effect-actions.ts';
import {
  askConsent,
  askPhone,
  downWords,
  foundWords,
  noWords,
  nothingWords,
  offWords,
  severalWords,
} from './words.ts';

export type RecommendationsContext = {
  /** A text to be said before the next question; "" for none. */
  notice: string;
  /** The starter wants them switched off. */
  off: boolean;
};

type RecommendationsEvent =
  | { type: 'answer.yesNo'; yes: boolean }
  | { type: 'answer.contact'; phone: string; own: boolean }
  | { type: 'answer.phone'; phone: string }
  | { type: 'answer.unclear' }
  | { type: 'consent.yes' }
  | { type: 'consent.no' }
  | { type: 'recommendations.retry' }
  | { type: 'task.recommendations.find.done'; value: RecommendationsAnswer }
  | { type: 'task.recommendations.find.failed'; reason: string }
  | { type: 'timer.idle' }
  | { type: 'timer.slow' }
  | { type: 'timer.lost' }
  | { type: 'human.returned' }
  | { type: 'flow.resumed' };

const recommendations = setup({
  types: {
    context: {} as RecommendationsContext,
    events: {} as RecommendationsEvent,
    input: {} as FlowInput,
  },
  actions: effectActions,
});

const stillLooking = { type: 'say', params: { text: 'recommendations.stillLooking' } } as const;
const armIdle = recommendations.raise({ type: 'timer.idle' }, { id: 'idle', delay: LIMITS.flowIdleMs });
const disarmIdle = recommendations.cancel('idle');
const forgetNotice = recommendations.assign({ notice: '' });
const notice = (text: string) => recommendations.assign({ notice: text });

const agrees = {
  target: 'looking',
  actions: {
    type: 'consent',
    params: { kind: 'recommendations', given: true, wording: 'recommendations.ask' },
  },
} as const;
const declines = {
  target: 'ended',
  actions: [
    {
      type: 'consent',
      params: { kind: 'recommendations', given: false, wording: 'recommendations.ask' },
    },
    { type: 'say', params: noWords },
  ],
} as const;

export const recommendationsMachine = recommendations.createMachine({
  id: 'recommendations',
  description: 'Pick something for me.',
  context: ({ input }) => ({ notice: '', off: input.args['do'] === 'stop' }),
  initial: 'starting',
  states: {
    starting: {
      description: 'Switches recommendations off, or looks for some.',
      always: [
        {
          guard: ({ context }) => context.off,
          target: 'ended',
          actions: [
            {
              type: 'consent',
              params: { kind: 'recommendations', given: false, wording: 'recommendations.button.off' },
            },
            { type: 'say', params: offWords },
          ],
        },
        { target: 'looking' },
      ],
    },
    looking: {
      description: 'Asks the shop what goes with what the customer has bought.',
      entry: [
        { type: 'runTask', params: { kind: 'recommendations.find', input: {} } },
        recommendations.raise({ type: 'timer.slow' }, { id: 'slow', delay: LIMITS.slowLookUpMs }),
      ],
      exit: [recommendations.cancel('slow'), recommendations.cancel('lost')],
      on: {
        'answer.unclear': { actions: stillLooking },
        'timer.slow': {
          actions: [
            stillLooking,
            recommendations.raise({ type: 'timer.lost' }, { id: 'lost', delay: LIMITS.lostLookUpMs }),
          ],
        },
        'timer.lost': 'trouble',
        ...comesBack('looking'),
        'task.recommendations.find.done': [
          { guard: ({ event }) => event.value.result === 'consent-needed', target: 'asking' },
          { guard: ({ event }) => event.value.result === 'proof-needed', target: 'proving' },
          {
            guard: ({ event }) => event.value.result === 'found',
            target: 'ended',
            actions: { type: 'say', params: ({ event }) => foundWords(event.value) },
          },
          {
            guard: ({ event }) => event.value.result === 'several',
            target: 'ended',
            actions: { type: 'say', params: severalWords },
          },
          { target: 'ended', actions: { type: 'say', params: nothingWords } },
        ],
        'task.recommendations.find.failed': 'trouble',
      },
    },
    asking: {
      description: 'Asks whether we may look at what the customer bought.',
      meta: { expects: ['yesNo'] },
      entry: [{ type: 'ask', params: ({ context }) => askConsent(context) }, forgetNotice, armIdle],
      exit: disarmIdle,
      on: {
        'consent.yes': agrees,
        'consent.no': declines,
        'answer.yesNo': [{ guard: ({ event }) => event.yes, ...agrees }, declines],
        'answer.unclear': {
          target: 'asking',
          reenter: true,
          actions: notice('recommendations.unclear'),
        },
        ...asksAgain('asking'),
      },
    },
    proving: {
      description: 'Asks for the own number, by which purchases are found.',
      meta: { expects: ['contact', 'phone'] },
      entry: [{ type: 'ask', params: ({ context }) => askPhone(context) }, forgetNotice, armIdle],
      exit: disarmIdle,
      on: {
        'answer.contact': [
          { guard: ({ event }) => event.own, target: 'looking' },
          { target: 'proving', reenter: true, actions: notice('loyalty.notYourCard') },
        ],
        'answer.phone': { target: 'proving', reenter: true, actions: notice('recommendations.typedPhone') },
        'answer.unclear': { target: 'proving', reenter: true },
        ...asksAgain('proving'),
      },
    },
    trouble: {
      description: 'The shop does not answer: it can be tried again.',
      meta: { expects: [] },
      entry: [{ type: 'ask', params: downWords }, armIdle],
      exit: disarmIdle,
      on: {
        'recommendations.retry': 'looking',
        'answer.unclear': { target: 'trouble', reenter: true },
        ...asksAgain('trouble'),
      },
    },
    ended: { description: 'Something was shown, or it was not wanted.', type: 'final' },
  },
});
