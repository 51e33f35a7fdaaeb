import { beforeAll, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { getAdjacencyMap } from 'xstate/graph';
import { returnFlow } from '../../flows/return/flow.ts';
import { returnMachine } from '../../flows/return/machine.ts';
import type { ReturnEvent } from '../../flows/return/model.ts';
import type { FlowState } from '../../src/core/conversation.ts';
import type { FlowInput, SayParams } from '../../src/core/flow.ts';
import { LOCALES } from '../../src/core/locale.ts';
import type { OrderSummary } from '../../src/core/order-answer.ts';
import type { ReturnableOrder, ReturnDecided } from '../../src/core/return-answer.ts';
import { RETURN_REASONS, RETURN_RULES } from '../../src/core/return-policy.ts';
import type { Texts } from '../../src/core/ports/words.ts';
import { createFlowRuntime, type FlowEffect, type FlowStep } from '../../src/engine/flow-runtime.ts';
import { sampleContent } from '../support/sample-content.ts';

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

const events: ReturnEvent[] = [
  { type: 'answer.orderNumber', number: 'ML1004' },
  { type: 'answer.oneTimeCode', code: '123456' },
  { type: 'answer.choice', number: 1 },
  { type: 'answer.choice', number: 9 },
  { type: 'answer.contact', phone: '79990001012', own: true },
  { type: 'answer.contact', phone: '79990001012', own: false },
  { type: 'answer.yesNo', yes: true },
  { type: 'answer.picture', usable: true },
  { type: 'answer.picture', usable: false },
  { type: 'answer.unclear' },
  { type: 'order.pick', number: 'ML-1004' },
  { type: 'order.another' },
  { type: 'order.unknown' },
  { type: 'order.code' },
  { type: 'order.retry' },
  { type: 'return.item', line: 0, quantity: 1 },
  { type: 'return.item', line: 99, quantity: 1 },
  { type: 'return.more' },
  ...RETURN_REASONS.map((reason) => ({ type: 'return.reason' as const, reason })),
  { type: 'return.condition', used: null },
  { type: 'return.noPicture' },
  { type: 'return.outcome', outcome: 'refund', variant: null },
  { type: 'return.outcome', outcome: 'discount', variant: null },
  { type: 'task.order.list.done', value: { result: 'list', orders: [], only: null } },
  { type: 'task.order.list.done', value: { result: 'list', orders: [summary], only: null } },
  { type: 'task.order.list.done', value: { result: 'list', orders: [summary, summary], only: null } },
  { type: 'task.order.list.done', value: { result: 'proof-needed' } },
  { type: 'task.order.list.failed', reason: 'unsupported' },
  { type: 'task.order.list.failed', reason: 'unavailable' },
  { type: 'task.order.sendCode.done', value: { result: 'sent' } },
  { type: 'task.order.sendCode.done', value: { result: 'no-mail' } },
  { type: 'task.order.sendCode.done', value: { result: 'blocked' } },
  { type: 'task.order.sendCode.failed', reason: 'timeout' },
  { type: 'task.return.open.done', value: { result: 'found', order: one } },
  { type: 'task.return.open.done', value: { result: 'found', order: many } },
  { type: 'task.return.open.done', value: { result: 'found', order: { ...many, twoStep: true } } },
  { type: 'task.return.open.done', value: { result: 'nothing' } },
  { type: 'task.return.open.done', value: { result: 'not-found', mail: true } },
  { type: 'task.return.open.done', value: { result: 'proof-needed', mail: true } },
  { type: 'task.return.open.done', value: { result: 'blocked' } },
  { type: 'task.return.open.failed', reason: 'unavailable' },
  { type: 'task.return.decide.done', value: { result: 'decided', decided } },
  {
    type: 'task.return.decide.done',
    value: { result: 'decided', decided: { ...decided, verdict: 'refused', rule: 'too-late' } },
  },
  {
    type: 'task.return.decide.done',
    value: { result: 'decided', decided: { ...decided, verdict: 'person', rule: 'no-rules' } },
  },
  { type: 'task.return.decide.done', value: { result: 'stale' } },
  { type: 'task.return.decide.failed', reason: 'unavailable' },
  { type: 'task.return.request.done', value: done },
  { type: 'task.return.request.done', value: { result: 'changed', decided } },
  { type: 'task.return.request.done', value: { result: 'stale' } },
  { type: 'task.return.request.failed', reason: 'unavailable' },
  { type: 'timer.idle' },
  { type: 'timer.slow' },
  { type: 'timer.lost' },
  { type: 'human.returned' },
  { type: 'flow.resumed' },
];

const inputs: FlowInput[] = [
  { locale: 'ru', verifiedPhone: null, args: {} },
  { locale: 'ru', verifiedPhone: '79990001012', args: {} },
  { locale: 'ru', verifiedPhone: null, args: { number: 'ML-1004' } },
];
const states = Object.entries(returnMachine.config.states ?? {});
let texts: Texts;
beforeAll(async () => {
  texts = (await sampleContent()).texts;
});

describe('the machine keeps the rules of the house', () => {
  test('at most twelve states, each described', () => {
    expect(states.length).toBeLessThanOrEqual(12);
    for (const [, state] of states) expect(state.description).toMatch(/\.$/);
  });

  test('a state that waits takes what it does not understand, a return, a resumption, and what it expects', () => {
    for (const [name, state] of states) {
      const taken = Object.keys(state.on ?? {});
      if (state.type === 'final' || 'always' in state) continue;
      const least = ['answer.unclear', 'human.returned', 'flow.resumed'];
      expect({ name, taken }).toEqual({ name, taken: expect.arrayContaining(least) });
      for (const kind of (state.meta as { expects?: string[] } | undefined)?.expects ?? []) {
        expect(taken).toContain(`answer.${kind}`);
      }
    }
  });

  test('every state can be reached', () => {
    const reached = new Set<string>();
    for (const input of inputs) {
      const map = getAdjacencyMap(returnMachine, {
        input,
        events,
        serializeState: ({ value, context }) =>
          JSON.stringify([value, context.step, context.coded, context.reason, context.twoStep]),
      });
      for (const { state } of Object.values(map)) reached.add(String(state.value));
    }
    expect([...reached, 'starting'].toSorted()).toEqual(states.map(([name]) => name).toSorted());
  });
});

describe('whatever happens, in whatever order', () => {
  const speaks = ({ type }: FlowEffect) => ['say', 'ask', 'runTask', 'requestOperator'].includes(type);
  const isCustomer = (type: string) => /^(?:answer|order|return)\./.test(type);

  test('never silent, never stuck, always storable, always sayable', () => {
    const run = fc.property(
      fc.constantFrom(...inputs),
      fc.array(fc.constantFrom(...events), { maxLength: 40 }),
      (input, sequence) => {
        const timers = new Set<string>();
        let step = runtime.start('return', 'run', input);
        account(timers, step);
        for (const event of sequence) {
          if (step.done) return;
          const state = JSON.parse(JSON.stringify(step.state)) as FlowState;
          expect(state).toEqual(step.state);
          if (event.type.startsWith('timer.') && !timers.delete(event.type)) continue;
          if (!runtime.takes(state, event)) continue;
          step = runtime.send(state, event);
          account(timers, step);
          if (isCustomer(event.type)) expect(step.effects.some(speaks)).toBe(true);
          if (!step.done) expect([...timers]).toHaveLength(1);
          sayAll(step);
        }
      },
    );
    fc.assert(run, { numRuns: 300 });
  });

  function account(timers: Set<string>, step: FlowStep): void {
    for (const effect of step.effects) {
      if (effect.type === 'setTimer') timers.add(effect.params.name);
      if (effect.type === 'cancelTimer') timers.delete(effect.params.name);
    }
  }
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

/** Says everything in every language: a missing key, slot or an overlong row of buttons throws. */
function sayAll(step: FlowStep): void {
  for (const effect of step.effects) {
    if (effect.type !== 'say' && effect.type !== 'ask') continue;
    const { params }: { params: SayParams } = effect;
    expect((params.buttons ?? []).length).toBeLessThanOrEqual(8);
    for (const locale of LOCALES) {
      for (const { text, slots } of [params, ...(params.more ?? [])]) texts.text(locale, text, slots);
      for (const button of params.buttons ?? []) {
        texts.text(locale, button.label, 'slots' in button ? button.slots : undefined);
      }
    }
  }
}
