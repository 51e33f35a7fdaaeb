/**
 * "Why have you not come for so long?": one tap or words of their own, kept for the shop. Never argues and sells nothing; whoever was
 * disappointed is offered a person.
 */
import { assign, setup } from 'xstate';
import type { FlowButton, Prompt } from '../../src/core/content.ts';
import type { FlowInput } from '../../src/core/flow.ts';
import { LIMITS } from '../../src/core/limits.ts';
import type { ReasonAnswer } from '../../src/core/personal-answer.ts';
import type { StayReason } from '../../src/core/ports/personal-store.ts';
import { asksAgain, comesBack } from '../comes-back.ts';
import { effectActions } from '../effect-actions.ts';

type Context = { reason: StayReason; words: string };

type WinBackEvent =
  | { type: 'answer.text'; text: string }
  | { type: 'answer.choice'; number: number }
  | { type: 'answer.unclear' }
  | { type: 'winBack.reason'; reason: StayReason }
  | { type: 'task.personal.reason.done'; value: ReasonAnswer }
  | { type: 'task.personal.reason.failed'; reason: string }
  | { type: 'timer.idle' }
  | { type: 'timer.slow' }
  | { type: 'timer.lost' }
  | { type: 'human.returned' }
  | { type: 'flow.resumed' };

const REASONS = ['price', 'choice', 'quality', 'delivery', 'no-need'] as const satisfies StayReason[];

const OPERATOR: FlowButton = { label: 'winBack.button.operator', deskEvent: { type: 'command.operator' } };
const MENU: FlowButton = { label: 'winBack.button.menu', deskEvent: { type: 'command.menu' } };
const PROMOTIONS: FlowButton = start('winBack.button.promotions', 'promotions');
const FOR_YOU: FlowButton = start('winBack.button.forYou', 'recommendations');

const winBack = setup({
  types: { context: {} as Context, events: {} as WinBackEvent, input: {} as FlowInput },
  actions: effectActions,
});

export const winBackMachine = winBack.createMachine({
  id: 'win-back',
  description: 'Why have you not ordered for so long?',
  context: () => ({ reason: 'other', words: '' }),
  initial: 'asking',
  states: {
    asking: {
      description: 'Asks for the reason: a tap, or words of their own.',
      meta: { expects: ['choice', 'text'] },
      entry: [
        { type: 'ask', params: question },
        winBack.raise({ type: 'timer.idle' }, { id: 'idle', delay: LIMITS.flowIdleMs }),
      ],
      exit: winBack.cancel('idle'),
      on: {
        'winBack.reason': {
          target: 'keeping',
          actions: assign({ reason: ({ event }) => event.reason, words: '' }),
        },
        'answer.choice': [
          {
            guard: ({ event }) => REASONS[event.number - 1] !== undefined,
            target: 'keeping',
            actions: assign({ reason: ({ event }) => REASONS[event.number - 1] ?? 'other', words: '' }),
          },
          { target: 'asking', reenter: true },
        ],
        'answer.text': {
          target: 'keeping',
          actions: assign({ reason: 'other', words: ({ event }) => event.text }),
        },
        'answer.unclear': { target: 'asking', reenter: true },
        ...asksAgain('asking'),
      },
    },
    keeping: {
      description: 'Keeps the reason for the shop.',
      entry: [
        {
          type: 'remember',
          params: ({ context: { reason, words } }) => ({
            facts: { stayAway: words === '' ? reason : words },
          }),
        },
        {
          type: 'runTask',
          params: ({ context: { reason, words } }) => ({ kind: 'personal.reason', input: { reason, words } }),
        },
        winBack.raise({ type: 'timer.slow' }, { id: 'slow', delay: LIMITS.slowLookUpMs }),
      ],
      exit: [winBack.cancel('slow'), winBack.cancel('lost')],
      on: {
        'answer.unclear': { actions: { type: 'say', params: { text: 'winBack.stillKeeping' } } },
        'timer.slow': {
          actions: [
            { type: 'say', params: { text: 'winBack.stillKeeping' } },
            winBack.raise({ type: 'timer.lost' }, { id: 'lost', delay: LIMITS.lostLookUpMs }),
          ],
        },
        ...comesBack('keeping'),
        // Thanked in any case: what they said stands in the thread, too.
        'task.personal.reason.done': { target: 'ended', actions: { type: 'say', params: thanks } },
        'task.personal.reason.failed': { target: 'ended', actions: { type: 'say', params: thanks } },
        'timer.lost': { target: 'ended', actions: { type: 'say', params: thanks } },
      },
    },
    ended: { description: 'The reason is known, or nobody answered.', type: 'final' },
  },
});

function question(): Prompt {
  const buttons: FlowButton[] = REASONS.map((reason) => ({
    label: `winBack.reason.${reason}`,
    event: { type: 'winBack.reason', reason },
  }));
  return { text: 'winBack.ask', buttons: [...buttons, OPERATOR, MENU] };
}

function thanks({ context: { reason } }: { context: Context }): Prompt {
  return { text: `winBack.thanks.${reason}`, buttons: [...OFFERED[reason], MENU] };
}

const OFFERED: Record<StayReason, FlowButton[]> = {
  price: [PROMOTIONS],
  choice: [FOR_YOU],
  quality: [OPERATOR],
  delivery: [OPERATOR],
  'no-need': [],
  other: [OPERATOR],
};

function start(label: string, flow: string): FlowButton {
  return { label, deskEvent: { type: 'start.flow', flow, args: {} } };
}
