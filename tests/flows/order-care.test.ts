/** What can be done with an order, under the rules of all flows, and what it never does without a yes. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { orderCareFlow } from '../../flows/order-care/flow.ts';
import { STEPS, type OrderCareContext } from '../../flows/order-care/model.ts';
import type { FlowEvent } from '../../src/core/content.ts';
import type { FlowInput } from '../../src/core/flow.ts';
import { LOCALES } from '../../src/core/locale.ts';
import type {
  OrderOptionsAnswer,
  OrderUnwatchAnswer,
  OrderWatchAnswer,
  OrderWatchesAnswer,
  OrderWishAnswer,
} from '../../src/core/order-answer.ts';
import type { Texts } from '../../src/core/ports/words.ts';
import { createFlowRuntime, type FlowStep } from '../../src/engine/flow-runtime.ts';
import { sampleContent } from '../support/sample-content.ts';
import { describeFlow } from './support/flow-rules.ts';
import { saidIn } from './support/said.ts';

const number = 'ML-1013';
const view = { timeZone: 'Europe/Moscow', locale: 'ru' } as const;
const NOW = Date.parse('2026-11-23T12:00:00+03:00');
const watch = (of: string) => ({ number: of, ticket: of, sinceMs: NOW });
const options = (cancel: 'done' | 'requested' | 'person' | 'late', address: typeof cancel, paid = true) =>
  ({ result: 'options', number, cancel, address, paid }) as const;

const inputs: FlowInput[] = [
  { locale: 'ru', verifiedPhone: null, args: {} },
  ...STEPS.map((step): FlowInput => ({
    locale: 'ru',
    verifiedPhone: null,
    args: { do: step, ticket: 'ticket' },
  })),
  { locale: 'uk', verifiedPhone: '79990001001', args: { do: 'cancel' } },
];

describeFlow<OrderCareContext>(orderCareFlow, {
  inputs,
  tasks: {
    'order.watch': [
      { result: 'watching', number },
      { result: 'over', number },
      { result: 'full', number },
      { result: 'stale' },
    ] satisfies OrderWatchAnswer[],
    'order.watches': [
      { result: 'watches', watches: [], ...view },
      { result: 'watches', watches: [watch('A')], ...view },
      { result: 'watches', watches: ['A', 'B', 'C', 'D', 'E', 'F', 'G'].map(watch), ...view },
    ] satisfies OrderWatchesAnswer[],
    'order.unwatch': [
      { result: 'unwatched', count: 0, number: '' },
      { result: 'unwatched', count: 1, number },
      { result: 'unwatched', count: 2, number: '' },
    ] satisfies OrderUnwatchAnswer[],
    'order.options': [
      options('done', 'requested'),
      options('requested', 'done', false),
      options('person', 'person'),
      options('done', 'late'),
      options('late', 'done'),
      options('late', 'late'),
      { result: 'stale' },
    ] satisfies OrderOptionsAnswer[],
    'order.cancel': wishes(),
    'order.address': wishes(),
  },
  events: [{ type: 'answer.text', text: 'дом 5' }],
  tellApart: ({ step, wish, cancel, address, watches }) => [step, wish, cancel, address, watches.length],
});

function wishes(): OrderWishAnswer[] {
  const outcomes = ['done', 'requested', 'person', 'late'] as const;
  return [
    ...outcomes.map((result) => ({ result, number, paid: true })),
    { result: 'done', number, paid: false },
    { result: 'stale' },
  ];
}

const runtime = createFlowRuntime([orderCareFlow]);
let texts: Texts;
beforeAll(async () => {
  texts = (await sampleContent()).texts;
});

function walk(args: FlowInput['args'], ...events: FlowEvent[]): FlowStep {
  let step = runtime.start('order-care', 'run', { locale: 'ru', verifiedPhone: null, args });
  for (const event of events) step = runtime.send(step.state, event);
  return step;
}
const opened: FlowEvent = { type: 'task.order.options.done', value: options('done', 'done') };
const tasksOf = ({ effects }: FlowStep) =>
  effects.flatMap((effect) => (effect.type === 'runTask' ? [effect.params] : []));

describe('nothing without a yes', () => {
  const args = { do: 'options', ticket: 'ticket' };

  test('to cancel asks first; a no leaves everything as it is', () => {
    const asked = walk(args, opened, { type: 'care.cancel' });
    expect(tasksOf(asked)).toEqual([]);
    const no = runtime.send(asked.state, { type: 'answer.yesNo', yes: false });
    expect(tasksOf(no)).toEqual([]);
    expect(no.done).toBe(true);
    const yes = runtime.send(asked.state, { type: 'care.yes' });
    expect(tasksOf(yes)).toEqual([{ kind: 'order.cancel', input: { ticket: 'ticket', reason: '' } }]);
  });

  test('another address is said back before it goes anywhere, in every language', () => {
    const address = 'Тверь, Лесная улица, 5, кв. *12*';
    const asked = walk(args, opened, { type: 'care.address' }, { type: 'answer.text', text: address });
    expect(tasksOf(asked)).toEqual([]);
    for (const locale of LOCALES) {
      expect(saidIn(asked.effects, texts, locale).join()).toContain('Тверь, Лесная улица, 5, кв. \\*12\\*');
    }
    const yes = runtime.send(asked.state, { type: 'answer.yesNo', yes: true });
    expect(tasksOf(yes)).toEqual([{ kind: 'order.address', input: { ticket: 'ticket', address } }]);
  });

  test('whoever comes back in the middle of a wish is asked anew, and nothing is carried out twice', () => {
    const yes = walk(args, opened, { type: 'care.cancel' }, { type: 'care.yes' });
    const back = runtime.send(yes.state, { type: 'human.returned' });
    expect(back.state.value).toBe('confirming');
    expect(tasksOf(back)).toEqual([]);
  });

  test('what only people can do goes to them with the number', () => {
    const value = options('person', 'person');
    const step = walk(args, { type: 'task.order.options.done', value }, { type: 'care.cancel' });
    expect(step.effects.map(({ type }) => type)).toContain('requestOperator');
  });

  test('an address that only people can change is collected first, said back, and goes to them', () => {
    const value = options('person', 'person');
    const address = 'Тверь, Лесная улица, 5';
    const asked = walk(
      args,
      { type: 'task.order.options.done', value },
      { type: 'care.address' },
      { type: 'answer.text', text: address },
    );
    expect(asked.state.value).toBe('confirming');
    const yes = runtime.send(asked.state, { type: 'answer.yesNo', yes: true });
    expect(tasksOf(yes)).toEqual([]);
    expect(yes.effects).toContainEqual({
      type: 'remember',
      params: { facts: { orderWish: 'address', newAddress: address } },
    });
    expect(yes.effects.map(({ type }) => type)).toContain('requestOperator');
  });

  test('whoever came to cancel is asked at once, and never without what can still be done', () => {
    const began = walk({ do: 'cancel', ticket: 'ticket' });
    expect(tasksOf(began)).toEqual([{ kind: 'order.options', input: { ticket: 'ticket' } }]);
    expect(runtime.send(began.state, opened).state.value).toBe('confirming');
    const late = runtime.send(began.state, {
      type: 'task.order.options.done',
      value: options('late', 'done'),
    });
    expect(late.done).toBe(true);
    expect(saidIn(late.effects, texts, 'ru')[0]).toContain('уже уехал');
  });

  test('a number chooses what is shown: the first is the address where cancelling is too late', () => {
    const value = options('late', 'done');
    const step = walk(args, { type: 'task.order.options.done', value }, { type: 'answer.choice', number: 1 });
    expect(step.state.value).toBe('askingAddress');
  });
});

test('who watches has agreed to it in words that are kept', () => {
  const step = walk({ do: 'watch', ticket: 'ticket' });
  expect(step.effects).toContainEqual({
    type: 'consent',
    params: { kind: 'order', given: true, wording: 'orderCare.consent' },
  });
  expect(tasksOf(step)).toEqual([{ kind: 'order.watch', input: { ticket: 'ticket' } }]);
});
