/**
 * The state in which the shop is asked: what they mean, the wish itself, their list. One state for all, so that waiting, being
 * slow and coming back are the same everywhere; `step` says what was asked.
 */
import { assign } from 'xstate';
import type { AlertLookAnswer } from '../../src/core/alert-answer.ts';
import type { Json } from '../../src/core/content.ts';
import { comesBack } from '../comes-back.ts';
import { MENU, MY_ALERTS, OPERATOR } from './buttons.ts';
import { alreadyWords, hereWords, subscribedWords } from './last-words.ts';
import { alerting, armLost, armSlow, disarmLost, disarmSlow, type AlertContext } from './model.ts';
import { nameOf } from './questions.ts';

const stillLooking = { type: 'say', params: { text: 'stockAlert.stillLooking' } } as const;
type Looked<Result extends AlertLookAnswer['result']> = Extract<AlertLookAnswer, { result: Result }>;

function is<Result extends AlertLookAnswer['result']>(answer: AlertLookAnswer, result: Result) {
  return answer.result === result ? (answer as Looked<Result>) : null;
}

const say = (text: string, list = false) =>
  ({
    type: 'say',
    params: { text, buttons: list ? [MY_ALERTS, MENU] : [OPERATOR, MENU] },
  }) as const;

export const working = alerting.createStateConfig({
  description: 'Asks the shop: what they mean and whether it can be had, the wish itself, their list.',
  entry: [{ type: 'runTask', params: ({ context }) => taskOf(context) }, armSlow],
  exit: [disarmSlow, disarmLost],
  on: {
    'answer.unclear': { actions: stillLooking },
    'timer.slow': { actions: [stillLooking, armLost] },
    'timer.lost': 'trouble',
    ...comesBack('working'),
    'task.alert.look.done': [
      {
        guard: ({ event }) => is(event.value, 'one')?.waiting === true,
        target: 'ended',
        actions: {
          type: 'say',
          params: ({ context, event }) => {
            const found = foundIn(context, event.value);
            return alreadyWords(found, nameOf(found));
          },
        },
      },
      {
        guard: ({ event }) => event.value.result === 'one',
        target: 'confirming',
        actions: [
          assign(({ context, event }) => foundIn(context, event.value)),
          {
            type: 'remember',
            params: ({ context, event }) => ({
              facts: { stockAlert: nameOf(foundIn(context, event.value)) },
            }),
          },
        ],
      },
      {
        guard: ({ event }) => event.value.result === 'choose' || event.value.result === 'several',
        target: 'choosing',
        actions: assign(({ context, event }) => foundIn(context, event.value)),
      },
      {
        guard: ({ event }) => event.value.result === 'here',
        target: 'ended',
        actions: {
          type: 'say',
          params: ({ context, event }) => {
            const here = is(event.value, 'here');
            return here
              ? hereWords(here.product, here.variants, context.told)
              : { text: 'stockAlert.gone', buttons: [OPERATOR, MENU] };
          },
        },
      },
      {
        guard: ({ event }) => event.value.result === 'list',
        target: 'managing',
        actions: assign({
          alerts: ({ event }) => is(event.value, 'list')?.alerts ?? [],
          skipped: 0,
        }),
      },
      {
        guard: ({ event }) => is(event.value, 'none')?.named === true,
        target: 'askingName',
        actions: alerting.assign({ notice: 'stockAlert.notFound' }),
      },
      { guard: ({ event }) => event.value.result === 'none', target: 'askingName' },
      {
        guard: ({ event }) => event.value.result === 'gone',
        target: 'ended',
        actions: say('stockAlert.gone'),
      },
      { target: 'ended', actions: say('stockAlert.off') },
    ],
    'task.alert.look.failed': 'trouble',
    'task.alert.subscribe.done': [
      {
        guard: ({ event }) => event.value.result === 'done' || event.value.result === 'already',
        target: 'ended',
        actions: {
          type: 'say',
          params: ({ context, event }) =>
            event.value.result === 'done' || event.value.result === 'already'
              ? subscribedWords(context, event.value)
              : { text: 'stockAlert.gone' },
        },
      },
      {
        guard: ({ event }) => event.value.result === 'here',
        target: 'ended',
        actions: {
          type: 'say',
          params: ({ event }) =>
            event.value.result === 'here'
              ? hereWords(event.value.product, event.value.variants, false)
              : { text: 'stockAlert.gone' },
        },
      },
      {
        guard: ({ event }) => event.value.result === 'full',
        target: 'ended',
        actions: {
          type: 'say',
          params: ({ event }) => ({
            text: 'stockAlert.full',
            slots: { count: event.value.result === 'full' ? event.value.most : 0 },
            buttons: [MY_ALERTS, MENU],
          }),
        },
      },
      {
        guard: ({ event }) => event.value.result === 'gone',
        target: 'ended',
        actions: say('stockAlert.gone'),
      },
      { target: 'ended', actions: say('stockAlert.off') },
    ],
    'task.alert.subscribe.failed': 'trouble',
    'task.alert.list.done': [
      {
        guard: ({ event }) => event.value.alerts.length === 0,
        target: 'askingName',
        actions: alerting.assign({ notice: 'stockAlert.none' }),
      },
      { target: 'managing', actions: assign({ alerts: ({ event }) => event.value.alerts, skipped: 0 }) },
    ],
    'task.alert.list.failed': 'trouble',
    'task.alert.cancel.done': [
      {
        guard: ({ event }) => event.value.alerts.length === 0,
        target: 'ended',
        actions: [
          {
            type: 'consent',
            params: { kind: 'stock', given: false, wording: 'stockAlert.endedAll' },
          },
          { type: 'say', params: { text: 'stockAlert.endedAll', buttons: [MENU] } },
        ],
      },
      {
        target: 'managing',
        actions: assign({
          alerts: ({ event }) => event.value.alerts,
          notice: ({ event }) =>
            event.value.cancelled > 0 ? 'stockAlert.endedOne' : 'stockAlert.endedBefore',
          ending: '',
          skipped: 0,
        }),
      },
    ],
    'task.alert.cancel.failed': 'trouble',
  },
});

function taskOf({ step, wish, variant, ending }: AlertContext): {
  kind: string;
  input: Record<string, Json>;
} {
  switch (step) {
    case 'look':
      return { kind: 'alert.look', input: { ...wish } };
    case 'subscribe':
      return { kind: 'alert.subscribe', input: { variant: variant?.id ?? '' } };
    case 'list':
      return { kind: 'alert.list', input: {} };
    case 'cancel':
      return { kind: 'alert.cancel', input: ending === 'all' ? { all: true } : { key: ending } };
  }
}

/** What a look-up has found, beside what is known. */
function foundIn(context: AlertContext, answer: AlertLookAnswer): AlertContext {
  const blank = { ...context, product: null, products: [], variants: [], variant: null, skipped: 0 };
  const { result } = answer;
  if (result === 'one') return { ...blank, product: answer.product, variant: answer.variant };
  if (result === 'choose') return { ...blank, product: answer.product, variants: answer.variants };
  return result === 'several' ? { ...blank, products: answer.products } : blank;
}
