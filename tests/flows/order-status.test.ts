import { beforeAll, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { getAdjacencyMap } from 'xstate/graph';
import { orderStatusFlow } from '../../flows/order-status/flow.ts';
import { orderStatusMachine } from '../../flows/order-status/machine.ts';
import type { OrderStatusEvent } from '../../flows/order-status/model.ts';
import type { FlowState } from '../../src/core/conversation.ts';
import type { FlowInput, SayParams } from '../../src/core/flow.ts';
import { LOCALES, type Locale } from '../../src/core/locale.ts';
import type { FullOrderCard, OrderSummary } from '../../src/core/order-answer.ts';
import { ORDER_STATES } from '../../src/core/ports/shop.ts';
import type { Texts } from '../../src/core/ports/words.ts';
import { createFlowRuntime, type FlowEffect, type FlowStep } from '../../src/engine/flow-runtime.ts';
import { sampleContent } from '../support/sample-content.ts';

const runtime = createFlowRuntime([orderStatusFlow]);
const NOW = Date.parse('2026-11-23T12:00:00+03:00');
const DAY = 86_400_000;

const summary: OrderSummary = {
  number: 'ML-1007',
  state: 'shipped',
  placedMs: NOW - 4 * DAY,
  promisedMs: NOW + DAY,
  late: false,
  timeZone: 'Europe/Moscow',
  locale: 'ru',
};
const full: FullOrderCard = {
  ...summary,
  level: 'full',
  lateReason: null,
  expectedMs: null,
  delivery: 'courier',
  lines: [{ title: 'Плед *вязаный*', quantity: 2, sum: { minor: 640_000, currency: 'RUB' } }],
  moreLines: 0,
  goods: { minor: 640_000, currency: 'RUB' },
  total: { minor: 679_000, currency: 'RUB' },
  due: null,
  paid: true,
  parcels: [],
};

const events: OrderStatusEvent[] = [
  { type: 'answer.orderNumber', number: 'ML1007' },
  { type: 'answer.lastFourDigits', digits: '1001' },
  { type: 'answer.oneTimeCode', code: '123456' },
  { type: 'answer.choice', number: 1 },
  { type: 'answer.choice', number: 9 },
  { type: 'answer.contact', phone: '79990001001', own: true },
  { type: 'answer.contact', phone: '79990001001', own: false },
  { type: 'answer.unclear' },
  { type: 'order.pick', number: 'ML-1007' },
  { type: 'order.another' },
  { type: 'order.unknown' },
  { type: 'order.ways' },
  { type: 'order.digits' },
  { type: 'order.code' },
  { type: 'order.retry' },
  { type: 'task.order.list.done', value: { result: 'list', orders: [], only: null } },
  { type: 'task.order.list.done', value: { result: 'list', orders: [summary], only: full } },
  {
    type: 'task.order.list.done',
    value: { result: 'list', orders: Array.from({ length: 10 }, () => summary), only: null },
  },
  { type: 'task.order.list.done', value: { result: 'proof-needed' } },
  { type: 'task.order.list.failed', reason: 'unavailable' },
  { type: 'task.order.list.failed', reason: 'unsupported' },
  { type: 'task.order.find.done', value: { result: 'found', order: full } },
  { type: 'task.order.find.done', value: { result: 'found', order: { ...summary, level: 'brief' } } },
  { type: 'task.order.find.done', value: { result: 'not-found', mail: true } },
  { type: 'task.order.find.done', value: { result: 'proof-needed', mail: true } },
  { type: 'task.order.find.done', value: { result: 'proof-needed', mail: false } },
  { type: 'task.order.find.done', value: { result: 'blocked' } },
  { type: 'task.order.find.failed', reason: 'unavailable' },
  { type: 'task.order.sendCode.done', value: { result: 'sent' } },
  { type: 'task.order.sendCode.done', value: { result: 'blocked' } },
  { type: 'task.order.sendCode.done', value: { result: 'no-mail' } },
  { type: 'task.order.sendCode.failed', reason: 'timeout' },
  { type: 'timer.idle' },
  { type: 'timer.slow' },
  { type: 'timer.lost' },
  { type: 'human.returned' },
  { type: 'flow.resumed' },
];

const inputs: FlowInput[] = [
  { locale: 'ru', verifiedPhone: null, args: {} },
  { locale: 'ru', verifiedPhone: '79990001001', args: {} },
  { locale: 'ru', verifiedPhone: '79990001001', args: { ask: 'number' } },
  { locale: 'ru', verifiedPhone: null, args: { number: 'ML-1007' } },
];

const states = Object.entries(orderStatusMachine.config.states ?? {});
let texts: Texts;
beforeAll(async () => {
  texts = (await sampleContent()).texts;
});

describe('the machine keeps the rules of the house', () => {
  test('at most twelve states, each described', () => {
    expect(states.length).toBeLessThanOrEqual(12);
    for (const [, state] of states) expect(state.description).toMatch(/\.$/);
  });

  test('a state that waits for an answer takes what it does not understand, a return and a resumption', () => {
    for (const [name, state] of states) {
      const taken = Object.keys(state.on ?? {});
      if (state.type === 'final' || 'always' in state) continue;
      expect({ name, taken }).toEqual({
        name,
        taken: expect.arrayContaining(['answer.unclear', 'human.returned', 'flow.resumed']),
      });
      for (const kind of (state.meta as { expects?: string[] } | undefined)?.expects ?? []) {
        expect(taken).toContain(`answer.${kind}`);
      }
    }
  });

  test('no state takes whatever comes; stored events are lower-case words with dots', () => {
    for (const [, state] of states) {
      for (const type of Object.keys(state.on ?? {})) {
        expect(type).toMatch(/^(order|timer|human|flow|answer|task)(\.[a-z][A-Za-z]*)+$/);
      }
    }
  });

  test('every state can be reached', () => {
    const reached = new Set<string>();
    for (const input of inputs) {
      const map = getAdjacencyMap(orderStatusMachine, {
        input,
        events,
        serializeState: (state) => JSON.stringify([state.value, state.context.retry, state.context.mail]),
      });
      for (const { state } of Object.values(map)) reached.add(String(state.value));
    }
    expect([...reached, 'starting'].toSorted()).toEqual(states.map(([name]) => name).toSorted());
  });
});

describe('whatever happens, in whatever order', () => {
  const isCustomer = (type: string) => type.startsWith('answer.') || type.startsWith('order.');
  const speaks = ({ type }: FlowEffect) => ['say', 'ask', 'runTask', 'requestOperator'].includes(type);

  test('never silent, never stuck, always storable, always sayable', () => {
    const run = fc.property(
      fc.constantFrom(...inputs),
      fc.array(fc.constantFrom(...events), { maxLength: 40 }),
      (input, sequence) => {
        const timers = new Set<string>();
        let step = runtime.start('order-status', 'run', input);
        expect(step.effects.some(speaks)).toBe(true);
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
          sayAll(step, 'uk');
        }
      },
    );
    fc.assert(run, { numRuns: 300 });
  });

  test('from every reachable state the customer can be answered or the flow can end by itself', () => {
    const sequences = fc.array(fc.constantFrom(...events), { maxLength: 30 });
    const run = fc.property(fc.constantFrom(...inputs), sequences, (input, sequence) => {
      let step = runtime.start('order-status', 'run', input);
      for (const event of sequence) {
        if (!step.done && runtime.takes(step.state, event)) step = runtime.send(step.state, event);
      }
      for (let i = 0; i < 4 && !step.done; i += 1) {
        const timer = ['timer.idle', 'timer.lost'].find((type) => runtime.takes(step.state, { type }));
        expect(timer).toBeDefined();
        step = runtime.send(step.state, { type: timer ?? '' });
      }
      expect(step.done).toBe(true);
    });
    fc.assert(run, { numRuns: 300 });
  });

  /** Timers that are set after a step, as the engine's rows would be. */
  function account(timers: Set<string>, step: FlowStep): void {
    for (const effect of step.effects) {
      if (effect.type === 'setTimer') timers.add(effect.params.name);
      if (effect.type === 'cancelTimer') timers.delete(effect.params.name);
    }
  }
});

describe('texts', () => {
  test('every state, delay, parcel and amount can be said in every language', () => {
    const parcelStates = [
      'preparing',
      'in_transit',
      'at_pickup_point',
      'delivered',
      'returning',
      'unknown',
    ] as const;
    for (const locale of LOCALES) {
      for (const state of ORDER_STATES) {
        for (const lateReason of [null, 'carrier', 'assembling', 'on_hold', 'payment', 'unknown'] as const) {
          for (const delivery of ['courier', 'pickup', 'post', 'digital', 'unknown'] as const) {
            const parcels = parcelStates.flatMap((parcel) => [
              {
                carrier: 'CDEK',
                number: '1',
                url: 'https://example.com/1',
                state: parcel,
                expectedMs: NOW,
                storedUntilMs: NOW,
              },
              {
                carrier: null,
                number: null,
                url: null,
                state: parcel,
                expectedMs: null,
                storedUntilMs: null,
              },
            ]);
            const late = lateReason !== null;
            const order = { ...full, locale, state, delivery, lateReason, late, parcels, moreLines: 2 };
            sayAll(found({ ...order, due: late ? full.total : null }), locale);
            sayAll(listedAs({ ...summary, locale, state, late }), locale);
          }
        }
      }
    }
  });

  test('a title with markup shows as itself', () => {
    const [card] = said(found(full), 'ru');
    expect(card).toContain('Плед \\*вязаный\\* × 2');
    expect(card).toContain('Итого с доставкой');
  });

  test('several parcels under way get a button each', () => {
    const parcel = { carrier: 'CDEK', state: 'in_transit', expectedMs: null, storedUntilMs: null } as const;
    const parcels = ['1', '2'].map((number) => ({ ...parcel, number, url: `https://example.com/${number}` }));
    const step = found({ ...full, parcels });
    const buttons = step.effects.flatMap((effect) =>
      effect.type === 'say' ? (effect.params.buttons ?? []) : [],
    );
    expect(
      buttons
        .filter((button) => 'url' in button)
        .map((button) => texts.text('ru', button.label, slotsOf(button))),
    ).toEqual(['Посылка 1', 'Посылка 2']);
  });
});

describe('what the customer never sees', () => {
  test('the flow asks with the proof it was given and never vouches by itself', () => {
    const start = runtime.start('order-status', 'run', inputs[0] as FlowInput);
    const foreign = runtime.send(start.state, { type: 'answer.contact', phone: '79990001001', own: false });
    expect(foreign.effects.map(({ type }) => type)).not.toContain('runTask');
    const asked = runtime.send(foreign.state, { type: 'answer.orderNumber', number: 'ML1007' });
    expect(asked.effects).toContainEqual({
      type: 'runTask',
      params: { kind: 'order.find', input: { number: 'ML1007', proof: { by: 'none' } } },
    });
  });

  test('a wrong proof has the same words whatever the order is', () => {
    const ask = (number: string) => {
      const start = runtime.start('order-status', 'run', { ...(inputs[0] as FlowInput), args: { number } });
      const value = { result: 'not-found', mail: true };
      return said(runtime.send(start.state, { type: 'task.order.find.done', value }), 'ru').join();
    };
    expect(ask('A1').replaceAll('A1', 'N')).toBe(ask('B2').replaceAll('B2', 'N'));
  });
});

function found(order: FullOrderCard): FlowStep {
  const start = runtime.start('order-status', 'run', inputs[3] as FlowInput);
  return runtime.send(start.state, { type: 'task.order.find.done', value: { result: 'found', order } });
}

function listedAs(order: OrderSummary): FlowStep {
  const start = runtime.start('order-status', 'run', inputs[1] as FlowInput);
  const value = { result: 'list', orders: [order, order], only: null };
  return runtime.send(start.state, { type: 'task.order.list.done', value });
}

/** Says everything in every language: a missing key, slot or an overlong row of buttons throws. */
function sayAll(step: FlowStep, only?: Locale): void {
  for (const locale of only ? [only] : LOCALES) {
    for (const text of said(step, locale)) expect(text.length).toBeLessThan(4_000);
  }
}

function said(step: FlowStep, locale: Locale): string[] {
  return step.effects.flatMap((effect) => {
    if (effect.type !== 'say' && effect.type !== 'ask') return [];
    const { params }: { params: SayParams } = effect;
    expect((params.buttons ?? []).length).toBeLessThanOrEqual(8);
    for (const button of params.buttons ?? []) texts.text(locale, button.label, slotsOf(button));
    return [
      [params, ...(params.more ?? [])].map(({ text, slots }) => texts.text(locale, text, slots)).join('\n\n'),
    ];
  });
}

function slotsOf(button: NonNullable<SayParams['buttons']>[number]) {
  return 'slots' in button ? button.slots : undefined;
}
