/** "I want to return something" under the rules of all flows, and what is particular to it. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { returnFlow } from '../../flows/return/flow.ts';
import type { ReturnContext } from '../../flows/return/model.ts';
import type { FlowInput } from '../../src/core/flow.ts';
import { LOCALES } from '../../src/core/locale.ts';
import type { OrderCodeAnswer, OrderListAnswer, OrderSummary } from '../../src/core/order-answer.ts';
import type { Texts } from '../../src/core/ports/words.ts';
import type {
  ReturnableOrder,
  ReturnDecideAnswer,
  ReturnDecided,
  ReturnOpenAnswer,
  ReturnRequestAnswer,
} from '../../src/core/return-answer.ts';
import { RETURN_RULES } from '../../src/core/return-policy.ts';
import { createFlowRuntime } from '../../src/engine/flow-runtime.ts';
import { sampleContent } from '../support/sample-content.ts';
import { describeFlow } from './support/flow-rules.ts';

const runtime = createFlowRuntime([returnFlow]);
const NOW = Date.parse('2026-11-23T12:00:00+03:00');
const unit = { minor: 100_000, currency: 'RUB' };

const summary: OrderSummary = {
  number: 'ML-1004',
  state: 'delivered',
  placedMs: NOW,
  promisedMs: null,
  late: false,
  timeZone: 'Europe/Moscow',
  locale: 'ru',
};
const one: ReturnableOrder = {
  ticket: 't',
  number: 'ML-1004',
  items: [{ line: 0, title: 'Плед *вязаный*', quantity: 1, unit }],
  twoStep: false,
  timeZone: 'Europe/Moscow',
};
const many: ReturnableOrder = {
  ...one,
  items: Array.from({ length: 12 }, (_, line) => ({ line, title: `Вещь ${line}`, quantity: line + 1, unit })),
};
const decided: ReturnDecided = {
  verdict: 'allowed',
  rule: 'in-time',
  deadlineMs: NOW,
  refundByMs: NOW,
  whoPays: 'buyer',
  outcomes: ['refund', 'exchange', 'repair', 'discount'],
  pack: { id: 'ru-distance', version: '1' },
  law: 'Закон',
  exchanges: [{ sku: 'A', label: 'L' }],
  handOver: ['pickup', 'courier', 'post'],
  locale: 'ru',
};
const done = { result: 'done' as const, number: 'R-1001', requestedAtMs: NOW, mailed: true };

const inputs: FlowInput[] = [
  {
    locale: 'uk',
    verifiedPhone: null,
    args: {},
    known: { name: 'Олена', lastOrder: 'ML-1004', topics: ['return'] },
  },
  { locale: 'ru', verifiedPhone: null, args: {} },
  { locale: 'ru', verifiedPhone: '79990001012', args: {} },
  { locale: 'ru', verifiedPhone: null, args: { number: 'ML-1004' } },
  { locale: 'ru', verifiedPhone: null, args: {}, noOrders: true },
];
describeFlow<ReturnContext>(returnFlow, {
  inputs,
  tasks: {
    'order.list': [
      { result: 'list', orders: [], only: null, asOf: '' },
      { result: 'list', orders: [summary], only: null, asOf: '' },
      { result: 'list', orders: [summary, summary], only: null, asOf: '' },
      { result: 'proof-needed' },
    ] satisfies OrderListAnswer[],
    'order.sendCode': [
      { result: 'sent' },
      { result: 'no-mail' },
      { result: 'blocked' },
    ] satisfies OrderCodeAnswer[],
    'return.open': [
      { result: 'found', order: one },
      { result: 'found', order: many },
      { result: 'found', order: { ...many, twoStep: true } },
      { result: 'nothing' },
      { result: 'not-found', mail: true },
      { result: 'proof-needed', mail: true },
      { result: 'blocked' },
    ] satisfies ReturnOpenAnswer[],
    'return.decide': [
      { result: 'decided', decided },
      { result: 'decided', decided: { ...decided, verdict: 'refused', rule: 'too-late' } },
      { result: 'decided', decided: { ...decided, verdict: 'person', rule: 'no-rules' } },
      { result: 'stale' },
    ] satisfies ReturnDecideAnswer[],
    'return.request': [
      done,
      { result: 'changed', decided },
      { result: 'stale' },
    ] satisfies ReturnRequestAnswer[],
  },
  events: [
    { type: 'task.order.list.failed', reason: 'unsupported' },
    { type: 'task.return.open.failed', reason: 'unsupported' },
    { type: 'return.item', line: 99, quantity: 1 },
  ],
});

let texts: Texts;
beforeAll(async () => {
  texts = (await sampleContent()).texts;
});

describe('another order begins from nothing', () => {
  const lists = {
    type: 'task.order.list.done',
    value: { result: 'list', orders: [summary, summary], only: null, asOf: '' },
  };
  /** Orders are listed after a code was sent for the one that was asked for first. */
  const listed = [
    { type: 'answer.orderNumber', number: 'ML1001' },
    { type: 'task.return.open.done', value: { result: 'proof-needed', mail: true } },
    { type: 'order.code' },
    { type: 'task.order.sendCode.done', value: { result: 'sent' } },
    { type: 'order.another' },
    { type: 'answer.contact', phone: '79990001012', own: true },
    lists,
  ];

  test.each([
    { type: 'answer.choice', number: 2 },
    { type: 'answer.orderNumber', number: 'ML-1004' },
    { type: 'order.pick', number: 'ML-1004' },
  ])('named by $type: no code of an earlier one counts', (event) => {
    let { state } = runtime.start('return', 'run', inputs[0] as FlowInput);
    for (const earlier of listed) state = runtime.send(state, earlier).state;
    expect(state).toMatchObject({ value: 'askingOrder', context: { coded: true } });
    expect(runtime.send(state, event).state).toMatchObject({
      value: 'looking',
      context: { number: 'ML-1004', proof: { by: 'none' }, coded: false, step: 'open' },
    });
  });
});

test('every refusal has its words in every language', () => {
  const refusals = ['too-late', 'used', 'made-to-measure', 'excluded-group'] as const;
  for (const rule of RETURN_RULES.filter((name) => refusals.some((one_) => one_ === name))) {
    for (const locale of LOCALES) {
      const said = texts.text(locale, `return.refused.${rule}`, { title: 'X', deadline: 'Y' });
      expect(said).toContain('X');
    }
  }
});
