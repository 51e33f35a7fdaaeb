/**
 * "Do you have a promo code?": what holds today, with dates and conditions in words. Asks nobody who they are: these offers are
 * for everybody.
 */
import { setup } from 'xstate';
import type { FlowButton, Prompt } from '../../src/core/content.ts';
import type { FlowInput } from '../../src/core/flow.ts';
import { LIMITS } from '../../src/core/limits.ts';
import type { PromotionsAnswer, PromotionView } from '../../src/core/loyalty-answer.ts';
import { comesBack } from '../comes-back.ts';
import { effectActions } from '../effect-actions.ts';

type PromotionsEvent =
  | { type: 'answer.unclear' }
  | { type: 'promotions.retry' }
  | { type: 'task.promotions.current.done'; value: PromotionsAnswer }
  | { type: 'task.promotions.current.failed'; reason: string }
  | { type: 'timer.idle' }
  | { type: 'timer.slow' }
  | { type: 'timer.lost' }
  | { type: 'human.returned' }
  | { type: 'flow.resumed' };

const OPERATOR: FlowButton = { label: 'promotions.button.operator', deskEvent: { type: 'command.operator' } };
const MENU: FlowButton = { label: 'promotions.button.menu', deskEvent: { type: 'command.menu' } };
const POINTS: FlowButton = {
  label: 'promotions.button.points',
  deskEvent: { type: 'start.flow', flow: 'loyalty', args: {} },
};

const promotions = setup({
  types: { context: {}, events: {} as PromotionsEvent, input: {} as FlowInput },
  actions: effectActions,
});

const stillLooking = { type: 'say', params: { text: 'promotions.stillLooking' } } as const;

export const promotionsMachine = promotions.createMachine({
  id: 'promotions',
  description: 'Promotions and promo codes.',
  context: () => ({}),
  initial: 'looking',
  states: {
    looking: {
      description: 'Asks the shop what holds today.',
      entry: [
        { type: 'runTask', params: { kind: 'promotions.current', input: {} } },
        promotions.raise({ type: 'timer.slow' }, { id: 'slow', delay: LIMITS.slowLookUpMs }),
      ],
      exit: [promotions.cancel('slow'), promotions.cancel('lost')],
      on: {
        'answer.unclear': { actions: stillLooking },
        'timer.slow': {
          actions: [
            stillLooking,
            promotions.raise({ type: 'timer.lost' }, { id: 'lost', delay: LIMITS.lostLookUpMs }),
          ],
        },
        'timer.lost': 'trouble',
        ...comesBack('looking'),
        'task.promotions.current.done': {
          target: 'ended',
          actions: { type: 'say', params: ({ event }) => promotionWords(event.value) },
        },
        'task.promotions.current.failed': 'trouble',
      },
    },
    trouble: {
      description: 'The look-up failed; it can be tried again, or a person asked.',
      entry: [
        {
          type: 'ask',
          params: {
            text: 'promotions.down',
            buttons: [
              { label: 'promotions.button.retry', event: { type: 'promotions.retry' } },
              OPERATOR,
              MENU,
            ],
          },
        },
        promotions.raise({ type: 'timer.idle' }, { id: 'idle', delay: LIMITS.flowIdleMs }),
      ],
      exit: promotions.cancel('idle'),
      on: {
        'answer.unclear': { actions: { type: 'say', params: { text: 'promotions.unclear' } } },
        'promotions.retry': 'looking',
        ...comesBack('looking'),
        'timer.idle': 'ended',
      },
    },
    ended: { description: 'The promotions were told, or nobody answered.', type: 'final' },
  },
});

function promotionWords({ promotions: all, ...view }: PromotionsAnswer): Prompt {
  if (all.length === 0) return { text: 'promotions.none', buttons: [POINTS, MENU] };
  return {
    text: 'promotions.now',
    more: all.map((one) => line(one, view)),
    buttons: [POINTS, OPERATOR, MENU],
  };
}

/** One paragraph: what it is, on what condition, until when, and the code if there is one. */
function line(
  { title, conditions, code, untilMs }: PromotionView,
  view: Pick<PromotionsAnswer, 'locale' | 'timeZone'>,
): { text: string; slots: Record<string, string> } {
  const until = untilMs === null ? '' : dayOf(untilMs, view);
  const kind = `${code === null ? 'plain' : 'code'}${untilMs === null ? '' : 'Until'}`;
  return { text: `promotions.one.${kind}`, slots: { title, conditions, code: code ?? '', until } };
}

function dayOf(ms: number, { locale, timeZone }: Pick<PromotionsAnswer, 'locale' | 'timeZone'>): string {
  const tag = locale === 'en' ? 'en-GB' : locale;
  return new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'long', timeZone }).format(ms);
}
