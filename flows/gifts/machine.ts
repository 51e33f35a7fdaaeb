/**
 * Gifts and offers: asks whether the shop may write first, for a birthday (day and month only) and now and then with points, and
 * lets everything be changed and ended. Nothing is sent without the yes that is given here.
 */
import { assign, setup } from 'xstate';
import type { FlowInput } from '../../src/core/flow.ts';
import { LIMITS } from '../../src/core/limits.ts';
import type { PersonalAnswer } from '../../src/core/personal-answer.ts';
import { asksAgain, comesBack } from '../comes-back.ts';
import { effectActions } from '../effect-actions.ts';
import type { GiftsContext } from './model.ts';
import {
  askConsent,
  askDay,
  askPhone,
  consentSlots,
  doneWords,
  downWords,
  noWords,
  standsWords,
  stoppedWords,
} from './words.ts';

export type GiftsEvent =
  | { type: 'answer.yesNo'; yes: boolean }
  | { type: 'answer.dayMonth'; day: number; month: number }
  | { type: 'answer.contact'; phone: string; own: boolean }
  | { type: 'answer.unclear' }
  | { type: 'gifts.yes' }
  | { type: 'gifts.no' }
  | { type: 'gifts.skip' }
  | { type: 'gifts.change' }
  | { type: 'gifts.forget' }
  | { type: 'gifts.stop' }
  | { type: 'gifts.retry' }
  | { type: 'task.personal.read.done'; value: PersonalAnswer }
  | { type: 'task.personal.read.failed'; reason: string }
  | { type: 'task.personal.birthday.done'; value: PersonalAnswer }
  | { type: 'task.personal.birthday.failed'; reason: string }
  | { type: 'timer.idle' }
  | { type: 'timer.slow' }
  | { type: 'timer.lost' }
  | { type: 'human.returned' }
  | { type: 'flow.resumed' };

type View = { context: GiftsContext };

const gifts = setup({
  types: { context: {} as GiftsContext, events: {} as GiftsEvent, input: {} as FlowInput },
  actions: effectActions,
});

const stillLooking = { type: 'say', params: { text: 'gifts.stillLooking' } } as const;
const armIdle = gifts.raise({ type: 'timer.idle' }, { id: 'idle', delay: LIMITS.flowIdleMs });
const disarmIdle = gifts.cancel('idle');
const forgetNotice = gifts.assign({ notice: '' });
const notice = (text: string) => gifts.assign({ notice: text });

const agrees = {
  target: 'askingDay',
  actions: {
    type: 'consent',
    params: ({ context }: View) => ({
      kind: 'promotion' as const,
      given: true,
      wording: 'gifts.ask',
      slots: consentSlots(context),
    }),
  },
} as const;
const declines = {
  target: 'ended',
  actions: { type: 'say', params: noWords },
} as const;
const stops = {
  target: 'ended',
  actions: [
    { type: 'consent', params: { kind: 'promotion', given: false, wording: 'gifts.button.noMore' } },
    { type: 'say', params: stoppedWords },
  ],
} as const;

export const giftsMachine = gifts.createMachine({
  id: 'gifts',
  description: 'Birthday gifts and offers: yes, no, change, stop.',
  context: ({ input }) => ({
    locale: input.locale,
    stop: input.args['do'] === 'stop',
    stands: null,
    step: { read: true },
    notice: '',
  }),
  initial: 'starting',
  states: {
    starting: {
      description: 'Ends what was agreed to, or looks how it stands.',
      always: [{ guard: ({ context }) => context.stop, ...stops }, { target: 'working' }],
    },
    working: {
      description: 'Reads how it stands, or keeps or forgets the birthday.',
      entry: [
        {
          type: 'runTask',
          params: ({ context: { step } }) =>
            'read' in step
              ? { kind: 'personal.read', input: {} }
              : { kind: 'personal.birthday', input: { ...step } },
        },
        gifts.raise({ type: 'timer.slow' }, { id: 'slow', delay: LIMITS.slowLookUpMs }),
      ],
      exit: [gifts.cancel('slow'), gifts.cancel('lost')],
      on: {
        'answer.unclear': { actions: stillLooking },
        'timer.slow': {
          actions: [
            stillLooking,
            gifts.raise({ type: 'timer.lost' }, { id: 'lost', delay: LIMITS.lostLookUpMs }),
          ],
        },
        'timer.lost': 'trouble',
        ...comesBack('working'),
        'task.personal.read.done': [
          {
            guard: ({ event }) => event.value.agreed,
            target: 'managing',
            actions: assign({ stands: ({ event }) => event.value }),
          },
          { target: 'asking', actions: assign({ stands: ({ event }) => event.value }) },
        ],
        'task.personal.birthday.done': [
          {
            guard: ({ event }) =>
              event.value.birthday !== null && !event.value.hasPhone && event.value.birthdayPoints > 0,
            target: 'askingPhone',
            actions: assign({ stands: ({ event }) => event.value }),
          },
          {
            target: 'ended',
            actions: { type: 'say', params: ({ context, event }) => doneWords(context, event.value) },
          },
        ],
        'task.personal.read.failed': 'trouble',
        'task.personal.birthday.failed': 'trouble',
      },
    },
    asking: {
      description: 'Asks whether the shop may write first, how often and how it is ended.',
      meta: { expects: ['yesNo'] },
      entry: [{ type: 'ask', params: ({ context }) => askConsent(context) }, forgetNotice, armIdle],
      exit: disarmIdle,
      on: {
        'gifts.yes': agrees,
        'gifts.no': declines,
        'answer.yesNo': [{ guard: ({ event }) => event.yes, ...agrees }, declines],
        'answer.unclear': { target: 'asking', reenter: true, actions: notice('gifts.unclear') },
        ...asksAgain('asking'),
      },
    },
    askingDay: {
      description: 'Asks for the birthday, without its year; it can be left out.',
      meta: { expects: ['dayMonth'] },
      entry: [{ type: 'ask', params: ({ context }) => askDay(context) }, forgetNotice, armIdle],
      exit: disarmIdle,
      on: {
        'answer.dayMonth': {
          target: 'working',
          actions: assign({ step: ({ event: { day, month } }) => ({ day, month }) }),
        },
        'gifts.skip': {
          target: 'ended',
          actions: { type: 'say', params: ({ context }) => doneWords(context, context.stands) },
        },
        'answer.unclear': { target: 'askingDay', reenter: true, actions: notice('gifts.unclearDay') },
        ...asksAgain('askingDay'),
      },
    },
    askingPhone: {
      description: 'Points need an account, and that needs a number; it can be left out.',
      meta: { expects: ['contact'] },
      entry: [{ type: 'ask', params: ({ context }) => askPhone(context) }, forgetNotice, armIdle],
      exit: disarmIdle,
      on: {
        'answer.contact': [
          {
            guard: ({ event }) => event.own,
            target: 'ended',
            actions: {
              type: 'say',
              params: ({ context }) =>
                doneWords(context, context.stands && { ...context.stands, hasPhone: true }),
            },
          },
          { target: 'askingPhone', reenter: true, actions: notice('loyalty.notYourCard') },
        ],
        'gifts.skip': {
          target: 'ended',
          actions: { type: 'say', params: ({ context }) => doneWords(context, context.stands) },
        },
        'answer.unclear': { target: 'askingPhone', reenter: true, actions: notice('gifts.unclearPhone') },
        ...asksAgain('askingPhone'),
      },
    },
    managing: {
      description: 'Tells how it stands and offers to change or end it.',
      meta: { expects: [] },
      entry: [{ type: 'ask', params: ({ context }) => standsWords(context) }, forgetNotice, armIdle],
      exit: disarmIdle,
      on: {
        'gifts.change': 'askingDay',
        'gifts.forget': { target: 'working', actions: gifts.assign({ step: { forget: true } }) },
        'gifts.stop': stops,
        'answer.unclear': { target: 'managing', reenter: true, actions: notice('gifts.unclearButton') },
        ...asksAgain('managing'),
      },
    },
    trouble: {
      description: 'It could not be read or kept: it can be tried again.',
      meta: { expects: [] },
      entry: [{ type: 'ask', params: downWords }, armIdle],
      exit: disarmIdle,
      on: {
        'gifts.retry': 'working',
        'answer.unclear': { target: 'trouble', reenter: true },
        ...asksAgain('trouble'),
      },
    },
    ended: { description: 'It stands as the customer wants it.', type: 'final' },
  },
});
